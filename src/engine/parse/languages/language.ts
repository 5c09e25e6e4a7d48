import type { ChunkKind } from '../chunk';
import type { DocMarkup } from '../docMarkup';

/**
 * What the inside of a declaration is, which decides what its parts become:
 * `code` runs (only sizeable declarations in it are chunks of their own), `members` are those of a class, `entries` those
 * of an object literal, `statements` those of a namespace; `nothing` is not looked into.
 */
export type Contents = 'code' | 'members' | 'entries' | 'statements' | 'nothing';

/**
 * Where a part of a node is: the name of a field, or `:type` for the first child of a node type, or `$last` for a last child
 * that is not the first. `a.b` is a part of a part, `a|b` the first of several that is there.
 */
export type Place = string;

/** What one type of syntax node means. Names of fields and node types are those of the grammar's `node-types.json`. */
export type NodeRule =
  /** Has a name of its own and becomes a chunk. */
  | {
      readonly is: 'declaration';
      readonly kind: ChunkKind;
      /** The kind inside of `members` or `entries`; `kind` when absent. */
      readonly kindOfMember?: ChunkKind;
      readonly holds: Contents;
      /**
       * Where the name is, `name` when absent; or where no part of it is one, what of the text before the body is the name,
       * as first group (see `headerOf`).
       */
      readonly name?: Place | RegExp;
      /** `body` when absent. */
      readonly body?: Place;
      /** The type it belongs to when it does not stand in it: a receiver. */
      readonly owner?: Place;
      /** The type whose name is around its members when that is not its own: `impl Display for Shape`. */
      readonly membersOf?: Place;
      /** The kind by the type of one of its parts; `kind` for other types. */
      readonly kindOf?: { readonly part: Place; readonly kinds: Readonly<Record<string, ChunkKind>> };
      /** What stands before the name, where that decides whether it is a chunk. */
      readonly only?: RegExp;
      /**
       * Without a comment that documents it, it stays in what is around it: always when it has no body (`bodiless`), or when
       * its body has few lines (`short`).
       */
      readonly onlyDocumented?: 'bodiless' | 'short';
      /**
       * It only announces a body that follows: `declared` is a chunk of its own where none does, `overload` is then left to
       * what is around it.
       */
      readonly bodiless?: 'declared' | 'overload';
      /** Not a chunk in the body of a function: it says too little there. */
      readonly outsideCodeOnly?: boolean;
      /** Not a chunk among members: an associated type. */
      readonly notAsMember?: boolean;
    }
  /** Names what is in it, without being a chunk: a namespace. `orRest`: without a body, it names all that follows it. */
  | { readonly is: 'container'; readonly name: string; readonly body: string; readonly orRest?: boolean }
  /** Gives a value a name; `dotted` when the name may be a path such as `Shape.prototype.area`. */
  | {
      readonly is: 'binding';
      readonly name: string;
      readonly value: string;
      readonly dotted: boolean;
      /** Field that says what a value given elsewhere is: `declare const version: string`. */
      readonly type?: string;
    }
  /** A value that holds declarations; `name` is the field of the name it may have itself, `body` what it holds. */
  | {
      readonly is: 'value';
      readonly kind: ChunkKind;
      readonly holds: Contents;
      readonly name?: string;
      /** Field of the body; the node itself when absent. */
      readonly body?: string;
    }
  /** The outer part of a declaration, e.g. `export`. Belongs to the chunk's lines. */
  | { readonly is: 'wrapper' }
  /**
   * A wrapper around one binding or several, or several declarations. `together`: those of a statement that has this in it
   * mean something together only, so that the statement is one declaration.
   */
  | {
      readonly is: 'bindings';
      readonly together?: { readonly having: RegExp; readonly as: Extract<NodeRule, { is: 'declaration' }> };
    }
  /** Stands for the value in it: parentheses, casts. */
  | { readonly is: 'transparent' }
  | { readonly is: 'call'; readonly callee: string; readonly arguments: string }
  /** A decorator or attribute: belongs to the declaration after it, or around it. */
  | { readonly is: 'decorator' }
  /** Part of a declaration that holds its decorators, beside other words. */
  | { readonly is: 'modifiers' }
  | { readonly is: 'comment' }
  /** A value which only names something that is explained elsewhere: no constant worth a chunk. */
  | { readonly is: 'reference' }
  /** Holds no declaration: not looked into. `refersOnly` makes it a `reference` besides. */
  | { readonly is: 'opaque'; readonly refersOnly?: boolean };

/** One language: everything the language-neutral walker needs to know. Regular expressions are matched where said. */
export interface Language {
  /** As VS Code names it. */
  readonly id: string;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** File name in the grammars folder. */
  readonly grammar: string;
  /** By node type. Types that are not listed are looked into when they span lines enough. */
  readonly rules: Readonly<Record<string, NodeRule>>;
  /** Is found in all code that holds a declaration (and in some that holds none): code without it is not looked into. */
  readonly mayDeclare: RegExp;
  /** Name of a member that makes an object. */
  readonly constructorName?: string;
  /** Text right before a member's name that makes it an accessor, e.g. `get `. */
  readonly accessorBefore?: RegExp;
  /** A decorator's text that makes a member an accessor. */
  readonly accessorDecorator?: RegExp;
  /** A decorator's text that makes a function an overload of the one that follows. */
  readonly overloadDecorator?: RegExp;
  /** Found in the text of a declaration up to its body when decorators are parts of it; `@` when absent. */
  readonly decoratorWithin?: RegExp;
  /** Start of a statement that is visible to other files. */
  readonly exported?: RegExp;
  /** Start of a statement whose names never change. */
  readonly constant?: RegExp;
  /** Names for values that a wrapper exports without a name: what the wrapper starts with, and the name. */
  readonly exportNames?: readonly (readonly [RegExp, string])[];
  /** Start of a value that is an import. */
  readonly importValue?: RegExp;
  /** First names of a dotted path that only say where the name is put: `exports`, `window`. */
  readonly rootNames: ReadonlySet<string>;
  /** Functions that return their function argument in another dress, e.g. `memo`: the binding is a function all the same. */
  readonly functionWrappers: ReadonlySet<string>;
  /** The statement and the string that, first in a body, document it; `opening` is how a body with one starts. */
  readonly docstring?: { readonly statement: string; readonly string: string; readonly opening: RegExp };
  /** A statement around several symbols with nothing of them in it, such as `const (`: not worth a chunk. */
  readonly opening?: RegExp;
  /** Markup in comments that document: tags of XML (C#) or of HTML with Javadoc's own. */
  readonly docMarkup?: DocMarkup;
  /** Strings, and as first group comments: where there are comments to be taken out of a declaration. */
  readonly stringOrComment: RegExp;
}

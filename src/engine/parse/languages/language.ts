import type { Node } from 'web-tree-sitter';
import type { ChunkKind } from '../chunk';
import type { DocMarkup } from '../docMarkup';

/**
 * What the inside of a declaration is, which decides what its parts become:
 * `code` runs (only sizeable declarations in it are chunks of their own), `members` are those of a class, `entries` those
 * of an object literal, `statements` those of a namespace; `nothing` is not looked into.
 */
export type Contents = 'code' | 'members' | 'entries' | 'statements' | 'nothing';

/**
 * Where a part of a node is: the name of a field, or, where the grammar has no field for it, `:type` for the first child of
 * a node type or `#1` for the second named child. `a.b` is a part of a part, `a|b` the first of several that is there.
 */
export type Place = string;

/** Finds a part that a place cannot say. */
export type PartReader = (node: Node) => Node | null;

/** A name that a declaration spells out, with those around it: `ns::Shape::area` is `area` in `ns`, `Shape`. */
export interface SpelledName {
  readonly symbol: string;
  readonly owners: readonly string[];
  /** The names around what the declaration holds, when that is not its own: `Shape` for `impl Display for Shape`. */
  readonly inside?: readonly string[];
}

/** Reads a name that no part of the node is; undefined when there is none. */
export type NameReader = (node: Node, text: string) => SpelledName | undefined;

/** What one type of syntax node means. Fields and node types are those of the grammar's `node-types.json`. */
export type NodeRule =
  /** Has a name of its own and becomes a chunk. */
  | {
      readonly is: 'declaration';
      readonly kind: ChunkKind;
      /** The kind inside of `members` or `entries`; `kind` when absent. */
      readonly kindOfMember?: ChunkKind;
      readonly holds: Contents;
      /** The field `name` when absent. */
      readonly name?: Place | NameReader;
      /** The name at its place may be a path, as in `class Shape::Circle` or `function Shape:area()`. */
      readonly dotted?: true;
      /** A `container` where it has nothing but other declarations with members in it: `module Shapes` around a class. */
      readonly mayBeContainer?: true;
      /** The field `body` when absent. */
      readonly body?: Place | PartReader;
      /**
       * Without a body it only announces one that follows: `declared` is a chunk of its own where none does, `overload` is
       * then left to what is around it. So is a `prototype` without a comment that documents it when it is a member, or when
       * its body stands elsewhere in the file.
       */
      readonly bodiless?: 'declared' | 'overload' | 'prototype';
      /**
       * Left to what is around it without a comment that documents it: when its body, if it has one, has `few-lines`, or as a
       * `member`.
       */
      readonly onlyDocumented?: 'few-lines' | 'member';
      /** Not a chunk in the body of a function: it says too little there. */
      readonly outsideCodeOnly?: boolean;
    }
  /**
   * Names what is in it (where it has a name), without being a chunk: a namespace. `holds` is `statements` when absent.
   * `orRest`: without a body it names all that follows it.
   */
  | {
      readonly is: 'container';
      readonly name?: Place | NameReader;
      readonly body: Place | PartReader;
      readonly holds?: Contents;
      readonly orRest?: true;
    }
  /** Gives a value a name; `dotted` when the name at its place may be a path such as `Shape.prototype.area`. */
  | {
      readonly is: 'binding';
      readonly name: Place | NameReader;
      readonly value: Place | PartReader;
      readonly dotted: boolean;
      /** Field that says what a value given elsewhere is: `declare const version: string`. */
      readonly type?: string;
      /**
       * What makes a value a constant worth a chunk, where variables are what most lines begin with: `long` only three
       * lines or more, `longOrCapitals` a name in capitals too.
       */
      readonly notable?: 'long' | 'longOrCapitals';
      /** A long value is a chunk in `members`, too: tables that a class keeps in its constants. */
      readonly ofMembers?: true;
    }
  /** A value that holds declarations; `name` is the field of the name it may have itself, `body` what it holds. */
  | {
      readonly is: 'value';
      readonly kind: ChunkKind;
      readonly holds: Contents;
      readonly name?: string;
      /** The node itself when absent. */
      readonly body?: Place | PartReader;
    }
  /** Its parts count as if they stood in its place: a branch of `#ifdef`. */
  | { readonly is: 'group' }
  /** What it is shows in its parts only: a declaration in C is a prototype or a variable. Never gives another `choice`. */
  | { readonly is: 'choice'; readonly of: (node: Node, text: string) => NodeRule | undefined }
  /** The outer part of a declaration, e.g. `export`. Belongs to the chunk's lines. */
  | { readonly is: 'wrapper' }
  /** A wrapper around one binding or several, or several declarations. */
  | { readonly is: 'bindings' }
  /** Stands for the value in it: parentheses, casts. */
  | { readonly is: 'transparent' }
  /** `block` is the field of a block of code given besides the arguments. */
  | { readonly is: 'call'; readonly callee: string; readonly arguments: string; readonly block?: string }
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
  /** Whole names of files without such an extension, lower case. */
  readonly fileNames?: readonly string[];
  /** What the first line of a script names after `#!`, without a version: `bash`. */
  readonly interpreters?: readonly string[];
  /** File name in the grammars folder. */
  readonly grammar: string;
  /** How many times longer than others the grammar may take, where it takes so long for ordinary code. */
  readonly patience?: number;
  /**
   * Makes what the grammar cannot read blank, for the parser only: no offset changes. For macros, which mean nothing to a
   * grammar that has not seen their definition.
   */
  readonly forParser?: (text: string) => string;
  /** By node type. Types that are not listed are looked into when they span lines enough. */
  readonly rules: Readonly<Record<string, NodeRule>>;
  /** Is found in all code that holds a declaration (and in some that holds none): code without it is not looked into. */
  readonly mayDeclare: RegExp;
  /** Name of a member that makes an object; `class` where it is that of its class. */
  readonly constructorName?: string;
  /** Text right before a member's name that makes it an accessor, e.g. `get `. */
  readonly accessorBefore?: RegExp;
  /** Found in the text of a declaration up to its body when decorators are parts of it; `@` when absent. */
  readonly decoratorWithin?: RegExp;
  /** Start of a call that says something about the declaration after it, as a decorator does: `desc 'Builds it'`. */
  readonly decoratorCall?: RegExp;
  /** Start of a call that is a wrapper around the declaration among its arguments: `private def area`. */
  readonly wrapperCall?: RegExp;
  /** Calls that make a value of their block: start, and what it becomes (`Point = Struct.new(:x) do … end`). */
  readonly blockValues?: readonly (readonly [RegExp, ChunkKind, Contents])[];
  /** Functions that give their block the name in their first argument, and what it becomes: `task :build do … end`. */
  readonly namedBlocks?: ReadonlyMap<string, ChunkKind | 'container'>;
  /** A decorator's text that makes a member an accessor. */
  readonly accessorDecorator?: RegExp;
  /** A decorator's text that makes a function an overload of the one that follows. */
  readonly overloadDecorator?: RegExp;
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
  /** What stands between the names of a path besides `.`; global. */
  readonly nameSeparator?: RegExp;
  /** Markup in comments that document: tags of XML (C#) or of HTML with Javadoc's own. */
  readonly docMarkup?: DocMarkup;
  /** A line of a doc comment that says nothing the declaration does not say. */
  readonly docNoise?: RegExp;
  /** Functions that return their function argument in another dress, e.g. `memo`: the binding is a function all the same. */
  readonly functionWrappers: ReadonlySet<string>;
  /** The statement and the string that, first in a body, document it; `opening` is how a body with one starts. */
  readonly docstring?: { readonly statement: string; readonly string: string; readonly opening: RegExp };
  /**
   * A line that only opens or closes what is around declarations, e.g. `#endif`: alone, it is not worth a chunk. Nor is a
   * line without a word, in any language.
   */
  readonly frameLine?: RegExp;
  /** Strings, and as first group comments: where there are comments to be taken out of a declaration. */
  readonly stringOrComment: RegExp;
}

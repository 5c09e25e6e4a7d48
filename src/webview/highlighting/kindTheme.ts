import type { TokenTheme } from '../../protocol/tokenTheme';

/** Kinds of tokens that code.css has a colour for → the scopes that are of the kind, the more exact ones later. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  comment: ['comment', 'punctuation.definition.comment'],
  keyword: [
    'keyword',
    'storage',
    'constant.language',
    'variable.language',
    'entity.name.tag',
    'support.type.primitive',
  ],
  control: ['keyword.control', 'keyword.operator.new', 'storage.type.function.async'],
  string: ['string', 'string.regexp', 'punctuation.definition.string'],
  number: ['constant.numeric', 'constant.character'],
  function: ['entity.name.function', 'support.function', 'meta.decorator', 'entity.name.section'],
  type: ['entity.name.type', 'entity.name.class', 'entity.other.inherited-class', 'support.type', 'support.class'],
  variable: ['variable', 'meta.definition.variable', 'support.variable', 'entity.other.attribute-name'],
  plain: ['keyword.operator', 'meta.template.expression', 'punctuation.definition.variable'],
};

const color = (index: number): string => `#0000${index.toString(16).padStart(2, '0').toUpperCase()}`;

/** Paints each kind in a colour that stands for it, for when the person's theme is not known. */
export const KIND_THEME: TokenTheme = {
  isDark: true,
  rules: Object.values(SCOPES).map((scopes, index) => ({ scopes, foreground: color(index + 1) })),
};

export const KIND_OF_COLOR: ReadonlyMap<string, string> = new Map(
  Object.keys(SCOPES).map((kind, index) => [color(index + 1), kind]),
);

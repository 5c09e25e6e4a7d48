import ts from 'typescript';

/** A text in the code that a person reads in English whatever their language is. */
export interface Literal {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** Attributes that are read or read aloud. */
const READ = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
]);
/** Two words that follow each other. */
const PROSE = /\p{L}{2,}[,;:.…]? \p{L}{2,}/u;
/** One word as a label begins: `Results`, `Starting…`. */
const LABEL = /^\p{Lu}\p{Ll}+…?$/u;
const WORD = /\p{L}{2,}/u;

/**
 * Texts of a source file that are not given to `l10n.t`: the text and the attributes of elements, sentences, and labels of one word.
 *
 * @param within only in calls of these functions and classes, e.g. `StoreError`; everywhere if absent
 */
export function untranslated(fileName: string, code: string, within?: ReadonlySet<string>): Literal[] {
  const file = ts.createSourceFile(fileName, code, ts.ScriptTarget.Latest, true);
  const found: Literal[] = [];
  const report = (node: ts.Node, text: string): void => {
    found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: text.trim() });
  };
  const visit = (node: ts.Node, looking: boolean, isRead: boolean): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isTranslated(node) || isForLogs(node)) return;
    const name = calledName(node);
    const inside = looking || (within !== undefined && name !== undefined && within.has(name));
    if (inside && ts.isJsxText(node) && WORD.test(node.text)) report(node, node.text);
    if (inside && isText(node) && !isCompared(node)) {
      const text = textOf(node);
      if (isRead ? WORD.test(text) : PROSE.test(text) || (within === undefined && LABEL.test(text))) report(node, text);
    }
    if (ts.isJsxAttribute(node)) {
      const attribute = node.name.getText();
      if (attribute !== 'class')
        ts.forEachChild(node, (child) => {
          visit(child, inside, READ.has(attribute));
        });
      return;
    }
    ts.forEachChild(node, (child) => {
      visit(child, inside, isRead && !ts.isCallExpression(node));
    });
  };
  visit(file, within === undefined, false);
  return found;
}

function isText(node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node);
}

/** A placeholder stands for what is put in. */
function textOf(node: ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression): string {
  if (!ts.isTemplateExpression(node)) return node.text;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

function isTranslated(node: ts.Node): boolean {
  return ts.isCallExpression(node) && ['l10n.t', 't'].includes(node.expression.getText());
}

/** Logs and errors that nobody is to see are in English. */
function isForLogs(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Error';
  return ts.isCallExpression(node) && /(?:^|\.)(?:log|report|trouble)(?:\.\w+)?$/.test(node.expression.getText());
}

/** What is compared with something is no text for people: `event.key === 'Enter'`. */
function isCompared({ parent }: ts.Node): boolean {
  return ts.isCaseClause(parent) || isPrefix(parent) || (ts.isBinaryExpression(parent) && !isPlus(parent));
}

function isPrefix(node: ts.Node): boolean {
  return ts.isCallExpression(node) && /\.(?:startsWith|endsWith|includes)$/.test(node.expression.getText());
}

function isPlus({ operatorToken }: ts.BinaryExpression): boolean {
  return [ts.SyntaxKind.PlusToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.EqualsToken].includes(
    operatorToken.kind,
  );
}

function calledName(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  return node.expression.getText().split('.').at(-1);
}

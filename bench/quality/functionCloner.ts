import { createHash } from 'node:crypto';
import ts from 'typescript';

/** A function of real code, and the same function written differently. */
export interface ClonedFunction {
  readonly name: string;
  /** Line of its name, 1-based. */
  readonly line: number;
  readonly cloneName: string;
  /** A top-level statement. */
  readonly cloneCode: string;
}

/** Shorter functions say too little to be recognized; longer ones are recognized too easily. */
const CHARACTERS = { least: 250, most: 2500 };
/** Said of anything, so that a name never gives a clone away. */
const NEW_NAMES =
  'item value entry extra part data temp mark unit spot cell piece pick slot flag side form base core seed step turn link node path edge view lane tone hue grip knob bolt gear reel dial coil'.split(
    ' ',
  );

type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

/**
 * Clones the functions of a file by rules that keep what they do: every name of their own is replaced, independent
 * declarations and properties change places, loops, arrows, conditions, comparisons and templates are written the other way,
 * methods become functions, comments go. The same input gives the same output.
 *
 * @param file decides the syntax by its name
 */
export function cloneFunctions(file: string, text: string): ClonedFunction[] {
  const { source, checker } = bound(file, text);
  const clones: ClonedFunction[] = [];
  for (const { name, node } of namedFunctions(source)) {
    if (!isCloneable(node, source)) continue;
    const cloneName = `${newName(name.text, 0)}${newName(`${name.text} again`, 1).replace(/^./, (first) => first.toUpperCase())}`;
    const line = source.getLineAndCharacterOfPosition(name.getStart(source)).line + 1;
    clones.push({ name: name.text, line, cloneName, cloneCode: new Cloner(node, source, checker).print(cloneName) });
  }
  return clones;
}

/** One file as a program, so that every identifier is bound to what it names. */
function bound(file: string, text: string) {
  const options: ts.CompilerOptions = { allowJs: true, noLib: true, noResolve: true, target: ts.ScriptTarget.ESNext };
  const name = file.replace(/^.*\//, '/');
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
  const host: ts.CompilerHost = {
    getSourceFile: (wanted) => (wanted === name ? source : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (wanted) => wanted,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (wanted) => wanted === name,
    readFile: () => undefined,
  };
  return { source, checker: ts.createProgram([name], options, host).getTypeChecker() };
}

/** Functions at top level, and methods of classes there, that have a name. */
function namedFunctions(source: ts.SourceFile): { readonly name: ts.Identifier; readonly node: FunctionNode }[] {
  const found: { name: ts.Identifier; node: FunctionNode }[] = [];
  const add = (name: ts.Node | undefined, node: ts.Node | undefined): void => {
    if (!name || !node || !ts.isIdentifier(name)) return;
    if (
      ts.isFunctionDeclaration(node) ||
      ts.isFunctionExpression(node) ||
      ts.isArrowFunction(node) ||
      ts.isMethodDeclaration(node)
    )
      found.push({ name, node });
  };
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement)) add(statement.name, statement);
    else if (ts.isClassDeclaration(statement)) for (const member of statement.members) add(member.name, member);
    else if (ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations) add(name, initializer);
    else if (ts.isExpressionStatement(statement) && ts.isBinaryExpression(statement.expression)) {
      const { left, right } = statement.expression;
      if (ts.isPropertyAccessExpression(left)) add(left.name, right);
    }
  }
  return found;
}

function isCloneable(node: FunctionNode, source: ts.SourceFile): boolean {
  const length = node.getEnd() - node.getStart(source);
  if (length < CHARACTERS.least || length > CHARACTERS.most) return false;
  if (!node.body || !ts.isBlock(node.body) || ('asteriskToken' in node && node.asteriskToken)) return false;
  return !contains(
    node,
    (each) =>
      each.kind === ts.SyntaxKind.SuperKeyword ||
      ts.isPrivateIdentifier(each) ||
      ts.isDecorator(each) ||
      ts.isLabeledStatement(each),
  );
}

class Cloner {
  private readonly names = new Map<ts.Symbol, string>();
  private readonly taken = new Set<string>();
  private self: string | undefined;

  constructor(
    private readonly node: FunctionNode,
    private readonly source: ts.SourceFile,
    private readonly checker: ts.TypeChecker,
  ) {
    const note = (each: ts.Node): void => {
      if (ts.isIdentifier(each)) this.taken.add(each.text);
      ts.forEachChild(each, note);
    };
    note(node);
  }

  /** The function as a statement of its own, under a new name. */
  print(name: string): string {
    const usesThis = containsOwn(this.node, (each) => each.kind === ts.SyntaxKind.ThisKeyword);
    if (usesThis) this.self = this.unusedName('self');
    const { transformed } = ts.transform<ts.Node>(this.node, [
      (context) => (root) => this.rewritten(root, context, name),
    ]);
    const printer = ts.createPrinter({ removeComments: true });
    return printer.printNode(ts.EmitHint.Unspecified, transformed[0]!, this.source);
  }

  private rewritten(root: ts.Node, context: ts.TransformationContext, name: string): ts.Node {
    const f = ts.factory;
    const node = root as FunctionNode;
    const visit = (each: ts.Node): ts.VisitResult<ts.Node> => this.visit(each, context, visit);
    const parameters = node.parameters.map((each) => ts.visitNode(each, visit) as ts.ParameterDeclaration);
    if (this.self !== undefined) parameters.unshift(f.createParameterDeclaration(undefined, undefined, this.self));
    const body = ts.visitNode(node.body!, visit) as ts.Block;
    const async = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
      ? [f.createModifier(ts.SyntaxKind.AsyncKeyword)]
      : undefined;
    const typeParameters = node.typeParameters?.map((each) => ts.visitNode(each, visit) as ts.TypeParameterDeclaration);
    const type = node.type && (ts.visitNode(node.type, visit) as ts.TypeNode);
    // What was declared becomes a constant, what was a value a declaration.
    if (!ts.isFunctionDeclaration(node) || containsOwn(node, isArguments))
      return f.createFunctionDeclaration(async, undefined, name, typeParameters, parameters, type, body);
    const arrow = f.createArrowFunction(async, typeParameters, parameters, type, undefined, body);
    const declaration = f.createVariableDeclaration(name, undefined, undefined, arrow);
    return f.createVariableStatement(undefined, f.createVariableDeclarationList([declaration], ts.NodeFlags.Const));
  }

  private visit(node: ts.Node, context: ts.TransformationContext, visit: ts.Visitor): ts.VisitResult<ts.Node> {
    if (ts.isIdentifier(node)) return this.identifier(node);
    if (node.kind === ts.SyntaxKind.ThisKeyword && this.self !== undefined && this.isOwnThis(node))
      return ts.factory.createIdentifier(this.self);
    if (ts.isBlock(node)) return ts.factory.createBlock(this.statements(node.statements, visit), true);
    // The value of `{ name }` has a new name, its property has not.
    if (ts.isShorthandPropertyAssignment(node)) {
      const symbol = this.checker.getShorthandAssignmentValueSymbol(node);
      const renamed = symbol && this.nameOf(symbol);
      return renamed === undefined
        ? node
        : ts.factory.createPropertyAssignment(node.name.text, ts.factory.createIdentifier(renamed));
    }
    const visited = ts.visitEachChild(node, visit, context);
    if (ts.isBindingElement(node) && ts.isBindingElement(visited)) return namedElement(node, visited);
    return rewritten(node, visited);
  }

  private identifier(node: ts.Identifier): ts.Identifier {
    const symbol = this.checker.getSymbolAtLocation(node);
    const renamed = symbol && this.nameOf(symbol);
    return renamed === undefined ? node : ts.factory.createIdentifier(renamed);
  }

  /** The new name of what the function declares in itself. */
  private nameOf(symbol: ts.Symbol): string | undefined {
    const known = this.names.get(symbol);
    if (known !== undefined) return known;
    const kinds = ts.SymbolFlags.Variable | ts.SymbolFlags.Function | ts.SymbolFlags.TypeParameter;
    const declaration = symbol.declarations?.[0];
    if (!(symbol.flags & kinds) || !declaration || declaration === this.node) return undefined;
    if (!isInside(declaration, this.node)) return undefined;
    const name = this.unusedName(newName(`${this.node.pos} ${symbol.name} ${declaration.pos}`, this.names.size));
    this.names.set(symbol, name);
    return name;
  }

  private unusedName(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.taken.has(name); number++) name = `${wanted}${number}`;
    this.taken.add(name);
    return name;
  }

  private isOwnThis(node: ts.Node): boolean {
    for (let each = node.parent; each !== this.node; each = each.parent) if (hasThisOfItsOwn(each)) return false;
    return true;
  }

  /** Each declaration alone; neighbours that do not need each other the other way round; inner functions last. */
  private statements(statements: readonly ts.Statement[], visit: ts.Visitor): ts.Statement[] {
    const single = statements.flatMap(splitDeclarations);
    for (let at = 0; at + 1 < single.length; at++) {
      if (!this.areIndependent(single[at]!, single[at + 1]!)) continue;
      [single[at], single[at + 1]] = [single[at + 1]!, single[at]!];
      at++;
    }
    const isInner = (each: ts.Statement): boolean => ts.isFunctionDeclaration(each);
    const ordered = [...single.filter((each) => !isInner(each)), ...single.filter(isInner)];
    // A string that comes first is a directive.
    const visited = ts.visitNodes(ts.factory.createNodeArray(ordered), visit);
    return [...visited] as ts.Statement[];
  }

  private areIndependent(first: ts.Statement, second: ts.Statement): boolean {
    if (!ts.isVariableStatement(first) || !ts.isVariableStatement(second)) return false;
    if (!isPure(first) || !isPure(second)) return false;
    const declared = this.symbolsIn(
      first,
      (each) => ts.isVariableDeclaration(each.parent) || ts.isBindingElement(each.parent),
    );
    const used = this.symbolsIn(second, () => true);
    return ![...declared].some((symbol) => used.has(symbol));
  }

  private symbolsIn(node: ts.Node, counts: (identifier: ts.Identifier) => boolean): Set<ts.Symbol> {
    const symbols = new Set<ts.Symbol>();
    const note = (each: ts.Node): void => {
      if (ts.isIdentifier(each) && counts(each)) {
        const symbol = this.checker.getSymbolAtLocation(each);
        if (symbol) symbols.add(symbol);
      }
      ts.forEachChild(each, note);
    };
    note(node);
    return symbols;
  }
}

/** `{ name }` that is taken apart: the property keeps its name. */
function namedElement(before: ts.BindingElement, after: ts.BindingElement): ts.BindingElement {
  const isPattern = ts.isObjectBindingPattern(before.parent);
  if (!isPattern || before.propertyName || before.dotDotDotToken || !ts.isIdentifier(before.name)) return after;
  return ts.factory.updateBindingElement(
    after,
    undefined,
    ts.factory.createIdentifier(before.name.text),
    after.name,
    after.initializer,
  );
}

/** Rules that need no names. @param before as it was in the file @param after with its parts rewritten */
function rewritten(before: ts.Node, after: ts.Node): ts.VisitResult<ts.Node> {
  const f = ts.factory;
  if (ts.isForStatement(after) && !containsOwn(before, ts.isContinueStatement)) return whileOf(after);
  if (ts.isWhileStatement(after)) return f.createForStatement(undefined, after.expression, undefined, after.statement);
  if (ts.isExpressionStatement(after)) return statementOf(before as ts.ExpressionStatement, after);
  if (ts.isIfStatement(after) && after.elseStatement)
    return f.createIfStatement(negated(after.expression), blockOf(after.elseStatement), blockOf(after.thenStatement));
  if (ts.isConditionalExpression(after))
    return f.createConditionalExpression(
      negated(after.condition),
      undefined,
      after.whenFalse,
      undefined,
      after.whenTrue,
    );
  if (ts.isBinaryExpression(after)) return comparison(after);
  if (ts.isTemplateExpression(after)) return concatenation(after);
  if (ts.isArrowFunction(after)) return functionOf(before as ts.ArrowFunction, after);
  if (ts.isFunctionExpression(after)) return arrowOf(before as ts.FunctionExpression, after);
  if (ts.isObjectLiteralExpression(after) && (before as ts.ObjectLiteralExpression).properties.every(isPureProperty))
    return f.createObjectLiteralExpression([...after.properties].reverse(), true);
  return after;
}

/** So that no `else` finds another `if`. */
function blockOf(statement: ts.Statement): ts.Statement {
  return ts.isBlock(statement) ? statement : ts.factory.createBlock([statement], true);
}

function whileOf({ initializer, condition, incrementor, statement }: ts.ForStatement): ts.Statement[] {
  const f = ts.factory;
  const body = ts.isBlock(statement) ? [...statement.statements] : [statement];
  if (incrementor) body.push(f.createExpressionStatement(incrementor));
  const loop = f.createWhileStatement(condition ?? f.createTrue(), f.createBlock(body, true));
  if (!initializer) return [loop];
  return [
    ts.isVariableDeclarationList(initializer)
      ? f.createVariableStatement(undefined, initializer)
      : f.createExpressionStatement(initializer),
    loop,
  ];
}

/** `list.forEach((item) => { … });` as a loop, `count++;` and `sum += x;` as assignments. */
function statementOf(before: ts.ExpressionStatement, after: ts.ExpressionStatement): ts.Statement {
  const f = ts.factory;
  const { expression } = after;
  if (ts.isPostfixUnaryExpression(expression)) {
    const sign =
      expression.operator === ts.SyntaxKind.PlusPlusToken
        ? ts.SyntaxKind.PlusEqualsToken
        : ts.SyntaxKind.MinusEqualsToken;
    return f.createExpressionStatement(f.createBinaryExpression(expression.operand, sign, f.createNumericLiteral(1)));
  }
  if (
    ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken &&
    ts.isIdentifier(expression.left)
  )
    return f.createExpressionStatement(
      f.createAssignment(
        expression.left,
        f.createAdd(expression.left, f.createParenthesizedExpression(expression.right)),
      ),
    );
  return loopOf(before) ?? after;

  function loopOf({ expression: call }: ts.ExpressionStatement): ts.Statement | undefined {
    if (!ts.isCallExpression(call) || !ts.isCallExpression(expression) || call.arguments.length !== 1) return undefined;
    if (!ts.isPropertyAccessExpression(call.expression) || call.expression.name.text !== 'forEach') return undefined;
    const [given] = call.arguments;
    const [callback] = expression.arguments;
    if (!given || !callback || !ts.isArrowFunction(given) || given.parameters.length !== 1) return undefined;
    if (!(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)) || !ts.isBlock(callback.body))
      return undefined;
    if (containsOwn(given, ts.isReturnStatement)) return undefined;
    const item = f.createVariableDeclaration(callback.parameters[0]!.name);
    return f.createForOfStatement(
      undefined,
      f.createVariableDeclarationList([item], ts.NodeFlags.Const),
      (expression.expression as ts.PropertyAccessExpression).expression,
      callback.body,
    );
  }
}

/** Operators that say the same with their sides exchanged. */
const MIRRORED: ReadonlyMap<ts.SyntaxKind, ts.BinaryOperator> = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.EqualsEqualsEqualsToken],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken],
  [ts.SyntaxKind.EqualsEqualsToken, ts.SyntaxKind.EqualsEqualsToken],
  [ts.SyntaxKind.ExclamationEqualsToken, ts.SyntaxKind.ExclamationEqualsToken],
  [ts.SyntaxKind.LessThanToken, ts.SyntaxKind.GreaterThanToken],
  [ts.SyntaxKind.GreaterThanToken, ts.SyntaxKind.LessThanToken],
  [ts.SyntaxKind.LessThanEqualsToken, ts.SyntaxKind.GreaterThanEqualsToken],
  [ts.SyntaxKind.GreaterThanEqualsToken, ts.SyntaxKind.LessThanEqualsToken],
]);

function comparison(node: ts.BinaryExpression): ts.BinaryExpression {
  const mirrored = MIRRORED.get(node.operatorToken.kind);
  return mirrored === undefined ? node : ts.factory.createBinaryExpression(node.right, mirrored, node.left);
}

function negated(condition: ts.Expression): ts.Expression {
  if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken)
    return condition.operand;
  return ts.factory.createLogicalNot(ts.factory.createParenthesizedExpression(condition));
}

function concatenation({ head, templateSpans }: ts.TemplateExpression): ts.Expression {
  const f = ts.factory;
  return templateSpans.reduce<ts.Expression>(
    (left, { expression, literal }) => {
      const added = f.createAdd(left, f.createParenthesizedExpression(expression));
      return literal.text === '' ? added : f.createAdd(added, f.createStringLiteral(literal.text, true));
    },
    f.createStringLiteral(head.text, true),
  );
}

function functionOf(before: ts.ArrowFunction, after: ts.ArrowFunction): ts.Expression {
  const f = ts.factory;
  const body = ts.isBlock(after.body) ? after.body : f.createBlock([f.createReturnStatement(after.body)], true);
  const { modifiers, typeParameters, parameters, type } = after;
  if (contains(before, (each) => each.kind === ts.SyntaxKind.ThisKeyword || isArguments(each)))
    return f.createArrowFunction(modifiers, typeParameters, parameters, type, undefined, body);
  return f.createFunctionExpression(modifiers, undefined, undefined, typeParameters, parameters, type, body);
}

function arrowOf(before: ts.FunctionExpression, after: ts.FunctionExpression): ts.Expression {
  if (after.name || after.asteriskToken) return after;
  if (contains(before, (each) => each.kind === ts.SyntaxKind.ThisKeyword || isArguments(each))) return after;
  const { modifiers, typeParameters, parameters, type, body } = after;
  return ts.factory.createArrowFunction(modifiers, typeParameters, parameters, type, undefined, body);
}

function splitDeclarations(statement: ts.Statement): ts.Statement[] {
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length < 2) return [statement];
  const { declarations, flags } = statement.declarationList;
  return declarations.map((each) =>
    ts.factory.createVariableStatement(undefined, ts.factory.createVariableDeclarationList([each], flags)),
  );
}

function isPureProperty(property: ts.ObjectLiteralElementLike): boolean {
  return ts.isShorthandPropertyAssignment(property) || (ts.isPropertyAssignment(property) && isPure(property));
}

/** Whether evaluating it changes nothing and hangs on no order. */
function isPure(node: ts.Node): boolean {
  return !contains(
    node,
    (each) =>
      ts.isCallExpression(each) ||
      ts.isNewExpression(each) ||
      ts.isAwaitExpression(each) ||
      ts.isYieldExpression(each) ||
      ts.isDeleteExpression(each) ||
      ts.isTaggedTemplateExpression(each) ||
      ts.isPostfixUnaryExpression(each) ||
      (ts.isPrefixUnaryExpression(each) &&
        each.operator >= ts.SyntaxKind.PlusPlusToken &&
        each.operator <= ts.SyntaxKind.MinusMinusToken) ||
      (ts.isBinaryExpression(each) &&
        each.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        each.operatorToken.kind <= ts.SyntaxKind.LastAssignment),
  );
}

function isArguments(node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text === 'arguments';
}

function hasThisOfItsOwn(node: ts.Node): boolean {
  return (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) || ts.isClassLike(node);
}

function contains(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return ts.forEachChild(node, (child) => test(child) || contains(child, test)) ?? false;
}

/** Like `contains`, but does not look into functions and classes inside. */
function containsOwn(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return (
    ts.forEachChild(node, (child) => test(child) || (!hasThisOfItsOwn(child) && containsOwn(child, test))) ?? false
  );
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  return ts.findAncestor(node, (each) => each === outer) !== undefined;
}

/** One of the words, the same for the same text. */
function newName(text: string, turn: number): string {
  const digest = createHash('sha256').update(text).digest();
  return NEW_NAMES[(digest.readUInt32LE(0) + turn) % NEW_NAMES.length]!;
}

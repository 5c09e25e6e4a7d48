import fc from 'fast-check';

/**
 * Programs made at random of the declarations that a language has, one inside another. Every piece of code in them is a
 * name `mark7_` with a number of its own, so that a test can say where each piece went.
 */
export type Block = string[];

/** Indents lines. */
export const indent = (lines: Block, by: string): Block => lines.map((line) => by + line);

/** Gives every marker its number, and every name too. */
export function numbered(lines: Block): string {
  let mark = 0;
  let name = 0;
  return lines
    .join('\n')
    .replaceAll('MARK', () => `mark${mark++}_`)
    .replaceAll('NAME', () => `name${name++}`);
}

const { statement: typescriptStatement } = fc.letrec<{ statement: Block; body: Block }>((tie) => ({
  body: fc.array(tie('statement'), { minLength: 1, maxLength: 3, depthIdentifier: 'program' }).map((all) => all.flat()),
  statement: fc.oneof(
    { depthIdentifier: 'program', maxDepth: 4 },
    fc.constantFrom<Block>(
      ['MARK;'],
      ['const NAME = MARK;'],
      ['export const NAME = [MARK];'],
      ['let NAME = () => MARK;'],
      ['// a comment', 'MARK;'],
      ['', 'MARK;', ''],
      ['import NAME from "name";'],
      ['type NAME = { a: string };'],
    ),
    tie('body').map((body) => ['/** Says what it does. */', 'function NAME() {', ...indent(body, '  '), '}']),
    tie('body').map((body) => ['const NAME = async () => {', ...indent(body, '\t'), '};']),
    tie('body').map((body) => [
      '@decorated(MARK)',
      'class NAME {',
      '  field = MARK;',
      '  /** Does it. */',
      '  NAME() {',
      ...indent(body, '    '),
      '  }',
      '  NAME = (x) => MARK;',
      '}',
    ]),
    tie('body').map((body) => [
      'const NAME = {',
      '  value: MARK,',
      '  NAME() {',
      ...indent(body, '    '),
      '  },',
      '  NAME: { NAME: function () {',
      '    MARK;',
      '  } },',
      '};',
    ]),
    tie('body').map((body) => ['if (MARK) {', ...indent(body, '  '), '} else {', '  MARK;', '}']),
    tie('body').map((body) => ['call(MARK, function () {', ...indent(body, '  '), '});']),
    tie('body').map((body) => ['(function () {', ...indent(body, ''), '})();']),
    tie('body').map((body) => ['namespace NAME {', ...indent(body, '  '), '}']),
    tie('body').map((body) => ['exports.NAME = function () {', ...indent(body, '  '), '}, MARK;']),
  ),
}));

const { statement: pythonStatement } = fc.letrec<{ statement: Block; body: Block }>((tie) => ({
  body: fc.array(tie('statement'), { minLength: 1, maxLength: 3, depthIdentifier: 'program' }).map((all) => all.flat()),
  statement: fc.oneof(
    { depthIdentifier: 'program', maxDepth: 4 },
    fc.constantFrom<Block>(
      ['MARK'],
      ['NAME = MARK'],
      ['NAME = [', '    MARK,', ']'],
      ['NAME = lambda: MARK'],
      ['# a comment', 'MARK'],
      ['', 'MARK', ''],
      ['import NAME'],
    ),
    tie('body').map((body) => ['def NAME(a, b=1):', '    """Says what it does."""', ...indent(body, '    ')]),
    tie('body').map((body) => [
      '# Above.',
      '@decorated(MARK)',
      'async def NAME(',
      '    a,  # why',
      '):',
      ...indent(body, '\t'),
    ]),
    tie('body').map((body) => [
      'class NAME(Base):',
      '    """What it is."""',
      '    field = MARK',
      '    @property',
      '    def NAME(self):',
      ...indent(body, '        '),
    ]),
    tie('body').map((body) => ['if MARK:', ...indent(body, '    '), 'else:', '    MARK']),
    tie('body').map((body) => ['with MARK as x:', ...indent(body, '    ')]),
  ),
}));

export const typescriptProgram = fc
  .array(typescriptStatement, { minLength: 1, maxLength: 6 })
  .map((statements) => numbered(statements.flat()));

export const pythonProgram = fc
  .array(pythonStatement, { minLength: 1, maxLength: 6 })
  .map((statements) => numbered(statements.flat()));

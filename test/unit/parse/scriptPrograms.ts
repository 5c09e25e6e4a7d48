import fc from 'fast-check';
import { type Block, indent, numbered } from './programs';

/** Programs at random, as in `programs.ts`, in languages whose blocks end with a word, and in PHP. */
type Compound = (body: Block) => Block;

function programOf(simple: readonly Block[], compounds: readonly Compound[], opening: Block = []) {
  const { statement } = fc.letrec<{ statement: Block; body: Block }>((tie) => ({
    body: fc
      .array(tie('statement'), { minLength: 1, maxLength: 3, depthIdentifier: 'program' })
      .map((all) => all.flat()),
    statement: fc.oneof(
      { depthIdentifier: 'program', maxDepth: 4 },
      fc.constantFrom<Block>(...simple),
      ...compounds.map((compound) => tie('body').map(compound)),
    ),
  }));
  return fc
    .array(statement, { minLength: 1, maxLength: 6 })
    .map((statements) => numbered([...opening, ...statements.flat()]));
}

export const rubyProgram = programOf(
  [
    ['MARK'],
    ['NAME = MARK'],
    ['TABLE_NAME = {', '  a: MARK,', '  b: MARK', '}'],
    ['NAME = ->(x) { MARK }'],
    ['Point_NAME = Struct.new(:MARK)'],
    ['# a comment', 'MARK'],
    ['', 'MARK', ''],
    ["require 'NAME'"],
  ],
  [
    (body) => ['# Says what it does.', 'def NAME(a, b = 1)', '  # why', ...indent(body, '  '), 'end'],
    (body) => ['def self.NAME', ...indent(body, '  '), 'end'],
    (body) => [
      '# What it is.',
      'class Class_NAME < Base',
      '  attr_reader :MARK',
      '  private def NAME',
      ...indent(body, '    '),
      '  end',
      '  sig { MARK }',
      '  def NAME = MARK',
      'end',
    ],
    (body) => ['module Module_NAME', '  class << self', ...indent(body, '    '), '  end', '  MARK', 'end'],
    (body) => ['module Module_NAME', '  class Class_NAME', ...indent(body, '    '), '  end', 'end'],
    (body) => ['Struct_NAME = Struct.new(:a) do', '  def NAME', ...indent(body, '    '), '  end', 'end'],
    (body) => ["desc 'MARK'", 'task :NAME do', ...indent(body, '  '), 'end'],
    (body) => ['MARK.each do |x|', ...indent(body, '  '), 'end'],
    (body) => ['if MARK', ...indent(body, '  '), 'else', '  MARK', 'end'],
  ],
);

export const luaProgram = programOf(
  [
    ['call(MARK)'],
    ['local NAME = MARK'],
    ['TABLE_NAME = {', '  a = MARK,', '}'],
    ['local NAME = function() return MARK end'],
    ['-- a comment', 'call(MARK)'],
    ['', 'call(MARK)', ''],
    ['local NAME = require("NAME")'],
  ],
  [
    (body) => ['--- Says what it does.', 'local function NAME(a, ...)', '  -- why', ...indent(body, '  '), 'end'],
    (body) => ['function M.NAME.NAME(a)', ...indent(body, '\t'), 'end'],
    (body) => ['function Class:NAME()', ...indent(body, '  '), '  return MARK', 'end'],
    (body) => [
      'local NAME = {',
      '  value = MARK,',
      '  NAME = function()',
      ...indent(body, '    '),
      '  end,',
      '  MARK,',
      '}',
    ],
    (body) => ['if MARK then', ...indent(body, '  '), 'else', '  call(MARK)', 'end'],
    (body) => ['call(MARK, function()', ...indent(body, '  '), 'end)'],
  ],
);

export const bashProgram = programOf(
  [
    ['MARK'],
    ['NAME=MARK'],
    ['declare -A NAME=(', '  [a]=MARK', '  [b]=MARK', ')'],
    ['# a comment', 'run MARK "$@"'],
    ['', 'MARK | sort', ''],
    ['cat <<EOF', 'MARK', 'EOF'],
  ],
  [
    (body) => ['# Says what it does.', 'NAME() {', ...indent(body, ''), '}'],
    (body) => ['function NAME {', ...indent(body, ''), '  MARK', '}'],
    (body) => ['if MARK; then', ...indent(body, ''), 'else', '  MARK', 'fi'],
    (body) => ['while MARK; do', ...indent(body, ''), 'done'],
    (body) => ['case "$1" in', 'MARK)', ...indent(body, ''), ';;', 'esac'],
  ],
);

export const phpProgram = programOf(
  [
    ['MARK();'],
    ['$NAME = MARK;'],
    ['const TABLE_NAME = [', '    MARK,', '    MARK,', '];'],
    ['$NAME = fn ($x) => MARK;'],
    ['// a comment', 'MARK();'],
    ['', 'MARK();', ''],
    ['?>', '<p>MARK</p>', '<?php'],
  ],
  [
    (body) => ['/** Says what it does. */', 'function NAME(int $a): void', '{', ...indent(body, '    '), '}'],
    (body) => ['$NAME = function () use ($x) {', ...indent(body, '    '), '};'],
    (body) => [
      '/**',
      ' * What it is.',
      ' */',
      '#[Attribute(1)]',
      'final class NAME extends Base',
      '{',
      '    private $field = MARK;',
      '    #[Override]',
      '    public function NAME()',
      '    {',
      ...indent(body, '        '),
      '    }',
      '    abstract function NAME(int $x);',
      '}',
    ],
    (body) => ['if (MARK) {', ...indent(body, '    '), '} else {', '    MARK();', '}'],
    (body) => ['call(MARK, function () {', ...indent(body, '    '), '});'],
    (body) => ['$NAME = new class {', '    public function NAME() {', ...indent(body, '        '), '    }', '};'],
  ],
  ['<?php'],
);

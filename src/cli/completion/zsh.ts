import type { CompletedOption, CompletedProgram, Value } from './completedProgram';

/** For zsh's own completion system; works in a folder of `fpath` as well as sourced. */
export function zshScript({ name, options, commands }: CompletedProgram): string {
  const described = commands.map((each) => quoted(`${each.name.replaceAll(':', '\\:')}:${each.description}`));
  const cases = commands.map(
    (each) =>
      `        ${each.name}) _arguments -S ${[...each.options.map(optionSpec), ...argumentSpec(each.argument)].join(' ')} ;;`,
  );
  return `#compdef ${name}
# zsh completion of ${name}
_${name}() {
  local state line
  local -a commands
  commands=(${described.join(' ')})
  _arguments -C ${options.map(optionSpec).join(' ')} '1:command:->command' '*::argument:->argument'
  case "$state" in
    command) _describe -t commands command commands ;;
    argument)
      case "$line[1]" in
${cases.join('\n')}
      esac
      ;;
  esac
}
if [ "\${funcstack[1]}" = "_${name}" ]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi`;
}

function optionSpec({ flags, description, value }: CompletedOption): string {
  const text = `[${description.replace(/[[\]:\\]/g, '\\$&')}]${value === undefined ? '' : `:value:${actionOf(value)}`}`;
  if (flags.length === 1) return quoted(flags[0]! + text);
  return `${quoted(`(${flags.join(' ')})`)}{${flags.join(',')}}${quoted(text)}`;
}

function argumentSpec(value: Value | undefined): string[] {
  return value === undefined ? [] : [quoted(`1:argument:${actionOf(value)}`)];
}

function actionOf(value: Value): string {
  if (value === 'folder') return '_files -/';
  if (value === 'file') return '_files';
  // A space is an action that completes nothing.
  return value === 'anything' ? ' ' : `(${value.words.join(' ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

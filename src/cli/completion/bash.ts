import type { CompletedOption, CompletedProgram, Value } from './completedProgram';

/** For bash 3.2 and later, without the package bash-completion. */
export function bashScript({ name, options, commands }: CompletedProgram): string {
  const caseOf = (command: string, own: readonly CompletedOption[], argument: Value | undefined) => `    ${command})
      case "$previous" in
${own.flatMap(valueCase).join('')}      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "${own.flatMap(({ flags }) => flags).join(' ')}" -- "$current")) ;;
        *) ${replyWith(argument)} ;;
      esac
      ;;`;
  return `# bash completion of ${name}
_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" word
  COMPREPLY=()
  # Bash makes three words of --format=json.
  if [ "$current" = = ]; then current=""; elif [ "$previous" = = ]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      ${commands.map((each) => each.name).join('|')}) command="$word"; break ;;
    esac
  done
  case "$command" in
${caseOf('""', options, { words: commands.map((each) => each.name) })}
${commands.map((each) => caseOf(each.name, each.options, each.argument)).join('\n')}
  esac
}
complete -F _${name} ${name}`;
}

function valueCase({ flags, value }: CompletedOption): string[] {
  return value === undefined ? [] : [`        ${flags.join('|')}) ${replyWith(value)}; return ;;\n`];
}

function replyWith(value: Value | undefined): string {
  if (value === 'folder') return paths('-d');
  if (value === 'file') return paths('-f');
  if (value === undefined || value === 'anything') return 'true';
  return `COMPREPLY=($(compgen -W "${value.words.join(' ')}" -- "$current"))`;
}

/** Names may have spaces: one comes a line, and bash quotes what it takes. */
function paths(kind: '-d' | '-f'): string {
  return `local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen ${kind} -- "$current"))`;
}

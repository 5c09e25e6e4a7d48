import type { CompletedOption, CompletedProgram, Value } from './completedProgram';

export function fishScript({ name, options, commands }: CompletedProgram): string {
  const none = '-n __fish_use_subcommand';
  const lines = [
    `complete -c ${name} -f`,
    ...commands.map((each) => `complete -c ${name} ${none} -a ${each.name} -d ${quoted(each.description)}`),
    ...options.map((option) => `complete -c ${name} ${none} ${optionSpec(option)}`),
    ...commands.flatMap((each) => {
      const given = `complete -c ${name} -n ${quoted(`__fish_seen_subcommand_from ${each.name}`)}`;
      return [
        ...each.options.map((option) => `${given} ${optionSpec(option)}`),
        ...(each.argument === undefined || each.argument === 'anything'
          ? []
          : [`${given} ${valueSpec(each.argument)}`]),
      ];
    }),
  ];
  return [`# fish completion of ${name}`, ...lines].join('\n');
}

function optionSpec({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const takes = value === undefined ? [] : value === 'anything' ? ['-x'] : ['-r', valueSpec(value)];
  return [...names, ...takes, `-d ${quoted(description)}`].join(' ');
}

function valueSpec(value: Value): string {
  if (value === 'folder') return '-f -a "(__fish_complete_directories)"';
  if (value === 'file') return '-F';
  return `-f -a ${quoted(value === 'anything' ? '' : value.words.join(' '))}`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

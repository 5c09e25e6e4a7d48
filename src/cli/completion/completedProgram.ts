import type { Argument, Command, Option } from 'commander';

/** What comes at a place of the command line: one of some words, a path, or what no shell can know. */
export type Value = { readonly words: readonly string[] } | 'folder' | 'file' | 'anything';

export interface CompletedOption {
  /** With the dashes: `--json`, `-h`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Absent for one that takes none. */
  readonly value?: Value;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** Its first argument. */
  readonly argument?: Value;
}

/** A command line as completion sees it. */
export interface CompletedProgram {
  readonly name: string;
  readonly options: readonly CompletedOption[];
  readonly commands: readonly CompletedCommand[];
}

/** Reads the definitions that the arguments are parsed by, so that nothing is written down twice. */
export function programOf(program: Command): CompletedProgram {
  const help = program.createHelp();
  const commands = help.visibleCommands(program).map((command): CompletedCommand => {
    const [argument] = command.registeredArguments;
    return {
      name: command.name(),
      description: command.description(),
      options: help.visibleOptions(command).map(optionOf),
      // `help` takes the name of a command.
      ...(argument ? { argument: command.name() === 'help' ? namesOf(program) : valueOf(argument) } : {}),
    };
  });
  return { name: program.name(), options: help.visibleOptions(program).map(optionOf), commands };
}

function optionOf(option: Option): CompletedOption {
  const flags = [option.long, option.short].filter((flag) => flag != null);
  const takesValue = option.required || option.optional;
  return { flags, description: option.description, ...(takesValue ? { value: valueOf(option) } : {}) };
}

/** By its choices, or by what its definition calls it. */
function valueOf(of: Option | Argument): Value {
  if (of.argChoices) return { words: of.argChoices };
  const name = 'flags' in of ? (/<(\w+)/.exec(of.flags)?.[1] ?? '') : of.name();
  if (name === 'dir') return 'folder';
  return name === 'place' || name === 'path' ? 'file' : 'anything';
}

function namesOf(program: Command): Value {
  return { words: program.commands.map((command) => command.name()) };
}

import { copyFixtureWorkspace } from '../harness/fixtureWorkspace';

/** One window of VS Code and the folder of suites that runs in it. */
export interface Scenario {
  /** Name of the folder with its suites, below `test/integration`. */
  readonly suite: string;
  /** Makes the folder that the window opens; undefined for a window without one. */
  readonly workspace: () => string | undefined;
}

export const SCENARIOS: readonly Scenario[] = [
  { suite: 'folder', workspace: copyFixtureWorkspace },
  { suite: 'noFolder', workspace: () => undefined },
];

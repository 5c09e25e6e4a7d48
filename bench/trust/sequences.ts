import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../src/engine/engine';
import type { FolderConfig } from '../../src/protocol/engine';
import { folderAt, TwoEngines } from './equality';
import { LiveWorkspace } from './liveWorkspace';
import { snippet } from './snippets';
import type { Step } from './steps';

/** Lets sequences of steps happen to workspaces while an engine watches, and compares what it made of them. */
export class SequenceCheck {
  private constructor(
    private readonly place: string,
    private readonly engines: TwoEngines,
  ) {}

  /** @param place an empty folder */
  static async start(place: string): Promise<SequenceCheck> {
    return new SequenceCheck(place, await TwoEngines.start(place));
  }

  dispose(): Promise<void> {
    return this.engines.dispose();
  }

  /** @returns all differences that were found at the end, and what people were told: nothing, as it should be */
  async run(steps: readonly Step[]): Promise<string[]> {
    const place = path.join(this.place, 'now');
    mkdirSync(place);
    const { engines } = this;
    const run = await SequenceRun.start(place, engines.kept);
    try {
      for (const step of steps) await run.take(step);
      await run.settle();
      const differences = await engines.differences(run.folders);
      return [...differences, ...engines.notices.splice(0)];
    } finally {
      await run.dispose();
      rmSync(place, { recursive: true, force: true });
      rmSync(path.join(engines.keptCache, 'indexes'), { recursive: true, force: true });
    }
  }
}

/** One workspace and an engine that watches it, while a sequence happens to them. */
class SequenceRun {
  private isUp = false;
  private isPaused = false;
  private withSecond = false;

  private constructor(
    private readonly workspace: LiveWorkspace,
    private readonly second: string,
    private readonly engine: Engine,
  ) {}

  static async start(place: string, engine: Engine): Promise<SequenceRun> {
    const workspace = await LiveWorkspace.create(place, (changes) => {
      engine.filesChanged({ changes });
    });
    const second = path.join(place, 'second');
    mkdirSync(second);
    const run = new SequenceRun(workspace, second, engine);
    await run.setUp(true);
    return run;
  }

  get folders(): FolderConfig[] {
    const roots = this.withSecond ? [this.workspace.root, this.second] : [this.workspace.root];
    return roots.map(folderAt);
  }

  async take(step: Step): Promise<void> {
    const { workspace } = this;
    switch (step.kind) {
      case 'write':
        workspace.write(step.path, step.content);
        return;
      case 'write unseen':
        workspace.writeUnseen(step.path, step.content);
        return;
      case 'delete':
        workspace.delete(step.path);
        return;
      case 'rename':
        workspace.rename(step.from, step.to);
        return;
      case 'copy':
        workspace.copy(step.from, step.to);
        return;
      case 'rename case':
        workspace.renameCase(step.path);
        return;
      case 'symlink':
        workspace.symlink(step.path, step.to);
        return;
      case 'ignore':
        workspace.ignore(step.folder, step.pattern);
        return;
      case 'generate':
        workspace.generate(step.folder, step.files);
        return;
      case 'git':
        workspace.git(step.command);
        return;
      case 'submodule':
        workspace.moveSubmodule(step.commit);
        return;
      case 'down':
        await this.setUp(false);
        return;
      case 'up':
        await this.setUp(true);
        return;
      case 'second folder':
        await this.toggleSecond();
        return;
      case 'pause':
        this.isPaused = !this.isPaused;
        if (this.isPaused) this.engine.pause();
        else this.engine.resume();
        return;
      case 'lose events':
        // What a watcher whose queue overflowed does: it says that something was lost, not what.
        this.workspace.deaf = !this.workspace.deaf;
        if (!this.workspace.deaf) await this.regainEvents();
        return;
      case 'settle':
        await this.caughtUp();
    }
  }

  /** As a person comes back to it: everything is heard, running and done. */
  async settle(): Promise<void> {
    if (this.isPaused) await this.take({ kind: 'pause' });
    if (this.workspace.deaf) await this.take({ kind: 'lose events' });
    await this.setUp(true);
    await this.caughtUp();
  }

  async dispose(): Promise<void> {
    await this.engine.setFolders([]);
    if (this.isPaused) this.engine.resume();
    await this.workspace.dispose();
  }

  private async caughtUp(): Promise<void> {
    await this.workspace.watched();
    await this.engine.idle();
    // What is worth waiting for is done after some quiet.
    await pause(1);
    await this.engine.idle();
  }

  private async setUp(isUp: boolean): Promise<void> {
    if (isUp === this.isUp) return;
    this.isUp = isUp;
    await this.engine.setFolders(isUp ? this.folders : []);
  }

  private async toggleSecond(): Promise<void> {
    this.withSecond = !this.withSecond;
    for (const n of [1, 2]) {
      mkdirSync(this.second, { recursive: true });
      writeFileSync(path.join(this.second, `only${n}.ts`), snippet('x.ts', n + (this.withSecond ? 0 : 10)));
    }
    if (this.isUp) await this.engine.setFolders(this.folders);
  }

  private async regainEvents(): Promise<void> {
    this.workspace.deaf = true;
    await this.workspace.watched();
    this.workspace.deaf = false;
    this.engine.filesChanged({ changes: [{ path: this.workspace.root, kind: 'changed' }] });
  }
}

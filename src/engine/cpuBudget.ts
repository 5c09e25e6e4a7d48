import { setTimeout as pause } from 'node:timers/promises';

/** What may be used at once after a time of quiet, in core-milliseconds at a limit of all cores; less at lower limits. */
const FULL_CREDIT_MS = 60_000;
const LOOK_EVERY_MS = 50;

/**
 * Holds this process, all its threads together, to a share of the machine's cores: work that nobody waits for rests
 * between its steps until what was used and what may be used are even. What is short is not slowed down: there is a
 * credit that refills while there is nothing to do.
 */
export class CpuBudget {
  private readonly creditMs: number;
  private credit: number;
  private lastWall = performance.now();
  private lastCpu = cpuMs();

  /** @param share of all cores, above 0 and at most 1; @param cores of this machine */
  constructor(
    share: number,
    private readonly cores: number,
  ) {
    this.allowed = share * cores;
    this.creditMs = FULL_CREDIT_MS * share ** 2;
    this.credit = this.creditMs;
  }

  /** Cores that may be busy on average. */
  readonly allowed: number;

  /**
   * Resolves when work may go on.
   * @param isOver ends the waiting: something came that somebody waits for
   * @throws the signal's reason when it is aborted
   */
  async rest(isOver: () => boolean, signal: AbortSignal): Promise<void> {
    if (this.allowed >= this.cores) return;
    this.settle();
    while (this.credit < 0 && !isOver()) {
      await pause(Math.min(LOOK_EVERY_MS, -this.credit / this.allowed), undefined, { signal });
      this.settle();
    }
  }

  private settle(): void {
    const [wall, cpu] = [performance.now(), cpuMs()];
    this.credit += this.allowed * (wall - this.lastWall) - (cpu - this.lastCpu);
    this.credit = Math.min(this.credit, this.creditMs);
    [this.lastWall, this.lastCpu] = [wall, cpu];
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

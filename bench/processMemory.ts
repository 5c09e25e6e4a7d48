import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessMemory {
  /** Resident bytes now. */
  readonly resident: number;
  /** Most resident bytes so far, where the system counts them (Linux); otherwise those of now. */
  readonly peak: number;
}

/** Memory of a running process. @throws when it has ended, or on Windows, where there is neither /proc nor `ps` */
export function memoryOf(pid: number): ProcessMemory {
  if (process.platform === 'linux') {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
    return { resident: field('VmRSS'), peak: field('VmHWM') };
  }
  const resident = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
  return { resident, peak: resident };
}

/** Looks at a process once a second. `stop` answers with the most that was seen. */
export function watchMemory(pid: number): { stop(): number } {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, memoryOf(pid).peak);
  };
  look();
  const timer = setInterval(look, 1000);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}

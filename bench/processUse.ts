import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process takes from the machine. */
export interface ProcessUse {
  /** Resident bytes now. */
  readonly resident: number;
  /** Most resident bytes so far, where the system counts them (Linux); otherwise those of now. */
  readonly peak: number;
  /** Seconds of processor time so far, over all threads; only on Linux. */
  readonly cpuSeconds?: number;
}

/** Of `utime` and `stime` in /proc; the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Looks at a running process. @throws when it has ended, or on Windows, where there is neither /proc nor `ps` */
export function useOf(pid: number): ProcessUse {
  if (process.platform === 'linux') {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
    return { resident: bytes('VmRSS'), peak: bytes('VmHWM'), cpuSeconds: cpuSecondsOf(pid) };
  }
  const resident = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
  return { resident, peak: resident };
}

/** Looks at a process once a second. `stop` answers with the most bytes that were seen resident. */
export function watchMemory(pid: number): { stop(): number } {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, useOf(pid).peak);
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

function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets, whatever it contains; `utime` and `stime` are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

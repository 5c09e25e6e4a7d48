import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Windows has to start a program for it, Linux reads a few small files. */
const LOOK_EVERY_MS = process.platform === 'linux' ? 10_000 : 60_000;
const COMMAND_LIMIT_MS = 10_000;
const POWER_SHELL = ['-NoProfile', '-NonInteractive', '-Command', '(Get-CimInstance Win32_Battery).BatteryStatus'];
/** Of `Win32_Battery.BatteryStatus`: discharging, low, critical. */
const WINDOWS_DISCHARGING = new Set(['1', '4', '5']);

/**
 * Whether this machine runs on its battery. A machine that does not say so is taken for one on mains.
 * @param linuxDirectory where Linux tells of its power supplies
 */
export async function isOnBattery(
  platform: NodeJS.Platform = process.platform,
  linuxDirectory = process.env.HUNCH_POWER_SUPPLY ?? '/sys/class/power_supply',
): Promise<boolean> {
  try {
    switch (platform) {
      case 'linux':
        return await linuxOnBattery(linuxDirectory);
      case 'darwin':
        return (await outputOf('/usr/bin/pmset', ['-g', 'batt'])).includes("'Battery Power'");
      case 'win32':
        return (await outputOf('powershell.exe', POWER_SHELL))
          .split(/\s+/)
          .some((status) => WINDOWS_DISCHARGING.has(status));
      default:
        return false;
    }
  } catch {
    return false; // No such directory or program: nothing to be asked.
  }
}

/** A supply from outside decides; where none is told of (some laptops), a battery that is discharging. */
async function linuxOnBattery(directory: string): Promise<boolean> {
  const fact = async (supply: string, name: string) => {
    try {
      return (await readFile(path.join(directory, supply, name), 'utf8')).trim();
    } catch {
      return undefined;
    }
  };
  let discharging = false;
  for (const supply of await readdir(directory)) {
    const type = await fact(supply, 'type');
    if (type === 'Battery') {
      // That of a mouse or a headset says nothing of the machine.
      if ((await fact(supply, 'scope')) === 'Device') continue;
      discharging ||= (await fact(supply, 'status')) === 'Discharging';
    } else if ((await fact(supply, 'online')) === '1') return false;
  }
  return discharging;
}

async function outputOf(program: string, args: readonly string[]): Promise<string> {
  const options = { timeout: COMMAND_LIMIT_MS, windowsHide: true, cwd: path.dirname(process.execPath) };
  return (await run(program, args, options)).stdout;
}

/** Tells when the machine goes on its battery and when it is back on mains. */
export class PowerWatch {
  private timer: NodeJS.Timeout | undefined;
  private onBattery = false;
  private disposed = false;

  constructor(private readonly onChange: (onBattery: boolean) => void) {}

  /** Looks for the first time, and then again and again. */
  async start(): Promise<void> {
    await this.look();
    if (!this.disposed) this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  dispose(): void {
    this.disposed = true;
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const now = await isOnBattery();
    if (now === this.onBattery || this.disposed) return;
    this.onBattery = now;
    this.onChange(now);
  }
}

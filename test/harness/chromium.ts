import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Path of a Chromium or Chrome: `HUNCH_CHROMIUM`, else one that is installed, else (as root on Debian or Ubuntu) one
 * installed now. Throws with what to install otherwise.
 */
export function ensureChromium(): string {
  const chosen = process.env.HUNCH_CHROMIUM;
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`HUNCH_CHROMIUM names "${chosen}", which does not exist.`);
    return chosen;
  }
  return findChromium() ?? installChromium();
}

function findChromium(): string | undefined {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name + suffix)));
  return [...onPath, ...ELSEWHERE].find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installChromium(): string {
  const needed =
    'The tests need Chromium or Chrome. Install one (Debian, Ubuntu: "sudo apt-get install -y chromium"), ' +
    'or set HUNCH_CHROMIUM to its path.';
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) throw new Error(needed);
  console.error('Installing Chromium for the tests (apt-get install chromium) …');
  for (const args of [['update'], ['install', '-y', 'chromium']]) {
    const { status, stdout, stderr } = spawnSync('apt-get', ['-qq', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`${needed}\napt-get ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
  const found = findChromium();
  if (found === undefined) throw new Error(needed);
  return found;
}

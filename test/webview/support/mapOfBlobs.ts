import type { CodeMap } from '../../../src/protocol/map';

const BLOBS = [
  { name: 'network, retry', folder: 'src/net', language: 'typescript', x: -0.55, y: -0.45 },
  { name: 'cart, order', folder: 'src/shop', language: 'typescript', x: 0.1, y: -0.6 },
  { name: 'parse, token', folder: 'src/parse', language: 'typescript', x: 0.6, y: -0.2 },
  { name: 'report, csv', folder: 'tools/report', language: 'python', x: -0.5, y: 0.35 },
  { name: 'window, layout', folder: 'src/ui', language: 'typescriptreact', x: 0.15, y: 0.15 },
  { name: 'query, <b>table</b>', folder: 'src/store', language: 'typescript', x: 0.5, y: 0.6 },
];
const DAY = 24 * 60 * 60 * 1000;

/** A map of six blobs of equal size; a file has ten functions. */
export function mapOfBlobs(dots: number): CodeMap {
  const places = [...Array(dots).keys()];
  const blobOf = (dot: number) => BLOBS[dot % BLOBS.length]!;
  const files = [...Array(Math.ceil(dots / 10)).keys()];
  const fileOf = (dot: number) => Math.floor(dot / (BLOBS.length * 10)) * BLOBS.length + (dot % BLOBS.length);
  const lineOf = (dot: number) => 12 * (Math.floor(dot / BLOBS.length) % 10);
  const blobOfFile = (file: number) => BLOBS[file % BLOBS.length]!;
  /** Spread by the golden angle, denser in the middle. */
  const aside = (dot: number) => {
    const turn = Math.floor(dot / BLOBS.length);
    const radius = 0.3 * Math.sqrt(turn / Math.max(1, dots / BLOBS.length)) * (0.6 + 0.4 * Math.abs(Math.sin(turn)));
    return { x: radius * Math.cos(turn * 2.4), y: radius * Math.sin(turn * 2.4) };
  };
  const count = dots === 0 ? 0 : Math.max(...places.map(fileOf), files.length - 1) + 1;
  const all = [...Array(count).keys()];
  return {
    roots: [''],
    files: all.map((file) => `${blobOfFile(file).folder}/file${file}.ts`),
    fileRoots: all.map(() => 0),
    fileLanguages: all.map((file) => blobOfFile(file).language),
    fileTimes: all.map((file) => Date.now() - ((file * 37) % 1500) * DAY),
    file: places.map(fileOf),
    symbol: places.map((dot) => `${blobOf(dot).name.split(/\W/)[0]!}${dot}`),
    container: places.map((dot) => (dot % 3 === 0 ? 'Thing' : '')),
    startLine: places.map((dot) => 1 + lineOf(dot)),
    endLine: places.map((dot) => 10 + lineOf(dot)),
    x: places.map((dot) => blobOf(dot).x + aside(dot).x),
    y: places.map((dot) => blobOf(dot).y + aside(dot).y),
    clusters: dots === 0 ? [] : BLOBS.map(({ name, x, y }) => ({ name, size: dots / BLOBS.length, x, y })),
    cluster: places.map((dot) => dot % BLOBS.length),
    unread: 0,
  };
}

import { describe, expect, it } from 'vitest';
import { panned, toMap, toScreen, wholeMap, zoomed } from '../../../src/webview/map/camera';
import { coloured } from '../../../src/webview/map/colouring';
import { DotGrid, dotsInside } from '../../../src/webview/map/dotGrid';
import { paintDots, pixelOf } from '../../../src/webview/map/dotPainter';
import { dotsOf } from '../../../src/vscode/mapDots';
import { mapOfBlobs } from '../../webview/support/mapOfBlobs';

const SIZE = { width: 800, height: 600 };

describe('the camera', () => {
  it('keeps what is under the pointer there while it zooms', () => {
    const camera = wholeMap(SIZE);
    const at = { x: 700, y: 90 };
    const place = toMap(camera, SIZE, at.x, at.y);
    const nearer = zoomed(camera, 7, at, SIZE);
    const shown = toScreen(nearer, SIZE, place.x, place.y);
    expect(shown.x).toBeCloseTo(at.x);
    expect(shown.y).toBeCloseTo(at.y);
    expect(nearer.scale).toBeCloseTo(7 * camera.scale);
  });

  it('moves with the hand, and does not get lost', () => {
    const moved = panned(wholeMap(SIZE), 30, -20);
    expect(toScreen(moved, SIZE, 0, 0)).toEqual({ x: 430, y: 280 });
    expect(zoomed(moved, 1e9, { x: 0, y: 0 }, SIZE).scale).toBeLessThan(1e6);
  });
});

describe('dots', () => {
  it('are found where they are, the nearest first', () => {
    const x = [0, 0.01, 0.5, -1];
    const y = [0, 0.01, 0.5, 1];
    const grid = new DotGrid(x, y);
    expect(grid.nearest(0.008, 0.008, 0.1)).toBe(1);
    expect(grid.nearest(-1.01, 1.01, 0.05)).toBe(3);
    expect(grid.nearest(0.3, 0.3, 0.05)).toBeUndefined();
  });

  it('are inside of what somebody drew around them', () => {
    const corner = [
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 1 },
      { x: 1, y: 1 },
      { x: 1, y: 4 },
      { x: 0, y: 4 },
    ];
    expect(dotsInside([0.5, 3, 3, 0.5], [3, 0.5, 3, 5], corner)).toEqual([0, 1]);
    expect(dotsInside([0], [0], corner.slice(0, 2))).toEqual([]);
  });

  it('are painted by their emphasis, the important ones over the others, none outside of the picture', () => {
    const size = { width: 40, height: 20 };
    const pixels = new Uint32Array(800);
    const [ground, red, blue] = [pixelOf(0, 0, 0), pixelOf(255, 0, 0), pixelOf(0, 0, 255)];
    const dots = {
      x: Float32Array.from([0, 0, -0.9, 5]),
      y: Float32Array.from([0, 0, 0, 5]),
      colors: Uint32Array.from([blue, red, red, red]),
      emphasis: Uint8Array.from([3, 2, 0, 2]),
    };
    paintDots(pixels, size, dots, { x: 0, y: 0, scale: 20 }, 2, ground);
    expect(pixels[10 * 40 + 20]).toBe(blue);
    expect(pixels[10 * 40 + 2]).toBe(ground);
    expect(pixels.filter((pixel) => pixel === ground).length).toBeGreaterThan(700);
  });
});

describe('colours', () => {
  const map = mapOfBlobs(60);

  it('tell folders apart as deep as they differ, and languages', () => {
    expect(coloured(map, 'folder', 0).categories.map(({ name }) => name)).toContain('src/net');
    const { categories, of } = coloured(map, 'language', 0);
    expect(categories[0]).toEqual({ name: 'typescript', dots: 40 });
    expect(categories[of[0]!]!.name).toBe('typescript');
  });

  it('tell young from old', () => {
    const { categories, of } = coloured(map, 'age', Date.now());
    expect(categories[of[0]!]!.name).toBe('Past week');
    expect(categories.reduce((sum, { dots }) => sum + dots, 0)).toBe(60);
  });
});

describe('dotsOf', () => {
  const map = { ...mapOfBlobs(60), roots: ['/shop'] };

  it('are the function that a hit is, or those that it holds', () => {
    const path = map.files[map.file[12]!]!;
    const inFile = [...Array(60).keys()].filter((dot) => map.file[dot] === map.file[12]);
    const at = (startLine: number, endLine: number) => dotsOf(map, [{ root: '/shop', path, startLine, endLine }]);
    expect(at(map.startLine[12]!, map.endLine[12]!)).toEqual([12]);
    expect(at(1, 1_000)).toEqual(inFile);
    expect(dotsOf(map, [{ root: '/other', path, startLine: 1, endLine: 1_000 }])).toEqual([]);
  });
});

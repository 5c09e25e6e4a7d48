import type { Camera, Size } from './camera';

/** Red, green and blue in one number, as the bytes of a pixel lie in memory: 0xAABBGGRR. */
export type Pixel = number;

/** How much of a faint dot's colour is seen, of 255: many of them lie over each other. */
const FAINT = 55;

export interface Dots {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly colors: Uint32Array;
  /** 0 is not drawn at all, 1 is drawn faintly, 2 as it is, 3 larger and on top of all others. */
  readonly emphasis: Uint8Array;
}

/**
 * Draws all dots into the pixels of a picture. 50,000 dots take a few milliseconds on any machine, with no graphics processor
 * and no WebGL, which a remote desktop or a virtual machine may not have.
 *
 * @param pixels of `size`, row by row; what is in it is overwritten
 * @param radius of a dot in pixels
 */
export function paintDots(
  pixels: Uint32Array,
  size: Size,
  dots: Dots,
  camera: Camera,
  radius: number,
  ground: Pixel,
): void {
  pixels.fill(ground);
  const common = maskOf(radius);
  const large = maskOf(radius + 2);
  for (const level of [1, 2, 3]) {
    const mask = level === 3 ? large : common;
    const strength = level === 1 ? FAINT : 255;
    paintLevel(pixels, size, dots, camera, level, mask, strength);
  }
}

interface Mask {
  readonly reach: number;
  /** How much of each pixel the disc covers, 0 to 255, row by row. */
  readonly coverage: Uint8Array;
}

function paintLevel(
  pixels: Uint32Array,
  { width, height }: Size,
  { x, y, colors, emphasis }: Dots,
  camera: Camera,
  level: number,
  { reach, coverage }: Mask,
  strength: number,
): void {
  const { scale } = camera;
  const left = width / 2 - camera.x * scale;
  const top = height / 2 - camera.y * scale;
  const span = 2 * reach + 1;
  for (let dot = 0; dot < x.length; dot++) {
    if (emphasis[dot] !== level) continue;
    const column = Math.round(x[dot]! * scale + left) - reach;
    const row = Math.round(y[dot]! * scale + top) - reach;
    if (column + span <= 0 || row + span <= 0 || column >= width || row >= height) continue;
    const color = colors[dot]!;
    for (let dy = 0; dy < span; dy++) {
      if (row + dy < 0 || row + dy >= height) continue;
      const line = (row + dy) * width + column;
      for (let dx = 0; dx < span; dx++) {
        if (column + dx < 0 || column + dx >= width) continue;
        const cover = coverage[dy * span + dx]!;
        if (cover === 0) continue;
        const place = line + dx;
        const alpha = (cover * strength) >> 8;
        pixels[place] = alpha >= 250 ? color : mixed(pixels[place]!, color, alpha);
      }
    }
  }
}

/** @param alpha 0 to 255 */
function mixed(under: Pixel, over: Pixel, alpha: number): Pixel {
  const rest = 256 - alpha;
  const redBlue = (((under & 0xff00ff) * rest + (over & 0xff00ff) * alpha) >>> 8) & 0xff00ff;
  const green = (((under & 0x00ff00) * rest + (over & 0x00ff00) * alpha) >>> 8) & 0x00ff00;
  return (0xff000000 | redBlue | green) >>> 0;
}

const masks = new Map<number, Mask>();

/** A disc with a soft edge of one pixel. */
function maskOf(radius: number): Mask {
  const known = masks.get(radius);
  if (known) return known;
  const reach = Math.ceil(radius + 0.5);
  const span = 2 * reach + 1;
  const coverage = new Uint8Array(span * span);
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++)
      coverage[(dy + reach) * span + dx + reach] = 255 * Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)));
  const mask = { reach, coverage };
  masks.set(radius, mask);
  return mask;
}

/** The pixel of a colour. */
export function pixelOf(red: number, green: number, blue: number): Pixel {
  return ((0xff << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

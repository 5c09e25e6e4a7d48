/** Where one looks at the map, and how closely. */
export interface Camera {
  /** The place in the middle of the picture, in the map's own units. */
  readonly x: number;
  readonly y: number;
  /** Pixels that a unit takes. */
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 0.92;
/** Times nearer than the whole map. */
const NEAREST = 200;

/** The whole map, which is two units wide and high. */
export function wholeMap({ width, height }: Size): Camera {
  return { x: 0, y: 0, scale: (MARGIN * Math.min(width, height)) / 2 };
}

export function panned(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
}

/** What is under the pointer stays there. */
export function zoomed(camera: Camera, factor: number, at: { x: number; y: number }, size: Size): Camera {
  const whole = wholeMap(size).scale;
  const scale = Math.min(NEAREST * whole, Math.max(whole / 2, camera.scale * factor));
  const dx = at.x - size.width / 2;
  const dy = at.y - size.height / 2;
  return {
    x: camera.x + dx / camera.scale - dx / scale,
    y: camera.y + dy / camera.scale - dy / scale,
    scale,
  };
}

export function toScreen(camera: Camera, size: Size, x: number, y: number): { x: number; y: number } {
  return {
    x: (x - camera.x) * camera.scale + size.width / 2,
    y: (y - camera.y) * camera.scale + size.height / 2,
  };
}

export function toMap(camera: Camera, size: Size, x: number, y: number): { x: number; y: number } {
  return {
    x: (x - size.width / 2) / camera.scale + camera.x,
    y: (y - size.height / 2) / camera.scale + camera.y,
  };
}

/** Shows these places as large as they fit, but not larger than single dots need to be told apart. */
export function fitting(places: readonly { x: number; y: number }[], size: Size): Camera {
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    (0.7 * size.width) / Math.max(right - left, 1e-6),
    (0.7 * size.height) / Math.max(bottom - top, 1e-6),
    wholeMap(size).scale * 12,
  );
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale };
}

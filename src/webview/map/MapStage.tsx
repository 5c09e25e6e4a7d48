import * as l10n from '@vscode/l10n';
import { count } from '../../l10n/amounts';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Name } from '../components/Name';
import { panned, type Size, toMap, toScreen, zoomed } from './camera';
import type { Place } from './dotGrid';
import { paintDots } from './dotPainter';
import { dotName, dotPlace } from './MapLists';
import type { MapModel } from './model';

const TEXT = {
  stage: (dots: number, regions: number) =>
    l10n.t(
      'Map of {0} in {1}. Arrow keys move it, plus and minus zoom; the regions are listed beside it.',
      count(dots, 'function'),
      count(regions, 'region'),
    ),
  kind: l10n.t('map'),
};

/** Pixels around a dot that are still it. */
const REACH = 8;
/** A press that moves less is a click. */
const CLICK_SLACK = 4;
const KEY_STEP = 60;
const WHEEL = 0.0015;
/** Names of regions that are drawn, at most so many, where they do not cover each other. */
const MOST_LABELS = 24;
const SMALL_REGION = 60;

/** The picture itself. Screen readers have the lists beside it. */
export function MapStage({ model }: { readonly model: MapModel }): JSX.Element {
  const stage = useRef<HTMLDivElement>(null);
  const dotLayer = useRef<HTMLCanvasElement>(null);
  const lineLayer = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ from: Place; last: Place; outline: Place[] | undefined; moved: boolean }>(undefined);
  const [pointer, setPointer] = useState<Place>({ x: 0, y: 0 });

  useEffect(() => {
    const painter = new StagePainter(model, dotLayer.current!, lineLayer.current!, () => drag.current?.outline);
    const end = model.onChange(() => {
      painter.wish();
    });
    const element = stage.current!;
    const observer = new ResizeObserver(() => {
      model.resize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      end();
      observer.disconnect();
    };
  }, [model]);

  const { map, size } = model;
  if (map === undefined) return <div />;
  const placeOf = (event: { clientX: number; clientY: number }): Place => {
    const box = stage.current!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const dotAt = (place: Place): number | undefined =>
    model.dotAt(toMap(model.view, size, place.x, place.y), REACH / model.view.scale);

  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const place = placeOf(event);
    const lasso = event.shiftKey || model.lassoing;
    drag.current = { from: place, last: place, outline: lasso ? [place] : undefined, moved: false };
    stage.current!.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const place = placeOf(event);
    setPointer(place);
    const held = drag.current;
    if (held === undefined) {
      model.hover(dotAt(place));
      return;
    }
    held.moved ||= Math.hypot(place.x - held.from.x, place.y - held.from.y) > CLICK_SLACK;
    if (held.outline) {
      held.outline.push(place);
      model.look(model.camera);
    } else if (held.moved) model.look(panned(model.view, place.x - held.last.x, place.y - held.last.y));
    held.last = place;
  };
  const up = (event: PointerEvent): void => {
    const held = drag.current;
    drag.current = undefined;
    if (held === undefined) return;
    if (held.outline && held.moved) {
      model.circle(held.outline.map(({ x, y }) => toMap(model.view, size, x, y)));
      return;
    }
    if (held.moved) return;
    const dot = dotAt(held.from);
    if (dot === undefined) model.uncircle();
    else model.open(dot, { toSide: event.ctrlKey || event.metaKey, preserveFocus: true });
  };
  const keyDown = (event: KeyboardEvent): void => {
    const middle = { x: size.width / 2, y: size.height / 2 };
    const camera = {
      ArrowLeft: () => panned(model.view, KEY_STEP, 0),
      ArrowRight: () => panned(model.view, -KEY_STEP, 0),
      ArrowUp: () => panned(model.view, 0, KEY_STEP),
      ArrowDown: () => panned(model.view, 0, -KEY_STEP),
      '+': () => zoomed(model.view, 1.5, middle, size),
      '=': () => zoomed(model.view, 1.5, middle, size),
      '-': () => zoomed(model.view, 1 / 1.5, middle, size),
      '0': () => undefined,
    }[event.key];
    if (camera === undefined) return;
    event.preventDefault();
    model.look(camera());
  };

  const { hovered } = model;
  return (
    <div
      class={model.lassoing ? 'stage lassoing' : 'stage'}
      ref={stage}
      role="application"
      aria-roledescription={TEXT.kind}
      aria-label={TEXT.stage(map.x.length, map.clusters.length)}
      tabIndex={0}
      onKeyDown={keyDown}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerLeave={() => {
        if (drag.current === undefined) model.hover(undefined);
      }}
      onWheel={(event) => {
        event.preventDefault();
        model.look(zoomed(model.view, Math.exp(-event.deltaY * WHEEL), placeOf(event), size));
      }}
    >
      <canvas ref={dotLayer} aria-hidden="true" />
      <canvas ref={lineLayer} aria-hidden="true" />
      {hovered === undefined || map.file[hovered] === undefined ? null : (
        <Tip at={tipPlace(model, hovered, pointer)} size={size}>
          <Name text={dotName(map, hovered)} class="name" />
          <Name text={dotPlace(map, hovered)} class="place" />
        </Tip>
      )}
    </div>
  );
}

function tipPlace(model: MapModel, dot: number, pointer: Place): Place {
  const map = model.map!;
  const place = toScreen(model.view, model.size, map.x[dot]!, map.y[dot]!);
  return Math.hypot(place.x - pointer.x, place.y - pointer.y) < 3 * REACH ? pointer : place;
}

function Tip(props: { readonly at: Place; readonly size: Size; readonly children: JSX.Element[] }): JSX.Element {
  const { at, size } = props;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tip = element.current!;
    // By script: the policy of the page allows no style attributes in its source.
    tip.style.left = `${Math.max(0, Math.min(at.x + 12, size.width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.max(0, Math.min(at.y + 14, size.height - tip.offsetHeight - 4))}px`;
  });
  return (
    <div class="tip" ref={element} aria-hidden="true">
      {props.children}
    </div>
  );
}

/** Draws the picture when something changed, once a frame. */
class StagePainter {
  private waiting = false;
  private image: ImageData | undefined;

  constructor(
    private readonly model: MapModel,
    private readonly dotLayer: HTMLCanvasElement,
    private readonly lineLayer: HTMLCanvasElement,
    private readonly outline: () => readonly Place[] | undefined,
  ) {}

  wish(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      performance.mark('hunch-map-start');
      this.draw();
      performance.measure('hunch-map-frame', 'hunch-map-start');
    });
  }

  private draw(): void {
    const { model, dotLayer, lineLayer } = this;
    const { map, size, dots, theme, view } = model;
    // The map may be gone since it was asked for: it is drawn again.
    if (map === undefined || dots === undefined || size.width < 2 || size.height < 2) return;
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(size.width * ratio);
    const height = Math.round(size.height * ratio);
    for (const canvas of [dotLayer, lineLayer])
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
    if (this.image?.width !== width || this.image.height !== height) this.image = new ImageData(width, height);
    const pixels = new Uint32Array(this.image.data.buffer);
    const camera = { ...view, scale: view.scale * ratio };
    paintDots(pixels, { width, height }, dots, camera, this.radius(ratio), theme.ground);
    dotLayer.getContext('2d')!.putImageData(this.image, 0, 0);
    const context = lineLayer.getContext('2d')!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    this.drawLabels(context);
    this.drawHovered(context);
    this.drawOutline(context);
  }

  /** Smaller where there are many, larger when one looks closely. */
  private radius(ratio: number): number {
    const { dots, view, size } = this.model;
    const closeness = view.scale / (Math.min(size.width, size.height) / 2);
    const base = dots!.x.length > 20_000 ? 1.2 : dots!.x.length > 4_000 ? 1.8 : 2.6;
    return Math.round(2 * Math.min(7, base * Math.max(1, closeness ** 0.5)) * ratio) / 2;
  }

  private drawLabels(context: CanvasRenderingContext2D): void {
    const { map, view, size, theme } = this.model;
    context.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineWidth = 4;
    context.lineJoin = 'round';
    const drawn: { left: number; right: number; top: number; bottom: number }[] = [];
    for (const { name, x, y, size: dots } of map!.clusters) {
      if (drawn.length >= MOST_LABELS) break;
      const middle = toScreen(view, size, x, y);
      // Beside a small region, not over it.
      const y0 = dots < SMALL_REGION ? middle.y - 16 : middle.y;
      const half = context.measureText(name).width / 2 + 4;
      // All of the name of a region that is in sight, also at an edge.
      const isInside = middle.x >= 0 && middle.x <= size.width;
      const place = { x: isInside ? Math.max(half, Math.min(middle.x, size.width - half)) : middle.x, y: y0 };
      const box = { left: place.x - half, right: place.x + half, top: place.y - 10, bottom: place.y + 10 };
      if (box.right < 0 || box.left > size.width || box.bottom < 0 || box.top > size.height) continue;
      if (drawn.some((o) => box.left < o.right && box.right > o.left && box.top < o.bottom && box.bottom > o.top))
        continue;
      drawn.push(box);
      context.strokeStyle = theme.background;
      context.strokeText(name, place.x, place.y);
      context.fillStyle = theme.foreground;
      context.fillText(name, place.x, place.y);
    }
  }

  private drawHovered(context: CanvasRenderingContext2D): void {
    const { map, hovered, view, size, theme } = this.model;
    if (hovered === undefined || map?.x[hovered] === undefined) return;
    const { x, y } = toScreen(view, size, map.x[hovered], map.y[hovered]!);
    context.beginPath();
    context.arc(x, y, this.radius(1) + 3, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = theme.foreground;
    context.stroke();
  }

  private drawOutline(context: CanvasRenderingContext2D): void {
    const outline = this.outline();
    if (outline === undefined) return;
    context.beginPath();
    for (const { x, y } of outline) context.lineTo(x, y);
    context.closePath();
    context.lineWidth = 1.5;
    context.setLineDash([5, 4]);
    context.strokeStyle = this.model.theme.focus;
    context.stroke();
    context.setLineDash([]);
  }
}

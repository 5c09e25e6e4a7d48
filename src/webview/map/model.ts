import * as l10n from '@vscode/l10n';
import type { HostToMapTab, MapTabState, MapTabToHost, TabMap } from '../../protocol/mapTab';
import type { HostConnection } from '../hostConnection';
import { type Camera, fitting, type Size, wholeMap } from './camera';
import { type Coloured, coloured, type Colouring, COLOURINGS } from './colouring';
import { DotGrid, dotsInside, type Place } from './dotGrid';
import type { Dots } from './dotPainter';
import { readTheme, type ThemeColours } from './themeColours';

/** Functions of a list that are drawn at first, and more of them at each wish. */
export const LISTED_AT_ONCE = 100;

/** A group of functions beside the map: a cluster, what a query found, what was circled. */
export interface Listed {
  readonly key: string;
  readonly name: string;
  readonly dots: readonly number[];
}

/** State of the tab with the map. */
export class MapModel {
  state: MapTabState = { kind: 'working', share: 0 };
  query = '';
  lit: readonly number[] = [];
  circled: readonly number[] | undefined;
  /** Of the legend: the only category that is shown in full. */
  picked: number | undefined;
  colouring: Colouring = 'folder';
  camera: Camera | undefined;
  size: Size = { width: 1, height: 1 };
  hovered: number | undefined;
  lassoing = false;
  theme: ThemeColours = readTheme();
  colours: Coloured = { categories: [], of: new Uint8Array(0) };
  dots: Dots | undefined;
  private grid: DotGrid | undefined;
  private clusterLists: readonly Listed[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(private readonly page: HostConnection<MapTabToHost>) {
    const kept = page.load();
    this.colouring = COLOURINGS.find((each) => each === kept) ?? 'folder';
  }

  /** @param listener called after each change @returns ends that */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  start(): void {
    this.page.post({ type: 'ready' });
  }

  get map(): TabMap | undefined {
    return this.state.kind === 'map' ? this.state.map : undefined;
  }

  /** What is listed beside the map, the most particular first. */
  get lists(): readonly Listed[] {
    const lists: Listed[] = [];
    if (this.circled !== undefined) lists.push({ key: 'circled', name: l10n.t('Circled'), dots: this.circled });
    if (this.query !== '') lists.push({ key: 'lit', name: l10n.t('Found: {0}', this.query), dots: this.lit });
    return [...lists, ...this.clusterLists];
  }

  receive(message: HostToMapTab): void {
    if (message.type === 'lit') {
      this.query = message.query;
      this.lit = message.dots;
    } else {
      this.state = message.state;
      if (message.state.kind === 'map') this.take(message.state.map);
    }
    this.emphasize();
    this.changed();
  }

  private take(map: TabMap): void {
    this.grid = new DotGrid(map.x, map.y);
    this.dots = {
      x: Float32Array.from(map.x),
      y: Float32Array.from(map.y),
      colors: new Uint32Array(map.x.length),
      emphasis: new Uint8Array(map.x.length).fill(2),
    };
    const members: number[][] = map.clusters.map(() => []);
    map.cluster.forEach((cluster, dot) => members[cluster]?.push(dot));
    this.clusterLists = map.clusters.map(({ name }, index) => ({
      key: `cluster-${index}`,
      name,
      dots: members[index]!,
    }));
    this.circled = undefined;
    this.picked = undefined;
    this.lit = [];
    this.query = '';
    this.camera = undefined;
    this.colour();
  }

  /** The theme changed. */
  repaint(): void {
    this.theme = readTheme();
    this.colour();
    this.changed();
  }

  colourBy(colouring: Colouring): void {
    this.colouring = colouring;
    this.picked = undefined;
    this.page.save(colouring);
    this.colour();
    this.emphasize();
    this.changed();
  }

  pick(category: number | undefined): void {
    this.picked = category;
    this.emphasize();
    this.changed();
  }

  resize(size: Size): void {
    // What was in the middle stays there.
    this.size = size;
    this.changed();
  }

  get view(): Camera {
    return this.camera ?? wholeMap(this.size);
  }

  look(camera: Camera | undefined): void {
    this.camera = camera;
    this.changed();
  }

  lookAt(dots: readonly number[]): void {
    const { map } = this;
    if (map === undefined || dots.length === 0) return;
    this.look(fitting(inner(dots.map((dot) => ({ x: map.x[dot]!, y: map.y[dot]! }))), this.size));
  }

  hover(dot: number | undefined): void {
    if (dot === this.hovered) return;
    this.hovered = dot;
    this.changed();
  }

  dotAt(place: Place, reach: number): number | undefined {
    return this.grid?.nearest(place.x, place.y, reach);
  }

  circle(outline: readonly Place[]): void {
    const { map } = this;
    if (map === undefined) return;
    this.circled = dotsInside(map.x, map.y, outline);
    this.lassoing = false;
    this.emphasize();
    this.changed();
  }

  uncircle(): void {
    this.circled = undefined;
    this.emphasize();
    this.changed();
  }

  setLassoing(lassoing: boolean): void {
    this.lassoing = lassoing;
    this.changed();
  }

  search(query: string): void {
    this.page.post({ type: 'search', query });
  }

  open(dot: number, how: { readonly toSide: boolean; readonly preserveFocus: boolean }): void {
    this.page.post({ type: 'open', dot, ...how });
  }

  again(): void {
    this.page.post({ type: 'again' });
  }

  stop(): void {
    this.page.post({ type: 'stop' });
  }

  colourOf(category: number): string {
    return (this.colouring === 'age' ? this.theme.ages : this.theme.categories)[category]!.css;
  }

  private colour(): void {
    const { map, dots } = this;
    if (map === undefined || dots === undefined) return;
    this.colours = coloured(map, this.colouring, Date.now());
    const palette = this.colouring === 'age' ? this.theme.ages : this.theme.categories;
    this.colours.of.forEach((category, dot) => (dots.colors[dot] = palette[category]!.pixel));
  }

  /** What was found stands out; so does what was circled, or picked from the legend, where nothing was found. */
  private emphasize(): void {
    const { dots, colours } = this;
    if (dots === undefined) return;
    const marked = this.circled ?? (this.query === '' ? undefined : this.lit);
    if (marked === undefined) dots.emphasis.fill(2);
    else {
      dots.emphasis.fill(1);
      for (const dot of marked) dots.emphasis[dot] = 3;
    }
    if (this.picked === undefined) return;
    for (const [dot, category] of colours.of.entries())
      if (category !== this.picked) dots.emphasis[dot] = 1;
      else if (marked === undefined) dots.emphasis[dot] = 2;
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Without those at the edges: a cluster's stragglers would make it small. */
function inner(places: readonly Place[]): Place[] {
  if (places.length < 10) return [...places];
  const within = (values: readonly number[]): readonly [number, number] => {
    const sorted = [...values].sort((a, b) => a - b);
    return [sorted[Math.floor(0.05 * sorted.length)]!, sorted[Math.ceil(0.95 * sorted.length) - 1]!];
  };
  const [left, right] = within(places.map(({ x }) => x));
  const [top, bottom] = within(places.map(({ y }) => y));
  return [
    { x: left, y: top },
    { x: right, y: bottom },
  ];
}

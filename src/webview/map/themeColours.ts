import { MOST_CATEGORIES } from './colouring';
import { type Pixel, pixelOf } from './dotPainter';

/** Colours of the theme that are made to be told apart, and what they are in a theme that has none. */
const PALETTE: readonly (readonly [variable: string, otherwise: string])[] = [
  ['--vscode-charts-blue', '#3794ff'],
  ['--vscode-charts-orange', '#d18616'],
  ['--vscode-charts-green', '#89d185'],
  ['--vscode-charts-purple', '#b180d7'],
  ['--vscode-charts-red', '#f14c4c'],
  ['--vscode-charts-yellow', '#cca700'],
  ['--vscode-terminal-ansiCyan', '#11a8cd'],
  ['--vscode-descriptionForeground', '#888888'],
];

export interface ThemeColours {
  readonly ground: Pixel;
  /** One for each category, as CSS and as a pixel. */
  readonly categories: readonly { readonly css: string; readonly pixel: Pixel }[];
  /** From young to old. */
  readonly ages: readonly { readonly css: string; readonly pixel: Pixel }[];
  readonly foreground: string;
  readonly background: string;
  readonly focus: string;
}

/** The colours of the theme in force, read from the page. */
export function readTheme(): ThemeColours {
  const style = getComputedStyle(document.body);
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  const rgb = (css: string): readonly [number, number, number] => {
    context.fillStyle = '#888';
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return [red!, green!, blue!];
  };
  const variable = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  const background = variable('--vscode-editor-background', '#1e1e1e');
  const foreground = variable('--vscode-editor-foreground', '#cccccc');
  const colour = (css: string) => ({ css, pixel: pixelOf(...rgb(css)) });
  const categories = PALETTE.slice(0, MOST_CATEGORIES).map(([name, otherwise]) => colour(variable(name, otherwise)));
  const [young, old] = [
    rgb(variable('--vscode-charts-orange', '#d18616')),
    rgb(variable('--vscode-charts-blue', '#3794ff')),
  ];
  const paper = rgb(background);
  const between = (a: readonly number[], b: readonly number[], share: number) =>
    [0, 1, 2].map((part) => Math.round(a[part]! + (b[part]! - a[part]!) * share));
  const ages = [0, 0.25, 0.5, 0.75, 1, 1.6].map((share) => {
    const mix = share <= 1 ? between(young, old, share) : between(old, paper, share - 1);
    return colour(`rgb(${mix.join(', ')})`);
  });
  return {
    ground: pixelOf(...paper),
    categories,
    ages,
    foreground,
    background,
    focus: variable('--vscode-focusBorder', foreground),
  };
}

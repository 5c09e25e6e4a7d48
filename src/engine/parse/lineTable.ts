/** Lines of a text whose line breaks are `\n`, found by offset (in UTF-16 units, as tree-sitter counts). */
export class LineTable {
  private readonly starts: Uint32Array;

  constructor(private readonly text: string) {
    let count = 1;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
    this.starts = new Uint32Array(count);
    let line = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts[++line] = at + 1;
  }

  get count(): number {
    return this.starts.length;
  }

  /** 0-based line that holds the offset; a line break belongs to the line it ends. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Offset of the first character of a 0-based line. */
  startOf(line: number): number {
    return this.starts[line]!;
  }

  /** Offset after the last character of a 0-based line, its line break left out. */
  endOf(line: number): number {
    return line + 1 < this.starts.length ? this.starts[line + 1]! - 1 : this.text.length;
  }

  /** Lines from the one with `start` to the one with the last character before `end`; at least 1. */
  spanOf(start: number, end: number): number {
    return this.lineOf(Math.max(start, end - 1)) - this.lineOf(start) + 1;
  }

  /** Whether nothing but white space stands before the offset on its line. */
  isFirstOnLine(offset: number): boolean {
    return this.text.slice(this.startOf(this.lineOf(offset)), offset).trim() === '';
  }
}

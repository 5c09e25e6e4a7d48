export function collatzSteps(a: number, b: number): number {
  let steps = 0;
  while (a !== b) {
    [a, steps] = [a % 2 === 0 ? a / 2 : 3 * a + 1, steps + 1];
  }
  return Math.abs(steps);
}

export function divisorCounts(limit: number): number[] {
  const counts = new Uint8Array(limit + 1);
  const most: number[] = [];
  for (let candidate = 1; candidate <= limit; candidate++) {
    for (let multiple = candidate; multiple <= limit; multiple += candidate) counts[multiple]!++;
    if (counts[candidate]! > (counts[most.at(-1) ?? 0] ?? 0)) most.push(candidate);
  }
  return most;
}

export function columnSums(matrix: readonly (readonly number[])[]): number[] {
  const result: number[] = [];
  for (let column = 0; column < (matrix[0]?.length ?? 0); column++) {
    result.push(matrix.reduce((sum, row) => sum + row[column]!, 0));
  }
  return result;
}

export function addMatrices(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  const sum: number[][] = [];
  for (let i = 0; i < a.length; i++) {
    sum[i] = [];
    for (let j = 0; j < b[0]!.length; j++) {
      sum[i]![j] = a[i]![j]! + b[i]![j]!;
    }
  }
  return sum;
}

export function isValidIsbn(number: string): boolean {
  let sum = 0;
  let weight = 10;
  for (let i = 0; i < number.length; i++) {
    let digit = Number(number[i]);
    if (number[i] === 'X') digit = 10;
    sum += digit * weight;
    weight--;
  }
  return sum % 11 === 0;
}

export function runningTotal(values: readonly number[], limit: number): number[] {
  const totals: number[] = [];
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
    if (sum > limit) sum = values[i]!;
    totals.push(sum);
  }
  return totals;
}

export function countBits(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) {
      count += rest & 1 ? 1 : 0;
      rest >>>= 1;
    }
  }
  return count;
}

export function randomToken(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  let result = '';
  for (let i = 0; i < bytes.length; i += 1) {
    const at = bytes[i]! % alphabet.length;
    result += alphabet[at]!;
    result += i % 4 === 3 && i + 1 < bytes.length ? '-' : '';
  }
  return result;
}

export function normalizeValues(values: readonly number[]): number[] {
  const least = values.reduce((low, value) => Math.min(low, value), Infinity);
  const most = values.reduce((high, value) => Math.max(high, value), -Infinity);
  return values.map((value) => (value - least) / (most - least));
}

export function ackermann(m: number, n: number): number {
  if (m === 0) return n + 1;
  return n === 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

export function squareRoot(value: number, precision: number): number {
  if (value === 0) return 0;
  const guess = squareRoot(value / 4, precision) * 2;
  return Math.abs(guess * guess - value) < precision ? guess : (guess + value / guess) / 2;
}

export function mixHex(colour: string, other: string): string {
  const digits = [colour, other].map((each) => each.replace('#', ''));
  const mixed = [0, 2, 4].map((at) => digits.reduce((sum, each) => sum + parseInt(each.slice(at, at + 2), 16), 0) >> 1);
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

export function deepFreeze<T>(value: T): T {
  if (Array.isArray(value)) value.forEach((item) => deepFreeze(item));
  if (value !== null && typeof value === 'object') {
    for (const [, inner] of Object.entries(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}

export function sameKeys(a: unknown, b: unknown): string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [];
  const keys = Object.keys(a);
  return keys.filter((key) => key in b && typeof (a as Record<string, unknown>)[key] === typeof (b as Record<string, unknown>)[key]);
}

export function deepOmit(target: Record<string, any>, unwanted: Record<string, any>): Record<string, any> {
  const result = { ...target };
  for (const [key, value] of Object.entries(unwanted)) {
    const isNested = value !== null && typeof value === 'object' && !Array.isArray(value);
    if (isNested && result[key] !== undefined) result[key] = deepOmit(result[key], value);
    else delete result[key];
  }
  return result;
}

export function setPath(object: Record<string, any>, path: string, value: unknown): void {
  let current: any = object;
  const keys = path.split('.');
  const last = keys.pop()!;
  for (const key of keys) {
    if (current[key] === null || current[key] === undefined) current[key] = {};
    current = current[key];
  }
  current[last] = value;
}

export function createHistory<E extends string>() {
  const entries = new Map<E, unknown[]>();
  return {
    on(event: E, payload: unknown): number {
      if (!entries.has(event)) entries.set(event, []);
      return entries.get(event)!.push(payload);
    },
    undo(event: E): unknown {
      return entries.get(event)?.pop();
    },
  };
}

export function stringifyQuery(parameters: Record<string, string>): string {
  let search = '';
  for (const [name, value] of Object.entries(parameters)) {
    const separator = search === '' ? '?' : '&';
    search += `${separator}${encodeURIComponent(name)}=${encodeURIComponent(value).replace(/%20/g, '+')}`;
  }
  return search;
}

export function bumpVersion(version: string, level: number): string {
  const parts = version.split('.').map(Number);
  for (let i = 0; i < parts.length; i++) {
    if (i === level) parts[i] = (parts[i] ?? 0) + 1;
    else if (i > level) parts[i] = 0;
  }
  return parts.join('.');
}

export function parseBytes(text: string): number {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const [amount, name] = text.split(' ');
  let bytes = Number(amount);
  for (let unit = units.indexOf(name ?? 'B'); unit > 0; unit--) bytes *= 1000;
  return Math.round(bytes);
}

export function secondsUntil(clock: string, now: number): number {
  const [hours, minutes, rest] = clock.split(':').map(Number);
  const seconds = hours! * 3600 + minutes! * 60 + rest!;
  const wait = seconds - (now % 86400);
  return wait < 0 ? wait + 86400 : wait;
}

export function expireCookies(header: string): string[] {
  const expired: string[] = [];
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = part.slice(0, equals).trim();
    expired.push(`${encodeURIComponent(name)}=; Max-Age=0`);
  }
  return expired;
}

import { describe, expect, it } from 'vitest';
import { dedented } from '../../../src/vscode/dedent';

describe('dedented', () => {
  it('takes off what all lines share, and keeps the rest', () => {
    expect(dedented('    if (a) {\n      b();\n\n    }')).toBe('if (a) {\n  b();\n\n}');
    expect(dedented('\t\ta\n\t\t\tb')).toBe('a\n\tb');
    expect(dedented('a\n  b')).toBe('a\n  b');
  });

  it('takes nothing off where tabs and spaces disagree, and bears lines that are empty', () => {
    expect(dedented('\ta\n  b')).toBe('\ta\n  b');
    expect(dedented('  \n  a\r\n  b')).toBe('\na\nb');
    expect(dedented('')).toBe('');
  });
});

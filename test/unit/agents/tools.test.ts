import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import strings from '../../../package.nls.json';
import { contributionOf, readInput, SEARCH, type ToolDescription, TOOLS } from '../../../src/agents/tools';

describe('the tools for language models', () => {
  it('stand in package.json as they are described here', () => {
    const named = JSON.stringify(manifest.contributes.languageModelTools);
    const tools: unknown = JSON.parse(named, (_, value: unknown) =>
      typeof value === 'string' && /^%.*%$/.test(value)
        ? (strings as Readonly<Record<string, string>>)[value.slice(1, -1)]
        : value,
    );
    expect(tools).toEqual((TOOLS as readonly ToolDescription[]).map(contributionOf));
  });

  it.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s has names that VS Code and MCP take', (name, tool) => {
    expect(name).toMatch(/^[a-z_]{1,40}$/);
    expect(tool.reference).toMatch(/^[A-Za-z]+$/);
    expect(tool.description.length).toBeLessThan(1024);
  });

  it('say in one sentence what is wrong with their input', () => {
    expect(() => readInput(SEARCH, { query: 'x', limit: 99 })).toThrow(
      /^search_code cannot use its input \(limit: Too big: expected number to be <=50\)\.$/,
    );
    expect(readInput(SEARCH, { query: ' x ', other: 1 })).toEqual({ query: 'x' });
  });
});

import { describe, expect, it } from 'vitest';
import { readQuery, withNamesSpelledOut } from '../../../src/engine/search/question';

describe('a query', () => {
  it.each([
    ['parseConfig', ['parseConfig']],
    ['Response', ['Response']],
    ['flask.Blueprint', ['flask', 'Blueprint']],
    ['fmt::format', ['fmt', 'format']],
    ['run()', ['run']],
  ])('%s is a name', (query, names) => {
    expect(readQuery(query)).toMatchObject({ isName: true, names });
  });

  it.each([
    ['where is parseConfig called', ['parseConfig']],
    ['how does the Response class close', ['Response']],
    ['max_size of a pool', ['max_size']],
    ['Wait longer after each failed attempt', []],
    ['wait longer after each failed attempt', []],
    ['', []],
  ])('"%s" is a sentence with the names %j', (query, names) => {
    expect(readQuery(query)).toMatchObject({ isName: false, names });
  });

  it('has each word once, identifiers in parts, and for the word index also whole', () => {
    const { words, parts } = readQuery('parseConfig parse it');
    expect(parts).toEqual(['parse', 'config', 'it']);
    expect(words).toEqual(['parse', 'config', 'parseconfig', 'it']);
  });

  it('has only the first words and names of pasted pages', () => {
    const { words, parts, names } = readQuery(Array.from({ length: 5000 }, (_, n) => `nameOf${n}Thing`).join(' '));
    expect(words.length).toBeLessThanOrEqual(64);
    expect(parts.length).toBeLessThanOrEqual(64);
    expect(names.length).toBeLessThanOrEqual(12);
  });

  it.each([
    ['zoomToExtent(southWest) of a map', ' zoom to extent south west'],
    ['read_config_file', ' read config file'],
    ['XMLReader', ' xml reader'],
    ['größeÄndern', ' größe ändern'],
    ['close a Socket over HTTP2, in utf8', ''],
    ['', ''],
  ])('has the words of its names after it for the deep model: %s', (query, spelled) => {
    expect(withNamesSpelledOut(query)).toBe(`${query}${spelled}`);
  });
});

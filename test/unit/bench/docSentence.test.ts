import { describe, expect, it } from 'vitest';
import { firstSentence } from '../../../bench/quality/docSentence';

describe('the first sentence of a doc comment', () => {
  it('ends at its full stop, and goes over line breaks', () => {
    expect(firstSentence('Closes the socket when\nnobody reads. Later calls do nothing.')).toBe(
      'Closes the socket when nobody reads',
    );
  });

  it('does not end at an abbreviation', () => {
    expect(firstSentence('Names the zone (e.g. Berlin) of a date. More.')).toBe(
      'Names the zone (e.g. Berlin) of a date',
    );
  });

  it('has no tags and no markup', () => {
    expect(firstSentence('Wraps {@link Store} for :class:`Reader` and `sync`.\n\n@param store it')).toBe(
      'Wraps Store for Reader and sync',
    );
  });

  it('is that of the tag which describes, where there is one', () => {
    expect(firstSentence('@name addDays\n@summary Adds days to a date.\n@param days how many')).toBe(
      'Adds days to a date',
    );
  });

  it('is none when it says too little, or only tags', () => {
    expect(firstSentence('The name.')).toBeUndefined();
    expect(firstSentence('@param store what is read from it')).toBeUndefined();
  });
});

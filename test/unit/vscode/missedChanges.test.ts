import { describe, expect, it } from 'vitest';
import { MissedChanges } from '../../../src/vscode/missedChanges';

describe('Changes may have been missed', () => {
  it('when a window gets its focus back after a while, once', () => {
    const missed = new MissedChanges();
    expect(missed.focusChanged(true, 0)).toBe(false);
    expect(missed.focusChanged(false, 1000)).toBe(false);
    expect(missed.focusChanged(true, 3000)).toBe(false);
    missed.focusChanged(false, 4000);
    missed.focusChanged(false, 8000); // VS Code tells of other changes of the window, too.
    expect(missed.focusChanged(true, 9500)).toBe(true);
    expect(missed.focusChanged(true, 60_000)).toBe(false);
  });

  it('in a burst of changes, however it comes, and not in a day of saves', () => {
    const missed = new MissedChanges();
    for (let n = 0; n < 10; n++) expect(missed.changed(100, n * 250)).toBe(false);
    expect(missed.changed(100, 2500)).toBe(true);
    expect(missed.changed(900, 60_000)).toBe(false);
    for (let n = 1; n < 3000; n++) expect(missed.changed(1, 60_000 + n * 6000)).toBe(false);
  });
});

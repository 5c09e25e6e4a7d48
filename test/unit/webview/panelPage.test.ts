import { describe, expect, it } from 'vitest';
import type { Hit } from '../../../src/protocol/hit';
import { toPanelAnswer } from '../../../src/vscode/panelHit';
import { panelPage } from '../../../src/vscode/panelPage';

const ADDRESSES = {
  cspSource: 'https://source',
  script: 'https://source/main.js',
  style: 'https://source/main.css',
  codicons: 'https://source/codicon.css',
  highlighter: 'https://source/highlighter.js',
  nonce: 'n0nce',
};

describe('the page of the panel', () => {
  const page = panelPage({ ...ADDRESSES, language: { name: 'en' } });

  it('allows its own script by nonce, its own files, a thread made of them, and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    expect(policy).toBe(
      "default-src 'none'; script-src 'nonce-n0nce'; style-src https://source; font-src https://source; " +
        'connect-src https://source; worker-src blob:;',
    );
  });

  it('has no inline script, style or handler', () => {
    expect([...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<script nonce="n0nce" src="https://source/main.js">',
    ]);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|unsafe|https?:\/\/(?!source)/);
  });

  it('says what language it is in, and has the strings of it as data that cannot end its block', () => {
    const strings = { Clear: '</script><b>', 'Back\u2028': 'Zurück' };
    const german = panelPage({ ...ADDRESSES, language: { name: 'de', strings } });
    expect(german).toContain('<html lang="de" data-language="de">');
    const data = /<script type="application\/json" id="strings">([^<]*)<\/script>/.exec(german)?.[1] ?? '';
    expect(JSON.parse(data)).toEqual(strings);
  });

  it('is in English where there is no translation, with numbers as the person reads them', () => {
    const french = panelPage({ ...ADDRESSES, language: { name: 'fr' } });
    expect(french).toContain('<html lang="en" data-language="fr">');
    expect(french).not.toContain('id="strings"');
  });
});

describe('an answer for the panel', () => {
  const hit: Hit = {
    path: 'src/a.ts',
    startLine: 1,
    endLine: 300,
    symbol: 'f',
    container: '',
    kind: 'function',
    language: 'typescript',
    score: 0.5,
    signature: 'x'.repeat(100_000),
    root: '/home/someone/secret',
    preview: `${'y'.repeat(100_000)}\r\n${'line\r\n'.repeat(200)}`,
  };
  const shown = toPanelAnswer({ elapsedMs: 1, hits: [hit] }, () => undefined).hits[0]!;

  it('does not tell where the folder lies on the machine', () => {
    expect(JSON.stringify(shown)).not.toContain('/home/someone');
  });

  it('has previews cut to what is worth sending, and says so', () => {
    expect(shown.preview?.split('\n')).toHaveLength(60);
    expect(shown.previewCut).toBe(true);
    expect(JSON.stringify(shown).length).toBeLessThan(3_000);
  });

  it('keeps a short preview whole', () => {
    const short = toPanelAnswer({ elapsedMs: 1, hits: [{ ...hit, endLine: 2, preview: 'a\nb\n' }] }, () => 'web')
      .hits[0]!;
    expect(short).toMatchObject({ preview: 'a\nb', folder: 'web' });
    expect(short.previewCut).toBeUndefined();
  });
});

import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { HunchApi } from '../../../src/vscode/api';
import { eventually } from '../../harness/eventually';
import { writeFiles } from '../../harness/temporaryFiles';
import { becomesReady, found, gone, readyHunch, workspaceRoot } from '../hunch';

/** A function whose name and comment say something that stands nowhere else in the workspace. */
function source(name: string, comment: string): string {
  return `/** ${comment} */\nexport function ${name}(input: number): number {\n  return input * 2 + 1;\n}\n`;
}

describe('Watching', () => {
  let hunch: HunchApi;
  let root: string;
  const at = (name: string): string => path.join(root, name);
  before(async function () {
    this.timeout(180_000);
    hunch = await readyHunch();
    root = workspaceRoot();
  });

  describe('what is changed in the editor', () => {
    it('finds what was typed and saved, and forgets it after it was removed', async () => {
      const file = at('src/text/slugify.ts');
      const document = await vscode.workspace.openTextDocument(file);
      const added = source('pickLotteryNumbers', 'Draws the six winning lottery numbers.');
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, `\n${added}`);
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.ok(await document.save());
      await found(hunch, 'winning lottery numbers', 'pickLotteryNumbers', 'src/text/slugify.ts');

      const back = new vscode.WorkspaceEdit();
      const text = document.getText();
      const start = text.indexOf(`\n${added}`);
      back.delete(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(text.length)));
      assert.ok(await vscode.workspace.applyEdit(back));
      assert.ok(await document.save());
      await forgets('winning lottery numbers', 'pickLotteryNumbers');
    });

    it('follows a file that is renamed and then deleted', async () => {
      writeFiles(root, { 'src/garden/water.ts': source('waterTomatoes', 'Waters the tomatoes in the greenhouse.') });
      await found(hunch, 'water the tomatoes', 'waterTomatoes', 'src/garden/water.ts');

      const rename = new vscode.WorkspaceEdit();
      rename.renameFile(vscode.Uri.file(at('src/garden/water.ts')), vscode.Uri.file(at('src/garden/sprinkle.ts')));
      assert.ok(await vscode.workspace.applyEdit(rename));
      await found(hunch, 'water the tomatoes', 'waterTomatoes', 'src/garden/sprinkle.ts');
      await gone(hunch, 'water the tomatoes', 'src/garden/water.ts');

      await vscode.workspace.fs.delete(vscode.Uri.file(at('src/garden')), { recursive: true });
      await gone(hunch, 'water the tomatoes', 'src/garden');
    });
  });

  describe('what is changed by other programs', () => {
    it('finds a new file, its new content, and forgets it when it is deleted', async () => {
      writeFileSync(at('src/moon.ts'), source('moonPhase', 'Phase of the moon on a given night.'));
      await found(hunch, 'phase of the moon', 'moonPhase', 'src/moon.ts');

      appendFileSync(at('src/moon.ts'), source('nextEclipse', 'When the next solar eclipse happens.'));
      await found(hunch, 'next solar eclipse', 'nextEclipse', 'src/moon.ts');
      await found(hunch, 'phase of the moon', 'moonPhase', 'src/moon.ts');

      rmSync(at('src/moon.ts'));
      await gone(hunch, 'next solar eclipse', 'src/moon.ts');
    });

    it('moves the lines of code that moved within its file', async () => {
      writeFileSync(at('src/tides.ts'), source('highTide', 'When the water of the harbour stands highest.'));
      const before = await found(hunch, 'highest water in the harbour', 'highTide', 'src/tides.ts');
      writeFileSync(at('src/tides.ts'), `// One.\n// Two.\n// Three.\n\n${readFileSync(at('src/tides.ts'), 'utf8')}`);
      await becomes('highTide', (line) => line === before.startLine + 4);
      rmSync(at('src/tides.ts'));
    });

    it('follows a renamed folder and forgets a deleted one', async () => {
      writeFiles(root, {
        'src/zoo/lion.ts': source('feedLion', 'Feeds the lion with fresh meat.'),
        'src/zoo/birds/parrot.ts': source('teachParrot', 'Teaches the parrot a new word.'),
      });
      await found(hunch, 'feed the lion', 'feedLion', 'src/zoo/lion.ts');
      await found(hunch, 'teach the parrot a word', 'teachParrot', 'src/zoo/birds/parrot.ts');

      renameSync(at('src/zoo'), at('src/circus'));
      await found(hunch, 'feed the lion', 'feedLion', 'src/circus/lion.ts');
      await found(hunch, 'teach the parrot a word', 'teachParrot', 'src/circus/birds/parrot.ts');
      await gone(hunch, 'teach the parrot a word', 'src/zoo');

      rmSync(at('src/circus'), { recursive: true });
      await gone(hunch, 'feed the lion', 'src/circus');
      await gone(hunch, 'teach the parrot a word', 'src/circus');
    });

    it('keeps what a file holds when it is only touched', async () => {
      const file = at('src/http/router.ts');
      const { atime } = statSync(file);
      utimesSync(file, atime, new Date());
      // A change that comes after the touch shows when the touch has been dealt with.
      writeFileSync(at('src/marker.ts'), source('afterTouch', 'Marks that the touch has been seen.'));
      await found(hunch, 'marks that the touch has been seen', 'afterTouch');
      await found(hunch, 'chooses the handler of a request by its method and path', 'Router', 'src/http/router.ts');
      rmSync(at('src/marker.ts'));
    });

    it('follows a change of the git branch', async () => {
      const git = (...args: string[]): void => {
        const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
        execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'pipe' });
      };
      git('init', '-q', '-b', 'main');
      git('add', 'src', 'legacy', 'pipeline');
      git('commit', '-q', '-m', 'Start');
      git('checkout', '-q', '-b', 'other');
      rmSync(at('legacy/invoice.cjs'));
      writeFileSync(at('src/volcano.ts'), source('eruptVolcano', 'Lets the volcano erupt over the island.'));
      git('add', '-A', 'src', 'legacy');
      git('commit', '-q', '-m', 'Other');
      await found(hunch, 'volcano erupts over the island', 'eruptVolcano', 'src/volcano.ts');
      await gone(hunch, 'print the invoice of an order', 'legacy/invoice.cjs');

      git('checkout', '-q', 'main');
      await found(hunch, 'print the invoice of an order', 'printInvoice', 'legacy/invoice.cjs');
      await gone(hunch, 'volcano erupts over the island', 'src/volcano.ts');

      git('checkout', '-q', 'other');
      await found(hunch, 'volcano erupts over the island', 'eruptVolcano', 'src/volcano.ts');
      await gone(hunch, 'print the invoice of an order', 'legacy/invoice.cjs');
      git('checkout', '-q', 'main');
      await found(hunch, 'print the invoice of an order', 'printInvoice', 'legacy/invoice.cjs');
    });

    it('forgets files that .gitignore begins to name, and finds them when it no longer does', async () => {
      const before = readFileSync(at('.gitignore'), 'utf8');
      writeFileSync(at('.gitignore'), `${before}legacy/\n`);
      await gone(hunch, 'total of a shopping cart with a coupon', 'legacy');
      writeFileSync(at('.gitignore'), before);
      await found(hunch, 'total of a shopping cart with a coupon', 'cartTotal', 'legacy/cart.js');
    });

    it('does not index new files that .gitignore names', async () => {
      mkdirSync(at('build'), { recursive: true });
      writeFileSync(at('build/late.ts'), source('lateBuildOutput', 'Spins the carousel of wooden horses.'));
      writeFileSync(at('src/later.ts'), source('afterBuildOutput', 'Marks that the carousel was written before.'));
      await found(hunch, 'marks that the carousel was written before', 'afterBuildOutput');
      await gone(hunch, 'carousel of wooden horses', 'build');
      rmSync(at('src/later.ts'));
    });
  });

  describe('all of it', () => {
    it('is done in the end', async () => {
      await becomesReady(hunch);
    });
  });

  async function forgets(query: string, symbol: string): Promise<void> {
    await eventually(`"${query}" no longer finds ${symbol}`, async () =>
      (await hunch.engine.search({ query, limit: 30 })).hits.every((hit) => hit.symbol !== symbol),
    );
  }

  async function becomes(symbol: string, line: (startLine: number) => boolean): Promise<void> {
    await eventually(`the lines of ${symbol} move`, async () =>
      (await hunch.engine.search({ query: symbol, limit: 10 })).hits.some(
        (hit) => hit.symbol === symbol && line(hit.startLine),
      ),
    );
  }
});

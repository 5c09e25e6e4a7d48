import type { WriteStream } from 'node:tty';
import type { EngineState } from '../protocol/engine';

/** One line that rewrites itself, on a terminal only. */
export function progressLine(stream: WriteStream): {
  show(state: EngineState): void;
  share(text: string, share: number): void;
  clear(): void;
} {
  let shown = '';
  const write = (text: string) => {
    if (!stream.isTTY || text === shown) return;
    stream.write(`\r\u001b[K${text}`);
    shown = text;
  };
  return {
    show({ folders: [folder] }) {
      if (folder?.phase === 'scanning') write('Looking for changed files …');
      else if (folder?.phase === 'indexing')
        write(`Indexing file ${Math.min(folder.done + 1, folder.total)} of ${folder.total}, ${folder.chunks} chunks …`);
      else if (folder?.phase === 'refining') write(`Reading closely: chunk ${folder.done} of ${folder.total} …`);
      else write('');
    },
    share(text, share) {
      write(`${text}: ${Math.round(share * 100)} % …`);
    },
    clear() {
      write('');
    },
  };
}

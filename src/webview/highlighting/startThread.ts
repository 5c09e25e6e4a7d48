import type { HighlightingThread } from './highlighter';
import type { Highlighted } from './tokens';

/** Starts the thread from the script at this address. Rejects when the script cannot be read. */
export async function startHighlightingThread(
  script: string,
  answer: (message: Highlighted) => void,
  failed: (reason: string) => void,
): Promise<HighlightingThread> {
  const response = await fetch(script);
  if (!response.ok) throw new Error(`${script}: ${response.status}`);
  const url = URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  worker.addEventListener('message', ({ data }: MessageEvent<Highlighted>) => {
    answer(data);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    failed(event.message);
  });
  return {
    post: (message) => {
      worker.postMessage(message);
    },
    end: () => {
      worker.terminate();
    },
  };
}

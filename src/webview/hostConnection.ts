/** What the panel and the pages in editor tabs have in common: their end of the wire, and what goes wrong in them. */

/** What VS Code gives a webview; may be called once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

export interface HostConnection<ToHost> {
  post(message: ToHost): void;
  /** What was kept with `save`, whatever it is; `undefined` at first. */
  load(): unknown;
  save(state: unknown): void;
}

/** Connects the page with the host. Trouble is told it, for the log. */
export function connectHost<ToHost>(
  receive: (message: unknown) => void,
  trouble: (text: string) => ToHost,
): HostConnection<ToHost> {
  const vscode = acquireVsCodeApi();
  const report = (text: string): void => {
    vscode.postMessage(trouble(text.slice(0, 4_000)));
  };
  window.addEventListener('error', (event) => {
    // Rows measured in this frame that change size in it are measured again in the next: no error, though it is sent as one.
    if (event.message.startsWith('ResizeObserver loop')) return;
    report(`${event.message} (${event.filename}:${event.lineno})`);
  });
  window.addEventListener('unhandledrejection', (event) => {
    report(`unhandled rejection: ${String(event.reason)}`);
  });
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    receive(event.data);
  });
  return {
    post: (message) => {
      vscode.postMessage(message);
    },
    load: () => vscode.getState(),
    save: (state) => {
      vscode.setState(state);
    },
  };
}

/*
 * Stands in for what VS Code gives a webview page: `acquireVsCodeApi` (once), and state that outlives a reload. What the page
 * posts goes to `toFakeHost`, which the test exposes. Runs in the page before anything else, as VS Code's own script does.
 */
{
  let acquired = false;
  globalThis.acquireVsCodeApi = () => {
    if (acquired) throw new Error('An instance of the VS Code API has already been acquired');
    acquired = true;
    return Object.freeze({
      postMessage: (message) => {
        void globalThis.toFakeHost(JSON.stringify(message));
      },
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state) => {
        sessionStorage.setItem('state', JSON.stringify(state));
        return state;
      },
    });
  };
}

import type { SearchResponse } from '../protocol/engine';
import type { Hit } from '../protocol/hit';
import type { PanelAnswer, PanelHit } from '../protocol/webview';

/** Lines and characters of a preview that are worth sending: more than a person reads before opening the file. */
const PREVIEW_LINES = 60;
const LINE_LENGTH = 500;

/** The answer as the panel may show it. `folderName` gives a workspace folder's name where hits need telling apart. */
export function toPanelAnswer(response: SearchResponse, folderName: (root: string) => string | undefined): PanelAnswer {
  return {
    hits: response.hits.map((hit) => toPanelHit(hit, folderName(hit.root))),
    elapsedMs: response.elapsedMs,
    ...(response.partial === undefined ? {} : { partial: response.partial }),
    ...(response.subject === undefined ? {} : { subject: response.subject }),
    ...(response.total === undefined ? {} : { total: response.total }),
    ...(response.facets === undefined ? {} : { facets: response.facets }),
    ...(response.mistakes === undefined ? {} : { mistakes: response.mistakes }),
  };
}

function toPanelHit(hit: Hit, folder: string | undefined): PanelHit {
  const { path, startLine, endLine, symbol, container, kind, language, score, preview, matchLines } = hit;
  const lines = preview?.split(/\r\n|\r|\n/);
  // The last line break of a preview ends its last line and begins none.
  if (lines !== undefined && lines.length > 1 && lines.at(-1) === '') lines.pop();
  const kept = lines?.slice(0, PREVIEW_LINES);
  return {
    path,
    startLine,
    endLine,
    symbol,
    container,
    kind,
    language,
    score,
    signature: cut(hit.signature),
    ...(matchLines === undefined ? {} : { matchLines }),
    ...(folder === undefined ? {} : { folder }),
    ...(kept === undefined ? {} : { preview: kept.map(cut).join('\n') }),
    ...(kept !== undefined && kept.length < endLine - startLine + 1 ? { previewCut: true } : {}),
  };
}

function cut(line: string): string {
  return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line;
}

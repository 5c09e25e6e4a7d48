import * as l10n from '@vscode/l10n';
import type { ChunkKind } from '../protocol/hit';

/** What a kind of chunk is called in a text; in a query it has its English name everywhere. */
export function kindName(kind: ChunkKind): string {
  switch (kind) {
    case 'function':
      return l10n.t('function');
    case 'method':
      return l10n.t('method');
    case 'constructor':
      return l10n.t('constructor');
    case 'accessor':
      return l10n.t('accessor');
    case 'class':
      return l10n.t('class');
    case 'interface':
      return l10n.t('interface');
    case 'type':
      return l10n.t('type');
    case 'enum':
      return l10n.t('enum');
    case 'constant':
      return l10n.t('constant');
    case 'module':
      return l10n.t('module');
  }
}

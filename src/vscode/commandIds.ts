/** The commands of package.json's `contributes.commands`, by the names used in code. */
export const Command = {
  search: 'hunch.search',
  findSimilar: 'hunch.findSimilar',
  findSimilarInFile: 'hunch.findSimilarInFile',
  findDuplicates: 'hunch.findDuplicates',
  showMap: 'hunch.showMap',
  similarToHit: 'hunch.similarToHit',
  selectForCompare: 'hunch.selectForCompare',
  compareWithSelected: 'hunch.compareWithSelected',
  openPanel: 'hunch.openPanel',
  rebuildIndex: 'hunch.rebuildIndex',
  pauseIndexing: 'hunch.pauseIndexing',
  resumeIndexing: 'hunch.resumeIndexing',
  showStatus: 'hunch.showStatus',
  copyDiagnostics: 'hunch.copyDiagnostics',
  deleteIndex: 'hunch.deleteIndex',
  whyNotIndexed: 'hunch.whyNotIndexed',
  showLog: 'hunch.showLog',
  restartEngine: 'hunch.restartEngine',
  turnOff: 'hunch.turnOff',
  turnOn: 'hunch.turnOn',
  showMenu: 'hunch.showMenu',
} as const;

/** Keys that `when` clauses of package.json ask for. */
export const ContextKey = {
  paused: 'hunch.paused',
  indexing: 'hunch.indexing',
  off: 'hunch.off',
  selectedForCompare: 'hunch.selectedForCompare',
} as const;

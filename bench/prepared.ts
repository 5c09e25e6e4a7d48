import { buildBundles, type Bundles } from './bundles';
import { collectCorpus, type Corpus } from './corpus';
import { type BuiltIndex, builtIndex } from './indexedWorkspace';

export interface BenchOptions {
  /** Size of the workspace. */
  readonly chunks: number;
  /** Shorter stretches and fewer rounds, to see that all works. */
  readonly quick: boolean;
  /** Builds the index anew although there is one from an earlier run. */
  readonly fresh: boolean;
}

/** What several figures need, each made when the first of them asks for it. */
export class Prepared {
  private built: Bundles | undefined;
  private collected: Promise<Corpus> | undefined;
  private indexed: Promise<BuiltIndex> | undefined;

  constructor(readonly options: BenchOptions) {}

  get bundles(): Bundles {
    return (this.built ??= buildBundles());
  }

  get corpus(): Promise<Corpus> {
    return (this.collected ??= collectCorpus(this.bundles.grammars, this.options.chunks));
  }

  get index(): Promise<BuiltIndex> {
    return (this.indexed ??= this.corpus.then((corpus) => builtIndex(this.bundles, corpus, this.options.fresh)));
  }
}

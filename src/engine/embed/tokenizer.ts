import { Tokenizer as WordTokenizer } from '@huggingface/tokenizers';
import { wordsOf } from '../text/words';

/** Ids that frame a window and fill a batch. */
export interface SpecialTokens {
  /** Before and after the tokens of a text; a model that only sums its tokens has none. */
  readonly open: readonly number[];
  readonly close: readonly number[];
  readonly pad: number;
  /** Stands for a text of which nothing is left, where nothing stands around it either. */
  readonly unknown: number;
}

/** Words whose ids are remembered: the names of a large workspace. */
const REMEMBERED_WORDS = 100_000;

/** Text to token ids, as `tokenizer.json` says; the ids equal those of the native tokenizer. */
export class Tokenizer {
  readonly special: SpecialTokens;
  readonly #tokenizer: WordTokenizer;
  readonly #splitsWords: boolean;
  /** Ids by word, where words are tokenized one by one: code has few different ones. */
  readonly #known = new Map<string, readonly number[]>();

  /**
   * @param definition the parsed `tokenizer.json`
   * @param splitsWords a text is split by `wordsOf` and the tokenizer sees one word at a time
   * @param padToken the padding token, where it does not have one of the usual names
   * @throws {Error} when it puts something else around a text than one token before and one after, or nothing, or when it
   *   has no padding token
   */
  constructor(definition: object, splitsWords = false, padToken = '[PAD]') {
    this.#tokenizer = new WordTokenizer(definition, {});
    this.#splitsWords = splitsWords;
    // What the tokenizer's own template puts around an empty text: no need to know the tokens' names.
    const frame = this.#tokenizer.encode('').ids;
    const pad = [padToken, '[PAD]', '<pad>']
      .map((name) => this.#tokenizer.token_to_id(name))
      .find((id) => id !== undefined);
    if ((frame.length !== 2 && frame.length !== 0) || pad === undefined) {
      throw new Error('The tokenizer does not put one token before and one after a text, or has no padding token.');
    }
    const unknown = this.#tokenizer.token_to_id('[UNK]') ?? pad;
    this.special = { open: frame.slice(0, 1), close: frame.slice(1), pad, unknown };
  }

  /**
   * The ids of a text without special tokens, not truncated. Takes time in proportion to the text (400,000 tokens a
   * second): give it excerpts of what may be megabytes long.
   */
  encode(text: string): number[] {
    return this.#splitsWords ? wordsOf(text).flatMap((word) => this.#idsOf(word)) : this.#encode(text);
  }

  #idsOf(word: string): readonly number[] {
    let ids = this.#known.get(word);
    if (!ids) {
      if (this.#known.size >= REMEMBERED_WORDS) this.#known.clear();
      this.#known.set(word, (ids = this.#encode(word)));
    }
    return ids;
  }

  #encode(text: string): number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }
}

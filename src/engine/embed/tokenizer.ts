import { Tokenizer as WordTokenizer } from '@huggingface/tokenizers';

/** Ids that frame a window and fill a batch. */
export interface SpecialTokens {
  readonly open: number;
  readonly close: number;
  readonly pad: number;
}

/** Text to token ids, as `tokenizer.json` says; the ids equal those of the native tokenizer. */
export class Tokenizer {
  readonly special: SpecialTokens;
  readonly #tokenizer: WordTokenizer;

  /**
   * @param definition the parsed `tokenizer.json`
   * @throws {Error} when it defines no tokenizer with an opening, a closing and a padding token
   */
  constructor(definition: object) {
    this.#tokenizer = new WordTokenizer(definition, {});
    // What the tokenizer's own template puts around an empty text: no need to know the tokens' names.
    const frame = this.#tokenizer.encode('').ids;
    const [open, close] = frame;
    const pad = this.#tokenizer.token_to_id('[PAD]') ?? this.#tokenizer.token_to_id('<pad>');
    if (frame.length !== 2 || open === undefined || close === undefined || pad === undefined) {
      throw new Error('The tokenizer does not put one token before and one after a text, or has no padding token.');
    }
    this.special = { open, close, pad };
  }

  /**
   * The ids of a text without special tokens, not truncated. Takes time in proportion to the text (400,000 tokens a
   * second): give it excerpts of what may be megabytes long.
   */
  encode(text: string): number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }
}

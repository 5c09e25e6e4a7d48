"""Trains the vocabulary: python tokenizer.py PAIRS OUT/tokenizer.json [--size 32000]

Words as `wordsOf` splits them; frequent ones are tokens, rare ones are cut into the longest pieces that the vocabulary has, down
to single characters, so that no word vanishes. The file splits text by itself too (its normalizer parts camelCase, then lower
case), so that it gives the same ids for a text and for its words joined by blanks.
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from data import read_words

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", type=int, default=32000)
    arguments = parser.parse_args()

    mined = read_words(arguments.pairs, held_out=False)
    # A language with few pairs counts as much as one with many.
    language = {name: number for number, name in enumerate(dict.fromkeys(mined.languages))}
    languages = np.array([language[name] for name in mined.languages])
    share = np.minimum(4, 60_000 / np.bincount(languages))[languages]
    total = np.zeros(len(mined.words))
    # What is asked and named matters more than what a body holds.
    for texts, importance in ((mined.queries, 3), (mined.headers, 2), (mined.bodies, 0.5)):
        total += np.bincount(texts.flat, weights=np.repeat(share, texts.lengths) * importance, minlength=len(mined.words))
    counts = Counter({word: float(count) for word, count in zip(mined.words, total)})
    kept = {word: count for word, count in counts.items() if count >= 3 and len(word) <= 30}
    print(f"{len(languages)} pairs, {len(counts)} words, {len(kept)} of them three times or more")

    vocab = vocabulary(kept, arguments.size)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(definition(vocab), ensure_ascii=False, indent=None))
    covered = sum(count for word, count in counts.items() if word in vocab)
    print(f"{len(vocab)} tokens; {covered / sum(counts.values()):.4f} of the words are one token")


def vocabulary(counts: dict[str, int], size: int) -> dict[str, int]:
    """Seven eighths whole words by frequency, the rest characters and the pieces that byte-pair merging finds in the other words."""
    tokens = list(SPECIAL)
    characters = Counter()
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    tokens += [c for c, n in sorted(characters.items()) if n >= 20 or c.isascii()]
    whole = sorted((w for w in counts if len(w) > 1), key=lambda w: (-counts[w], w))
    room = size - len(tokens)
    chosen = whole[: room * 7 // 8]
    rest = [w for w in whole[room * 7 // 8 :] if w.isalpha()]
    random.Random(0).shuffle(rest)
    pieces = Tokenizer(models.BPE())
    pieces.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    taken = {*tokens, *chosen}
    # Twice what is needed: many of the pieces are words that are in already.
    trainer = trainers.BpeTrainer(vocab_size=(size - len(taken)) * 4, show_progress=False, min_frequency=5)
    pieces.train_from_iterator((" ".join([w] * int(min(counts[w], 20))) for w in rest), trainer)
    merged = sorted(pieces.get_vocab().items(), key=lambda item: item[1])
    extra = [t for t, _ in merged if t not in taken and len(t) > 1][: size - len(taken)]
    ordered = tokens + chosen + extra
    return {token: index for index, token in enumerate(dict.fromkeys(ordered))}


def definition(vocab: dict[str, int]) -> dict:
    special = [
        {"id": vocab[t], "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        for t in SPECIAL
    ]
    part = lambda name: {"SpecialToken": {"id": name, "type_id": 0}}  # noqa: E731
    whole = {"Sequence": {"id": "A", "type_id": 0}}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Replace", "pattern": {"Regex": r"(?<=[\p{Ll}\p{M}\p{Lo}\p{Lm}])(?=\p{Lu})"}, "content": " "},
                {"type": "Replace", "pattern": {"Regex": r"(?<=\p{Lu})(?=\p{Lu}\p{Ll})"}, "content": " "},
                {"type": "Lowercase"},
            ],
        },
        "pre_tokenizer": {
            "type": "Split",
            "pattern": {"Regex": r"[\p{L}\p{M}]+|\p{N}+"},
            "behavior": "Removed",
            "invert": True,
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [part("[CLS]"), whole, part("[SEP]")],
            "pair": [part("[CLS]"), whole, part("[SEP]"), {"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
            "special_tokens": {t: {"id": t, "ids": [vocab[t]], "tokens": [t]} for t in ("[CLS]", "[SEP]")},
        },
        "decoder": None,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "", "max_input_chars_per_word": 100, "vocab": vocab},
    }


if __name__ == "__main__":
    main()

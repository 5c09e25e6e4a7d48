"""`wordsOf` of `src/engine/text/words.ts`, in Python: the same words, so that a model is trained on what it will be given."""

import re

import regex

PART = regex.compile(r"\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+|\p{N}+|[\p{Lo}\p{Lm}]+")
# The same for nearly all text, five times as fast.
ASCII_PART = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


def words_of(text: str) -> list[str]:
    part = ASCII_PART if text.isascii() else PART
    return [word.lower() for word in part.findall(text)]

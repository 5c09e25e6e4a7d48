"""
The mined pairs as arrays: `read_words` splits each file into words once and keeps the result beside it; `Pairs` are bags of
token ids, what training and evaluation read.
"""

import json
import pickle
import zlib
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from words import words_of

MAX_QUERY = 48
# A model is given up to 512 tokens at once, but what comes first says most.
MAX_DOCUMENT = 256
MAX_CHARACTERS = 2000


@dataclass
class Texts:
    """Word numbers, one text after the other, and how many each text has."""

    flat: np.ndarray
    lengths: np.ndarray


@dataclass
class Words:
    """A mined file, or several, split into words; `words[i]` is the word of number i."""

    words: list[str]
    queries: Texts
    headers: Texts
    bodies: Texts
    packages: list[str]
    languages: list[str]
    callable: np.ndarray


def split_file(path: Path) -> Words:
    """The words of one file. Cached as `<file>.words`, for as long as the file keeps its size."""
    cache = path.with_suffix(f".{path.stat().st_size}.words")
    if cache.exists():
        return pickle.loads(cache.read_bytes())
    numbers: dict[str, int] = {}
    flats: list[list[int]] = [[], [], []]
    lengths: list[list[int]] = [[], [], []]
    packages, functions = [], []
    with path.open() as lines:
        for line in lines:
            row = json.loads(line)
            texts = (row["query"], row["header"], row["body"][:MAX_CHARACTERS])
            for flat, length, text in zip(flats, lengths, texts):
                words = [numbers.setdefault(word, len(numbers)) for word in words_of(text)[:MAX_DOCUMENT]]
                flat += words
                length.append(len(words))
            packages.append(f"{row['registry']}:{row['package']}")
            functions.append(row["kind"] in ("function", "method"))
    parts = [Texts(np.array(flat, dtype=np.int32), np.array(length, dtype=np.int32)) for flat, length in zip(flats, lengths)]
    language = path.stem.removeprefix("heldout-")
    result = Words(list(numbers), *parts, packages, [language] * len(packages), np.array(functions))
    cache.write_bytes(pickle.dumps(result))
    return result


def read_words(folder: Path, held_out: bool) -> Words:
    files = [path for path in sorted(folder.glob("*.jsonl")) if path.name.startswith("heldout-") == held_out]
    with Pool(2) as pool:
        parts = pool.map(split_file, files, chunksize=1)
    numbers: dict[str, int] = {}
    for part in parts:
        renumber = np.array([numbers.setdefault(word, len(numbers)) for word in part.words], dtype=np.int32)
        for texts in (part.queries, part.headers, part.bodies):
            texts.flat = renumber[texts.flat]

    def joined(texts: list[Texts]) -> Texts:
        return Texts(np.concatenate([t.flat for t in texts]), np.concatenate([t.lengths for t in texts]))

    return Words(
        list(numbers),
        joined([p.queries for p in parts]),
        joined([p.headers for p in parts]),
        joined([p.bodies for p in parts]),
        [package for p in parts for package in p.packages],
        [language for p in parts for language in p.languages],
        np.concatenate([p.callable for p in parts]),
    )


@dataclass
class Ragged:
    """Bags of tokens: ids with how often each occurs in the header and in the body, one bag after the other."""

    ids: np.ndarray
    header: np.ndarray
    body: np.ndarray
    starts: np.ndarray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, which: np.ndarray):
        """Ids and counts of the bags `which`, joined, and their offsets."""
        starts, ends = self.starts[which], self.starts[which + 1]
        lengths = ends - starts
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        at = np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])
        return self.ids[at], self.header[at], self.body[at], offsets[:-1]


def bags(headers: Texts | None, bodies: Texts, pieces: list[list[int]], limit: int) -> Ragged:
    """
    Bags of token ids of texts given by word numbers.

    :param pieces: the ids of each word number
    """
    piece_lengths = np.array([len(p) for p in pieces])
    piece_flat = np.array([i for p in pieces for i in p], dtype=np.int32)
    piece_starts = np.cumsum(piece_lengths) - piece_lengths
    tokens = int(piece_flat.max()) + 1
    count = len(bodies.lengths)

    def expand(texts: Texts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(text number, id, position in the text) of each token."""
        owner = np.repeat(np.arange(count, dtype=np.int64), texts.lengths)
        lengths = piece_lengths[texts.flat]
        offsets = np.cumsum(lengths) - lengths
        at = np.repeat(piece_starts[texts.flat] - offsets, lengths) + np.arange(int(lengths.sum()))
        owner = np.repeat(owner, lengths)
        firsts = np.searchsorted(owner, np.arange(count))
        return owner, piece_flat[at], np.arange(len(owner)) - firsts[owner]

    owner, ids, position = expand(bodies)
    room = np.full(count, limit)
    if headers is not None:
        header_owner, header_ids, header_position = expand(headers)
        kept = header_position < limit // 2
        header_owner, header_ids = header_owner[kept], header_ids[kept]
        room -= np.bincount(header_owner, minlength=count)
    kept = position < room[owner]
    owner, ids = owner[kept], ids[kept]
    in_header = np.zeros(len(owner), dtype=bool)
    if headers is not None:
        owner, ids = np.concatenate([header_owner, owner]), np.concatenate([header_ids, ids])
        in_header = np.concatenate([np.ones(len(header_owner), dtype=bool), in_header])
    # No bag is empty: one unknown token where there is none.
    empty = np.flatnonzero(np.bincount(owner, minlength=count) == 0)
    owner, ids = np.concatenate([owner, empty]), np.concatenate([ids, np.ones(len(empty), dtype=np.int32)])
    in_header = np.concatenate([in_header, np.zeros(len(empty), dtype=bool)])
    keys, inverse, counts = np.unique(owner * tokens + ids, return_inverse=True, return_counts=True)
    header = np.bincount(inverse, weights=in_header, minlength=len(keys))
    owners = keys // tokens
    starts = np.searchsorted(owners, np.arange(count + 1))
    return Ragged((keys % tokens).astype(np.int32), header.astype(np.float32), (counts - header).astype(np.float32), starts)


class Vocabulary:
    """Words to ids, as the tokenizer's greedy longest match does it."""

    def __init__(self, tokenizer_json: Path):
        self.ids: dict[str, int] = json.loads(tokenizer_json.read_text())["model"]["vocab"]
        self.unknown = self.ids["[UNK]"]

    def split(self, word: str) -> list[int]:
        if len(word) > 100:
            return [self.unknown]
        ids, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                found = self.ids.get(word[start:end])
                if found is not None:
                    ids.append(found)
                    start = end
                    break
            else:
                return [self.unknown]
        return ids


@dataclass
class Pairs:
    queries: Ragged
    documents: Ragged
    languages: np.ndarray
    packages: np.ndarray
    callable: np.ndarray
    language_names: list[str]


def numbered(names: list[str]) -> tuple[np.ndarray, list[str]]:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names]), list(numbers)


def load(folder: Path, held_out: bool, tokenizer_json: Path) -> Pairs:
    """Kept beside the pairs once made."""
    sizes = sum(path.stat().st_size for path in folder.glob("*.jsonl"))
    tokenizer = zlib.crc32(tokenizer_json.read_bytes())
    cache = folder / f"{'heldout' if held_out else 'train'}-{tokenizer:08x}-{sizes}.pickle"
    if cache.exists():
        return pickle.loads(cache.read_bytes())
    words = read_words(folder, held_out)
    vocabulary = Vocabulary(tokenizer_json)
    pieces = [vocabulary.split(word) for word in words.words]
    languages, language_names = numbered(words.languages)
    packages, _ = numbered(words.packages)
    pairs = Pairs(
        bags(None, words.queries, pieces, MAX_QUERY),
        bags(words.headers, words.bodies, pieces, MAX_DOCUMENT),
        languages,
        packages,
        words.callable,
        language_names,
    )
    cache.write_bytes(pickle.dumps(pairs))
    return pairs

"""Mined (doc comment → code) pairs as the encoder's texts: what was asked, and what the engine gives to the model.

A row of `<language>.jsonl` (`../pairs`) has `query`, `doc`, `language`, `package`, `path`, `container`, `symbol`,
`header` and `body`, the last two as the engine's text template makes them, without the doc comment.
"""

import json
import random
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

WEB, PYTHON, OTHER = "web", "python", "other"
MIX = {WEB: 0.5, PYTHON: 0.3, OTHER: 0.2}
NAMED = {"typescript": WEB, "javascript": WEB, "python": PYTHON}

# Shares of the pairs that are changed. People do not know the name of what they look for, ask in keywords or in whole
# questions; and at run time a chunk's doc comment is in its text, so the model must have seen texts with one.
WITHOUT_NAME_WORDS, KEYWORDS, QUESTION = 0.2, 0.12, 0.2
NAME_HIDDEN, WITH_DOC = 0.15, 0.25
DOC_HIDDEN = 0.25  # of the documents of written questions
HEADER_DOC_CHARACTERS = 300  # as in the text template of the engine
PER_PACKAGE = 400  # pairs; large packages would be most of the training otherwise

WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")  # as `wordsOf` of the engine, of ASCII
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
PROSE_END = re.compile(r"\n\s*\n|\n\s*[@:\\]|\n\s*\w+:\s*\n|>>>|```")
STOP_WORDS = frozenset(
    "a an the of to in is are for and or if with by on from that this it its as be at when which into whether has have"
    " can will using used use each one given all not than then so such any".split()
)
ASKING = {  # before "returns the …" and before "return the …"
    True: ("where is the code that", "the function that", "something that", "code which", "what"),
    False: ("how to", "where do we", "code to", "function to", "how do we"),
}


@dataclass(frozen=True)
class Pair:
    query: str
    doc: str
    language: str
    package: str
    path: str
    container: str
    symbol: str
    header: str
    body: str

    @property
    def group(self) -> str:
        return NAMED.get(self.language.removesuffix("react"), OTHER)


@dataclass(frozen=True)
class Asked:
    """A function or class with the questions that were written for it, and (header, body, doc) of some that look like it.
    topic: asks for the part of the program that it is the heart of; others of its file may answer as well."""

    pair: Pair
    queries: list[str]
    topic: str | None
    others: list[tuple[str, str, str]]

    @property
    def held_out(self) -> bool:
        """One package in 16 is never trained on."""
        return zlib.crc32(self.pair.package.encode()) % 16 == 0


def read_asked(file: Path) -> list[Asked]:
    rows = map(json.loads, file.open(encoding="utf-8"))
    return [Asked(pair_of(row), row["queries"], row["topic"], list(map(tuple, row["others"]))) for row in rows]


def read_pairs(files: list[Path]) -> list[Pair]:
    return [pair_of(json.loads(line)) for file in sorted(files) for line in file.open(encoding="utf-8")]


def pair_of(row: dict) -> Pair:
    """Of a mined row, which has more than is needed here."""
    return Pair(**{name: row[name] for name in Pair.__dataclass_fields__})


def words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def same_stem(one: str, other: str) -> bool:
    """True of `caches` and `caching`, of `parser` and `parse`: alike up to the last two letters of the shorter one."""
    shorter = min(len(one), len(other))
    stem = max(4, shorter - 2)
    return shorter >= 4 and one[:stem] == other[:stem]


def without_name_words(query: str, pair: Pair) -> str:
    """The query without the words of the symbol and its container; as it is if little is left."""
    names = words(f"{pair.container} {pair.symbol}")

    def named(word: str) -> bool:
        return any(word == name or same_stem(word, name) for name in names)

    kept = [word for word in query.split() if not any(map(named, words(word)))]
    return " ".join(kept) if len([word for word in kept if word.lower() not in STOP_WORDS]) >= 3 else query


def training_texts(pair: Pair, chance: random.Random) -> tuple[str, str, str]:
    """(query, header, body) of a pair, changed by chance as the shares above say."""
    query, header = pair.query, pair.header
    sentences = [one.strip() for one in SENTENCE_END.split(PROSE_END.split(pair.doc)[0]) if len(one.split()) >= 4]
    if len(sentences) > 1 and chance.random() < WITH_DOC * 2:  # about half of the docs have one sentence only
        asked = chance.randrange(2)
        query = " ".join(sentences[asked].split()[:40])
        header = with_doc(header, " ".join(sentences[1 - asked].split()))
    if chance.random() < NAME_HIDDEN:
        header = without_name(header, pair)
    if chance.random() < WITHOUT_NAME_WORDS:
        query = without_name_words(query, pair)
    form = chance.random()
    if form < KEYWORDS:
        query = " ".join(word for word in query.split() if word.lower() not in STOP_WORDS)
    elif form < KEYWORDS + QUESTION:
        first = query.split(" ", 1)[0]
        query = f"{chance.choice(ASKING[first.endswith('s')])} {query[:1].lower()}{query[1:].rstrip('.')}"
    elif chance.random() < 0.5:
        query = query.rstrip(".")
    return query, header, pair.body


def header_of(header: str, doc: str, chance: random.Random) -> str:
    """As the engine gives it, with the doc comment; now and then without, so that the code is read as well."""
    return header if chance.random() < DOC_HIDDEN else with_doc(header, doc)


def with_doc(header: str, doc: str) -> str:
    """The header as the engine gives it for a chunk with this doc comment."""
    doc = doc.strip()[:HEADER_DOC_CHARACTERS]
    first, _, rest = header.partition("\n")
    return "\n".join(part for part in (first, doc, rest) if part)


def place_of(header: str) -> str:
    """The words of its path."""
    first = header.partition("\n")[0]
    place = re.search(r"\(([^()]*)\)$", first)
    return place[1] if place else first


def without_name(header: str, pair: Pair) -> str:
    """Only the place in the first line, and no name in the signature."""
    rest = header.partition("\n")[2]
    hidden = re.sub(rf"\b{re.escape(pair.symbol)}\b", "it", rest) if pair.symbol else rest
    return f"{place_of(header)}\n{hidden}"


def runs_of_neighbours(pairs: list[Pair], size: int, chance: random.Random) -> dict[str, list[list[Pair]]]:
    """Pairs in runs of `size` from neighbouring places of one package, a group of languages each: the others of a run
    are the hard negatives of one, at no cost."""
    packages: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        packages.setdefault((pair.group, pair.package), []).append(pair)
    runs: dict[str, list[list[Pair]]] = {}
    for (group, _), members in sorted(packages.items()):
        members.sort(key=lambda pair: (pair.language, pair.path, pair.symbol))
        cut = [members[start : start + size] for start in range(0, len(members) - size + 1, size)]
        chance.shuffle(cut)
        runs.setdefault(group, []).extend(cut[: PER_PACKAGE // size])
    for cut in runs.values():
        chance.shuffle(cut)
    return runs


def document_ids(encode, header: str, body: str, max_tokens: int, special: tuple[int, int]) -> list[int]:
    """The first window of a document, as `planWindows` of the engine cuts it; encode: ids without special ones."""
    content = max_tokens - 2
    head = encode(header[: max_tokens * 8])[: max(content // 2, min(content, 64))]
    return [special[0], *head, *encode(body[: max_tokens * 8])[: content - len(head)], special[1]]


def query_ids(encode, query: str, max_tokens: int, special: tuple[int, int]) -> list[int]:
    return [special[0], *encode(query)[: max_tokens - 2], special[1]]

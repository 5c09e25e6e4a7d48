"""Finds functions of different packages that do the same, by what people ask for them: their code is written differently.

    python alike.py --questions ~/questions.jsonl --model ../../models/hunch-minilm-code --out ~/alike.jsonl

A row of the output is a pair of rows of the questions: {"one": 17, "other": 4211, "beside": [5, 930]}. The questions of one must be
as near to those of the other as `NEAR`, each among the `NEAREST` nearest of the other, and neither a copy of the other. `beside`
names rows of the output with a function that does much the same, which are not wrong beside it.
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

import pairs as mined
from evaluate import embed, session

NEAR, NEAREST = 0.7, 4
MUCH_THE_SAME = 0.55
MOST_IN_COMMON = 0.6  # of the tokens of two bodies (Jaccard): more is a copy
SHARD = 2048
TOKEN = re.compile(r"\w+|[^\w\s]")


def is_copy(one: mined.Asked, other: mined.Asked) -> bool:
    a, b = set(TOKEN.findall(one.pair.body)), set(TOKEN.findall(other.pair.body))
    return len(a & b) > MOST_IN_COMMON * max(1, len(a | b))


def question_vectors(asked: list[mined.Asked], folder: Path) -> np.ndarray:
    """The normalized mean of the vectors of each one's questions [asked, dimensions]."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    special = (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    texts, of = [], []
    for at, one in enumerate(asked):
        for query in one.queries:
            texts.append(mined.query_ids(lambda text: tokenizer.encode(text, add_special_tokens=False).ids, query, 44, special))
            of.append(at)
    found = embed(session(folder / "model.onnx"), texts, 32, sorted(range(len(texts)), key=lambda index: len(texts[index])))
    sums = np.zeros((len(asked), found.shape[1]), np.float32)
    np.add.at(sums, of, found)
    return sums / np.linalg.norm(sums, axis=1, keepdims=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    asked = mined.read_asked(arguments.questions)
    vectors = question_vectors(asked, arguments.model)
    packages = np.unique([one.pair.package for one in asked], return_inverse=True)[1]
    near: dict[int, dict[int, float]] = {}
    for start in range(0, len(asked), SHARD):
        scores = vectors[start : start + SHARD] @ vectors.T
        scores[packages[start : start + SHARD, None] == packages[None, :]] = -1
        best = np.argpartition(-scores, NEAREST, axis=1)[:, :NEAREST]
        for row, columns in enumerate(best):
            near[start + row] = {int(at): float(scores[row, at]) for at in columns if scores[row, at] >= NEAR}
    found = [
        (one, other)
        for one, others in near.items()
        for other in others
        if one < other and one in near[other] and not is_copy(asked[one], asked[other])
    ]
    rows = []
    for one, other in found:
        mean = (vectors[[one, other]] @ vectors[[at for pair in found for at in pair]].T).max(axis=0)
        beside = np.unique(np.nonzero(mean >= MUCH_THE_SAME)[0] // 2)
        rows.append({"one": one, "other": other, "beside": [int(at) for at in beside if at != len(rows)]})
    arguments.out.write_text("".join(json.dumps(row) + "\n" for row in rows))
    print(f"{len(rows)} pairs of {len({at for pair in found for at in pair})} functions")


if __name__ == "__main__":
    main()

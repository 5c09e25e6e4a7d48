"""Joins the written questions with the code they ask for, and finds code that looks like an answer and is none.

    python questions.py --mined PARTS --written ../pairs/questions --model ../../models/hunch-minilm-code --out ~/questions.jsonl

PARTS: rows of `mine.ts --undocumented`. A row of the output is a mined one with `queries`, `topic` (or null), and `others`: up
to eight chunks [header, body, doc] of the same package that are nearest to its queries by `--model`, nearest first; those nearer
than the chunk itself by more than `TOO_NEAR` are left out, because they may answer as well.
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

import pairs as mined
from evaluate import embed, session

POOL, OTHERS = 60, 8  # functions of a package that are looked at, and kept
TOKENS = 96
TOO_NEAR = 0.05
SEED = 5
SYMBOLS = {"function", "method", "constructor", "accessor", "class", "interface", "type", "enum"}


def identity(row: dict) -> tuple[str, str, str]:
    return row["path"], row["container"], row["symbol"]


def joined(parts: Path, written: Path):
    """(package, its mined symbols, {identity: what was written for it}) of each package with questions."""
    for file in sorted(written.glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            package = json.loads(line)
            rows = parts / package["registry"] / f"{package['package'].replace('/', '__')}.jsonl"
            if not rows.exists():
                continue
            functions = [row for row in map(json.loads, rows.open(encoding="utf-8")) if row["kind"] in SYMBOLS]
            times = Counter(map(identity, functions))
            asked = {identity(one): one for one in package["functions"] if times[identity(one)] == 1}
            yield package, functions, asked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mined", type=Path, required=True)
    parser.add_argument("--written", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    chance = random.Random(SEED)
    tokenizer = Tokenizer.from_file(str(arguments.model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    special = (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    model = session(arguments.model / "model.onnx")

    def encode(text: str) -> list[int]:
        return tokenizer.encode(text, add_special_tokens=False).ids

    def vectors(texts: list[list[int]]) -> np.ndarray:
        return embed(model, texts, 8, sorted(range(len(texts)), key=lambda index: len(texts[index])))

    def document(row: dict) -> list[int]:
        return mined.document_ids(encode, mined.with_doc(row["header"], row["doc"]), row["body"], TOKENS, special)

    count = 0
    with arguments.out.open("w", encoding="utf-8") as out:
        for package, functions, asked in joined(arguments.mined, arguments.written):
            wanted = [row for row in functions if identity(row) in asked]
            rest = [row for row in functions if identity(row) not in asked]
            pool = wanted + chance.sample(rest, min(len(rest), max(0, POOL - len(wanted))))
            if not wanted:
                continue
            found = vectors([document(row) for row in pool])
            for at, row in enumerate(wanted):
                written = asked[identity(row)]
                queries = written["queries"]
                near = (vectors([mined.query_ids(encode, one, 44, special) for one in queries]) @ found.T).mean(axis=0)
                order = [i for i in np.argsort(-near) if i != at and pool[i]["symbol"] != row["symbol"]]
                others = [pool[i] for i in order if near[i] <= near[at] + TOO_NEAR][:OTHERS]
                kept = {name: row[name] for name in mined.Pair.__dataclass_fields__} | {
                    "queries": queries,
                    "topic": written.get("topic"),
                    "others": [[one["header"], one["body"], one["doc"]] for one in others],
                }
                out.write(json.dumps(kept) + "\n")
                count += 1
    print(f"{count} functions with questions")


if __name__ == "__main__":
    main()

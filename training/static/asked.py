"""The written questions as pairs, beside the mined ones: python asked.py QUESTIONS PAIRS

QUESTIONS is what `../minilm/questions.py` wrote. The first questions of all functions go to `asked.jsonl`, the second ones to
`askedtoo.jsonl`, topics to `askedtopic.jsonl`: two pairs with the same document must not be each other's hard negatives. Those
of packages that are held out go to `heldout-….jsonl`.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "minilm"))
import pairs as mined  # noqa: E402


def main() -> None:
    questions, out = map(Path, sys.argv[1:])
    rows: dict[str, list[str]] = defaultdict(list)
    for one in mined.read_asked(questions):
        header = mined.with_doc(one.pair.header, one.pair.doc)
        pair = {"header": header, "body": one.pair.body, "registry": "asked", "package": one.pair.package, "kind": "function"}
        queries = [*zip(one.queries, ("asked", "askedtoo")), *([(one.topic, "askedtopic")] if one.topic else [])]
        for query, name in queries:
            rows[f"heldout-{name}" if one.held_out else name].append(json.dumps({"query": query, **pair}))
    for name, lines in rows.items():
        (out / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
        print(name, len(lines))


if __name__ == "__main__":
    main()

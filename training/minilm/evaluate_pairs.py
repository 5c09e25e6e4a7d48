"""How well a doc comment finds its code among 1,000 chunks of packages that were never trained on.

    export OMP_NUM_THREADS=1
    python evaluate_pairs.py --heldout ~/pairs --checkpoint ~/checkpoints/model.safetensors --share 0 0.5 0.75 1
    python evaluate_pairs.py --heldout ~/pairs --onnx ../../models/all-MiniLM-L6-v2/model.onnx --tokens 256

--share: of the trained weights in a mean with the original ones; 0 is the original model.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

import pairs as mined
from encoder import Encoder
from evaluate import embed, reciprocal_ranks, session
from export import mean_of_weights, read_weights, source_folder

CANDIDATES, SEED = 1000, 3
QUERY_TOKENS = 64
LANGUAGES = {"web": ("typescript", "javascript"), "python": ("python",)}


def heldout(folder: Path, languages: tuple[str, ...]) -> list[mined.Pair]:
    """1,000 pairs with different queries and code, always the same ones of the same files."""
    found = mined.read_pairs([folder / f"heldout-{language}.jsonl" for language in languages])
    distinct = list({pair.query.lower(): pair for pair in {pair.body: pair for pair in found}.values()}.values())
    return random.Random(SEED).sample(distinct, min(CANDIDATES, len(distinct)))


def figures(ranks: np.ndarray) -> str:
    return f"MRR {ranks.mean():.4f} recall@1 {np.mean(ranks == 1):.3f} @10 {np.mean(ranks >= 0.1):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--heldout", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--share", type=float, nargs="+", default=[1.0])
    parser.add_argument("--onnx", type=Path, nargs="*", default=[])
    parser.add_argument("--tokens", type=int, default=128)
    arguments = parser.parse_args()

    tokenizer = Tokenizer.from_file(str(source_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    special = (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))

    def encode(text: str) -> list[int]:
        return tokenizer.encode(text, add_special_tokens=False).ids

    texts = {}
    for language, names in LANGUAGES.items():
        members = heldout(arguments.heldout, names)
        unnamed = [mined.without_name_words(pair.query, pair) for pair in members]
        changed = [index for index, pair in enumerate(members) if unnamed[index] != pair.query]
        documents = [mined.document_ids(encode, pair.header, pair.body, arguments.tokens, special) for pair in members]
        queries = [mined.query_ids(encode, pair.query, QUERY_TOKENS, special) for pair in members]
        others = [mined.query_ids(encode, unnamed[index], QUERY_TOKENS, special) for index in changed]
        texts[language] = documents, queries, others, changed
        print(f"{language}: {len(members)} pairs of {len({pair.package for pair in members})} packages", end="")
        print(f", {len(changed)} queries with words of the name, {sum(map(len, documents))} tokens", flush=True)

    def report(name: str, vectors) -> None:
        for language, (documents, queries, others, changed) in texts.items():
            found, asked, unnamed = vectors(documents), vectors(queries), vectors(others)
            ranks = reciprocal_ranks(asked, found)
            # The queries whose name words were dropped, each among all candidates.
            scores = unnamed @ found.T
            own = scores[np.arange(len(changed)), changed][:, None]
            rest = 1 / ((scores > own).sum(axis=1) + 1)
            print(f"{name} {language}: {figures(ranks)}; name words dropped: {figures(rest)}", flush=True)

    config = json.loads((source_folder() / "config.json").read_text())
    for share in arguments.share if arguments.checkpoint else []:
        weights = mean_of_weights(read_weights(None), read_weights(arguments.checkpoint), share)
        encoder = Encoder({n: torch.from_numpy(w) for n, w in weights.items()}, config, torch.bfloat16, 2)
        report(f"share {share}", lambda ids: encoder.vectors(ids, 16).numpy())
    for path in arguments.onnx:
        model = session(path)

        def with_model(ids: list[list[int]]) -> np.ndarray:
            return embed(model, ids, 8, sorted(range(len(ids)), key=lambda index: len(ids[index])))

        report(str(path), with_model)


if __name__ == "__main__":
    main()

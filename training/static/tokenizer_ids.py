"""Prints texts of a mined file, some unusual ones, and their ids, a JSON object a line, for `check_tokenizer.ts`."""

import json
import sys
from pathlib import Path

from tokenizers import Tokenizer

UNUSUAL = ["", "parseHTTPResponse_v2", "ÉtatInitial straßeName", "ÀB ǅungla", "日本語のtext", "a1b2C3", "İstanbul", "ﬁx naïve", "мойМетодHTTP", "x\u0301y", "😀 emoji", "ABCDef GHI", "²x ½"]

tokenizer = Tokenizer.from_file(str(Path(sys.argv[1]) / "tokenizer.json"))
texts = list(UNUSUAL)
with open(sys.argv[2]) as lines:
    for _, line in zip(range(1500), lines):
        row = json.loads(line)
        texts += [row["query"], row["header"] + "\n" + row["body"]]
for text in texts:
    print(json.dumps({"text": text, "ids": tokenizer.encode(text, add_special_tokens=False).ids}))

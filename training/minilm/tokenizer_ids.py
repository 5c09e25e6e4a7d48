"""Prints the ids that the Python tokenizer gives 2,000 real code strings, for check_tokenizer.mjs to compare with.

    python tokenizer_ids.py ../../models/all-MiniLM-L6-v2 | node check_tokenizer.mjs ../../models/all-MiniLM-L6-v2
"""

import json
import sys
from pathlib import Path

from tokenizers import Tokenizer

from functions import evaluation_functions

# What code holds now and then and a tokenizer may trip over: other scripts, emoji, control characters, accents that
# are stripped, a word over the 100 characters that WordPiece reads, lone surrogates' neighbours, nothing at all.
UNUSUAL = [
    "",
    " \t\r\n",
    "naïve café Ångström İstanbul ß",
    "变量 = 函数(参数)  # コメント 한국어",
    "🙂👩‍👩‍👧‍👦 → ≠ ½ ﬁ",
    "null\u0000byte and \u200b zero width \ufeff mark",
    "x" * 101 + " " + "y" * 100,
    "[CLS] inside [SEP] code [MASK] [PAD]",
    "snake_case camelCase SCREAMING_CASE kebab-case __dunder__ $jquery @decorator #hash",
    "a+=b--c/**/d=>e?.f??g!==h",
]


def main() -> None:
    tokenizer = Tokenizer.from_file(str(Path(sys.argv[1]) / "tokenizer.json"))
    functions = evaluation_functions()
    texts = [function.code for function in functions] + [one.docstring for one in functions if one.docstring][:390]
    texts += UNUSUAL
    json.dump([{"text": text, "ids": tokenizer.encode(text).ids} for text in texts], sys.stdout)


if __name__ == "__main__":
    main()

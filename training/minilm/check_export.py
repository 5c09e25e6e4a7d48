"""Holds the hand-written graph against the reference: `transformers`' BertModel, mean pooling, L2 normalization.

    python check_export.py --float32 /tmp/float32.onnx
"""

import argparse
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from export import source_folder
from functions import evaluation_functions

TEXTS, MAX_TOKENS = 64, 256
TOLERANCE = 1e-6  # of a vector's component; float32 sums in another order differ by about 1e-7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--float32", type=Path, required=True, help="what export.py --float32 wrote")
    arguments = parser.parse_args()

    tokenizer = Tokenizer.from_file(str(source_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding()
    encoded = tokenizer.encode_batch([one.code for one in evaluation_functions()[::25][:TEXTS]])
    ids = np.array([one.ids for one in encoded], np.int64)
    mask = np.array([one.attention_mask for one in encoded], np.int64)

    reference = BertModel.from_pretrained(source_folder(), add_pooling_layer=False).eval()
    with torch.no_grad():
        state = reference(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)).last_hidden_state
    weights = torch.from_numpy(mask).unsqueeze(-1)
    mean = (state * weights).sum(dim=1) / weights.sum(dim=1)
    expected = torch.nn.functional.normalize(mean, dim=1).numpy()

    model = onnxruntime.InferenceSession(str(arguments.float32), providers=["CPUExecutionProvider"])
    vectors = model.run(None, {"input_ids": ids, "attention_mask": mask})[0]
    largest = np.abs(vectors - expected).max()
    print(f"{len(ids)} functions, {mask.sum()} tokens: largest difference to transformers {largest:.1e}")
    if not largest <= TOLERANCE:
        raise SystemExit(f"The graph differs from the reference by more than {TOLERANCE}.")


if __name__ == "__main__":
    main()

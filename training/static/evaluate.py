"""MRR on packages never trained on: each query among the documents of 1,000 pairs of its language."""

import numpy as np
import torch

CANDIDATES = 1000


def mean_reciprocal_ranks(queries: torch.Tensor, documents: torch.Tensor, languages: np.ndarray, names: list[str]) -> dict[str, float]:
    """By language, and `mean` over the languages with 200 pairs or more. Blocks are drawn by a fixed seed; the last short one is filled up."""
    result = {}
    for language, name in enumerate(names):
        rows = np.random.default_rng(0).permutation(np.flatnonzero(languages == language))
        if len(rows) < 200:
            continue
        ranks = []
        for start in range(0, len(rows), CANDIDATES):
            block = rows[start : start + CANDIDATES]
            filled = np.concatenate([block, rows[: max(0, min(start, CANDIDATES - len(block)))]])
            similarity = queries[block] @ documents[filled].T
            own = similarity.diagonal().unsqueeze(1)
            # Equal ones count as half before.
            ranks.append((similarity > own).sum(1) + ((similarity == own).sum(1) - 1) / 2 + 1)
        result[name] = round((1 / torch.cat(ranks)).mean().item(), 4)
    result["mean"] = round(float(np.mean(list(result.values()))), 4)
    return result

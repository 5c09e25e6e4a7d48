"""The static model: a vector a token, its length the token's weight; a text is the weighted sum, normalized."""

import torch
import torch.nn.functional as F

from data import Ragged


class StaticModel(torch.nn.Module):
    """
    :param alpha: a token that occurs n times in a text counts n ** alpha times
    :param query_weights: whether a token has another weight in a query than in a document
    """

    def __init__(self, tokens: int, dimensions: int, alpha: float = 0.5, query_weights: bool = False, header: float = 1.0):
        super().__init__()
        self.table = torch.nn.EmbeddingBag(tokens, dimensions, mode="sum")
        self.alpha = alpha
        # How much more a token counts in the header (names, path, signature) than in the body.
        self.header = torch.nn.Parameter(torch.tensor(header))
        self.query_weights = torch.nn.Embedding(tokens, 1) if query_weights else None
        if self.query_weights is not None:
            torch.nn.init.zeros_(self.query_weights.weight)

    def start_from_idf(self, idf: torch.Tensor) -> None:
        torch.nn.init.normal_(self.table.weight, std=0.1)
        with torch.no_grad():
            self.table.weight *= (idf / idf.mean()).unsqueeze(1)

    def forward(self, bags, query: bool = False) -> torch.Tensor:
        """Sums, not normalized, of what `Ragged.take` gave."""
        ids, header, body, offsets = (torch.from_numpy(part) for part in bags)
        ids = ids.long()
        weights = (header * self.header + body) * (header + body).clamp(min=1) ** (self.alpha - 1)
        if query and self.query_weights is not None:
            weights = weights * torch.exp(self.query_weights(ids).squeeze(1))
        return self.table(ids, offsets, per_sample_weights=weights)


@torch.no_grad()
def embed(model: StaticModel, bags: Ragged, dimensions: int | None = None, query: bool = False, which=None) -> torch.Tensor:
    import numpy as np

    which = np.arange(len(bags)) if which is None else which
    parts = [F.normalize(model(bags.take(part), query)[:, :dimensions], dim=1) for part in np.array_split(which, max(1, len(which) // 4096))]
    return torch.cat(parts)

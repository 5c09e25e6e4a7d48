"""The BERT sentence encoder in torch, for training on a processor: bfloat16 products, no padding worth mentioning.

`transformers` is not used: its attention costs twice as much backwards on a processor as the plain products below, and
texts of all lengths in one batch are padded. Here a batch is cut into shards of texts of like length, which threads
share out among themselves, each with one core: a thread that is held up by other work on the machine holds up nobody.
"""

from concurrent.futures import ThreadPoolExecutor

import torch
import torch.nn.functional as F

FROZEN = ("embeddings.", "encoder.layer.0.", "encoder.layer.1.")
"""Prefixes of the weights that stay as they are: the word table is half the model, and rare words would be forgotten;
each frozen layer saves a ninth of the training time."""


class Encoder:
    def __init__(self, tensors: dict[str, torch.Tensor], config: dict, dtype: torch.dtype, threads: int) -> None:
        """tensors: float32 weights under the names of Hugging Face's `BertModel`. torch must use one thread an
        operator (OMP_NUM_THREADS=1), `threads` of them work on shards."""
        self.config, self.dtype = config, dtype
        self.weights = {
            name: torch.nn.Parameter(tensor.clone(), requires_grad=not name.startswith(FROZEN))
            for name, tensor in tensors.items()
            if not name.startswith("pooler.")
        }
        self.pool = ThreadPoolExecutor(threads)

    def trained(self) -> list[torch.nn.Parameter]:
        return [weight for weight in self.weights.values() if weight.requires_grad]

    def vectors(self, texts: list[list[int]], shard: int) -> torch.Tensor:
        """L2-normalized vectors [texts, hidden] without gradients."""
        with torch.no_grad():
            parts = self._map(self._forward_only, texts, shard)
        return torch.cat([part for _, part in parts])[_inverse([at for order, _ in parts for at in order])]

    def forward(self, texts: list[list[int]], shard: int) -> list[tuple[list[int], torch.Tensor]]:
        """Vectors with gradients, in shards: (indices of the texts, their vectors)."""
        return self._map(self._encode, texts, shard)

    def backward(self, parts: list[tuple[list[int], torch.Tensor]], gradient: torch.Tensor) -> None:
        """Adds to the weights' gradients, given those of the vectors [texts, hidden]. (Torch locks each weight.)"""
        list(self.pool.map(lambda part: part[1].backward(gradient[part[0]]), parts))

    def _map(self, encode, texts: list[list[int]], shard: int):
        # The longest first: the short ones even out what is left at the end.
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        orders = [order[start : start + shard] for start in range(0, len(order), shard)]
        parts = self.pool.map(encode, [[texts[index] for index in each] for each in orders])
        return list(zip(orders, parts, strict=True))

    def _forward_only(self, texts: list[list[int]]) -> torch.Tensor:
        with torch.no_grad():  # is a setting of the thread
            return self._encode(texts)

    def _encode(self, texts: list[list[int]]) -> torch.Tensor:
        length, rows = max(map(len, texts)), len(texts)
        ids = torch.zeros(rows, length, dtype=torch.long)
        mask = torch.zeros(rows, length)
        for row, tokens in enumerate(texts):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            mask[row, : len(tokens)] = 1
        bias = None
        if not bool(mask.all()):
            bias = ((mask - 1) * 1e4).to(self.dtype).view(rows, 1, 1, length)
        w, epsilon, hidden = self.weights, self.config["layer_norm_eps"], self.config["hidden_size"]

        def norm(x: torch.Tensor, at: str) -> torch.Tensor:
            gain, offset = w[f"{at}.weight"].to(self.dtype), w[f"{at}.bias"].to(self.dtype)
            return F.layer_norm(x, (hidden,), gain, offset, epsilon)

        def dense(x: torch.Tensor, at: str) -> torch.Tensor:
            return F.linear(x, w[f"{at}.weight"].to(self.dtype), w[f"{at}.bias"].to(self.dtype))

        positions = w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
        x = F.embedding(ids, w["embeddings.word_embeddings.weight"]) + positions[:length]
        x = norm(x.to(self.dtype), "embeddings.LayerNorm")
        heads = self.config["num_attention_heads"]
        for layer in range(self.config["num_hidden_layers"]):
            at = f"encoder.layer.{layer}"
            parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
            weight = torch.cat([w[f"{part}.weight"] for part in parts]).to(self.dtype)
            offset = torch.cat([w[f"{part}.bias"] for part in parts]).to(self.dtype)
            q, k, v = F.linear(x, weight, offset).view(rows, length, 3, heads, -1).permute(2, 0, 3, 1, 4).contiguous()
            attended = Attention.apply(q, k, v, bias).transpose(1, 2).reshape(rows, length, hidden)
            x = norm(x + dense(attended, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm")
            inner = F.gelu(dense(x, f"{at}.intermediate.dense"))
            x = norm(x + dense(inner, f"{at}.output.dense"), f"{at}.output.LayerNorm")
        return F.normalize((x.float() * mask.unsqueeze(2)).sum(dim=1), dim=1)


class Attention(torch.autograd.Function):
    """Softmax attention, products spelled out: torch's fused one is slow backwards on a processor (2.13: 1,810 tokens a
    second of training on one core with it, 2,390 without)."""

    @staticmethod
    def forward(context, q, k, v, bias):
        scale = q.shape[-1] ** -0.5
        scores = (q * scale) @ k.transpose(-1, -2)
        if bias is not None:
            scores += bias
        share = torch.softmax(scores, -1)
        context.save_for_backward(q, k, v, share)
        return share @ v

    @staticmethod
    def backward(context, gradient):
        q, k, v, share = context.saved_tensors
        gradient = gradient.contiguous()
        scores = torch._softmax_backward_data(gradient @ v.transpose(-1, -2), share, -1, share.dtype)
        scores *= q.shape[-1] ** -0.5
        return scores @ k, scores.transpose(-1, -2) @ q, share.transpose(-1, -2) @ gradient, None


def _inverse(order: list[int]) -> torch.Tensor:
    places = torch.empty(len(order), dtype=torch.long)
    places[torch.tensor(order)] = torch.arange(len(order))
    return places

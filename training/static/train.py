"""Trains the static model: python train.py PAIRS TOKENIZER OUT [options]; see --help. The seed decides everything random."""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F

from data import Pairs, load
from evaluate import mean_reciprocal_ranks
from model import StaticModel, embed


def idf_of(data: Pairs, tokens: int) -> torch.Tensor:
    count = np.bincount(data.documents.ids, minlength=tokens) + np.bincount(data.queries.ids, minlength=tokens)
    return torch.from_numpy(np.log(2 * len(data.languages) / (1 + count))).clamp(min=0.3).float()


def blocks(data: Pairs, random: np.random.Generator, size: int, near: np.ndarray | None) -> np.ndarray:
    """
    An order in which neighbours are hard negatives for each other: runs of `size` pairs of a package; or where `near` tells the
    nearest wrong documents of each query, a pair and those.
    """
    count = len(data.languages)
    if near is not None:
        left = np.ones(count, dtype=bool)
        order = []
        for first in random.permutation(count):
            for row in (first, *near[first]):
                if row >= 0 and left[row]:
                    left[row] = False
                    order.append(row)
        return np.array(order)
    by_package = np.lexsort((random.random(count), data.packages))
    runs = np.array_split(by_package, max(1, count // size))
    return np.concatenate([runs[i] for i in random.permutation(len(runs))])


def hard_negatives(model: StaticModel, data: Pairs, random: np.random.Generator, each: int, pool: int) -> np.ndarray:
    """For each pair `each` others whose documents its query finds nearest, among `pool` of its language; -1 where none."""
    near = np.full((len(data.languages), each), -1, dtype=np.int64)
    for language in range(len(data.language_names)):
        rows = np.flatnonzero(data.languages == language)
        # In shuffled slices, each against itself: every pair is then in one pool only.
        for part in np.array_split(random.permutation(rows), max(1, round(len(rows) / pool))):
            similarity = embed(model, data.queries, query=True, which=part) @ embed(model, data.documents, which=part).T
            own = similarity.diagonal().clone()
            similarity.fill_diagonal_(-1)
            # What is much nearer than the right one is likely right too.
            similarity[similarity > own.unsqueeze(1) + 0.1] = -1
            best = similarity.topk(min(each, len(part) - 1), dim=1).indices.numpy()
            near[part, : best.shape[1]] = part[best]
    return near


def thin(bags, random: np.random.Generator, share: float):
    """Half of the documents lose `share` of their tokens, so that no single word carries a pair."""
    ids, header, body, offsets = bags
    ends = np.append(offsets[1:], len(ids))
    thinned = np.repeat(random.random(len(offsets)) < 0.5, ends - offsets)
    dropped = thinned & (random.random(len(ids)) < share)
    dropped[offsets] = False
    return ids, np.where(dropped, 0, header).astype(np.float32), np.where(dropped, 0, body).astype(np.float32), offsets


def start_from_model(model: StaticModel, folder: Path) -> None:
    """From what `export.py` wrote: the table is as exact as int8 is."""
    graph = onnx.load(folder / "model.onnx").graph
    constants = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    with torch.no_grad():
        model.table.weight.copy_(torch.from_numpy(constants["table"] * constants["scales"][:, None]))
        model.header.fill_(float(constants["extra"]) + 1)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--matryoshka", type=int, nargs="*", default=[128])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--scale", type=float, default=20)
    parser.add_argument("--alpha", type=float, default=0.5)
    parser.add_argument("--run", type=int, default=1, help="pairs of one package that stand together in a batch")
    parser.add_argument("--hard", type=int, default=0, help="hard negatives mined for each pair after half of the epochs")
    parser.add_argument("--thin", type=float, default=0.3)
    parser.add_argument("--query-weights", action="store_true")
    parser.add_argument("--fixed-header", action="store_true")
    parser.add_argument("--start", type=Path, help="a table to start from (.npy, tokens × dimensions)")
    parser.add_argument("--further", type=Path, help="a model folder to train further; TOKENIZER must be its own")
    parser.add_argument("--cap", type=int, default=0, help="pairs of one language in an epoch, drawn anew each time")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)

    began = time.time()
    data = load(options.pairs, False, options.tokenizer)
    held = load(options.pairs, True, options.tokenizer)
    tokens = len(json.loads(options.tokenizer.read_text())["model"]["vocab"])
    print(vars(options), f"{len(data.languages)} pairs, {len(held.languages)} held out, {tokens} tokens, {time.time() - began:.0f} s", flush=True)

    model = StaticModel(tokens, options.dimensions, options.alpha, options.query_weights)
    model.start_from_idf(idf_of(data, tokens))
    if options.start:
        with torch.no_grad():
            idf = idf_of(data, tokens)
            start = torch.from_numpy(np.load(options.start))[:, : options.dimensions]
            model.table.weight.copy_(start * (idf / idf.mean()).unsqueeze(1))
    if options.further:
        start_from_model(model, options.further)
    model.header.requires_grad_(not options.fixed_header)
    slow = [model.header]
    if model.query_weights is not None:
        slow.append(model.query_weights.weight)
    optimizer = torch.optim.Adam([{"params": [model.table.weight], "lr": options.rate}, {"params": slow, "lr": options.rate}])
    rates = [group["lr"] for group in optimizer.param_groups]
    options.out.mkdir(parents=True, exist_ok=True)

    def evaluate(dimensions: int | None = None) -> dict[str, float]:
        queries, documents = embed(model, held.queries, dimensions, query=True), embed(model, held.documents, dimensions)
        return mean_reciprocal_ranks(queries, documents, held.languages, held.language_names)

    def chosen(order: np.ndarray) -> np.ndarray:
        """Big languages cut down, in the order given."""
        if not options.cap:
            return order
        share = np.array([min(1, options.cap / max(1, n)) for n in np.bincount(data.languages)])
        return order[random.random(len(order)) < share[data.languages[order]]]

    print("start", evaluate(), flush=True)
    steps = options.epochs * (len(chosen(np.arange(len(data.languages)))) // options.batch)
    step, best, near = 0, 0.0, None
    began = time.time()
    for epoch in range(options.epochs):
        if options.hard and epoch == options.epochs // 2:
            near = hard_negatives(model, data, random, options.hard, 8000)
            print(f"hard negatives, {time.time() - began:.0f} s", flush=True)
        order = chosen(blocks(data, random, options.run, near))
        starts = np.arange(0, len(order) - options.batch + 1, options.batch)
        losses = []
        for start in random.permutation(starts):
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * max(0.0, 1 - step / steps)
            batch = order[start : start + options.batch]
            queries = model(data.queries.take(batch), query=True)
            documents = model(thin(data.documents.take(batch), random, options.thin))
            target = torch.arange(len(batch))
            loss = torch.zeros(())
            for dimensions in sorted({*options.matryoshka, options.dimensions}):
                if dimensions > options.dimensions:
                    continue
                logits = F.normalize(queries[:, :dimensions], dim=1) @ F.normalize(documents[:, :dimensions], dim=1).T * options.scale
                loss = loss + (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            step += 1
        scores = evaluate()
        print(f"epoch {epoch + 1}, {step} steps, loss {np.mean(losses):.3f}, header {model.header.item():.2f}, {time.time() - began:.0f} s", scores, flush=True)
        if scores["mean"] > best:
            best = scores["mean"]
            torch.save(model.state_dict(), options.out / "model.pt")
    model.load_state_dict(torch.load(options.out / "model.pt"))
    report = {"options": {k: str(v) if isinstance(v, Path) else v for k, v in vars(options).items()}, "pairs": len(data.languages)}
    for dimensions in sorted({64, 128, 256, options.dimensions}):
        if dimensions <= options.dimensions:
            report[f"mrr{dimensions}"] = evaluate(dimensions)
            print(dimensions, report[f"mrr{dimensions}"], flush=True)
    (options.out / "report.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()

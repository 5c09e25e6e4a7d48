"""Fine-tunes the encoder on mined pairs and written questions, on a processor, for a given time or number of steps.

    OMP_NUM_THREADS=1 python finetune.py --pairs ~/pairs --questions ~/questions.jsonl --out ~/checkpoints --until 09:40
    OMP_NUM_THREADS=1 python finetune.py --pairs ~/pairs --questions ~/questions.jsonl --out ~/checkpoints --steps 900

InfoNCE within the batch, both ways. A batch of pairs has one group of languages and holds runs of neighbours from one
package, so that the pairs beside a pair are its hard negatives. A batch of questions has all questions of some functions,
several of each package, and beside each function another one of its package that looks like the answer (`questions.py`).
Continues from `--out`/state.pt if there is one.
"""

import argparse
import datetime
import functools
import json
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from tokenizers import Tokenizer

import pairs as mined
from encoder import Encoder
from export import read_weights, source_folder

BATCH, RUN = 64, 4
FUNCTIONS, ASKED_RUN = 48, 8  # of a batch of questions, in runs of so many of one package
QUESTIONS = 0.7  # share of the batches
DOCUMENT_TOKENS, QUERY_TOKENS = 96, 44
ASKED_TOKENS = 144  # of the documents of questions
DOCUMENT_SHARD, QUERY_SHARD = 16, 32
TEMPERATURE = 0.05
PEAK_RATE, WARM_UP, DECAY = 7e-5, 0.06, 0.01
SEED = 7
SAVE_EVERY, LOG_EVERY = 300, 10  # seconds, steps


def batches(files: list[Path], held_out: set[str]):
    """Batches of pairs of one group of languages without end, none of the packages held out, always in the same order."""
    chance = random.Random(SEED)
    pairs = [pair for pair in mined.read_pairs(files) if pair.package not in held_out]
    runs = mined.runs_of_neighbours(pairs, RUN, chance)
    print({group: len(cut) * RUN for group, cut in runs.items()}, "pairs", flush=True)
    at = dict.fromkeys(runs, 0)
    groups = [group for group in mined.MIX if group in runs]
    while True:
        group = chance.choices(groups, [mined.MIX[one] for one in groups])[0]
        if at[group] + BATCH // RUN > len(runs[group]):
            chance.shuffle(runs[group])
            at[group] = 0
        chosen = runs[group][at[group] : at[group] + BATCH // RUN]
        at[group] += BATCH // RUN
        yield [pair for run in chosen for pair in run]


def question_batches(asked: list[mined.Asked]):
    """Batches of functions with questions without end, always in the same order."""
    chance = random.Random(SEED + 1)
    packages: dict[str, list[mined.Asked]] = {}
    for one in asked:
        packages.setdefault(one.pair.package, []).append(one)
    waiting: list[list[mined.Asked]] = []
    while True:
        while len(waiting) < FUNCTIONS // ASKED_RUN:
            runs = []
            for members in packages.values():
                chance.shuffle(members)
                runs += [members[start : start + ASKED_RUN] for start in range(0, len(members) - ASKED_RUN + 1, ASKED_RUN)]
            chance.shuffle(runs)
            waiting += runs
        chosen, waiting = waiting[: FUNCTIONS // ASKED_RUN], waiting[FUNCTIONS // ASKED_RUN :]
        yield [one for run in chosen for one in run]


def question_loss(queries: torch.Tensor, documents: torch.Tensor, of: torch.Tensor, also: torch.Tensor) -> tuple[torch.Tensor, float]:
    """InfoNCE from each query to all documents, and from each function to all queries; of [queries]: the right document of each;
    also [queries, documents]: true where another document would be right too."""
    scores = queries @ documents.T / TEMPERATURE
    loss = F.cross_entropy(scores.masked_fill(also, -1e4), of)
    # The other queries of a function are as right as this one, so the function is asked for each of its queries apart.
    answers = scores.T[of]
    others = (of[:, None] == of[None, :]) & ~torch.eye(len(of), dtype=torch.bool)
    back = F.cross_entropy(answers.masked_fill(others | also[:, of].T, -1e4), torch.arange(len(of)))
    return 0.8 * loss + 0.2 * back, (scores.argmax(dim=1) == of).float().mean().item()


def loss_of(queries: torch.Tensor, documents: torch.Tensor, same: torch.Tensor) -> tuple[torch.Tensor, float]:
    """InfoNCE both ways; same [n, n]: true where a document of another pair would be right too."""
    scores = (queries @ documents.T / TEMPERATURE).masked_fill(same, -1e4)
    target = torch.arange(len(scores))
    loss = 0.75 * F.cross_entropy(scores, target) + 0.25 * F.cross_entropy(scores.T, target)
    return loss, (scores.argmax(dim=1) == target).float().mean().item()


def also_right(members: list[mined.Pair]) -> torch.Tensor:
    size = len(members)
    same = torch.zeros(size, size, dtype=torch.bool)
    for a in range(size):
        for b in range(a):
            one, other = members[a], members[b]
            alike = one.package == other.package and one.symbol == other.symbol
            if alike or one.query.lower() == other.query.lower():
                same[a, b] = same[b, a] = True
    return same


class Texts:
    """The token ids of a batch, changed by chance as `pairs.training_texts` says, each step in its own way."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.special = (self.tokenizer.token_to_id("[CLS]"), self.tokenizer.token_to_id("[SEP]"))

    def encode(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def of(self, members: list[mined.Pair], step: int) -> tuple[list[list[int]], list[list[int]]]:
        """Queries, documents."""
        chance = random.Random(SEED * 1_000_003 + step)
        texts = [mined.training_texts(pair, chance) for pair in members]
        return (
            [mined.query_ids(self.encode, query, QUERY_TOKENS, self.special) for query, _, _ in texts],
            [mined.document_ids(self.encode, head, body, DOCUMENT_TOKENS, self.special) for _, head, body in texts],
        )

    def of_questions(self, members: list[mined.Asked], step: int):
        """Queries, documents (those of the members, then one that looks like each), `of` and `also` of `question_loss`."""
        chance = random.Random(SEED * 1_000_003 + step)
        queries, of, answers, others, topics, places = [], [], [], [], [], [one.pair.header for one in members]
        for at, one in enumerate(members):
            asked = [*one.queries, one.topic] if one.topic else one.queries
            queries += [mined.query_ids(self.encode, query, QUERY_TOKENS, self.special) for query in asked]
            of += [at] * len(asked)
            topics += [query == one.topic for query in asked]
            hidden = chance.random() < mined.NAME_HIDDEN
            head = mined.header_of(one.pair.header, one.pair.doc, chance)
            answers.append((mined.without_name(head, one.pair) if hidden else head, one.pair.body))
            if one.others:
                header, body, doc = one.others[int(len(one.others) * chance.random() ** 2)]
                others.append((mined.header_of(header, doc, chance), body))
                places.append(header)
        documents = [mined.document_ids(self.encode, *text, ASKED_TOKENS, self.special) for text in answers + others]
        bodies = [body for _, body in answers + others]
        files = [mined.place_of(header) for header in places]
        also = torch.tensor([
            [at != right and (bodies[at] == bodies[right] or (topic and files[at] == files[right])) for at in range(len(bodies))]
            for right, topic in zip(of, topics, strict=True)
        ])
        return queries, documents, torch.tensor(of), also


class Progress:
    """Where the training stands, and its place on disk."""

    def __init__(self, folder: Path, encoder: Encoder, optimizer: torch.optim.Optimizer) -> None:
        self.folder, self.encoder, self.optimizer = folder, encoder, optimizer
        self.step, self.tokens, self.spent = 0, 0, 0.0
        self.started = self.saved_at = time.time()
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / "state.pt").exists():
            saved = torch.load(folder / "state.pt", weights_only=True)
            with torch.no_grad():
                for name, weight in encoder.weights.items():
                    weight.copy_(saved["weights"][name])
            optimizer.load_state_dict(saved["optimizer"])
            self.step, self.tokens, self.spent = saved["step"], saved["tokens"], saved["spent"]
            print(f"continues at step {self.step}", flush=True)

    def seconds(self) -> float:
        return self.spent + time.time() - self.started

    def save(self, name: str) -> None:
        weights = {name: weight.detach() for name, weight in self.encoder.weights.items()}
        saved = {"weights": weights, "optimizer": self.optimizer.state_dict(), "step": self.step, "tokens": self.tokens}
        part = self.folder / "state.part"
        torch.save({**saved, "spent": self.seconds()}, part)
        part.replace(self.folder / "state.pt")
        save_file(weights, self.folder / f"{name}.safetensors")
        self.saved_at = time.time()


def train_step(encoder: Encoder, queries: list[list[int]], documents: list[list[int]], loss_of_vectors):
    """Adds the gradients of a batch to the weights; returns loss and share of queries whose document came first."""
    parts = [encoder.forward(queries, QUERY_SHARD), encoder.forward(documents, DOCUMENT_SHARD)]
    # The vectors are cut off from the encoder here, so that each shard can go backwards in its own thread.
    vectors = []
    for part, texts in zip(parts, (queries, documents), strict=True):
        whole = torch.empty(len(texts), part[0][1].shape[1])
        for indices, shard in part:
            whole[indices] = shard.detach()
        vectors.append(whole.requires_grad_())
    loss, right = loss_of_vectors(*vectors)
    loss.backward()
    for part, whole in zip(parts, vectors, strict=True):
        encoder.backward(part, whole.grad)
    return loss.item(), right


def rate_at(done: float, peak: float) -> float:
    """Linear warm-up, then linearly to 0."""
    return max(0.0, peak * min((done + 1e-3) / WARM_UP, (1 - done) / (1 - WARM_UP), 1.0))


def time_of(clock: str) -> float:
    hour, minute = map(int, clock.split(":"))
    return datetime.datetime.now().replace(hour=hour, minute=minute, second=0).timestamp()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True, help="a folder of mined pairs")
    parser.add_argument("--questions", type=Path, required=True, help="what questions.py wrote")
    parser.add_argument("--out", type=Path, required=True)
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--until", help="HH:MM; the rate falls to 0 by then")
    length.add_argument("--steps", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=PEAK_RATE)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)

    config = json.loads((source_folder() / "config.json").read_text())
    tensors = {name: torch.from_numpy(weight) for name, weight in read_weights(None).items()}
    encoder = Encoder(tensors, config, torch.bfloat16, arguments.threads)
    optimizer = torch.optim.AdamW(encoder.trained(), lr=0.0, weight_decay=DECAY, betas=(0.9, 0.99), fused=True)
    texts, progress = Texts(source_folder()), Progress(arguments.out, encoder, optimizer)
    questions = mined.read_asked(arguments.questions)
    files = [one for one in arguments.pairs.glob("*.jsonl") if not one.name.startswith(("heldout", "asked"))]
    source = batches(files, {one.pair.package for one in questions if one.held_out})
    asked = question_batches([one for one in questions if not one.held_out])
    kinds = random.Random(SEED + 2)
    # A step's batch is the same whether the training was interrupted or not.
    for _ in range(progress.step):
        next(asked if kinds.random() < QUESTIONS else source)

    end = time_of(arguments.until) if arguments.until else math.inf
    whole = progress.spent + end - progress.started
    sums: dict[str, list[tuple[float, float]]] = {}
    while time.time() < end and progress.step != arguments.steps:
        done = progress.seconds() / whole if arguments.until else progress.step / arguments.steps
        optimizer.param_groups[0]["lr"] = rate = rate_at(done, arguments.rate)
        if kinds.random() < QUESTIONS:
            kind = "questions"
            queries, documents, of, also = texts.of_questions(next(asked), progress.step)
            loss_of_vectors = functools.partial(question_loss, of=of, also=also)
        else:
            kind, members = "pairs", next(source)
            queries, documents = texts.of(members, progress.step)
            loss_of_vectors = functools.partial(loss_of, same=also_right(members))
        loss, right = train_step(encoder, queries, documents, loss_of_vectors)
        norm = torch.nn.utils.clip_grad_norm_(encoder.trained(), 1.0, error_if_nonfinite=True)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

        progress.step += 1
        progress.tokens += sum(map(len, documents)) + sum(map(len, queries))
        sums.setdefault(kind, []).append((loss, right))
        if progress.step % LOG_EVERY == 0:
            means = "; ".join(
                f"{len(seen)} of {name}: loss {sum(a for a, _ in seen) / len(seen):.4f} right {sum(b for _, b in seen) / len(seen):.4f}"
                for name, seen in sorted(sums.items())
            )
            print(f"step {progress.step} {means}; norm {norm.item():.2f} rate {rate:.2e}", end=" ")
            print(f"tokens {progress.tokens} seconds {progress.seconds():.0f}", flush=True)
            sums = {}
        if time.time() - progress.saved_at > SAVE_EVERY:
            progress.save(f"step-{progress.step}")
    progress.save("model")
    print(f"finished: {progress.step} steps", end=", ")
    print(f"{progress.tokens} tokens, {progress.seconds():.0f} seconds", flush=True)


if __name__ == "__main__":
    main()

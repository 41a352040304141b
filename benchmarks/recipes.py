"""Changes to the training recipe, each trained with several seeds and compared with the plain recipe.

    python benchmarks/recipes.py --data DIR [--trial NAME ...] [--seeds 1 2 3] [--epochs 1] [--limit 160]
        [--layers 6] [--tokens 3072] [--teacher DIR ...] [--output runs/recipes] [--threads N]

A whole run takes an hour or more, so the runs are short ones, on a slow machine with fewer layers and smaller batches:
every trial sees the same batches in the same order, with the rate's rise and fall fitted to the shorter run.  What
helps a short run may not help a long one, and the report says how long they were.  A run that was finished is not
trained again.  ``--teacher`` is for the trial "taught".
Writes reports/recipes.md: dev macro-F1 (32-bit floats) as the mean over the seeds, with the paired bootstrap over
articles against the plain recipe.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

import torch
from common import REPORTS, add_data_option, measured
from torch import Tensor, nn
from transformers import BertForMaskedLM
from trials import Replay, row

from auditor.classifier.interface import Prediction
from auditor.classifier.network import SourcingNetwork
from auditor.classifier.torch import TorchClassifier
from auditor.data import LabelledArticle, find_data, is_calibration, read_labelled, read_training
from auditor.evaluation import Evaluation, evaluate
from auditor.labels import CODES
from auditor.training import loop
from auditor.training.cutting import cut
from auditor.training.recipe import Recipe
from auditor.training.run import fresh, packaged_encoder, prepare
from auditor.training.teachers import Teachers

_QUOTED = 4
_MASK, _VOCABULARY = 103, 30522
_PLAIN = "plain"
_WHOLE = "2,650"
Loss = Callable[[Tensor, Tensor, Tensor, float], Tensor]


@dataclass(frozen=True)
class Trial:
    """One change: to the recipe, to the network before its first step, to the articles, or to the loss."""

    what: str
    recipe: Callable[[Recipe], Recipe] = lambda recipe: recipe
    network: Callable[[SourcingNetwork, Sequence[LabelledArticle]], None] = lambda network, articles: None
    articles: Callable[[LabelledArticle], bool] = lambda article: True
    loss: Callable[[Sequence[LabelledArticle]], Loss] | None = None
    taught: bool = False


def _without_types(keep: Callable[[Tensor], Tensor]) -> Callable[[SourcingNetwork, Sequence[LabelledArticle]], None]:
    """Hide a part of the token types from the network, in training and in scoring."""

    def change(network: SourcingNetwork, articles: Sequence[LabelledArticle]) -> None:
        table = network.bert.embeddings.token_type_embeddings
        table.register_forward_pre_hook(lambda module, given: (keep(given[0]),))

    return change


def _focal(articles: Sequence[LabelledArticle]) -> Loss:
    """Focal loss with exponent 2 (Lin et al. 2017)."""

    def loss(logits: Tensor, codes: Tensor, taught: Tensor, weight: float) -> Tensor:
        known = codes != loop.IGNORED
        right = logits.float().log_softmax(-1).gather(-1, codes.clamp(min=0)[..., None])[..., 0]
        return (-((1 - right.exp()) ** 2) * right * known).sum() / known.sum().clamp(min=1)

    return loss


def _balanced(articles: Sequence[LabelledArticle]) -> Loss:
    """Cross-entropy, a code weighed by the root of its rarity among the training sentences, 1 on average."""
    counts = torch.tensor([sum(s.code == code for a in articles for s in a.sentences) for code in CODES])
    shares = counts / counts.sum()
    factors = (1 / shares).sqrt() / shares.sqrt().sum()

    def loss(logits: Tensor, codes: Tensor, taught: Tensor, weight: float) -> Tensor:
        return nn.functional.cross_entropy(
            logits.float().flatten(0, 1), codes.flatten(), factors, ignore_index=loop.IGNORED
        )

    return loss


def _read_more(network: SourcingNetwork, articles: Sequence[LabelledArticle]) -> None:
    """Go on with masked-language pre-training on the training articles' text (Gururangan et al. 2020), 200 steps."""
    network_, tokenizer = fresh(Recipe())
    del network_
    model = BertForMaskedLM.from_pretrained(packaged_encoder())
    model.cls.predictions.decoder.weight = model.bert.embeddings.word_embeddings.weight
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)
    stream = torch.tensor([i for a in articles for i in tokenizer.encode(a.text, add_special_tokens=False).ids])
    generator = torch.Generator().manual_seed(1)
    model.train()
    for step in range(200):
        at = torch.randint(0, len(stream) - 256, (10,), generator=generator)
        ids = torch.stack([stream[a : a + 256] for a in at.tolist()])
        chosen = torch.rand(ids.shape, generator=generator) < 0.15
        rates = torch.rand(ids.shape, generator=generator)
        shown = torch.where(chosen & (rates < 0.8), _MASK, ids)
        other = torch.randint(0, _VOCABULARY, ids.shape, generator=generator)
        shown = torch.where(chosen & (rates >= 0.9), other, shown)
        for group in optimizer.param_groups:
            group["lr"] = 1e-4 * min(1.0, (step + 1) / 20, (200 - step) / 100)
        with torch.autocast("cpu", torch.bfloat16, enabled=bool(torch.cpu._is_amx_tile_supported())):
            loss = model(input_ids=shown, labels=torch.where(chosen, ids, -100)).loss
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
    state = {k: v for k, v in model.bert.state_dict().items() if "token_type" not in k}
    network.bert.load_state_dict(state, strict=False)


TRIALS: dict[str, Trial] = {
    _PLAIN: Trial("the plain recipe"),
    "no-case": Trial("the case of words hidden", network=_without_types(lambda types: types // _QUOTED * _QUOTED)),
    "no-quotation": Trial("quotation marks' state hidden", network=_without_types(lambda types: types % _QUOTED)),
    "no-words": Trial("source and cue words not learned", recipe=lambda r: replace(r, tag_weight=0.0)),
    "more-words": Trial("source and cue words weigh 1 instead of 0.3", recipe=lambda r: replace(r, tag_weight=1.0)),
    "no-spans": Trial(
        "without the PolNeAR articles that have spans alone", articles=lambda article: bool(article.sentences)
    ),
    "even-rates": Trial("one rate for all layers", recipe=lambda r: replace(r, layer_decay=1.0)),
    "no-average": Trial("weights not averaged", recipe=lambda r: replace(r, average=0.0)),
    "no-context-loss": Trial(
        "sentences in a context not learned from", recipe=lambda r: replace(r, learn_context=False)
    ),
    "focal": Trial("focal loss, exponent 2", loss=_focal),
    "balanced": Trial("loss weighed by the root of a code's rarity", loss=_balanced),
    "read-more": Trial("200 steps of masked-language pre-training first", network=_read_more),
    "taught": Trial("taught by two models of earlier runs", taught=True),
}


def main() -> int:
    """Train what is missing, score, write the report."""
    parser = argparse.ArgumentParser(description="Trials of the training recipe.")
    add_data_option(parser)
    parser.add_argument("--trial", action="append", choices=TRIALS, help="all if not given; repeat")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--limit", type=int, default=160, help="most batches an epoch")
    parser.add_argument("--layers", type=int, default=6, help="layers of the encoder that are kept")
    parser.add_argument("--tokens", type=int, default=Recipe().batch_tokens, help="most tokens a batch")
    parser.add_argument("--teacher", type=Path, action="append", default=[])
    parser.add_argument("--output", type=Path, default=Path("runs/recipes"), help="where finished runs are kept")
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    prepare(options.threads)
    articles = read_training(options.data, spans=True)
    dev = read_labelled(find_data("dev", options.data))
    names = list(dict.fromkeys([_PLAIN, *(options.trial or TRIALS)]))
    outcome: dict[str, list[Evaluation]] = {}
    for name in names:
        outcome[name] = [_run(name, seed, articles, dev, options) for seed in options.seeds]
        report = _report(outcome, options)
        (REPORTS / "recipes.md").write_text(report, encoding="utf-8")
    print(report)
    return 0


def _run(
    name: str,
    seed: int,
    articles: Sequence[LabelledArticle],
    dev: Sequence[LabelledArticle],
    options: argparse.Namespace,
) -> Evaluation:
    trial = TRIALS[name]
    size = f"{options.epochs}x{options.limit}x{options.tokens}-{options.layers}"
    folder = options.output / f"{name}-{seed}-{size}"
    kept = folder / "dev.json"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        plain = Recipe(
            seed=seed,
            epochs=options.epochs,
            limit=options.limit,
            layers=options.layers,
            batch_tokens=options.tokens,
        )
        recipe = trial.recipe(plain)
        fitted = [a for a in articles if not is_calibration(a.doc_id) and trial.articles(a)]
        held = [a for a in articles if is_calibration(a.doc_id) and a.sentences][:40]
        teachers = Teachers(options.teacher if trial.taught else (), options.output)
        teachers.read(fitted)
        network, tokenizer = fresh(recipe)
        network, guide = cut(network, tokenizer, recipe, fitted)
        trial.network(network, fitted)
        with _loss(trial.loss and trial.loss(fitted)):
            loop.train(network, tokenizer, fitted, held, recipe, folder, lambda report: None, teachers.draft, guide)
        scored = evaluate(dev, _Recorder(TorchClassifier(network, tokenizer, name), answers := {}), draws=0)
        kept.write_text(json.dumps(answers), encoding="utf-8")
        for weights in folder.glob("*.safetensors"):
            weights.unlink()
        print(f"{name}, seed {seed}: {scored.macro_f1:.4f}", file=sys.stderr)
    rows = json.loads(kept.read_text(encoding="utf-8"))
    answers = {a.text: [Prediction(tuple(p)) for p in rows[a.text]] for a in dev}
    return evaluate(dev, Replay(name, answers))


@dataclass(frozen=True)
class _Recorder:
    """A classifier that keeps what it said of each text."""

    classifier: TorchClassifier
    answers: dict[str, list[tuple[float, ...]]]

    @property
    def name(self) -> str:
        return self.classifier.name

    def classify(self, text: str, segments: Sequence[object]) -> list[Prediction]:
        found = self.classifier.classify(text, segments)  # type: ignore[arg-type]
        self.answers[text] = [p.probabilities for p in found]
        return found


@contextmanager
def _loss(replacement: Loss | None) -> Iterator[None]:
    if replacement is None:
        yield
    else:
        usual = loop.label_loss

        def loss(logits: Tensor, labels: Tensor, taught: Tensor | None, weight: float) -> Tensor:
            of_codes = taught is not None and logits.shape[-1] == len(CODES)
            return replacement(logits, labels, taught, weight) if of_codes else usual(logits, labels, taught, weight)

        with mock.patch.object(loop, "label_loss", loss):
            yield


def _report(outcome: dict[str, list[Evaluation]], options: argparse.Namespace) -> str:
    base = outcome[_PLAIN]
    command = (
        f"python benchmarks/recipes.py --data DIR --epochs {options.epochs} --limit {options.limit} "
        f"--layers {options.layers} --tokens {options.tokens}"
    )
    return "\n".join(
        [
            "# Trials of the recipe",
            "",
            measured(command),
            "",
            f"Short runs: {options.epochs} epoch of at most {options.limit} batches of {options.tokens:,} tokens, "
            f"{options.layers} layers (a whole run has about {_WHOLE} of 3,072, and 6 layers); "
            f"means over the seeds {', '.join(map(str, options.seeds))}, 32-bit floats; dev, "
            f"{len(base[0].articles)} articles.",
            "",
            "| trial | macro-F1 dev | lowest and highest | against the plain recipe [95 %] |",
            "|---|--:|--:|--:|",
            *(row(TRIALS[name].what, scored, base) for name, scored in outcome.items()),
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())

"""The training loop: fixed seeds, resumable, early stopping on the calibration articles."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from auditor.classifier.network import SourcingNetwork
from auditor.classifier.torch import TorchClassifier
from auditor.data import LabelledArticle
from auditor.evaluation import evaluate
from auditor.training.augment import augment
from auditor.training.checkpoint import Checkpoint, Progress
from auditor.training.drafts import IGNORED, Draft, draft_of
from auditor.training.examples import Batch, Example, batches_of, collate, examples_of
from auditor.training.guide import Guide
from auditor.training.recipe import Recipe

_SAVE_EVERY_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Report:
    """What the loop tells whoever watches: ``done`` and ``total`` count batches over all epochs."""

    epoch: int
    done: int
    total: int
    loss: float
    score: float | None = None


def train(
    network: SourcingNetwork,
    tokenizer: Tokenizer,
    articles: Sequence[LabelledArticle],
    calibration: Sequence[LabelledArticle],
    recipe: Recipe,
    folder: Path,
    report: Callable[[Report], None],
    draft: Callable[[LabelledArticle], Draft] = draft_of,
    guide: Guide | None = None,
) -> dict[str, float]:
    """Fine-tune ``network`` in place, leave it with the averaged weights of the best epoch.

    An unfinished run in ``folder`` is resumed where it last saved, a finished one is not trained again.  The order
    of batches and every random choice depend on the recipe's seed, the epoch and the step alone.  ``draft`` makes
    of an article what is learned from it, ``guide`` is followed beside the labels.  Returns the best
    score (macro-F1 on ``calibration``), its epoch and the seconds spent.
    """
    device = network.device
    drafts = [drafted for a in articles for drafted in [draft(a)] * _copies(a, recipe)]
    optimizer = _optimizer(network, recipe)
    average = {k: v.detach().clone() for k, v in network.state_dict().items()}
    checkpoint = Checkpoint(folder)
    fingerprint = recipe.fingerprint([*articles, *calibration])
    progress = checkpoint.load(fingerprint, network, average, optimizer) or Progress(fingerprint)
    best_path = folder / "best.safetensors"
    first_epoch = _epoch(drafts, tokenizer, recipe, 0)
    steps = len(first_epoch)
    total = steps * recipe.epochs
    began = time.monotonic() - progress.seconds
    saved = time.monotonic()
    for epoch in range(progress.epoch, recipe.epochs):
        if progress.epochs_without_gain >= recipe.patience:
            break
        batches = _epoch(drafts, tokenizer, recipe, epoch) if epoch else first_epoch
        losses: list[float] = []
        for step, batch in enumerate(batches):
            if epoch == progress.epoch and step < progress.step:
                continue
            done = epoch * steps + min(step, steps - 1)
            torch.manual_seed(recipe.seed * 1_000_003 + epoch * 10_007 + step)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * _schedule(done / total, recipe.warm_up)
            losses.append(_step(network, optimizer, collate(batch, device), recipe, guide))
            _average(average, network, min(recipe.average, (1 + done) / (10 + done)))
            if step % 10 == 0:
                report(Report(epoch, done, total, float(np.mean(losses[-50:]))))
            if time.monotonic() - saved > _SAVE_EVERY_SECONDS:
                progress.epoch, progress.step = epoch, step + 1
                progress.seconds = time.monotonic() - began
                checkpoint.save(progress, network, average, optimizer)
                saved = time.monotonic()
        score = _score(network, average, tokenizer, calibration)
        report(Report(epoch, (epoch + 1) * steps, total, float(np.mean(losses or [0.0])), score))
        if score > progress.best_score:
            progress.best_score, progress.best_epoch = score, epoch
            _save_best(best_path, average)
        progress.epoch, progress.step = epoch + 1, 0
        progress.seconds = time.monotonic() - began
        checkpoint.save(progress, network, average, optimizer)
    _load_best(best_path, network)
    return {
        "calibration_macro_f1": progress.best_score,
        "best_epoch": progress.best_epoch + 1,
        "seconds": progress.seconds,
    }


def _copies(article: LabelledArticle, recipe: Recipe) -> int:
    return recipe.authored_copies if article.corpus == "authored" else 1


def _epoch(drafts: Sequence[Draft], tokenizer: Tokenizer, recipe: Recipe, epoch: int) -> list[list[Example]]:
    random_ = random.Random(f"{recipe.seed}/{epoch}")  # noqa: S311  # augmentation, not secrets
    examples = [
        example
        for draft in drafts
        for example in examples_of(
            augment(draft, recipe.augmentation, random_),
            tokenizer,
            recipe.window,
            random_,
            learn_context=recipe.learn_context,
        )
    ]
    batches = batches_of(examples, recipe.batch_tokens, random_)
    return batches[: recipe.limit]


def _optimizer(network: SourcingNetwork, recipe: Recipe) -> torch.optim.Optimizer:
    layers = network.config.num_hidden_layers
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if name.startswith("bert.encoder.layer."):
            depth = layers - 1 - int(name.split(".")[3])
            rate = recipe.rate * recipe.layer_decay**depth
        elif name.startswith("bert.embeddings.token_type"):
            rate = recipe.head_rate
        elif name.startswith("bert."):
            rate = recipe.rate * recipe.layer_decay**layers
        else:
            rate = recipe.head_rate
        decay = 0.0 if parameter.ndim < 2 else recipe.weight_decay
        groups.setdefault((rate, decay), []).append(parameter)
    return torch.optim.AdamW(
        [{"params": p, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), p in groups.items()],
        fused=True,
    )


def _schedule(share: float, warm_up: float) -> float:
    return share / warm_up if share < warm_up else max(0.0, (1 - share) / (1 - warm_up))


def _step(
    network: SourcingNetwork,
    optimizer: torch.optim.Optimizer,
    batch: Batch,
    recipe: Recipe,
    guide: Guide | None = None,
) -> float:
    network.train()
    with torch.autocast(network.device.type, torch.bfloat16, enabled=_fast_bfloat16(network.device)):
        batch, taught_tags = guide.read(batch) if guide else (batch, None)
        out = network(**batch.inputs)
    loss = label_loss(out.codes, batch.codes, batch.taught, recipe.taught_weight) + recipe.tag_weight * label_loss(
        out.tags, batch.tags, taught_tags, recipe.taught_weight
    )
    if guide:
        loss = loss + recipe.hidden_weight * guide.apart(batch)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), recipe.clip)
    optimizer.step()
    optimizer.zero_grad()
    return float(loss.detach())


def label_loss(logits: Tensor, labels: Tensor, taught: Tensor | None, weight: float) -> Tensor:
    """Return the mean cross-entropy with what is known of each sentence or token; 0 when nothing is known of any.

    That is its label, its teachers' view (probabilities, NaN where they are silent), or both mixed, the view with
    ``weight``.  Learning the predictions of other models beside the labels is distillation (Hinton et al. 2015).
    """
    labelled = labels != IGNORED
    target = nn.functional.one_hot(labels.clamp(min=0), logits.shape[-1]).float()
    known = labelled
    if taught is not None:
        advised = ~taught.isnan().any(-1)
        share = torch.where(labelled, weight, 1.0) * advised
        target = torch.lerp(target, taught.nan_to_num(), share[..., None])
        known = labelled | advised
    loss = -(target * logits.float().log_softmax(-1)).sum(-1)
    return (loss * known).sum() / known.sum().clamp(min=1)


def _fast_bfloat16(device: torch.device) -> bool:
    # Without matrix units for it, bfloat16 on a CPU is slower than 32-bit floats.
    return device.type == "cuda" or bool(torch.cpu._is_amx_tile_supported())


def _average(average: dict[str, Tensor], network: SourcingNetwork, decay: float) -> None:
    with torch.no_grad():
        for key, value in network.state_dict().items():
            if value.dtype.is_floating_point:
                average[key].lerp_(value, 1 - decay)


def _score(
    network: SourcingNetwork,
    average: dict[str, Tensor],
    tokenizer: Tokenizer,
    calibration: Sequence[LabelledArticle],
) -> float:
    trained = {k: v.detach().clone() for k, v in network.state_dict().items()}
    network.load_state_dict(average)
    try:
        classifier = TorchClassifier(network, tokenizer, "training")
        return evaluate(calibration, classifier, draws=0).macro_f1
    finally:
        network.load_state_dict(trained)
        network.train()


def _save_best(path: Path, average: dict[str, Tensor]) -> None:
    from safetensors.torch import save_file

    save_file({k: v.cpu().contiguous().clone() for k, v in average.items()}, path)


def _load_best(path: Path, network: SourcingNetwork) -> None:
    from safetensors.torch import load_file

    network.load_state_dict(load_file(path))
    network.eval()

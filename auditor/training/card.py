"""The model card, written by the run that made the model."""

import platform
import time
from collections.abc import Mapping, Sequence
from typing import Any

from auditor.labels import CLASSES, CODE_MEANING, CODES, MEANING
from auditor.training.recipe import Recipe

_MINILM = "MiniLM (6 layers, 384 wide, 22 million parameters)"
_CORPORA = {
    "polnear": "US political reporting (2015–16)",
    "voa": "Voice of America news items (2004–10)",
    "authored": "articles written for this project",
}
GOLD = "The gold labels are a language model's reading under a written guide."


def model_card(name: str, version: str, recipe: Recipe, measured: Mapping[str, Any], mixed: Sequence[str] = ()) -> str:
    """Return the model card in Markdown; every figure in it comes from ``measured``.

    ``mixed`` are the SHA-256 of the weights of other runs that were averaged with this run's.
    """
    training = measured["training"]
    lines = [
        f"# {name} {version}",
        "",
        "Labels every sentence of an English news article by whose word it rests on, and marks the words of the",
        "source and of the cue.",
        f"{_start(recipe)} fine-tuned on packed windows of an article, exported to 8-bit ONNX.",
        "",
        "| class | the sentence rests on |",
        "|---|---|",
        *(f"| {label} | {MEANING[label]} |" for label in CLASSES),
        "",
        "Codes: " + "; ".join(f"`{code}` {CODE_MEANING[code]}" for code in CODES) + ".",
        "",
        "## Measured",
        "",
        f"By `auditor train`, {time.strftime('%Y-%m-%d')}, on {_machine()}. The 8-bit model on the gold's own",
        "sentences, `X` left out; in brackets 95 % bootstrap intervals over articles.",
        "",
        *_table(measured),
        f"**What the gold is.** {GOLD} Agreement between two such readings is consistency, not truth.",
        "",
        "## Training",
        "",
        f"`auditor train --data DIR --seed {recipe.seed}{_options(recipe)}{' --mix RUN' * len(mixed)}`,",
        f"DIR holding the articles of the data card: {training['articles']:,} articles, the best of up to",
        f"{recipe.epochs} epochs (epoch {training['best_epoch']}) by macro-F1",
        f"on {training['calibration_articles']} calibration articles ({training['calibration_macro_f1']:.3f}), "
        f"{training['seconds'] / 60:.0f} minutes. The temperature was",
        "fitted on the same calibration articles. Data, rights and labelling: `data/README.md`.",
        "",
        *_cut(recipe),
        *_taught(recipe),
        *_mixed(mixed),
        "## Limits",
        "",
        "- It labels the sourcing of a sentence, not its truth, and it is wrong about as often as the table says.",
        f"- Trained on {', '.join(_CORPORA.get(name, name) for name in training['corpora'])};",
        "  other styles are less sure. English only.",
        "- The proportions of the classes in the training data are not nature's; confidences are fitted to data",
        "  drawn like it.",
        "- `A0` against `A1` (how well an unnamed source is described) is a thin border in the labels themselves.",
        "",
    ]
    return "\n".join(lines)


def _start(recipe: Recipe) -> str:
    """Say what was fine-tuned."""
    cuts = [
        f"{kept} {what}"
        for kept, what in (
            (recipe.layers, "layers"),
            (recipe.heads, "attention heads a layer"),
            (recipe.inner, "feed-forward units a layer"),
        )
        if kept
    ]
    start = f"The network of `{recipe.base}`" if recipe.base else "MiniLM" if cuts else _MINILM
    return f"{start}, of which {' and '.join(cuts)} were kept," if cuts else start


def _options(recipe: Recipe) -> str:
    base = f" --base {recipe.base}" if recipe.base else ""
    usual = Recipe()
    changed = (
        ("layers", recipe.layers, usual.layers),
        ("heads", recipe.heads, usual.heads),
        ("inner", recipe.inner, usual.inner),
        ("epochs", recipe.epochs, usual.epochs),
        ("tag-weight", recipe.tag_weight, usual.tag_weight),
        ("rate", recipe.rate, usual.rate),
    )
    options = "".join(
        f" --{name} {value:g}" for name, value, default in changed if value is not None and value != default
    )
    return base + options + "".join(f" --teacher DIR{number}" for number in range(1, len(recipe.teachers) + 1))


def _cut(recipe: Recipe) -> list[str]:
    """Say what the model was cut from."""
    if recipe.base_digest is None:
        return []
    guided = any((recipe.layers, recipe.heads, recipe.inner))
    return [
        "It started from the weights of an earlier run, with the SHA-256",
        f"`{recipe.base_digest}`" + (", and" if guided else "."),
        *(["learned that network's predictions and hidden states beside the labels."] if guided else []),
        "",
    ]


def _mixed(digests: Sequence[str]) -> list[str]:
    """Say which other runs' weights are in the model's."""
    if not digests:
        return []
    return [
        f"Its weights are the mean of this run's and of {len(digests)} more from the same start (model soup). Their",
        "`best.safetensors`, by SHA-256:",
        "",
        *(f"- `{digest}`" for digest in digests),
        "",
    ]


def _taught(recipe: Recipe) -> list[str]:
    """Say what the model learned beside the labels."""
    if not recipe.teachers:
        return []
    return [
        f"Beside the labels it learned the mean prediction of {len(recipe.teachers)} models of earlier runs (weight "
        f"{recipe.taught_weight}),",
        "which also gave the words of sources and cues where no annotator had marked any.",
        "Their `model.onnx`, by SHA-256:",
        "",
        *(f"- `{digest}`" for digest in recipe.teachers),
        "",
    ]


def _table(measured: Mapping[str, Any]) -> list[str]:
    lines = [
        "| data | macro-F1 | " + " | ".join(f"F1 {label}" for label in CLASSES) + " | ECE | before quantising |",
        "|---" * (len(CLASSES) + 4) + "|",
    ]
    for name in ("dev", "authored/dev"):
        if name not in measured:
            continue
        figures = measured[name]["int8"]
        low, high = figures["macro_f1_interval"]
        scores = " | ".join(_score(figures["classes"][label]["f1"]) for label in CLASSES)
        lines.append(
            f"| {name} ({figures['sentences']:,} sentences) | {figures['macro_f1']:.3f} [{low:.3f}, {high:.3f}] "
            f"| {scores} | {figures['ece']:.3f} | {measured[name]['fp32_macro_f1']:.3f} |"
        )
        for corpus, row in sorted(figures.get("corpora", {}).items()):
            if len(figures["corpora"]) > 1:
                scores = " | ".join(_score(row["classes"][label]["f1"]) for label in CLASSES)
                lines.append(f"| – {corpus} | {row['macro_f1']:.3f} | {scores} | | |")
    return [*lines, ""]


def _score(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _machine() -> str:
    import os

    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"

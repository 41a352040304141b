"""Explained anonymity (code A2), five-fold over the authored articles: the rarest code, on articles never seen.

    python benchmarks/explained.py --data DIR [--authored-only] [--output DIR] [--epochs N] [--limit N] [--threads N]

Each fold trains a model from the plain encoder on every other article (the newest authored ones always among them)
and labels the fold's.  ``--authored-only`` (no other corpus), ``--epochs`` and ``--limit`` (batches an epoch) shorten
the recipe.  A fold that was finished is not trained again.  Writes reports/explained.md.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

from common import REPORTS, add_data_option, measured

from auditor.classifier.torch import TorchClassifier
from auditor.data import LabelledArticle, find_data, is_calibration, read_labelled, read_training
from auditor.evaluation import evaluate
from auditor.evaluation.metrics import count_table, scores
from auditor.labels import ANONYMOUS, CLASS_OF, CODES
from auditor.training.loop import train
from auditor.training.recipe import Recipe
from auditor.training.run import fresh, prepare

FOLDS = 5
ALONE = "authored articles alone"


def main() -> int:
    """Train what is missing, score all folds together, write the report."""
    parser = argparse.ArgumentParser(description="Five-fold scores of the anonymous codes.")
    add_data_option(parser)
    parser.add_argument("--authored-only", action="store_true", help="train on no other corpus")
    parser.add_argument("--output", type=Path, default=Path("runs/folds"), help="where the folds are kept")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--limit", type=int, help="most batches an epoch")
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    prepare(options.threads)
    others = [a for a in read_training(options.data, spans=True) if a.corpus == "authored" or not options.authored_only]
    tested = [a for name in ("authored/train", "authored/dev") for a in read_labelled(find_data(name, options.data))]
    recipe = Recipe(epochs=options.epochs, limit=options.limit)
    pairs: list[tuple[str, str]] = []
    for fold in range(FOLDS):
        pairs += _fold(fold, others, tested, recipe, options.output / str(fold))
        print(f"fold {fold + 1} of {FOLDS}: {_line('A2', pairs)}", file=sys.stderr)
    report = _report(pairs, len(tested), recipe, ALONE if options.authored_only else "everything")
    print(report)
    (REPORTS / "explained.md").write_text(report, encoding="utf-8")
    return 0


def _fold(
    fold: int, others: list[LabelledArticle], tested: list[LabelledArticle], recipe: Recipe, folder: Path
) -> list[tuple[str, str]]:
    """Return gold and predicted code of every sentence of the fold's articles."""
    kept = folder / "pairs.json"
    if kept.is_file():
        return [(gold, predicted) for gold, predicted in json.loads(kept.read_text(encoding="utf-8"))]
    held_out = {a.doc_id for a in tested if _fold_of(a) == fold}
    known = {a.doc_id: a for a in [*others, *tested] if a.doc_id not in held_out}.values()
    calibration = [a for a in known if is_calibration(a.doc_id) and a.sentences]
    folder.mkdir(parents=True, exist_ok=True)
    network, tokenizer = fresh(recipe)
    fitted = [a for a in known if not is_calibration(a.doc_id)]
    train(network, tokenizer, fitted, calibration, recipe, folder, lambda report: None)
    unseen = [a for a in tested if a.doc_id in held_out]
    outcome = evaluate(unseen, TorchClassifier(network, tokenizer, f"fold {fold}"), draws=0)
    pairs = [(j.gold, j.predicted) for j in outcome.judgements]
    kept.write_text(json.dumps(pairs), encoding="utf-8")
    return pairs


def _fold_of(article: LabelledArticle) -> int:
    return int(hashlib.sha256(article.doc_id.encode()).hexdigest(), 16) % FOLDS


def _report(pairs: list[tuple[str, str]], articles: int, recipe: Recipe, learned: str) -> str:
    alone = " --authored-only" if learned == ALONE else ""
    limit = "" if recipe.limit is None else f" --limit {recipe.limit}"
    steps = "" if recipe.limit is None else f" of at most {recipe.limit} batches"
    lines = [
        "# Explained anonymity",
        "",
        measured(f"python benchmarks/explained.py --data DIR{alone} --epochs {recipe.epochs}{limit}"),
        "",
        f"Five-fold over {articles} authored articles, {len(pairs):,} sentences; every fold's model was trained from",
        f"the plain encoder on {learned} but the fold's articles, {recipe.epochs} epochs{steps}.",
        "",
        "| code | precision | recall | F1 | sentences |",
        "|---|--:|--:|--:|--:|",
        *(f"| {code} | {_line(code, pairs)} |" for code in CODES if CLASS_OF[code] == ANONYMOUS),
        "",
    ]
    return "\n".join(lines)


def _line(code: str, pairs: list[tuple[str, str]]) -> str:
    rows = [c for c in CODES if c != "X"]
    score = scores(count_table([g for g, _ in pairs], [p for _, p in pairs], rows, CODES), rows)[code]
    values = (score.precision, score.recall, score.f1)
    return " | ".join(["–" if v is None else f"{v:.3f}" for v in values] + [str(score.support)])


if __name__ == "__main__":
    sys.exit(main())

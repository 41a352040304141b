"""An evaluation on a terminal."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from auditor.evaluation.evaluation import Evaluation, Judgement
from auditor.evaluation.linking import SourceEvaluation
from auditor.evaluation.metrics import Score
from auditor.evaluation.spans import SpanScores
from auditor.labels import CLASSES, LABELS
from auditor.reporting.text_safety import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

EXCERPT = 200
"""Longest piece of a sentence shown with a mistake, in code points."""


def render_evaluation(
    console: "Console",
    evaluation: Evaluation,
    *,
    mistakes: int = 10,
    texts: Mapping[str, str] | None = None,
) -> None:
    """Print the figures as tables that fit 80 columns, then the most confident mistakes.

    ``texts`` holds the articles' texts by id; with it every mistake is shown in its words, without it only by
    its place.  The words go to the terminal alone and are never written to a file.
    """
    how = "our own segmentation" if evaluation.resegmented else "the gold's own sentences"
    scored = f"{len(evaluation.judgements)} sentences of {len(evaluation.articles)} articles"
    console.print(f"{visible(evaluation.model)}: {scored}, {how}", markup=False, highlight=False)
    low, high = evaluation.macro_f1_interval
    console.print(
        f"macro-F1 {evaluation.macro_f1:.3f} (95 % interval {low:.3f} to {high:.3f})"
        f" · accuracy {evaluation.accuracy:.3f} · calibration error {evaluation.ece:.3f}",
        highlight=False,
    )
    console.print(_score_table("class", evaluation.classes))
    console.print(_score_table("code", evaluation.codes))
    if len(evaluation.corpora) > 1:
        console.print(_corpora(evaluation))
    console.print(_confusion(evaluation))
    console.print(_reliability(evaluation))
    if evaluation.spans:
        console.print(_spans(evaluation.spans))
    if evaluation.sources:
        console.print(_sources(evaluation.sources))
    _mistakes(console, evaluation.mistakes[:mistakes], texts)


def _table(title: str, columns: Sequence[str]) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(columns[0], overflow="fold")
    for name in columns[1:]:
        table.add_column(name, justify="right")
    return table


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _score_table(what: str, found: Mapping[str, Score]) -> "Table":
    table = _table(f"By {what}", [what, "precision", "recall", "F1", "sentences"])
    for name, score in found.items():
        figures = (_figure(score.precision), _figure(score.recall), _figure(score.f1))
        table.add_row(name, *figures, str(score.support))
    return table


def _corpora(evaluation: Evaluation) -> "Table":
    from rich.text import Text

    short = [label[:5] for label in CLASSES]
    table = _table("By corpus (F1)", ["corpus", "macro", *short, "articles", "sentences"])
    for name, part in evaluation.corpora.items():
        figures = [_figure(part.classes[label].f1) for label in CLASSES]
        sizes = (str(len(part.articles)), str(len(part.judgements)))
        table.add_row(Text(visible(name)), _figure(part.macro_f1), *figures, *sizes)
    return table


def _confusion(evaluation: Evaluation) -> "Table":
    table = _table("Confusion (rows: gold, columns: predicted)", ["gold", *LABELS])
    for label, row in zip(CLASSES, evaluation.confusion, strict=True):
        table.add_row(label, *(str(n) for n in row))
    return table


def _reliability(evaluation: Evaluation) -> "Table":
    table = _table("Calibration", ["confidence from", "to", "mean", "right", "sentences"])
    for row in evaluation.calibration:
        figures = (row.low, row.high, row.confidence, row.accuracy)
        table.add_row(*(f"{value:.3f}" for value in figures), str(row.sentences))
    return table


def _spans(spans: SpanScores) -> "Table":
    table = _table("Words of source and cue, against human spans", ["what", "score", "sentences"])
    for what, score, support in (
        ("source inside the sentence (token F1)", spans.source_inside_f1, spans.source_inside_support),
        ("source elsewhere (overlap)", spans.source_outside_overlap, spans.source_outside_support),
        ("cue (token F1)", spans.cue_f1, spans.cue_support),
    ):
        table.add_row(what, _figure(score), str(support))
    return table


def _sources(found: SourceEvaluation) -> "Table":
    from rich.text import Text

    table = _table(
        "Sources (per sentence; sets of names)", ["found by", "right", "of all", "P", "R", "F1", "sentences"]
    )
    rows = {"source register": found.register, "  with gold labels": found.gold_labels, **found.baselines}
    if len(found.corpora) > 1:
        rows |= {f"register, {name}": scores for name, scores in found.corpora.items()}
    for name, s in rows.items():
        figures = (s.accuracy, s.accuracy_all, s.set_precision, s.set_recall, s.set_f1)
        table.add_row(Text(visible(name)), *(_figure(value) for value in figures), str(s.sentences))
        if name == "source register":
            equal = (s.equal_accuracy, None, None, None, s.equal_set_f1)
            table.add_row("  equal names only", *(_figure(value) for value in equal), str(s.sentences))
    return table


def _mistakes(console: "Console", mistakes: Sequence[Judgement], texts: Mapping[str, str] | None) -> None:
    if not mistakes:
        return
    console.print("The most confident mistakes", style="italic")
    for j in mistakes:
        console.print(
            f"{visible(j.doc_id)} {j.start}–{j.end}: {j.gold} ({j.gold_label}) taken for"
            f" {j.predicted} ({j.predicted_label}), {j.confidence:.3f}",
            markup=False,
            highlight=False,
        )
        if texts is not None:
            excerpt = visible(texts[j.doc_id][j.start : j.end][:EXCERPT])
            console.print(f"    {excerpt}", markup=False, highlight=False)

"""Measuring a classifier against labelled articles; how its predictions were made is none of our business."""

from auditor.evaluation.bootstrap import Difference, paired_bootstrap
from auditor.evaluation.calibration import fit_temperature
from auditor.evaluation.evaluate import evaluate
from auditor.evaluation.evaluation import Evaluation, Judgement
from auditor.evaluation.plots import require_plots
from auditor.evaluation.report import render_evaluation
from auditor.evaluation.spans import SpanScores, span_scores
from auditor.evaluation.write import write_evaluation

__all__ = [
    "Difference",
    "Evaluation",
    "Judgement",
    "SpanScores",
    "evaluate",
    "fit_temperature",
    "paired_bootstrap",
    "render_evaluation",
    "require_plots",
    "span_scores",
    "write_evaluation",
]

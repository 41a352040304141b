"""Labelled articles: reading, finding, building from stand-off labels, counting, loading for training."""

from auditor.data.build import BuildReport, BuiltSet, build, export_texts
from auditor.data.describe import Counts, counts_table, describe, describe_shipped
from auditor.data.loader import load_dataset
from auditor.data.places import SETS, find_data, find_training, is_calibration
from auditor.data.records import (
    Attribution,
    LabelledArticle,
    LabelledSentence,
    Span,
    read_labelled,
    write_labelled,
)
from auditor.data.standoff import make_standoff
from auditor.data.training_set import read_training

__all__ = [
    "SETS",
    "Attribution",
    "BuildReport",
    "BuiltSet",
    "Counts",
    "LabelledArticle",
    "LabelledSentence",
    "Span",
    "build",
    "counts_table",
    "describe",
    "describe_shipped",
    "export_texts",
    "find_data",
    "find_training",
    "is_calibration",
    "load_dataset",
    "make_standoff",
    "read_labelled",
    "read_training",
    "write_labelled",
]

"""The tables of an audited corpus: their columns and types (docs/corpus.md describes them).

Columns may be added at the end of a table, which raises the second part of ``VERSION``; none is renamed, removed or
given another meaning without raising the first.
"""

from functools import cache
from typing import Any

from auditor.labels import CLASSES

VERSION = "1.0"
"""Stands in the metadata of every Parquet file, under ``auditor.schema``."""

TABLES: tuple[str, ...] = ("articles", "sentences", "sources", "findings")

_TEXT, _WHOLE, _LONG, _SHARE = "string", "int32", "int64", "float64"
_TEXTS, _WHOLES, _SHARES = "list<string>", "list<int32>", "list<float32>"

COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "articles": (
        ("article_id", _TEXT), ("record", _LONG), ("path", _TEXT), ("title", _TEXT), ("outlet", _TEXT),
        ("author", _TEXT), ("date", _TEXT), ("url", _TEXT), ("characters", _WHOLE), ("words", _WHOLE),
        ("sentences", _WHOLE), ("furniture", _WHOLE), *((label, _WHOLE) for label in CLASSES),
        *((f"{label}_share", _SHARE) for label in CLASSES), ("sources", _WHOLE), ("findings", _WHOLE),
        ("anonymous_described_share", _SHARE), ("anonymous_reason_share", _SHARE),
        ("longest_unattributed_run", _WHOLE), ("mean_confidence", _SHARE), ("grade", _TEXT), ("grade_score", _SHARE),
        ("grade_low", _TEXT), ("grade_high", _TEXT), ("grade_transparency", _SHARE), ("grade_diversity", _SHARE),
        ("grade_independence", _SHARE), ("grade_note", _TEXT), ("summary", _TEXT),
    ),
    "sentences": (
        ("article_id", _TEXT), ("index", _WHOLE), ("paragraph", _WHOLE), ("start", _WHOLE), ("end", _WHOLE),
        ("label", _TEXT), ("code", _TEXT), ("confidence", _SHARE), ("role", _TEXT), ("source", _TEXT),
        ("source_start", _WHOLE), ("source_end", _WHOLE), ("cue", _TEXT), ("cue_start", _WHOLE), ("cue_end", _WHOLE),
        ("source_ids", _WHOLES), ("source_names", _TEXTS), ("text", _TEXT), ("probabilities", _SHARES),
    ),
    "sources": (
        ("article_id", _TEXT), ("id", _WHOLE), ("name", _TEXT), ("kind", _TEXT), ("label", _TEXT), ("role", _TEXT),
        ("government", _TEXT), ("government_evidence", _TEXT), ("explained", _TEXT), ("share", _SHARE),
        ("words", _WHOLE), ("sentence_count", _WHOLE), ("sentences", _WHOLES), ("mentions", _TEXTS), ("via", _TEXTS),
    ),
    "findings": (
        ("article_id", _TEXT), ("code", _TEXT), ("rule", _TEXT), ("level", _TEXT), ("message", _TEXT),
        ("sentences", _WHOLES), ("start", _WHOLE), ("end", _WHOLE), ("text", _TEXT), ("advice", _TEXT),
        ("authority", _TEXT),
    ),
}  # fmt: skip
"""The columns of each table with their Arrow types, in order."""


@cache
def arrow_schema(table: str) -> Any:
    """Return the ``pyarrow.Schema`` of ``table``."""
    import pyarrow as pa

    types = {
        _TEXT: pa.string(), _WHOLE: pa.int32(), _LONG: pa.int64(), _SHARE: pa.float64(),
        _TEXTS: pa.list_(pa.string()), _WHOLES: pa.list_(pa.int32()), _SHARES: pa.list_(pa.float32()),
    }  # fmt: skip
    return pa.schema([pa.field(name, types[kind]) for name, kind in COLUMNS[table]])

"""The rows of two CSV tables: a row a source of the register, and a row a finding of the rules."""

from collections.abc import Iterable
from typing import Any

from auditor.article import Audit

SOURCE_COLUMNS: tuple[str, ...] = (
    "article_id", "title", "outlet", "url", "id", "name", "kind", "label", "role", "government",
    "government_evidence", "explained", "share", "words", "sentence_count", "sentences", "mentions", "via",
)  # fmt: skip

FINDING_COLUMNS: tuple[str, ...] = (
    "article_id", "title", "outlet", "url", "code", "rule", "level", "message", "sentences", "start", "end", "text",
    "advice", "authority",
)  # fmt: skip


def source_rows(audit: Audit) -> Iterable[list[Any]]:
    """Yield a row a source: ``sentences`` are indices, ``mentions`` its wordings, ``via`` who passed it on."""
    article = audit.article
    for s in audit.sources:
        wordings = dict.fromkeys(mention.text for mention in s.mentions)
        outlets = dict.fromkeys(relay.outlet for relay in s.relays)
        yield [
            article.id, article.title, article.outlet, article.url, s.id, s.name, s.kind, s.label, s.role,
            s.government, s.government_evidence, s.explained, s.share, s.words, len(s.sentences),
            _numbers(s.sentences), "; ".join(wordings), "; ".join(outlets),
        ]  # fmt: skip


def finding_rows(audit: Audit) -> Iterable[list[Any]]:
    """Yield a row a finding; ``start``, ``end`` and ``text`` are its first sentence's, empty where it has none."""
    article = audit.article
    by_index = {s.index: s for s in audit.sentences}
    for f in audit.findings:
        first = by_index.get(f.sentences[0]) if f.sentences else None
        place = (first.start, first.end, first.text) if first else (None, None, None)
        yield [
            article.id, article.title, article.outlet, article.url, f.code, f.rule, f.level, f.message,
            _numbers(f.sentences), *place, f.advice, f.authority,
        ]  # fmt: skip


def _numbers(indices: Iterable[int]) -> str:
    return " ".join(map(str, indices))

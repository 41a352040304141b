"""Sourcing Auditor: on whose word does every sentence of a news article rest?

>>> import auditor
>>> audit = auditor.audit("article.txt")
>>> audit.counts
>>> [(s.label, s.source) for s in audit.sentences]
"""

from auditor.api import audit, audit_all
from auditor.article import Article, Audit, Sentence
from auditor.errors import AuditorError, InputError, ModelError, RefusedError, UsageError

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Audit",
    "AuditorError",
    "InputError",
    "ModelError",
    "RefusedError",
    "Sentence",
    "UsageError",
    "__version__",
    "audit",
    "audit_all",
]

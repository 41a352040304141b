"""What a source is: a person, an organisation, an official body, somebody unnamed, a document."""

import re
from collections import Counter
from collections.abc import Sequence

from auditor.article import Sentence
from auditor.labels import ANONYMOUS, OFFICIAL
from auditor.sources.role_words import singular, word_set

_DOCUMENTS = word_set(
    """
    poll survey study report memo letter document paper file record filing lawsuit complaint affidavit indictment
    ruling transcript email e-mail message cable tweet post statement testimony audit review investigation
    analysis questionnaire dossier contract agreement treaty law act constitution resolution note diary article
    editorial book website manual video recording tape log minutes statistics figure data index census return will
    plan blueprint draft research presentation image analyses polling playbook order bill decree press-release
    release timeline text
    """
)
"""Nouns for what is written or recorded and can say something."""

_MANY = re.compile(
    r"^(?:an?\s+(?:\w+\s+)?(?:array|number|group|couple|handful|range|majority|dozen|pair)\s+of"
    r"|two|three|four|five|six|seven|eight|nine|ten|\d+|several|many|some|few|most|other|others|all|both"
    r"|dozens|hundreds|thousands|multiple|various|numerous)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"^(?:an?|one|another|the first|the second)\s", re.IGNORECASE)
_CUT = re.compile(
    r"\s(?:of|for|at|with|in|on|from|to|under|by|about|who|that|which|familiar|close|briefed|involved|said)\s|[,(]"
    r"|\s(?:leaked|obtained|seen|published|released|issued|signed|dated|written)\s(?:by|to|in|from|on|at|last|this)\b"
)
_COLLECTIVE = word_set("media press crowd public people police staff family group team community couple opposition")


def kind_of(name: str, sentences: Sequence[Sentence]) -> str:
    """Return which of ``article.KINDS`` the source ``name`` is, from its words and the labels of its ``sentences``.

    The class that most sentences have decides between named, anonymous and official; the head noun of the name tells
    a document from people and one from many.
    """
    label = majority_label(sentences)
    last = _CUT.split(name)[0].split()[-1:] or [""]
    # "U.S. Geological Survey" is a body, "federal law" a document.
    proper = label == OFFICIAL and last[0][:1].isupper() and " " in name.strip()
    document = _head(name) in _DOCUMENTS and not proper
    if label == ANONYMOUS:
        if document:
            return "document"
        return "unnamed group" if _is_many(name) else "unnamed person"
    if document and not _is_person(sentences):
        return "document"
    if label == OFFICIAL:
        return "official body"
    return "person" if _is_person(sentences) else "organisation"


def majority_label(sentences: Sequence[Sentence]) -> str:
    """Return the label of most of the sentences, the first met where two are equal; empty without sentences."""
    return Counter(s.label for s in sentences).most_common(1)[0][0] if sentences else ""


def _is_person(sentences: Sequence[Sentence]) -> bool:
    codes = Counter(s.code for s in sentences if s.code in ("NP", "NO"))
    return bool(codes) and codes.most_common(1)[0][0] == "NP"


def _head(name: str) -> str:
    words = re.findall(r"[\w'’-]+", _CUT.split(name)[0].lower())
    if not words:
        return ""
    return words[-1] if words[-1] in _DOCUMENTS else singular(words[-1])


def _is_many(name: str) -> bool:
    if _MANY.match(name):
        return not re.match(r"one\b", name, re.IGNORECASE)
    if _ONE.match(name):
        return _head(name) in _COLLECTIVE
    words = re.findall(r"[\w'’-]+", _CUT.split(name)[0].lower())
    return bool(words) and (words[-1] in _COLLECTIVE or singular(words[-1]) != words[-1] or " and " in name)

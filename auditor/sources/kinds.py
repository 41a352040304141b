"""What a source is: a person, an organisation, an official body, somebody unnamed, a document."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from auditor.article import Sentence
from auditor.labels import ANONYMOUS, OFFICIAL
from auditor.sources.first_names import is_known_first_name
from auditor.sources.occurrences import occurrences
from auditor.sources.role_words import singular, word_set
from auditor.sources.words import PRONOUNS

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
_BODY = (
    r"(?:group|militia|movement|party|organi[sz]ation|company|firm|agency|charity|union|network|faction|brigade|coalition"
    r"|alliance|foundation|institute|watchdog|newspaper|magazine|website|broadcaster|channel|bank|association|committee"
    r"|nonprofit|think[- ]tank|ngo|startup|start-up|consultancy|retailer|carmaker|manufacturer|airline)"
)
_ADJECTIVES = r"(?:(?!(?:of|at|for|in|from|with|who|that|to|by|on|and|said)\s)[\w'’-]+\s+){0,5}?"
_BODY_AFTER = re.compile(
    rf"(?:\s*\([^()]{{1,12}}\))?,\s+(?:an?|the|one of the)\s+{_ADJECTIVES}{_BODY}"
    r"(?=[,.;]|\s(?:of|for|that|which|in|with|close|allied|based|backed|linked|tied|and|led|run|representing|working)\b)"
)
_BODY_BEFORE = re.compile(rf"\b(?:[Aa]n?|[Tt]he)\s+{_ADJECTIVES}{_BODY}\s+$")
_NEAR = 110
_MOST_PLACES = 60
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


def is_called_a_body(text: str, name: str) -> bool:
    """Tell whether the article calls the bearer of a name a body: "Harbour Watch, an armed group close to the port"."""
    if any(map(is_known_first_name, name.split()[:1])):
        return False
    for start, end in islice(occurrences(text).of(name), _MOST_PLACES):
        before = _BODY_BEFORE.search(text, max(0, start - _NEAR), start)
        if before or _BODY_AFTER.match(text, end, end + _NEAR):
            return True
    return False


def majority_label(sentences: Sequence[Sentence]) -> str:
    """Return the label of most of the sentences, the first met where two are equal; empty without sentences.

    A sentence whose source words are a mere pronoun is asked only where there is no other.
    """
    telling = [s for s in sentences if (s.source or "").lower() not in PRONOUNS] or sentences
    if len({s.label for s in telling}) == 1:
        return telling[0].label
    return Counter(s.label for s in telling).most_common(1)[0][0] if telling else ""


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

"""Second-hand claims: who passed them on, and from whom."""

import re
from collections.abc import Iterator, Sequence

from auditor.article import Relay, Sentence
from auditor.classifier.cue_words import INSTITUTIONS
from auditor.labels import ANONYMOUS
from auditor.sources.gazetteer import is_official, is_outlet
from auditor.sources.government import has_role
from auditor.sources.words import PRONOUNS

_CITING = re.compile(
    r"\b(?:citing|cited|cites|quoting|quoted|quotes|attributed (?:it|this|that|the \w+) to|attributing (?:it|this) to"
    r"|relying on|sourced (?:it |this )?to)\s+(?P<origin>[^\"“”;:()]+)"
)
_CITED_BY = re.compile(
    r"(?P<origin>(?:an?|one|two|three|four|several|unnamed|anonymous|officials?|sources?|people)\b[^\"“”;:,()]{0,80}?)\s+"
    r"(?:quoted|cited|interviewed) (?:by|in)\s+(?P<outlet>(?:the\s+)?[A-Z][^\"“”;:,.()]{1,60})"
)
_TOLD = re.compile(
    r"\b(?:told|tells|speaking to|spoke to|interview (?:with|on|by)|(?:statement|comments|remarks) to"
    r"|(?:statement|comments|remarks|interview|address|speech)\s+(?:carried|published|aired|broadcast|run) (?:by|on|in)"
    r")\s+"
    r"(?P<outlet>(?:[Tt]he\s+|state\s+|Russian\s+)?"
    r"(?:(?:[A-Z]\w+\s+)?(?:state\s+)?(?:news\s+agency|broadcaster|newspaper|television|channel)\s+)?"
    r"(?:[A-Z][\w.&’'-]*)(?:\s+(?:of\s+)?[A-Z\d][\w.&’'-]*){0,4}"
    r"(?:\s+(?:news\s+agency|newspaper|television|radio|magazine|network))?)"
)
_ORIGIN_END = re.compile(
    r"\s+as\s+(?:saying|telling|stating|reporting|having)\b|,?\s+(?:who|which|that)\s|,\s|\.(?=\s|$)|"
    r"\s(?:said|says|reported|reports|say|saying|wrote|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_UNNAMED_HEAD = re.compile(
    r"\b(?:officials?|sources?|people|persons?|aides?|advis[eo]rs?|diplomats?|insiders?|analysts?|experts?|reports?|documents?"
    r"|memos?|witnesses|witness|residents?|executives?|employees?|lawmakers?|investigators?|prosecutors?|spokes\w+|strategists?"
    r"|members?|participants?|friends?|lawyers?|officers?|operatives?|donors?|Republicans|Democrats|allies|media|emails?)\b"
)
_PEOPLE = re.compile(
    r"\b(?:officials?|sources?|people|persons?|aides?|advis[eo]rs?|diplomats?|insiders?|analysts?|experts?|witness(?:es)?"
    r"|residents?|executives?|employees?|lawmakers?|investigators?|prosecutors?|spokes\w+|strategists?|members?|participants?"
    r"|friends?|lawyers?|officers?|operatives?|donors?|Republicans|Democrats|allies|media|agency|ministry|police|report)\b"
)
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her)\s+", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\s(?:of|for|in|on|at|from|to|near)\s")
_REPORTERS = frozenset(("reporters", "journalists", "congress", "parliament"))


def relays(sentences: Sequence[Sentence], name: str, own: Sequence[str] = ()) -> tuple[Relay, ...]:
    """Return the second-hand claims in the sentences that rest on the source ``name``.

    A sentence in which the source cites or quotes somebody gives the source as the outlet; one in which the source
    "told" a news outlet gives that outlet, with the source as the origin.  ``own`` are other words that stand for the
    source.  The origin is anonymous if its words hold no name.
    """
    found: list[Relay] = []
    for sentence in sentences:
        found += _of_sentence(sentence, name, own)
    return tuple(dict.fromkeys(found))


def _of_sentence(sentence: Sentence, name: str, own: Sequence[str]) -> Iterator[Relay]:
    text = sentence.text

    def inside(position: int) -> bool:
        return any(m.start() < position < m.end() for m in _QUOTED.finditer(text))

    for match in _CITED_BY.finditer(text):
        if not inside(match.start()):
            origin = match["origin"].strip()
            yield Relay(sentence.index, _trim(match["outlet"]), origin, _anonymous(origin))
            return
    if sentence.label != ANONYMOUS or is_outlet(name):
        for match in _CITING.finditer(text):
            origin = _origin(match["origin"])
            if inside(match.start()) or not origin or not _is_somebody(origin):
                continue
            if sentence.code == "NO" or is_outlet(name):
                words = next((w for w in (name, *own) if (sentence.source or "").startswith(w)), name)
                yield Relay(sentence.index, words, origin, _anonymous(origin))
                return
    if sentence.code != "NO" or not is_outlet(name):
        for match in _TOLD.finditer(text):
            outlet = _trim(match["outlet"])
            if not inside(match.start()) and is_outlet(outlet) and outlet.lower() not in _REPORTERS:
                origin = name if (sentence.source or "").lower() in PRONOUNS else sentence.source or name
                yield Relay(sentence.index, outlet, origin, sentence.label == ANONYMOUS)
                return


def _origin(words: str) -> str:
    end = _ORIGIN_END.search(words)
    return " ".join(words[: end.start() if end else len(words)].split()).strip(" ,.")


def _trim(words: str) -> str:
    words = re.split(r"['’]s?\s", words.strip() + " ")[0]
    words = re.sub(r"\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day.*$", "", words)
    return words.strip(" .,'’")


def _is_somebody(origin: str) -> bool:
    """Tell people and bodies, whose word it is, from the facts and reasons that one can cite too."""
    return (
        bool(_PEOPLE.search(origin))
        or _is_institution(origin)
        or has_role(origin)
        or bool(re.match(r"(?:[A-Z][\w.'’-]+\s?){2,4}$", origin))
        or is_outlet(origin)
    )


def _is_institution(origin: str) -> bool:
    """Tell whether a public body is cited as such: "the Harbour Ministry", "police"."""
    bare = _ARTICLE.sub("", origin)
    head = _COMPLEMENT.split(bare, maxsplit=1)[0].split()[-1:] or [""]
    return head[0].lower() in INSTITUTIONS and is_official(bare) is not False


def _anonymous(origin: str) -> bool:
    """Say whether the origin is unnamed: no name follows or precedes its noun."""
    match = _UNNAMED_HEAD.search(origin)
    if match is None and _is_institution(origin):
        return False
    if match is None:
        return not re.search(r"[A-Z]", origin)
    rest = origin[match.end() :]
    return not re.match(r",?\s+(?:[A-Z][\w'’-]+\s+)[A-Z][\w'’-]+", rest)

"""How the article describes a source: titles before the name, appositions, "X is the …", words that stand for it.

Words inside quotation marks are not the article's own and are left out: there titles are courtesies ("Secretary
Clinton").
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from auditor.quotation import article_quotations
from auditor.sources.government import has_role
from auditor.sources.occurrences import occurrences, whole_word
from auditor.sources.role_words import (
    FORMER,
    GOVERNMENT_WORDS,
    OFFICES,
    POSTS,
    PRIVATE,
    PRIVATE_BODIES,
    RANKING,
    singular,
    word_set,
)

_REACH = 160
"""How many code points before and after a name its description is looked for in."""
_MOST = 12
_MOST_PLACES = 60
"""How many places where a full name, or a surname alone, stands are looked at: the first ones introduce a person."""
_MOST_BETWEEN = 6
"""Most words between the first and the last of a full name."""
_COURTESY = word_set("mr mrs ms miss dr sir dame lord lady madam mx")
_SHORTENED = word_set("gen lt sen sens rep reps gov govs col sgt capt maj brig adm cmdr st u.s d jr sr rev atty dep")
_STOPS = word_set(
    """
    said says say told tells by that with to from as when if but while or than because after before is was are
    were has had have like according including into over against between until since about on at in for who whom
    which where and not quoting citing quoted cited called named then-candidate under did does do would will could
    per via backing endorsed supported met meeting thanked asked
    """
)
_PRONOUNS = word_set(
    """
    he she they it i we him her them his hers their theirs who whom that this these those himself herself
    themselves others both one someone everybody all some many you
    """
)
_OPENERS = word_set("but or so although though however meanwhile then perhaps also even just only there here")
_INSTEAD = re.compile(
    r"^\s*(?:\((?P<paren>[^()]{1,24})\)\s*)?(?P<mark>,|\s[–—-]\s|—)\s*(?:(?:\d{1,3}|aged \d+),\s*)?(?P<rest>\S.*)", re.S
)
_CUE = re.compile(
    r"\s(?:said|says|say|told|tells|added|adds|wrote|writes|asked|argued|argues|noted|notes|announced|has|had|was|is|will"
    r"|warned|called|urged|insisted|testified|explained|replied|declared|confirmed|denied|tweeted|reported"
    r"|stated|claimed|acknowledged)\b"
)
_APPOSITION_END = re.compile(r"[,;:\n\"“”)]|\.(?=\s|$)|\s[–—]\s|—")
_COPULA = re.compile(
    r"^\s+(?:is|became|remains|serves as|acts as|works as)\s+(?:now |currently |also )?(?P<rest>.+)", re.S
)
_PAST = re.compile(
    r"^(?:\s+|,\s+(?:who|he|she)\s+)(?:was|served as|worked as)\s+(?P<rest>.+?\b(?:under|until|from \d{4})\b.*)", re.S
)
_OF = re.compile(r"^,?\s+(?:of|at|from|with)\s+(?P<body>(?:the\s+)?[A-Z].+)", re.S)
_SEAT = re.compile(r"\s*\(\s*(?P<seat>[RDI][-–—][A-Z][A-Za-z. ]*)\)")
_WHO = re.compile(r"who (?:now |currently )?(?:heads|leads|chairs|runs|directs|oversees|commands|is|served|was)\b")
_TRADE = re.compile(
    r"an?\s+(?:[\w'’-]+\s+){0,4}[a-z][\w'’-]+$|an?\s+(?:[\w'’-]+\s+){0,4}[a-z][\w'’-]+\s+(?:who|from|at|in|with|of)\s"
    r"|(?:an?|the)\s+(?:[\w.'’-]+\s+){0,5}[a-z]+(?:ist|ian|er|or|eer|man|woman)(?:\s+(?:who|at|of|from|in|for|with)\b|$)"
)
"""What reads as a trade or a station in life though its noun is in no list: "a 33-year-old mason"."""
_AFFILIATED = re.compile(
    r"^,\s+who\s+(?:\w+\s+){0,2}(?:studies|teaches|works|researches|lectures)\s[^,.;“”\"]{0,40}?\b(?:at|for|with)\s+"
    r"(?P<body>(?:the\s+)?[A-Z][^,.;“”\"]+)"
)
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.'’-]*)\s+$")
_CLOSING = re.compile(r".*[”“\"](?=\w)", re.DOTALL)
"""The end of a quotation to which the next word is stuck."""
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")


@dataclass(frozen=True, slots=True)
class Said:
    """A description in the article's words; ``kind`` is title, apposition, sentence, seat, body or mention.

    ``former`` tells that it is over where the words themselves do not ("was mayor until 2009").
    """

    start: int
    words: str
    kind: str
    former: bool = False


def without_title(name: str) -> tuple[str | None, str]:
    """Return the title with which a name begins ("President Holm"), if any, and the rest of the name."""
    words = name.split()
    count = 0
    while (
        count < len(words) - 1
        and _titular(words[count].lower().rstrip("."))
        and words[count].lower().rstrip(".") not in _COURTESY
    ):
        count += 1
    return (" ".join(words[:count]) or None), " ".join(words[count:])


def surname(name: str) -> str:
    """Return the last part of a person's name, suffixes such as Jr. left out."""
    words = _SUFFIX.sub("", name.strip()).split()
    return words[-1] if words else name


def quoted(text: str, position: int) -> bool:
    """Return whether ``position`` of ``text`` stands inside quotation marks."""
    spans = article_quotations(text)
    at = bisect_right(spans, (position, len(text))) - 1
    return any(start < position < end for start, end in spans[max(0, at - 1) : at + 1])


def appearances(text: str, name: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and whether it is the full name, for each place where a person's name stands.

    A surname alone counts where no other person's given name stands before it; where the article names two people of
    one surname, only full names count.
    """
    words = _SUFFIX.sub("", name.strip()).split()
    if not words:
        return
    index = occurrences(text)
    if len(words) == 1:
        yield from ((start, end, True) for start, end in islice(index.of(words[0]), _MOST_PLACES))
        return
    between = min(len(words) - 1, _MOST_BETWEEN)
    spans = list(islice(index.between(words[0], words[-1], between), _MOST_PLACES))
    ends = {end for _, end in spans}
    yield from ((start, end, True) for start, end in spans)
    shared = False
    alone: list[tuple[int, int, bool]] = []
    for start, end in islice(index.of(words[-1]), 20 * _MOST_PLACES):
        if end in ends:
            continue
        if len(alone) == _MOST_PLACES:
            break
        before = _WORD_BEFORE.search(text[max(0, start - 30) : start])
        word = before[1] if before else ""
        low = word.lower().rstrip(".")
        if word[:1].isupper() and not _titular(low) and low not in _STOPS and not word.endswith(("'s", "’s")):
            shared = shared or (
                bool(re.match(r"[A-Z][a-z]+$", word)) and not _opens(text, start - len(before[0] if before else ""))
            )
            continue
        alone.append((start, end, False))
    if not shared:
        yield from alone


_POSSESSIVE = re.compile(r"['’]s?\b")
_POSSESSIVE_END = re.compile(r"['’]s?$")
_SHORT_VERBS = tuple(mark + verb for mark in "'’" for verb in ("d", "ll", "re", "ve"))


def _opens(text: str, position: int) -> bool:
    return position <= 0 or text[max(0, position - 10) : position].rstrip()[-1:] in '.!?\n”"'


def _titular(word: str) -> bool:
    bare = singular(word)
    return (
        bare in _COURTESY
        or word in _SHORTENED
        or any(bare in roles for roles in (OFFICES, POSTS, PRIVATE))
        or word in ("minister", "president", "secretary", "judge", "leader", "justice")
    )


def descriptions(text: str, name: str) -> tuple[Said, ...]:
    """Return how ``text`` describes the person ``name``, in the order of the text."""
    found: list[Said] = []
    _, name = without_title(name)
    for start, end, _ in appearances(text, name):
        if quoted(text, start):
            continue
        found += _around(text, start, end)
    return tuple(sorted(found, key=lambda said: said.start))


def _around(text: str, start: int, end: int) -> Iterator[Said]:
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    after = text[end : end + _REACH]
    if title := _title(before):
        yield Said(start - len(before) + before.rfind(title[0]), title[1], "title")
    elif (opening := _apposition_before(before)) and (re.match(r"\s*[,;.]", after) or _CUE.match(after)):
        yield Said(max(0, start - len(opening) - 2), opening, "apposition")
    if seat := _SEAT.match(after):
        yield Said(end, seat["seat"].strip(), "seat")
    if (match := _INSTEAD.match(after)) and (phrase := _phrase(match["rest"])):
        yield Said(end + match.start("rest"), phrase, "apposition")
    for pattern in (_COPULA, _PAST):
        if match := pattern.match(after):
            phrase = _phrase(match["rest"])
            if phrase and re.match(r"(?:an?|the|now|[A-Z][\w.]*['’]s|[a-z]+)\b", phrase):
                yield Said(end + match.start("rest"), phrase, "sentence", former=pattern is _PAST)
    if match := _AFFILIATED.match(after):
        yield Said(end + match.start("body"), match["body"].strip(), "body")
    elif match := _OF.match(after):
        body = re.split(r"['’]s\b|[,;:.\"“”]\s|[.,]$|\s[a-z]+ed\b|\ssa(?:id|ys)\b", match["body"])[0].strip()
        if len(body.split()) <= 8:
            yield Said(end + match.start("body"), body, "body")


def _phrase(rest: str) -> str | None:
    """Return the describing noun phrase with which ``rest`` begins, or None."""
    if match := _WHO.match(rest):
        clause = rest[: _end(rest, 0)]
        cue = _CUE.search(clause, match.end())
        words = " ".join(clause[: cue.start() if cue else len(clause)].split())
        return words if has_role(words) or not re.search(r"(?:is|was|served)$", match[0]) else None
    if rest.startswith("who "):
        return None
    first = rest.split()[0].lower() if rest.split() else ""
    if first in _STOPS or first in _OPENERS or (re.search(r"(?:ed|ing|ly)$", first) and rest[0].islower()):
        return None
    phrase = rest[: _end(rest, 0)]
    if cue := _CUE.search(phrase):
        head = phrase[: cue.start()]
        phrase = phrase if re.search(r"\bwho$", head) else head
    phrase = " ".join(phrase.split())
    if not phrase or len(phrase.split()) > 28:
        return None
    phrase = re.sub(r"\s(?:and|or|who|that|which|but)$", "", phrase)
    return phrase if has_role(phrase) or _TRADE.match(phrase) else None


def _end(rest: str, start: int) -> int:
    for match in _APPOSITION_END.finditer(rest, start):
        before = rest[: match.start()]
        last = before.split()[-1] if before.split() else ""
        if match[0] == "." and (
            last.lower() in _SHORTENED or last.lower() in _COURTESY or len(last) == 1 or "." in last
        ):
            continue
        if match[0] == "," and re.match(r",\s+(?:Inc|LLC|Ltd|N\.|D\.C|Jr)\b", rest[match.start() :]):
            continue
        return match.start()
    return len(rest)


def _title(before: str) -> tuple[str, str] | None:
    """Return the title that ends just before a name, with its first word; None without one."""
    if not before or not before[-1].isspace():
        return None
    tokens: list[str] = []
    words = before.split()
    for place in range(len(words) - 1, max(-1, len(words) - 1 - _MOST), -1):
        token = words[place]
        quoted_before = _CLOSING.search(token)
        if quoted_before:
            token = token[quoted_before.end() :]
        low = token.lower().strip("\"“”'‘’([—").rstrip(".")
        if token[-1] in ',;:)—”"' or (
            token.endswith(".")
            and low not in _SHORTENED
            and low not in _COURTESY
            and not re.match(r"(?:[A-Z]\.)+$", token)
        ):
            break
        if (
            low == "of"
            and place
            and words[place - 1].lower() in ("secretary", "chief", "minister", "director", "head", "leader", "speaker")
        ):
            tokens.insert(0, token)
            continue
        if low == "of":
            break
        if (
            low == "and"
            and place
            and tokens
            and not _whole_role(tokens)
            and words[place - 1][:1].isupper()
            and words[place - 1][-1] not in ",.;"
        ):
            tokens.insert(0, token)
            continue
        if low in _STOPS or low in _OPENERS or low.endswith(_SHORT_VERBS):
            if low == "and":
                return _shared_title(words[:place])
            break
        tokens.insert(0, token.lstrip('"“‘([—') or token)
        if quoted_before or low in ("a", "an", "the", "his", "her", "its", "their") or token[0] in '"“([—':
            break
    while tokens and tokens[-1].lower().rstrip(".") in _COURTESY:
        tokens.pop()
    tokens = _trimmed(tokens)
    phrase = " ".join(tokens)
    if not phrase or not _ends_in_role(tokens):
        return None
    return tokens[0], phrase


def _trimmed(tokens: Sequence[str]) -> list[str]:
    """Return the title without the verbs and adverbs that stand before it ("endorsed Vermont Sen.")."""
    capital = bool(tokens) and tokens[-1][:1].isupper()
    kept: list[str] = []
    for token in reversed(tokens):
        low = _then(token)
        common = _POSSESSIVE_END.sub("", low)
        known = (
            token[:1].isupper()
            or common in GOVERNMENT_WORDS
            or common in PRIVATE_BODIES
            or common in FORMER
            or _titular(common)
            or common in RANKING
            or common in ("democratic", "republican")
            or low.endswith(("'s", "’s", "s'", "s’"))
        )
        if kept and not known and (capital or re.search(r"(?:ing|ed|ly)$|^\W", low)):
            break
        kept.insert(0, token)
    while kept and kept[0].lower() in ("and", "of", "he", "she", "they", "it", "also"):
        kept.pop(0)
    return kept


def _then(token: str) -> str:
    """Return the word without "then-" or "ex-" before it, small."""
    low = token.lower().strip(".,")
    return low.removeprefix("then-" if low.startswith("then-") else "ex-")


def _ends_in_role(tokens: Sequence[str]) -> bool:
    clean = [_then(token) for token in tokens]
    tails = (" ".join([*clean[-n:-1], singular(clean[-1])]) for n in range(1, min(4, len(clean)) + 1))
    return any(tail in roles for tail in tails for roles in (OFFICES, POSTS, PRIVATE))


def _whole_role(tokens: Sequence[str]) -> bool:
    title = " ".join(t.lower().strip(".,") for t in tokens)
    return any(title in roles or singular(title) in roles for roles in (OFFICES, POSTS, PRIVATE))


def _shared_title(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the plural title of "Senators A and B" or "Sens. A (R-Ohio) and B", for the second name."""
    for place in range(len(words) - 1, max(-1, len(words) - 14), -1):
        low = words[place].lower().rstrip(".")
        if low in ("sens", "reps", "govs") or (
            low.endswith("s") and singular(low) in OFFICES and words[place][0].isupper()
        ):
            return words[place], words[place]
        if low in ("said", "says", "told", "met", "by", "that") or words[place].endswith((";", ":")):
            return None
    return None


_BEFORE_COMMA = re.compile(
    r"(?:^|[.!?\n\"“”;:,—]\s*|\s(?:and|but|that|as|by)\s+)((?:[^.!?\n\"“”;:,—]|(?<=\b[A-Z])\.)+),\s+$"
)


def _apposition_before(before: str) -> str | None:
    """Return "The speaker" of "The speaker, Ada Holm," or None."""
    if before[-1:].strip() or not before.rstrip().endswith(","):
        return None
    match = _BEFORE_COMMA.search(before)
    if match is None:
        return None
    phrase = " ".join(match[1].split())
    if not 1 <= len(phrase.split()) <= 14 or not re.match(
        r"(?:an?|the|his|her|its|their|one|[A-Z])\b|[A-Z]", phrase, re.I
    ):
        return None
    if _CUE.search(" " + phrase) or re.search(r"\s(?:have|are|were|would|could)\s", phrase) or not has_role(phrase):
        return None
    return phrase


def described_by(mention: str, name: str) -> str | None:
    """Return a mention's words if they describe the source rather than name it ("the mayor"), else None."""
    words = mention.strip()
    if not words or words.lower() in _PRONOUNS or words.endswith(("'s", "’s")):
        return None
    if whole_word(surname(name), words) is not None and not _POSSESSIVE.search(words):
        return None
    return words if has_role(words) else None

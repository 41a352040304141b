"""Which body (ministry, company, outlet, country) source words mean."""

import re

from auditor.sources.bodies import Bodies
from auditor.sources.body_nouns import GENERIC, HEADS, ISSUERS, KEPT
from auditor.sources.gazetteer import place
from auditor.sources.names import WORD
from auditor.sources.phrases import Phrase, read_phrase
from auditor.sources.referents import Memory, Referent
from auditor.sources.words import LAWYERS, MOUTHPIECES, PREPOSITIONS, SHARED, UTTERANCES

_AFTER = re.compile(r"\s(?:for|from|of|by|at|with|in)\s+", re.IGNORECASE)
_ISSUED = re.compile(r"\s(?:by|from|of(?=\s+(?:the\s+)?(?:\w+\s+)?[A-Z]))\s+")
_WHEN = re.compile(r"\s(?:on|at|in|via|through|last|this|early|late|earlier)\s.*$|\s\w+day$", re.IGNORECASE | re.DOTALL)
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]+[A-Z.]")
_PRESS_OFFICE = re.compile(
    r"['’]?s?\s+(?:press (?:office|service|release|statement)|media office|public affairs)$", re.IGNORECASE
)


def body_name(bodies: Bodies, memory: Memory, phrase: Phrase, end: int, code: str, owner: str | None) -> Referent | str:
    """Return the body that ``phrase`` (source words up to ``end``) means: one that spoke before, or a name.

    ``owner`` is who "its", "her" or "their" at the beginning of the phrase stands for, where that is known.
    """
    if phrase.words[:1] and (phrase.words[0].isdigit() or "percent" in phrase.words):
        # Figures without their poll: the poll spoken of last.
        return next(memory.bodies(code), phrase.text)
    named = _apposition(bodies, phrase, end)
    if named is not None:
        return bodies.fullest(_trimmed(named), phrase.start)
    if _is_small(bodies, phrase) or _PRESS_OFFICE.search(phrase.text):
        found = _spoken_for(bodies, memory, phrase, end, code, owner)
        if found is not None:
            return found
    words = phrase.text.split()
    if owner and words and words[0].lower() in ("its", "their", "his", "her"):
        return " ".join([f"{owner}'s", *words[1:]])
    if len(words) > 1 and words[0].lower() in ("its", "their", "his", "her") and words[1][0].islower():
        return " ".join(words[1:])
    if phrase.definite and phrase.head in GENERIC and words[0].replace(".", "") == "UN":
        return _short(bodies, memory, phrase, code)
    capital = [w for w in words[1:] if w[0].isupper()] or bodies.is_name(words[0] if words else "", phrase.start)
    if not capital:
        return _short(bodies, memory, phrase, code)
    name = phrase.text
    if phrase.head not in HEADS:
        name = _WHEN.sub("", name) or name
    return bodies.fullest(_trimmed(name), phrase.start)


def _is_small(bodies: Bodies, phrase: Phrase) -> bool:
    """Tell whether the head is a common noun for a mouthpiece or a document, and not part of a name."""
    if phrase.head not in MOUTHPIECES | UTTERANCES:
        return False
    found = re.search(rf"\b{re.escape(phrase.head)}\b", phrase.text, re.IGNORECASE)
    if found is None or found.group().islower():
        return found is not None
    return found.start() == 0 and not bodies.is_name(found.group(), phrase.start)


def _apposition(bodies: Bodies, phrase: Phrase, end: int) -> str | None:
    """Return the proper name in "the owner, Estrella Lines", None without one."""
    words = phrase.text.split()
    if not words or words[-1][0].isupper():
        return None
    rest = bodies.text[phrase.end : end]
    match = re.match(r"\s*[,(]\s*(?!which|who|where|that|the\s|a\s|an\s)(?=[A-Z])([^,()]+)", rest)
    if not match:
        return None
    name = bodies.proper(phrase.end + match.start(1), phrase.end + match.end(1))
    lead = match.group(1)[: match.group(1).find(name.split()[0])].lower().split() if name else []
    return name if name and not PREPOSITIONS.intersection(lead) and match.group(1).endswith(name) else None


def _spoken_for(
    bodies: Bodies, memory: Memory, phrase: Phrase, end: int, code: str, owner: str | None
) -> Referent | str | None:
    """Return for whom a mouthpiece speaks, or who issued a document; None when the phrase has a name of its own."""
    text = phrase.text
    press = _PRESS_OFFICE.search(text)
    words = text[: press.start()].split() if press else text.split()
    place_ = next((i for i, w in enumerate(words) if w.lower().strip(".,'’") == phrase.head), len(words))
    lead, lawyer = words[:place_], phrase.head in LAWYERS
    if owner and lead and lead[0].lower() in ("its", "their", "his", "her"):
        return f"{owner}'s {phrase.head}" if lawyer else owner
    after = _AFTER.search(text) if phrase.head in MOUTHPIECES else None
    begin, limit = (phrase.start + after.end(), phrase.end) if after else (0, 0)
    if not after and phrase.head in UTTERANCES:
        issued = _ISSUED.search(bodies.text, phrase.start, end)
        begin, limit = (issued.end(), end) if issued else (0, 0)
    if begin and begin < limit:
        return _complement(bodies, memory, phrase, begin, limit, code, " ".join(words[place_ : place_ + 1]))
    while lead and lead[-1].lower() in ("own", "latest", "new", "annual", "official", "earlier", "previous", "recent"):
        lead.pop()
    while lead and lead[0].lower() in ("its", "their", "his", "her", "an", "a", "the"):
        lead = lead[1:]
    stop = phrase.start + (text.find(lead[-1]) + len(lead[-1]) if lead else 0)
    if any(bodies.is_name(w, phrase.start + text.find(w)) for w in lead):
        while len(lead) > 1 and lead[0][0].islower():
            lead = lead[1:]
        name = re.sub(r"['’]s?$", "", " ".join(lead))
        if lawyer:
            return f"{_full_person(bodies, phrase.start, stop) or name}'s {phrase.head}"
        return bodies.fullest(_trimmed(name), phrase.start)
    if lead and re.sub(r"['’]s?$", "", lead[-1].lower()) in ISSUERS and phrase.head not in KEPT:
        stop -= 2 if lead[-1].endswith(("'s", "’s")) else 0
        return _short(bodies, memory, read_phrase(bodies.text, phrase.start, stop), code, definite=True)
    if lawyer or (lead and phrase.head in UTTERANCES):
        return None
    if phrase.head in UTTERANCES:
        same = next((r for r in memory.bodies(code) if r.head == phrase.head), None)
        if same is not None:
            return same
    return next(memory.bodies(code), None)


def _complement(
    bodies: Bodies, memory: Memory, phrase: Phrase, begin: int, limit: int, code: str, mouthpiece: str
) -> Referent | str:
    """Return who stands behind "for" or "by"; a lawyer, or who speaks for a person, stays a source of its own."""
    inner = read_phrase(bodies.text, begin, limit)
    person = _full_person(bodies, inner.start, inner.end)
    if person and mouthpiece.lower() in UTTERANCES:
        return f"{person}'s office" if inner.head == "office" else person
    if person or phrase.head in LAWYERS:
        return f"{mouthpiece} for {person or bodies.fullest(inner.text, phrase.start)}"
    return body_name(bodies, memory, inner, limit, code, None)


def _full_person(bodies: Bodies, start: int, end: int) -> str | None:
    return next((p.name for p, _ in bodies.people.within(start, end) if p.personal), None)


def _short(bodies: Bodies, memory: Memory, phrase: Phrase, code: str, *, definite: bool = False) -> Referent | str:
    """Return the body that words without a proper name mean: "the ministry", "police"."""
    wanted = set(phrase.words)
    for referent in memory.bodies(code):
        has = {w.lower() for w in WORD.findall(referent.name)} | set(referent.words)
        if wanted <= has:
            return referent
    bare = " ".join(phrase.words)
    full = bodies.fullest(bare, phrase.start)
    if full != bare:
        return full
    lone = len(phrase.words) == 1 or all(word in ("un", "u.n.") for word in phrase.words[:-1])
    if (definite or phrase.definite) and phrase.head in GENERIC and lone:
        last = next((r for r in memory.bodies(code) if r.head not in UTTERANCES or r.name[:1].isupper()), None)
        return last or next(bodies.named_before(phrase.start), phrase.text)
    return phrase.text


def _trimmed(name: str) -> str:
    """Return the name without describing words before and behind it."""
    words = name.split()
    first = next((i for i, w in enumerate(words) if w[0].isupper()), 0)
    if not PREPOSITIONS.intersection(words[:first]):
        words = words[first:]
    kept = len(words)
    while kept > 1 and words[kept - 1] in SHARED | {"news", "business"}:
        kept -= 1
    if words[kept - 1][0].isupper() and not place(words[kept - 1]):
        words = words[:kept]
    if len(words) == 2 and re.search(r"['’]s?$", words[0]) and _ACRONYM.fullmatch(words[1]):
        words = words[1:]
    if len(words) == 3 and words[-1] == "office" and re.search(r"['’]s$", words[0]) and words[1][0].isupper():
        words = [words[0][:-2]]
    return " ".join(words)

"""What an editor could ask the reporter: from the findings, from unnamed sources, from guesses and from the grade.

A story can be weak where no rule fires, so the questions do not come from the rules alone.  What a finding asks is not
asked again.  Put together by rules; the same audit always gives the same questions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.article import Audit, Finding, Source
from auditor.grade_text import raise_text, weakest
from auditor.guesses import guessed
from auditor.labels import ANONYMOUS, NAMED
from auditor.naming import called
from auditor.standing import UNNAMED, is_government, ranked, standing
from auditor.summary import attributed
from auditor.withheld import is_explained
from auditor.wording import joined, number_word, whole_percent_of

_QUOTED = re.compile(r"“[^”]*”")
_ASK: dict[str, str] = {
    "SA101": "Who is meant by {}? Say where the source works and how it knows.",
    "SA102": "Why is no name given for {}? Get it, or say why it is withheld.",
    "SA105": "Can the story open on something other than {}?",
    "SA108": "Who is meant by {}, and how many were asked?",
}
"""The question that is asked once for all findings of a rule, "{}" being their quoted words; a finding of any other
rule is asked about in its own words."""
_NO_SINGLE_VOICE = frozenset({"SA104", "SA202", "SA203"})
_NO_OUTSIDE_VOICE = frozenset({"SA201", "SA208"})
_NAMELESS = frozenset({"SA101", "SA102", "SA108"})
_MUCH = 0.5
"""The share of the attributed words from which on one voice, or government, is asked about."""
_UNCLEAR = 0.25
_LOW = ("C", "D", "F")
_LISTED = 4


@dataclass(frozen=True, slots=True)
class Question:
    """A question: ``text``, the indices of the ``sentences`` that it concerns, and the ``findings`` it comes from.

    ``findings`` are places in ``Audit.findings``; empty for a question that no rule asks.
    """

    text: str
    sentences: tuple[int, ...] = ()
    findings: tuple[int, ...] = ()


def questions(audit: Audit) -> tuple[Question, ...]:
    """Return what to ask, the gravest findings first, then what no rule asks; none where there is nothing to ask."""
    if not audit.counted:
        return ()
    codes = {finding.code for finding in audit.findings}
    asked = [*_from_findings(audit), *_nameless(audit, codes), *_guesses(audit), *_balance(audit, codes)]
    if not asked and audit.grade and audit.grade.letter in _LOW:
        advice = raise_text(audit)
        asked = [Question(advice)] if advice else []
    return tuple(asked)


def _from_findings(audit: Audit) -> Iterator[Question]:
    done: set[str] = set()
    for finding in audit.findings:
        kin = _kin(finding)
        if kin not in done:
            done.add(kin)
            yield _asked_together([(n, f) for n, f in enumerate(audit.findings) if _kin(f) == kin])


def _kin(finding: Finding) -> str:
    """Return what the findings that are asked about in one question have in common."""
    grouped = finding.code in _ASK and _QUOTED.search(finding.message)
    return finding.code if grouped else f"{finding.code} {finding.message} {finding.advice}"


def _asked_together(group: Sequence[tuple[int, Finding]]) -> Question:
    first = group[0][1]
    words = dict.fromkeys(m.group() for _, f in group for m in [_QUOTED.search(f.message)] if m)
    if first.code in _ASK and words:
        # Not str.format: the words are an article's and may hold braces.
        text = _ASK[first.code].replace("{}", _list(list(words), "or"))
    else:
        text = f"{first.message} {first.advice}"
    places = dict.fromkeys(i for _, f in group for i in f.sentences)
    return Question(text, tuple(places), tuple(n for n, _ in group))


def _nameless(audit: Audit, codes: set[str]) -> Iterator[Question]:
    """Ask about the unnamed sources of whom no finding speaks and for whom the article gives no reason."""
    covered = {i for f in audit.findings if f.code in _NAMELESS for i in f.sentences}
    bare: list[Source] = []
    terms: list[Source] = []
    for source in ranked(audit):
        own = {s.index for s in attributed(audit) if source.id in s.source_ids and s.label == ANONYMOUS}
        if source.kind not in UNNAMED or not own or own <= covered or is_explained(source):
            continue
        (terms if source.explained else bare).append(source)
    if terms:
        asked = f"asked that {'its name' if len(terms) == 1 else 'their names'} be withheld"
        text = f"{_start(_quoted(audit, terms))} {asked}: for what reason? The article gives none."
        yield Question(text, _sentences(terms))
    if bare:
        one = len(bare) == 1 and bare[0].kind == "unnamed person"
        text = f"Who {'is' if one else 'are'} {_quoted(audit, bare)}? The article gives neither name nor reason."
        yield Question(text, _sentences(bare))


def _guesses(audit: Audit) -> Iterator[Question]:
    """Ask who speaks where the text leaves it open and the register holds no more than a guess."""
    by_id = {source.id: source for source in audit.sources}
    by_source: dict[int, list[int]] = {}
    for index, id in sorted(guessed(audit)):
        if id in by_id:
            by_source.setdefault(id, []).append(index)
    for id, indices in by_source.items():
        text = f"Is it {called(audit, by_id[id])} who says this? Another could be meant; the report guesses."
        yield Question(text, tuple(indices))


def _balance(audit: Audit, codes: set[str]) -> Iterator[Question]:
    sources = ranked(audit)
    if not sources:
        return
    shares, top = standing(audit), sources[0]
    if shares.government >= _MUCH and not codes & _NO_OUTSIDE_VOICE:
        outside = any(s.label == NAMED and s.government == "no" and not is_government(s) for s in sources)
        more = "" if outside else ", and nobody outside it is cited by name"
        share = whole_percent_of(shares.government)
        words = f"{share} of the attributed words are a government’s{more}."
        yield Question(f"Who outside government could speak to this? {words}")
    if top.share >= _MUCH and len(sources) > 1 and not codes & _NO_SINGLE_VOICE:
        name = f"“{called(audit, top)}”" if top.kind in UNNAMED else called(audit, top)
        yield Question(f"Who else can confirm what {name} says? {whole_percent_of(top.share)} of the words rest on it.")
    unclear = [s for s in sources if s.government == "unknown" and s.label == NAMED and not is_government(s)]
    if unclear and (shares.unknown >= _UNCLEAR or weakest(audit) == "independence"):
        names = _list([called(audit, s) for s in unclear], "and")
        verb = "does" if len(unclear) == 1 else "do"
        yield Question(f"For whom {verb} {names} speak? The article does not show it.", _sentences(unclear))


def _quoted(audit: Audit, sources: Sequence[Source]) -> str:
    return _list([f"“{called(audit, source)}”" for source in sources], "and")


def _list(names: Sequence[str], word: str) -> str:
    more = len(names) - _LISTED
    listed = joined([*names[:_LISTED], f"{number_word(more)} more"] if more > 0 else names)
    return listed if word == "and" or len(names) < 2 else f" {word} ".join(listed.rsplit(" and ", 1))


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentences(sources: Sequence[Source]) -> tuple[int, ...]:
    return tuple(sorted({index for source in sources for index in source.sentences}))

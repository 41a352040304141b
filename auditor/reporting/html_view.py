"""What the HTML page shows of an audit, worked out beforehand, so that the template holds no thought of its own.

Every string here is safe to *see* (``shown``) but not yet safe as HTML: the template escapes it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from auditor.article import Audit, Finding, Original, Sentence, Source
from auditor.grading import WEIGHTS, grade_note
from auditor.headlines import HEADLINE
from auditor.labels import CLASS_OF, CLASSES, CODE_MEANING, CODES, FURNITURE, MARGIN, MEANING
from auditor.reporting.interface import RenderOptions
from auditor.reporting.shares import percent, whole_percent
from auditor.reporting.text_safety import visible
from auditor.rules.interface import LEVELS

LETTER: dict[str, str] = {label: label[0] for label in CLASSES} | {FURNITURE: "x"}
"""The name of each class in the style sheet: n, a, o, u (and x for furniture)."""

PART_MEANING: dict[str, str] = {
    "transparency": "words whose source a reader could look up",
    "diversity": "how many voices share the telling",
    "independence": "words from outside government",
}

_JOINED_EMOJI = re.compile(
    "(?<=[\u2600-\u27bf\ufe0f\U0001f300-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f300-\U0001faff])"
)
_OUTLINE = 90
_NARROWEST = 0.3
"""Percent of the strip's width; a single short sentence of a long article must still be seen."""


def shown(text: str) -> str:
    """Return ``text`` as ``visible`` does, but with the joined emoji whole: a browser draws them as one."""
    return "\u200d".join(visible(part) for part in _JOINED_EMOJI.split(text))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A rectangle of a bar: where it begins and how wide it is, in percent; ``letter`` is its class."""

    letter: str
    x: float
    width: float
    title: str
    index: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """A class in the legend of the share bar."""

    letter: str
    mark: str
    label: str
    meaning: str
    count: int
    percent: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding; ``level`` is one of LEVELS, ``rule_class`` and ``mix`` are what the filters go by."""

    number: int
    level: str
    code: str
    rule: str
    rule_class: str
    mix: str
    message: str
    advice: str
    authority: str
    places: tuple[tuple[int, str], ...]
    """Index and name ("5", "headline") of each sentence that it concerns."""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence in the text and in the notes beside it."""

    index: int
    number: int | None
    letter: str
    label: str
    mark: str
    name: str
    pieces: tuple[tuple[str, bool], ...]
    """The text in pieces, and whether a piece is the words of the source."""
    glued: bool
    """Whether it follows the sentence before it without a space."""
    code: str
    code_meaning: str
    confidence: str
    unsure: bool
    second: str | None
    corrected: str | None
    """What the program had said, where a person corrected the sentence."""
    sources: tuple[tuple[int, str], ...]
    words: str | None
    cue: str | None
    relays: tuple[str, ...]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph with what stands beside it; ``kind`` is prose, headline or furniture."""

    kind: str
    sentences: tuple[SentenceView, ...]
    findings: tuple[FindingView, ...]

    @property
    def noted(self) -> list[SentenceView]:
        """The sentences that have a note."""
        return [s for s in self.sentences if s.number is not None]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source of the register with its bar."""

    id: int
    name: str
    letter: str
    mark: str
    label: str
    kind: str
    role: str | None
    government: str
    government_evidence: str | None
    explained: str | None
    via: tuple[str, ...]
    sentences: tuple[tuple[int, str], ...]
    words: int
    share: str
    width: float


@dataclass(frozen=True, slots=True)
class GradeView:
    """The grade card; ``letter`` None where the grade is withheld."""

    letter: str | None
    score: str
    range: str | None
    """How far the letter could be off, in words."""
    parts: tuple[tuple[str, str, str, float, str], ...]
    """Name, meaning, value and width of each part, and its weight in percent."""
    note: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that the page shows of one article."""

    prefix: str
    title: str
    facts: tuple[str, ...]
    url: str | None
    origin: str
    sentences: int
    words: int
    not_counted: int
    summary: str | None
    grade: GradeView | None
    shares: tuple[Share, ...]
    share_bar: tuple[Stretch, ...]
    strip: tuple[tuple[str, str, tuple[Stretch, ...]], ...]
    """Mark, name and stretches of each lane."""
    rows: tuple[Row, ...]
    sources: tuple[SourceView, ...]
    corrections: int
    wordless: int
    """How many attributed sentences are linked to no source."""
    findings: tuple[FindingView, ...]
    tally: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class RuleClasses:
    """Gives every rule that fired a name that is safe in a style sheet, whatever its code holds."""

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Class name and title of each rule, by code."""

    def of(self, finding: Finding) -> str:
        """Return the class name of the rule of ``finding``."""
        title = f"{shown(finding.code)} {shown(finding.rule)}"
        return self.names.setdefault(finding.code, (f"r{len(self.names)}", title))[0]


def article_view(audit: Audit, number: int, options: RenderOptions, rules: RuleClasses) -> ArticleView:
    """Return the view of ``audit``, the article ``number`` (from 1) of the page; its rules are added to ``rules``."""
    return _Builder(audit, options, rules).build(number)


class _Builder:
    """Builds the view of one article; keeps what several parts of it look up."""

    def __init__(self, audit: Audit, options: RenderOptions, rules: RuleClasses) -> None:
        self.audit = audit
        self.options = options
        self.by_index = {s.index: s for s in audit.sentences}
        self.numbers = {s.index: n for n, s in enumerate(audit.counted, 1)}
        self.sources = {s.id: s for s in audit.sources}
        self.source_names = {s.id: shown(s.name) for s in audit.sources}
        self.findings = tuple(self._finding(n, f, rules) for n, f in enumerate(audit.findings, 1))
        self.findings_of: dict[int, list[FindingView]] = {}
        for finding in self.findings:
            for index, _ in finding.places:
                self.findings_of.setdefault(index, []).append(finding)

    def build(self, number: int) -> ArticleView:
        audit, article = self.audit, self.audit.article
        total = len(audit.counted)
        levels = [f.level for f in audit.findings]
        return ArticleView(
            prefix=f"a{number}",
            title=shown(article.title or article.id).strip() or "Untitled",
            facts=tuple(shown(fact) for fact in (article.outlet, article.author, article.date) if fact),
            url=_address(article.url) or _address(article.path),
            # Not the path: a report that is passed on must not tell how somebody's folders are called.
            origin=shown(article.url or article.id),
            sentences=total,
            words=audit.words,
            not_counted=len(audit.sentences) - total,
            summary=shown(audit.summary) if audit.summary else None,
            grade=_grade(audit),
            shares=tuple(
                Share(LETTER[label], MARGIN[label], label, MEANING[label], count, percent(count, total))
                for label, count in audit.counts.items()
            ),
            share_bar=tuple(_share_bar(audit)),
            strip=tuple(self._strip()),
            rows=tuple(self._rows()),
            sources=tuple(self._source(s) for s in sorted(audit.sources, key=lambda s: (-s.share, s.id))),
            corrections=len(audit.corrections),
            wordless=sum(s.label in CLASSES[:3] and not s.source_ids for s in audit.counted),
            findings=self.findings,
            tally=tuple((level, levels.count(level)) for level in LEVELS if level in levels),
        )

    def _finding(self, number: int, finding: Finding, rules: RuleClasses) -> FindingView:
        concerned = [self.by_index[i] for i in finding.sentences if i in self.by_index]
        letters = {LETTER[s.label] for s in concerned}
        return FindingView(
            number=number,
            level=finding.level,
            code=shown(finding.code),
            rule=shown(finding.rule),
            rule_class=rules.of(finding),
            mix="".join(letter for letter in map(LETTER.__getitem__, CLASSES) if letter in letters),
            message=shown(finding.message),
            advice=shown(finding.advice),
            authority=shown(finding.authority),
            places=tuple((s.index, self._called(s)) for s in concerned),
        )

    def _called(self, sentence: Sentence) -> str:
        if sentence.index in self.numbers:
            return str(self.numbers[sentence.index])
        return HEADLINE if sentence.role == HEADLINE else "a line not counted"

    def _rows(self) -> Iterator[Row]:
        placed: set[int] = set()
        paragraphs = [list(group) for _, group in groupby(self.audit.sentences, key=lambda s: s.paragraph)]
        kinds = [(_kind(paragraph), paragraph) for paragraph in paragraphs]
        for kind, group in groupby(kinds, key=lambda pair: pair[0]):
            # Paragraphs of furniture that follow each other are folded into one.
            members = [paragraph for _, paragraph in group]
            bunches = [[s for p in members for s in p]] if kind == FURNITURE else members
            for sentences in bunches:
                views = tuple(self._sentence(s) for s in sentences)
                beside = [f for s in views for f in s.findings if f.number not in placed]
                placed.update(f.number for f in beside)
                yield Row(kind, views, tuple(dict.fromkeys(beside)))

    def _sentence(self, sentence: Sentence) -> SentenceView:
        number = self.numbers.get(sentence.index)
        sources = tuple((id, self.source_names[id]) for id in sentence.source_ids if id in self.source_names)
        words = shown(sentence.source) if sentence.source else None
        before = self.audit.article.text[max(0, sentence.start - 1) : sentence.start]
        unsure = number is not None and sentence.confidence < self.options.unsure_below
        mark = f"{MARGIN[sentence.label]}{number}{'✎' if sentence.corrected else ''}{'?' if unsure else ''}"
        whose = ": " + ", ".join(name for _, name in sources) if sources else ""
        return SentenceView(
            index=sentence.index,
            number=number,
            letter=LETTER[sentence.label],
            label=sentence.label,
            mark=MARGIN[sentence.label],
            # Begins with what is seen, so that speech control finds it by that.
            name=_cut(f"{mark}, {sentence.label}{', corrected' if sentence.corrected else ''}{whose}"),
            pieces=tuple(_pieces(sentence)),
            glued=bool(before) and not before.isspace(),
            code=sentence.code,
            code_meaning=CODE_MEANING[sentence.code],
            confidence=whole_percent(sentence.confidence),
            unsure=unsure,
            second=_second(sentence) if unsure else None,
            corrected=_said_before(sentence.corrected) if sentence.corrected else None,
            sources=sources,
            words=words if words and words.casefold() not in {name.casefold() for _, name in sources} else None,
            cue=shown(sentence.cue) if sentence.cue else None,
            relays=tuple(
                dict.fromkeys(
                    shown(relay.outlet)
                    for id in sentence.source_ids
                    if id in self.sources
                    for relay in self.sources[id].relays
                    if relay.sentence == sentence.index
                )
            ),
            findings=tuple(self.findings_of.get(sentence.index, ())),
        )

    def _source(self, source: Source) -> SourceView:
        known = f"{source.name} {source.role or ''}".casefold()
        evidence = source.government_evidence or ""
        role = shown(source.role) if source.role else None
        return SourceView(
            id=source.id,
            name=self.source_names[source.id],
            letter=LETTER[source.label],
            mark=MARGIN[source.label],
            label=source.label,
            kind=source.kind,
            role=role if role and role.casefold() != self.source_names[source.id].casefold() else None,
            government=source.government,
            government_evidence=shown(evidence) if evidence and evidence.casefold() not in known else None,
            explained=shown(source.explained) if source.explained else None,
            via=tuple(dict.fromkeys(shown(relay.outlet) for relay in source.relays)),
            sentences=tuple((i, self._called(self.by_index[i])) for i in source.sentences if i in self.by_index),
            words=source.words,
            share=percent(round(1000 * source.share), 1000),
            width=round(100 * source.share, 2),
        )

    def _strip(self) -> Iterator[tuple[str, str, tuple[Stretch, ...]]]:
        counted = self.audit.counted
        if not counted:
            return
        lengths = [max(1, len(s.text.split())) for s in counted]
        begins = [0]
        for length in lengths:
            begins.append(begins[-1] + length)
        scale = 100 / begins[-1]
        lanes: dict[str, list[Stretch]] = {label: [] for label in CLASSES}
        for label, run in groupby(range(len(counted)), key=lambda n: counted[n].label):
            members = list(run)
            first, last = members[0], members[-1]
            name = f"Sentence {first + 1}" if first == last else f"Sentences {first + 1} to {last + 1}"
            lanes[label].append(
                _stretch(LETTER[label], begins[first] * scale, begins[last + 1] * scale, f"{name}: {label}",
                         counted[first].index)
            )  # fmt: skip
        for label, stretches in lanes.items():
            yield MARGIN[label], label, tuple(stretches)
        flagged = [
            _stretch("flag", begins[n] * scale, begins[n + 1] * scale, f"Sentence {n + 1}: finding", s.index)
            for n, s in enumerate(counted)
            if s.index in self.findings_of
        ]
        if flagged:
            yield "!", "findings", tuple(flagged)


def _stretch(letter: str, begin: float, end: float, title: str, index: int) -> Stretch:
    width = max(_NARROWEST, end - begin)
    return Stretch(letter, round(min(begin, 100 - width), 3), round(width, 3), title, index)


def _share_bar(audit: Audit) -> Iterator[Stretch]:
    total, done = len(audit.counted), 0
    for label, count in audit.counts.items():
        if count:
            title = f"{count:,} {label}, {percent(count, total)}"
            yield Stretch(LETTER[label], round(100 * done / total, 3), round(100 * count / total, 3), title)
            done += count


def _grade(audit: Audit) -> GradeView | None:
    grade = audit.grade
    if grade is None:
        return None
    span = None
    if grade.low and grade.high:
        span = "no other letter likely" if grade.low == grade.high else f"likely {grade.low} to {grade.high}"
    return GradeView(
        letter=grade.letter,
        score=f"{grade.score:.0f}" if grade.score is not None else "",
        range=span,
        parts=tuple(
            (name, PART_MEANING.get(name, ""), f"{value:.2f}", round(100 * min(1.0, max(0.0, value)), 1),
             f"{100 * WEIGHTS.get(name, 0):.0f}%")
            for name, value in grade.parts.items()
        ),
        note=shown(grade_note(grade) or ""),
    )  # fmt: skip


def _kind(paragraph: Sequence[Sentence]) -> str:
    if any(s.label != FURNITURE for s in paragraph):
        return "prose"
    return HEADLINE if any(s.role == HEADLINE for s in paragraph) else FURNITURE


def _pieces(sentence: Sentence) -> Iterator[tuple[str, bool]]:
    """Yield the sentence's text before, in and after the words of its source."""
    begin, end = sentence.source_start, sentence.source_end
    if begin is None or end is None or not sentence.start <= begin < end <= sentence.end:
        yield shown(sentence.text), False
        return
    first, last = begin - sentence.start, end - sentence.start
    pieces = ((sentence.text[:first], False), (sentence.text[first:last], True), (sentence.text[last:], False))
    yield from ((shown(text), is_source) for text, is_source in pieces if text)


def _second(sentence: Sentence) -> str | None:
    """Return the class that is second in probability, "named, 31%"."""
    sums: dict[str, float] = {}
    for code, probability in zip(CODES, sentence.probabilities, strict=False):
        sums[CLASS_OF[code]] = sums.get(CLASS_OF[code], 0.0) + probability
    sums.pop(sentence.label, None)
    if not sums:
        return None
    best = max(sums, key=sums.__getitem__)
    return f"{best}, {whole_percent(sums[best])}"


def _said_before(original: Original) -> str:
    """Return what the program had said, "anonymous (A0), 60% sure, source: two officials"."""
    said = f"{original.label} ({original.code}), {whole_percent(original.confidence)} sure"
    sources = "; ".join(original.sources) or original.source
    return f"{said}, source: {shown(sources)}" if sources else said


def _address(address: str | None) -> str | None:
    """Return ``address`` where it is safe to link to: of the web, not of a script."""
    return address if address and re.match(r"https?://[^\s<>\"\\\x00-\x20]+\Z", address, re.IGNORECASE) else None


def _cut(text: str) -> str:
    return text if len(text) <= _OUTLINE else text[: _OUTLINE - 1].rstrip() + "…"

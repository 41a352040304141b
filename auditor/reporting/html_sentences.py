"""What the HTML page shows of the article itself: its paragraphs, and a note on each sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from auditor.article import Audit, Original, Sentence, Source
from auditor.guesses import guessed, is_indirect
from auditor.headlines import HEADLINE
from auditor.labels import ANONYMOUS, CLASS_OF, CODES, FURNITURE, MARGIN, NAMED, OFFICIAL
from auditor.reporting.html_findings import FindingView
from auditor.reporting.html_text import CODE_TEXT, LETTER, cut, shown
from auditor.reporting.shares import whole_percent
from auditor.standing import class_of


@dataclass(frozen=True, slots=True)
class Linked:
    """A source in the note on a sentence; ``guess`` tells that it is a guess who is meant by the sentence's words."""

    id: int
    name: str
    guess: bool
    indirect: bool


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence in the text and in the note beside it."""

    index: int
    number: int | None
    letter: str
    label: str
    mark: str
    name: str
    pieces: tuple[tuple[str, bool], ...]
    """The text in pieces, and whether a piece is the words of the source."""
    guess: str | None
    """Who is guessed to be the source, where that is a guess; it is shown in brackets."""
    glued: bool
    """Whether it follows the sentence before it without a space."""
    code: str
    code_text: str
    confidence: str
    unsure: bool
    second: str | None
    corrected: str | None
    """What the program had said, where a person corrected the sentence."""
    conflict: str | None
    """What the source is in the register, where that does not fit the sentence's class."""
    sources: tuple[Linked, ...]
    words: str | None
    cue: str | None
    relays: tuple[str, ...]
    findings: tuple[FindingView, ...]
    beside: tuple[FindingView, ...]
    """The findings that are shown in full beside this sentence, the first that they concern."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph; ``kind`` is prose, headline or furniture."""

    kind: str
    sentences: tuple[SentenceView, ...]


def rows(
    audit: Audit, numbers: Mapping[int, int], findings: Iterable[FindingView], unsure_below: float
) -> Iterator[Row]:
    """Yield the paragraphs; ``numbers`` are the places of the counted sentences, by index."""
    of: dict[int, list[FindingView]] = {}
    beside: dict[int, list[FindingView]] = {}
    for finding in findings:
        for place, (index, _) in enumerate(sorted(finding.places)):
            of.setdefault(index, []).append(finding)
            if place == 0:
                beside.setdefault(index, []).append(finding)
    build = _Sentences(audit, numbers, of, beside, unsure_below).view
    paragraphs = [list(group) for _, group in groupby(audit.sentences, key=lambda s: s.paragraph)]
    for kind, group in groupby(((_kind(p), p) for p in paragraphs), key=lambda pair: pair[0]):
        # Paragraphs of furniture that follow each other are folded into one.
        members = [paragraph for _, paragraph in group]
        bunches = [[s for p in members for s in p]] if kind == FURNITURE else members
        for bunch in bunches:
            yield Row(kind, tuple(map(build, bunch)))


class _Sentences:
    """Builds the view of each sentence; keeps what it looks up for that."""

    def __init__(
        self,
        audit: Audit,
        numbers: Mapping[int, int],
        findings_of: Mapping[int, Sequence[FindingView]],
        beside: Mapping[int, Sequence[FindingView]],
        unsure_below: float,
    ) -> None:
        self.text = audit.article.text
        self.sources = {source.id: source for source in audit.sources}
        self.numbers, self.findings_of, self.beside = numbers, findings_of, beside
        self.unsure_below = unsure_below
        self.guesses = guessed(audit)

    def view(self, sentence: Sentence) -> SentenceView:
        number = self.numbers.get(sentence.index)
        sources = [self.sources[id] for id in sentence.source_ids if id in self.sources]
        linked = tuple(
            Linked(s.id, shown(s.name), (sentence.index, s.id) in self.guesses, is_indirect(sentence, s))
            for s in sources
        )
        words = shown(sentence.source) if sentence.source else None
        before = self.text[max(0, sentence.start - 1) : sentence.start]
        conflict = _conflict(sentence, sources)
        unsure = number is not None and (sentence.confidence < self.unsure_below or conflict is not None)
        mark = f"{MARGIN[sentence.label]}{number}{'✎' if sentence.corrected else ''}{'?' if unsure else ''}"
        whose = ": " + ", ".join(s.name for s in linked) if linked else ""
        guesses = [s.name for s in linked if s.guess]
        return SentenceView(
            index=sentence.index,
            number=number,
            letter=LETTER[sentence.label],
            label=sentence.label,
            mark=MARGIN[sentence.label],
            # Begins with what is seen, so that speech control finds it by that.
            name=cut(f"{mark}, {sentence.label}{', corrected' if sentence.corrected else ''}{whose}"),
            pieces=tuple(_pieces(sentence)),
            guess=", ".join(guesses) or None,
            glued=bool(before) and not before.isspace(),
            code=sentence.code,
            code_text=CODE_TEXT[sentence.code],
            confidence=whole_percent(sentence.confidence),
            unsure=unsure,
            second=_second(sentence) if number is not None and sentence.confidence < self.unsure_below else None,
            corrected=_said_before(sentence.corrected) if sentence.corrected else None,
            conflict=conflict,
            sources=linked,
            words=words if words and words.casefold() not in {s.name.casefold() for s in linked} else None,
            cue=shown(sentence.cue) if sentence.cue else None,
            relays=tuple(
                dict.fromkeys(
                    shown(relay.outlet)
                    for source in sources
                    for relay in source.relays
                    if relay.sentence == sentence.index
                )
            ),
            findings=tuple(self.findings_of.get(sentence.index, ())),
            beside=tuple(self.beside.get(sentence.index, ())),
        )


def _conflict(sentence: Sentence, sources: Sequence[Source]) -> str | None:
    """Return how the register holds the source of ``sentence``, where that cannot be of the sentence's class.

    Only names and their lack are compared, and bodies with people: a spokesperson may be either.
    """
    against = {NAMED: (ANONYMOUS, OFFICIAL), ANONYMOUS: (OFFICIAL,), OFFICIAL: (ANONYMOUS,)}.get(sentence.label, ())
    kinds = [class_of(source) for source in sources]
    if not kinds or any(kind not in against for kind in kinds):
        return None
    return f"the list of sources holds it for {kinds[0]}"


def _said_before(original: Original) -> str:
    """Return what the program had said, "anonymous (A0), 60% sure, source: two officials"."""
    said = f"{original.label} ({original.code}), {whole_percent(original.confidence)} sure"
    sources = "; ".join(original.sources) or original.source
    return f"{said}, source: {shown(sources)}" if sources else said


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

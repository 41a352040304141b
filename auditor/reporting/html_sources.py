"""What the HTML page shows of the source register."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.article import Audit, Source
from auditor.guesses import Pairs
from auditor.labels import CLASSES, MARGIN
from auditor.reporting.html_text import LETTER, shown
from auditor.reporting.wording import standing_text, withheld_text
from auditor.standing import class_of, ranked
from auditor.wording import whole_percent_of


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
    standing: str
    """"government", "state media, counted as government", "government not shown" or empty."""
    evidence: str | None
    withheld: str | None
    """Why, or on what terms, its name is withheld."""
    relays: tuple[str, ...]
    mixed: str | None
    """How many of its sentences are of which class, where they are of several."""
    sentences: tuple[tuple[int, str], ...]
    guesses: tuple[tuple[int, str], ...]
    """Those of the sentences that are linked to it by a guess."""
    words: int
    share: str
    width: float


def source_views(audit: Audit, names: Mapping[int, str], guesses: Pairs) -> Iterator[SourceView]:
    """Yield the sources, the one with most words first; ``names`` says what each sentence is called, by index."""
    cited = ranked(audit)
    for source in (*cited, *(s for s in audit.sources if s not in cited)):
        yield _source(audit, source, names, guesses)


def _source(audit: Audit, source: Source, names: Mapping[int, str], guesses: Pairs) -> SourceView:
    label, name = class_of(source), shown(source.name)
    known = f"{source.name} {source.role or ''}".casefold()
    evidence = source.government_evidence or source.name
    role = shown(source.role) if source.role else None
    return SourceView(
        id=source.id,
        name=name,
        letter=LETTER[label],
        mark=MARGIN[label],
        label=label,
        kind=source.kind,
        role=role if role and role.casefold() != name.casefold() else None,
        standing=standing_text(source),
        evidence=shown(evidence) if source.government == "yes" and evidence.casefold() not in known else None,
        withheld=withheld_text(source, f"“{shown(source.explained)}”") if source.explained else None,
        relays=tuple(dict.fromkeys(_relayed(source, relay.outlet, relay.origin) for relay in source.relays)),
        mixed=_mixed(audit, source),
        sentences=tuple((i, names[i]) for i in source.sentences if i in names),
        guesses=tuple((i, names[i]) for i in source.sentences if i in names and (i, source.id) in guesses),
        words=source.words,
        share=whole_percent_of(source.share),
        width=round(100 * source.share, 2),
    )


def _relayed(source: Source, outlet: str, origin: str) -> str:
    own = {source.name.casefold(), *(mention.text.casefold() for mention in source.mentions)}
    return f"citing “{shown(origin)}”" if outlet.casefold() in own else f"passed on by {shown(outlet)}"


def _mixed(audit: Audit, source: Source) -> str | None:
    labels = [s.label for s in audit.sentences if s.index in set(source.sentences)]
    counts = [(label, labels.count(label)) for label in CLASSES if label in labels]
    return ", ".join(f"{label} in {count}" for label, count in counts) if len(counts) > 1 else None

"""The source register at a terminal: who the article rests on, the one with most words first."""

from rich.text import Text

from auditor import summary
from auditor.article import Audit, Relay, Source
from auditor.reporting.page import INK, QUIET, Page
from auditor.reporting.wording import withheld_text
from auditor.sources.state_media import is_state_media
from auditor.standing import class_of, is_government, ranked
from auditor.wording import whole_percent_of

_ROOM_FOR_LONG_HEADINGS = 80
_LONGEST_WORDS = 100
"""In columns; a longer role, or longer words of the article in a note, are cut."""
_MARK = {"yes": "yes", "no": "no", "unknown": "?"}


def print_sources(page: Page, audit: Audit) -> None:
    """Print a table of the sources with a note below each: what it is, why it is unnamed, who passed it on.

    Prints nothing where nothing is attributed.
    """
    sources = ranked(audit)
    wordless = sum(not sentence.source_ids for sentence in summary.attributed(audit))
    if not sources and not wordless:
        return
    is_wide = page.width >= _ROOM_FOR_LONG_HEADINGS
    head = ("Sources", "class", "government" if is_wide else "gov.", "sentences" if is_wide else "sent.", "words")
    rows = [[Text(h, "bold") for h in head]]
    notes = [Text()]
    for source in sources:
        rows.append(
            [
                Text(page.clean(source.name)),
                Text(class_of(source), INK[class_of(source)]),
                Text("yes" if is_government(source) else _MARK[source.government]),
                Text(f"{len(source.sentences):,}"),
                Text(whole_percent_of(source.share)),
            ]
        )
        notes.append(Text(_note(page, source), QUIET))
    if wordless:
        rows.append([Text("(no source made out)", QUIET), Text(), Text(), Text(f"{wordless:,}"), Text()])
        notes.append(Text())
    page.table(rows, right={3, 4}, notes=notes)
    if any(len(sentence.source_ids) > 1 for sentence in summary.attributed(audit)):
        page.paragraph("What several sources say together counts for each of them.", QUIET)
    if any(not is_government(source) and source.government == "unknown" for source in sources):
        page.paragraph("Government ?: the article does not show it.", QUIET)
    page.blank()


def _note(page: Page, source: Source) -> str:
    """Return what is known of ``source`` but not in the columns, in the words of the article where it has some."""
    name = source.name.casefold()
    role = source.role if source.role and source.role.casefold() not in name else None
    facts = [", ".join([source.kind, *([_cut(page, role)] if role else [])])]
    if is_state_media(source) and source.government != "yes":
        facts.append("state media, which the grade counts as government")
    evidence = source.government_evidence
    if source.government == "yes" and evidence and evidence.casefold() not in f"{name}\n{(role or '').casefold()}":
        facts.append(f"government by {_quoted(page, evidence)}")
    if source.explained:
        facts.append(withheld_text(source, _quoted(page, source.explained)))
    facts += dict.fromkeys(_relayed(page, source, relay) for relay in source.relays)
    return "; ".join(facts)


def _relayed(page: Page, source: Source, relay: Relay) -> str:
    own = {source.name.casefold(), *(mention.text.casefold() for mention in source.mentions)}
    if relay.outlet.casefold() in own:
        return f"citing {_quoted(page, relay.origin)}"
    return f"passed on by {_quoted(page, relay.outlet)}"


def _quoted(page: Page, words: str) -> str:
    return f"{page.clean('“')}{_cut(page, words)}{page.clean('”')}"


def _cut(page: Page, words: str) -> str:
    return page.cut(Text(page.clean(words)), _LONGEST_WORDS).plain

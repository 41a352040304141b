"""A page at a terminal: lines, wrapped text and tables, as wide as the terminal and as plain as it must be.

Text from outside goes through ``Page.clean`` and then into ``rich.text.Text``, never into markup, so that
nothing in an article can colour, move or hide anything.
"""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from auditor.labels import ANONYMOUS, FURNITURE, MARGIN, NAMED, OFFICIAL, UNATTRIBUTED
from auditor.reporting.text_safety import encodable, visible
from auditor.rules.interface import ADVICE, ERROR, WARNING

# Not labels.COLOUR, which is made for white paper: these have a contrast of at least 3:1 against white and
# against the usual dark backgrounds, and a terminal of 256 colours has every one of them.  The reporter's own
# voice has the terminal's own colour.
INK: dict[str, str] = {
    NAMED: "#008700",
    ANONYMOUS: "#d75f5f",
    OFFICIAL: "#0087d7",
    UNATTRIBUTED: "default",
    FURNITURE: "#8a8a8a",
}
QUIET = INK[FURNITURE]
LEVEL_INK: dict[str, str] = {ERROR: INK[ANONYMOUS], WARNING: "#af8700", ADVICE: INK[OFFICIAL]}
"""How grave a finding is, in the same kind of colours."""

PIPED_WIDTH = 80
WIDEST = 100  # longer lines are hard to read
NARROWEST = 40  # a narrower terminal breaks our lines itself
GAP = 2


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page that are not words.

    ``fill`` is what a bar is made of and ``margin`` what stands before a sentence, by class; ``point`` stands
    between two facts, ``cut`` where a text was cut short, and ``rule`` makes a line across the page.
    """

    fill: dict[str, str]
    margin: dict[str, str]
    point: str
    cut: str
    rule: str


UNICODE_GLYPHS = Glyphs(
    fill={NAMED: "█", ANONYMOUS: "▓", OFFICIAL: "▒", UNATTRIBUTED: "░"},
    margin=MARGIN,
    point="·",
    cut="…",
    rule="─",
)
ASCII_GLYPHS = Glyphs(
    fill={NAMED: "N", ANONYMOUS: "A", OFFICIAL: "O", UNATTRIBUTED: "."},
    margin=MARGIN | {UNATTRIBUTED: "."},
    point="|",
    cut="...",
    rule="-",
)


class _PipeConsole(Console):
    def on_broken_pipe(self) -> None:
        raise  # called while the BrokenPipeError is handled; rich's own method would leave the program


def make_console(stream: TextIO, *, color: bool = True, width: int | None = None) -> Console:
    """Return a console that writes to ``stream``.

    No escape sequence is written where ``stream`` is no terminal, where NO_COLOR is set or where ``color`` is
    False.  Without ``width`` (in columns) a terminal has its own, anything else what COLUMNS says, or 80.
    """
    wanted = color and not os.environ.get("NO_COLOR")
    if width is None and not stream.isatty():
        columns = os.environ.get("COLUMNS", "")
        width = int(columns) if columns.isdecimal() and int(columns) else PIPED_WIDTH
    return _PipeConsole(
        file=stream,
        width=width,
        color_system="auto" if wanted else None,
        # Said outright, because rich would believe FORCE_COLOR and write escapes into files.
        force_terminal=stream.isatty(),
        no_color=not wanted,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


class Page:
    """Prints to a console, at most ``WIDEST`` columns wide."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = max(NARROWEST, min(console.width, WIDEST))
        glyphs = UNICODE_GLYPHS
        every = "".join([*glyphs.fill.values(), *glyphs.margin.values(), glyphs.cut, glyphs.rule])
        self.glyphs = glyphs if encodable(every, console.encoding) == every else ASCII_GLYPHS

    def clean(self, text: str) -> str:
        """Return ``text`` as the console can show it: one line, nothing obeyed, nothing unseen."""
        return encodable(visible(text).strip(), self.console.encoding)

    def line(self, text: Text) -> None:
        """Print ``text`` on a line of its own."""
        text.rstrip()
        self.console.print(text, no_wrap=True, overflow="ignore", crop=False)

    def blank(self) -> None:
        """Print an empty line."""
        self.line(Text())

    def rule(self) -> None:
        """Print a line across the page, with space around."""
        self.blank()
        self.line(Text(self.glyphs.rule * self.width, QUIET))
        self.blank()

    def paragraph(self, text: str, style: str = "") -> None:
        """Print ``text`` over as many lines as it needs."""
        for line in self.wrap(Text(text, style), self.width):
            self.line(line)

    def wrap(self, text: Text, width: int) -> list[Text]:
        """Return ``text`` in lines of at most ``width`` columns; a longer word is broken."""
        return list(text.wrap(self.console, max(2, width), overflow="fold")) or [Text()]

    def wrap_hanging(self, text: Text, width: int) -> list[Text]:
        """Return ``text`` in lines of at most ``width`` columns, all but the first indented."""
        if text.cell_len <= width:
            return [text]
        first, *more = self.wrap(text, width - GAP)
        return [first, *(Text.assemble(" " * GAP, line) for line in more)]

    def flow(self, items: Sequence[Text], separator: str) -> None:
        """Print ``items`` in lines, with ``separator`` between two on one line; none is broken in two."""
        lines: list[Text] = []
        for item in items:
            if lines and lines[-1].cell_len + cell_len(separator) + item.cell_len <= self.width:
                lines[-1] = Text.assemble(lines[-1], (separator, QUIET), item)
            else:
                lines.append(item)
        for line in lines:
            for part in self.wrap(line, self.width):
                self.line(part)

    def table(
        self,
        rows: Sequence[Sequence[Text]],
        *,
        right: Collection[int] = (),
        wraps: bool = True,
        notes: Sequence[Text] = (),
    ) -> None:
        """Print ``rows`` in columns as wide as they need.

        Where that is too wide for the page, the cells of the first column are wrapped, or cut short if not
        ``wraps``.  The columns numbered in ``right`` (from 0) are set to the right.  ``notes``, one a row where there
        are any, stand indented below their rows, across all columns; an empty one takes no line.
        """
        widths = [max(cell.cell_len for cell in column) for column in zip(*rows, strict=True)]
        widths[0] = max(2, min(widths[0], self.width - sum(width + GAP for width in widths[1:])))
        for row, note in zip_longest(rows, notes):
            first, *others = row
            head, *more = self.wrap_hanging(first, widths[0]) if wraps else [self.cut(first, widths[0])]
            line = _padded(head, widths[0])
            for column, (cell, width) in enumerate(zip(others, widths[1:], strict=True), 1):
                line = Text.assemble(line, " " * GAP, _padded(cell, width, to_right=column in right))
            self.line(line)
            for rest in more:
                self.line(rest)
            if note:
                for part in self.wrap(note, self.width - 2 * GAP):
                    self.line(Text.assemble(" " * 2 * GAP, part))

    def cut(self, text: Text, width: int, *, at_start: bool = False) -> Text:
        """Return ``text`` in at most ``width`` columns, its end (or its start) cut off and the cut marked."""
        if text.cell_len <= width:
            return text
        mark = self.glyphs.cut
        room = max(0, width - cell_len(mark))
        if at_start:
            kept = mark + set_cell_size(text.plain[::-1], room)[::-1].strip()
        else:
            kept = set_cell_size(text.plain, room).strip() + mark
        return Text(kept, text.style)


def _padded(text: Text, width: int, *, to_right: bool = False) -> Text:
    padding = " " * (width - text.cell_len)
    return Text.assemble(padding, text) if to_right else Text.assemble(text, padding)

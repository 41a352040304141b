"""Markdown: the markup goes, the words stay."""

import re
from typing import TYPE_CHECKING

from auditor.reading.encoding import decode
from auditor.reading.interface import Content, Document

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_MATTER_LINE = re.compile(r"\s|[-#]|(?P<key>[\w-]+[ \t]*:(?:\s|$))")
_FIELD = re.compile(r"^(title|author|date)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def read_markdown(content: Content, *, force: bool) -> Document:
    """Read Markdown, every heading, paragraph and list item on a line of its own.

    Title, author and date come from front matter where there is some, the title else from a first heading.
    Raises ``InputError`` where the bytes are not text.
    """
    from markdown_it import MarkdownIt

    source = decode(content.data, content.name, content.charset)
    matter = _front_matter(source)
    fields: dict[str, str] = {}
    if matter:
        source = source[matter.end() :]
        fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(matter[1])}
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    blocks = _blocks(tokens)
    title = fields.get("title")
    if title is None and tokens and tokens[0].type == "heading_open":
        title = blocks[0] if blocks else None
    date = _ISO_DATE.match(fields.get("date", ""))
    return Document("\n\n".join(blocks), title, author=fields.get("author"), date=date[0] if date else None)


def _front_matter(source: str) -> re.Match[str] | None:
    """Return the front matter, its lines as group 1; text between two rules is none."""
    matter = _FRONT_MATTER.match(source)
    if matter is None:
        return None
    lines = [_MATTER_LINE.match(line) for line in matter[1].splitlines() if line.strip()]
    has_key = not lines or any(line and line["key"] for line in lines)
    return matter if all(lines) and has_key else None


def _blocks(tokens: "list[Token]") -> list[str]:
    blocks: list[str] = []
    for token in tokens:
        if token.type == "inline":
            blocks.append(_inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.strip("\n"))
    return [block for block in blocks if block.strip()]


def _inline(tokens: "list[Token]") -> str:
    """Return the words of a run of inline tokens; pictures and raw HTML have none."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
    return "".join(parts).strip()

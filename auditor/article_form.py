"""What form an article has, as far as its layout and wording show it: opinion, transcript, live blog.

In these the rules of a news story do not hold: a columnist speaks in a voice of his own, a transcript has as many
sources as speakers, a live blog is many short stories.  docs/grading.md lists the signals and what they miss.
"""

import re
from collections.abc import Sequence

from auditor.article import Article, Audit
from auditor.labels import UNATTRIBUTED
from auditor.quotation import article_quotations

OPINION = "an opinion piece"
TRANSCRIPT = "a transcript"
LIVE_BLOG = "a live blog"

_HEAD_LINES = 12
"""How many lines at the top can say what form the article has."""
_ENTRIES = 4
"""So many times of day at the beginnings of lines make a live blog; two, where the headline says so."""
_TURNS = 6
_TURN_SHARE = 0.25
"""So many speaker turns, from two speakers or more, that are such a share of the sentences make a transcript."""
_FIRST_PERSON = 4
_FIRST_PERSON_SHARE = 0.1
"""So many sentences that rest on nobody and say "I", and such a share of them, make an opinion piece."""

_OPINION_LINE = re.compile(
    r"(?:opinions?|op-?ed|editorials?|guest essay|guest column|commentary|comment is free|viewpoint|our view|"
    r"letters?(?: to the editor)?|first person|column)\W*(?:\|.*|[-–—:]\s.*)?",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\b(?:views|opinions) expressed (?:here|in this (?:article|column|piece|essay|commentary))\b"
    r"|\bthe (?:writer|author) is a columnist\b",
    re.IGNORECASE,
)
_LIVE_TITLE = re.compile(
    r"^\W*live\b|\blive (?:blog|updates?|coverage|reporting)\b|\bas it happened\b|\blive[:!]|^\W*the latest:",
    re.IGNORECASE,
)
_CLOCK_LINE = re.compile(r"^\W{0,3}(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\b\.?)?(?=\W|$)", re.IGNORECASE)
_TRANSCRIPT_LINE = re.compile(
    r"^\W*(?:(?:full |rush |edited |partial )*transcript\b"
    r"|this is a (?:rush |full |partial )?transcript\b|the following is an? .{0,30}transcript\b)",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?P<who>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|al|bin|der)){0,4})(?: \([^()\n]{1,60}\))?:\s+\S"
)
_NO_SPEAKER = re.compile(
    r"(?:update|updated|note|correction|related|read more|watch|photo|image|source|sources|breaking|analysis|opinion|"
    r"exclusive|editor's note|the latest|live|poll|democrats?|republicans?)\b",
    re.IGNORECASE,
)
_I = re.compile(r"(?<!& )\b(?:I|I['’](?:m|ve|d|ll)|my|myself)\b(?!\.)")
_OPINION_PATH = re.compile(
    r"/(?:opinions?|op-?eds?|editorials?|commentisfree|comment|columns?|columnists?|letters)/", re.IGNORECASE
)
_LIVE_PATH = re.compile(r"/(?:live|live-?blogs?|live-updates?)/|-live-?blog\b", re.IGNORECASE)
_TRANSCRIPT_PATH = re.compile(r"/transcripts?/", re.IGNORECASE)


def special_form(audit: Audit) -> str | None:
    """Return ``OPINION``, ``TRANSCRIPT`` or ``LIVE_BLOG`` where the article shows that it is one, else None."""
    article = audit.article
    lines = [line.strip() for line in article.text.splitlines() if line.strip()]
    head = [*([article.title] if article.title else []), *lines[:_HEAD_LINES]]
    address = article.url or ""
    if _LIVE_PATH.search(address) or _is_live_blog(article, lines):
        return LIVE_BLOG
    if _TRANSCRIPT_PATH.search(address) or any(map(_TRANSCRIPT_LINE.match, head)) or _is_dialogue(audit, lines):
        return TRANSCRIPT
    says_so = any(map(_OPINION_LINE.fullmatch, head)) or any(map(_DISCLAIMER.search, lines))
    if _OPINION_PATH.search(address) or says_so or _is_first_person(audit):
        return OPINION
    return None


def _is_live_blog(article: Article, lines: Sequence[str]) -> bool:
    entries = sum(bool(_CLOCK_LINE.match(line)) for line in lines)
    named = any(_LIVE_TITLE.search(line) for line in [article.title or "", *lines[:2]])
    return entries >= _ENTRIES or (named and entries >= _ENTRIES // 2)


def _is_dialogue(audit: Audit, lines: Sequence[str]) -> bool:
    """Tell whether the text is mostly speaker turns: "Name: words" or "Q: words" at the start of line or sentence."""
    begins = {*lines, *(s.text for s in audit.sentences)}
    turns = [turn["who"] for text in begins if (turn := _TURN.match(text)) and not _NO_SPEAKER.match(turn["who"])]
    # A list of headings has as many "speakers" as turns; people who talk take more than one turn each.
    return len(turns) >= _TURNS and 1 < len(set(turns)) < len(turns) and len(turns) >= _TURN_SHARE * len(audit.counted)


def _is_first_person(audit: Audit) -> bool:
    spans = article_quotations(audit.article.text)
    own = [s for s in audit.sentences if s.label == UNATTRIBUTED]
    found = 0
    for sentence in own:
        for hit in _I.finditer(sentence.text):
            at = sentence.start + hit.start()
            if not any(start <= at < end for start, end in spans):
                found += 1
                break
    return found >= _FIRST_PERSON and found >= _FIRST_PERSON_SHARE * len(own)

"""Telling an article from the notice that a web page shows in its place."""

import re

from auditor.errors import RefusedError

MIN_ARTICLE_WORDS = 40
"""A web page with fewer words of article than this is refused."""

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns), re.IGNORECASE))
    for kind, patterns in (
        (
            "a cookie or consent notice",
            (
                r"\b(?:we|this (?:web)?site|our (?:web)?site)\b.{0,80}\bcookies\b",
                r"\b(?:we and our|our \d* ?|third-party )partners\b",
                r"\b(?:accept|reject|allow|manage|refuse) (?:all|cookies|preferences|consent)\b",
                r"\byour (?:cookies?|consent|privacy)\b|\bby clicking\b|\blegitimate interests?\b",
                r"\bpersonali[sz]ed (?:ads|advertising|content)\b",
                r"\b(?:cookie|privacy) (?:policy|notice|settings|centre|center)\b",
                r"\bwithdraw (?:or change )?(?:your )?(?:consent|choice)",
            ),
        ),
        (
            "a notice that the article is for subscribers",
            (
                r"\b(?:subscri(?:be|ption)|sign up|register|(?:log|sign) in)\b.{0,60}\b(?:continue|read)\b",
                r"\bto (?:continue|keep) reading\b|\balready a (?:subscriber|member)\b",
                r"\b(?:subscribers?|members?)[- ]only\b",
                r"\b(?:only|exclusive|available) (?:for|to) (?:our |paying )*(?:subscribers|members)\b",
                r"\b(?:start|begin) (?:your|a) (?:free )?trial\b|\bfree trial\b|\bcancel (?:at )?any ?time\b",
                r"\byou(?: have|['’]ve) (?:reached|read|used) (?:your|all)\b.{0,40}\barticles?\b",
                r"\b(?:subscribe (?:now|today)|unlimited (?:digital )?access)\b",
                r"(?:[$£€]\s?\d+(?:\.\d\d)?|\bfirst month\b).{0,30}\b(?:per|a|every) (?:week|month|year)\b",
            ),
        ),
        (
            "a log-in page",
            (
                r"\b(?:forgot(?:ten)?|reset) (?:your )?password\b|\bcreate (?:an|your|a free) account\b",
                r"\b(?:log|sign) ?in (?:to|with) (?:your|google|facebook|apple|e-?mail)\b",
                r"\b(?:enter|your) (?:your )?(?:e-?mail(?: address)?|user ?name)(?: and|,| or) password\b",
                r"\bplease (?:log|sign) ?in\b",
            ),
        ),
        (
            "a request to enable JavaScript",
            (
                r"\b(?:enable|activate|turn on|requires?|allow|without)\b.{0,30}\bjava ?script\b",
                r"\bjava ?script\b.{0,40}\b(?:disabled|required|turned off|not enabled|blocked)\b",
                r"\b(?:your|this|unsupported) browser\b.{0,60}\b(?:support|outdated|upgrade|update|disabled)",
            ),
        ),
        (
            "a check that the reader is not a robot",
            (
                r"\b(?:are|is) (?:a |not a )?(?:human|robot)\b|\bcaptcha\b|\bunusual (?:traffic|activity)\b",
                r"\b(?:checking|verifying) (?:your browser|that you|you are)\b",
                r"\baccess (?:denied|to this page)\b|\bray id\b|\bad ?-?blocker\b",
            ),
        ),
    )
)
_SAMPLE = 20_000  # code points; notices are short
_UNIT = re.compile(r"[^\n.!?]+[.!?]*|[.!?]+")


def refuse_notice(article: str, page: str, name: str) -> None:
    """Raise ``RefusedError`` if a page holds a notice, or too little, instead of an article.

    ``article`` is the main text that was found, without its title, ``page`` all the words that the page
    shows.  Sentences that speak like a notice are taken out; an article is 40 words or more of the rest, and
    the rest is more than the notice.
    """
    kind, notice, rest = _parts(article[:_SAMPLE])
    if rest >= MIN_ARTICLE_WORDS and rest > notice:
        return
    if not kind:
        # The rest of the page may say what stands in the article's way; a footer's "Privacy policy" does not.
        kind, notice, rest = _parts(page[:_SAMPLE])
        kind = kind if 4 * notice > rest else None
    if kind:
        raise RefusedError(f"{name} shows {kind} instead of an article.")
    words = len(article.split())
    if not words:
        raise RefusedError(f"{name} is a web page without an article.")
    raise RefusedError(
        f"{name} is a web page with only {words} {'word' if words == 1 else 'words'} of article; "
        f"at least {MIN_ARTICLE_WORDS} are needed."
    )


def _parts(text: str) -> tuple[str | None, int, int]:
    """Return the kind of notice that most words belong to, the words of notices, and all other words."""
    of_kind = dict.fromkeys((kind for kind, _ in _KINDS), 0)
    rest = 0
    for unit in _UNIT.findall(text):
        words = len(unit.split())
        kind = next((kind for kind, pattern in _KINDS if pattern.search(unit)), None)
        if kind:
            of_kind[kind] += words
        else:
            rest += words
    largest = max(of_kind, key=of_kind.__getitem__)
    return (largest if of_kind[largest] else None), sum(of_kind.values()), rest

"""Small matters of wording that more than one report shares."""

from collections.abc import Sequence

_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def number_word(count: int) -> str:
    """Return ``count`` as people write it: in words up to twelve, 0 as "no", above in figures."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else f"{count:,}"


def joined(parts: Sequence[str]) -> str:
    """Return ``parts`` as a list in a sentence: "a", "a and b", "a, b and c"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def whole_percent_of(share: float) -> str:
    """Return a share of 0 to 1 in whole percent; 0 % is none at all and 100 % is all of them."""
    if not 0 < share < 1:
        return "100%" if share > 0 else "0%"
    return "<1%" if share < 0.01 else f"{min(99, round(100 * share))}%"

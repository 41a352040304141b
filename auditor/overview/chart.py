"""Lines by month, one small chart a class, worked out as the coordinates of an inline SVG."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from auditor.labels import CLASSES
from auditor.overview.estimate import Estimate, Shares
from auditor.overview.overview import Group

WIDTH, HEIGHT = 360, 160
"""In the units of the SVG, which are pixels on a phone."""
LEFT, RIGHT, TOP, BOTTOM = 38, 24, 10, 24

_STEP = 0.25
_MARK_WIDTH = 50
"""Of a month's name with the space around it; half of one fits on either side of the lines."""


@dataclass(frozen=True, slots=True)
class Point:
    """A month on a line; ``few`` draws it hollow."""

    x: float
    y: float
    few: bool
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One class over time: the line in stretches of months without a gap, its band of intervals, its points."""

    stretches: tuple[str, ...]
    bands: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A small chart: the class, what it says in words, its counted line and, where known, its corrected one."""

    label: str
    words: str
    counted: Line
    corrected: Line | None


@dataclass(frozen=True, slots=True)
class Trend:
    """The charts and the axes that they share: places and texts of the marks."""

    charts: tuple[Chart, ...]
    x_marks: tuple[tuple[float, str], ...]
    y_marks: tuple[tuple[float, str], ...]


def trend(months: Sequence[Group], percent: Callable[[float], str]) -> Trend | None:
    """Return the charts of all months that are known and have sentences; None where there are fewer than two."""
    dated = [group for group in months if group.name and group.shares.counted]
    if len(dated) < 2:
        return None
    numbers = [_number(group.name or "") for group in dated]
    first, last = numbers[0], numbers[-1]
    highest = max(e.share for g in dated for found in _both(g.shares) for e in found)
    top = min(1.0, _STEP * (int(highest / _STEP) + 1))

    def x_of(number: int) -> float:
        return round(LEFT + (number - first) / (last - first) * (WIDTH - LEFT - RIGHT), 1)

    def y_of(share: float) -> float:
        return round(TOP + (1 - min(share, top) / top) * (HEIGHT - TOP - BOTTOM), 1)

    def line(estimates: Sequence[Estimate]) -> Line:
        at = [
            (n, x_of(n), y_of(e.share), g, e) for n, g, e in zip(numbers, dated, estimates, strict=True)
        ]  # fmt: skip
        runs = list(_runs([n for n, *_ in at]))
        return Line(
            stretches=tuple(" ".join(f"{x},{y}" for _, x, y, _, _ in at[a:b]) for a, b in runs if b - a > 1),
            bands=tuple(_bands([(x, e) for _, x, _, _, e in at], runs, y_of)),
            points=tuple(
                Point(x, y, g.few, f"{g.name}: {percent(e.share)}, {g.tally.articles:,} "
                                   f"{'article' if g.tally.articles == 1 else 'articles'}")
                for _, x, y, g, e in at
            ),
        )  # fmt: skip

    charts = []
    for place, label in enumerate(CLASSES):
        counted = [group.shares.counted[place] for group in dated]
        corrected = [group.shares.corrected[place] for group in dated if group.shares.corrected]
        words = (
            f"{label}, by month: {percent(counted[0].share)} in {dated[0].name}, "
            f"{percent(counted[-1].share)} in {dated[-1].name}"
        )
        charts.append(Chart(label, words, line(counted), line(corrected) if corrected else None))
    steps = round(top / _STEP)
    return Trend(
        charts=tuple(charts),
        x_marks=tuple(_x_marks(first, last, x_of)),
        y_marks=tuple((y_of(_STEP * n), percent(_STEP * n)) for n in range(steps + 1)),
    )


def _both(shares: Shares) -> Iterator[tuple[Estimate, ...]]:
    yield shares.counted
    yield shares.corrected or ()


def _number(month: str) -> int:
    year, _, part = month.partition("-")
    return 12 * int(year) + int(part) - 1


def _name(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield begin and end of every stretch of months that follow each other."""
    begin = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or numbers[place] != numbers[place - 1] + 1:
            yield begin, place
            begin = place


def _bands(
    at: Sequence[tuple[float, Estimate]], runs: Sequence[tuple[int, int]], y_of: Callable[[float], float]
) -> Iterator[str]:
    for begin, end in runs:
        known: list[tuple[float, float, float]] = []
        for x, e in [*at[begin:end], (0.0, Estimate(0.0))]:
            if e.low is not None and e.high is not None:
                known.append((x, y_of(e.low), y_of(e.high)))
            elif known:
                if len(known) > 1:
                    there = " ".join(f"{x},{high}" for x, _, high in known)
                    back = " ".join(f"{x},{low}" for x, low, _ in reversed(known))
                    yield f"{there} {back}"
                known = []


def _x_marks(first: int, last: int, x_of: Callable[[int], float]) -> Iterator[tuple[float, str]]:
    """Yield as many months as have room, the first and the last among them, the steps alike within one month."""
    span = last - first
    month = (WIDTH - LEFT - RIGHT) / span
    parts = max(n for n in range(1, span + 1) if n == 1 or span // n * month >= _MARK_WIDTH)
    for part in range(parts + 1):
        number = first + span * part // parts
        yield x_of(number), _name(number)

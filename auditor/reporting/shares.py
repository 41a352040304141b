"""Shares of the four classes as people read them: whole percent, and cells of a bar."""

from collections.abc import Mapping


def percent(count: int, total: int) -> str:
    """Return ``count`` of ``total`` in whole percent; 0 % is none at all and 100 % is all of them."""
    if not 0 < count < total:
        return "100%" if count else "0%"
    if 100 * count < total:
        return "<1%"
    return f"{min(99, round(100 * count / total))}%"


def whole_percent(probability: float) -> str:
    """Return a probability in whole percent, rounded down, so that 0.699 does not stand as 70 %."""
    return f"{int(round(1000 * probability) // 10)}%"


def bar_cells(counts: Mapping[str, int], width: int) -> dict[str, int]:
    """Share ``width`` cells out among ``counts``, by the largest remainder; all 0 where nothing is counted.

    A class that occurs gets a cell at least, as long as there are as many cells as classes.
    """
    present = [label for label, count in counts.items() if count]
    cells = dict.fromkeys(counts, 0)
    if len(present) > width:
        present = sorted(present, key=lambda label: -counts[label])[:width]
    cells |= dict.fromkeys(present, 1)
    free = width - len(present)
    total = sum(counts[label] for label in present)
    if not total:
        return cells
    # What each class should have beyond its first cell; a class that should have less than a cell has enough.
    wanted = {label: max(0.0, counts[label] / total * width - 1) for label in present}
    scale = free / sum(wanted.values()) if any(wanted.values()) else 0.0
    exact = {label: wanted[label] * scale for label in present}
    for label in present:
        cells[label] += int(exact[label])
    left = free - sum(int(part) for part in exact.values())
    for label in sorted(present, key=lambda label: int(exact[label]) - exact[label])[:left]:
        cells[label] += 1
    return cells

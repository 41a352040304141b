"""Pictures of an overview for slides; matplotlib is imported only when one is drawn."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import UsageError
from auditor.grading import LETTERS
from auditor.labels import CLASSES, COLOUR
from auditor.overview.estimate import FEWEST_FOR_INTERVAL, Estimate, Shares
from auditor.overview.overview import Group, Overview
from auditor.overview.tally import WITHHELD
from auditor.reporting.html_text import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = 12
_LONGEST = 32
_MOST_NAMES = 9
"""Months that are named under a picture."""
_ASIDE = 0.12
"""Between the points of two classes, in months."""
_HATCH: dict[str, str] = dict(zip(CLASSES, ("", "////", "...", ""), strict=True))
"""So that the classes are told apart without colour too."""


def require_plots() -> None:
    """Raise UsageError when matplotlib is not there: said before the work, not after it."""
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError as error:
        raise UsageError("--plots needs matplotlib: pip install -e '.[report]' in the project's folder.") from error


def save_plots(overview: Overview, folder: Path, *, corrected: bool = False) -> list[Path]:
    """Write the PNGs that ``overview`` has something for into ``folder``; return where.

    shares.png, grades.png, outlets.png, authors.png and months.png; ``corrected`` draws corrected shares.
    """
    require_plots()
    folder.mkdir()
    drawn: list[Path] = []

    def save(figure: "Figure", name: str) -> None:
        # Without the software's version in it, the same figures give the same file.
        figure.savefig(folder / name, format="png", dpi=200, metadata={"Software": None})
        drawn.append(folder / name)

    if overview.total.shares.counted:
        save(_all(overview.total, corrected), "shares.png")
    if any(overview.total.tally.grades[letter] for letter in LETTERS):
        save(_grades(overview.total), "grades.png")
    for groups, what, missing in ((overview.outlets, "outlet", "an outlet"), (overview.authors, "author", "an author")):
        named = [group for group in groups if group.name and group.shares.counted][:_MOST]
        if named:
            save(_compared(named, corrected, _left_out(groups, named, what, missing)), f"{what}s.png")
    dated = [group for group in overview.months if group.name and group.shares.counted]
    if len(dated) > 1:
        save(_months(dated, corrected, _left_out(overview.months, dated, "month", "a date")), "months.png")
    return drawn


def _figure(width: float, height: float) -> "Figure":
    from matplotlib.figure import Figure

    # A bare Figure draws without a screen and leaves no state behind, unlike pyplot.
    return Figure(figsize=(width, height), layout="constrained")


def _of(shares: Shares, corrected: bool) -> Sequence[Estimate]:
    return shares.corrected if corrected and shares.corrected else shares.counted


def _note(corrected: bool) -> str:
    what = "shares corrected for the classifier's known mistakes" if corrected else "shares as counted"
    return f"{what}; lines are 95% intervals"


def _all(group: Group, corrected: bool) -> "Figure":
    figure = _figure(8, 3.2)
    axes = figure.subplots()
    for place, (label, estimate) in enumerate(zip(CLASSES, _of(group.shares, corrected), strict=True)):
        axes.barh(place, 100 * estimate.share, color=COLOUR[label], hatch=_HATCH[label], edgecolor="white")
        right = 100 * estimate.share
        if estimate.low is not None and estimate.high is not None:
            axes.plot([100 * estimate.low, 100 * estimate.high], [place, place], color="black", linewidth=1.5)
            right = max(right, 100 * estimate.high)
        axes.text(right + 1, place, f"{100 * estimate.share:.0f}%", va="center", fontsize=12)
    axes.set_yticks(range(len(CLASSES)), CLASSES, fontsize=12)
    axes.invert_yaxis()
    axes.set_xlim(0, 108)
    axes.set_xlabel(f"% of sentences; {_note(corrected)}")
    axes.set_title(f"Whose word {group.tally.articles:,} articles rest on")
    _bare(axes)
    return figure


def _grades(group: Group) -> "Figure":
    from matplotlib.ticker import MaxNLocator

    figure = _figure(6, 3.2)
    axes = figure.subplots()
    bars = axes.bar(LETTERS, [group.tally.grades[letter] for letter in LETTERS], color="#44443f")
    axes.bar_label(bars, fmt="{:,.0f}")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    without = group.tally.grades[WITHHELD]
    axes.set_title("Grades for sourcing" + (f" ({without:,} articles without one)" if without else ""))
    axes.set_ylabel("articles")
    _bare(axes)
    return figure


def _compared(groups: Sequence[Group], corrected: bool, notes: Sequence[str]) -> "Figure":
    """Draw the classes side by side, since an interval belongs to one bar and not to a stretch of a stack."""
    figure = _figure(11, 1.7 + 0.42 * len(groups))
    panels = figure.subplots(1, len(CLASSES), sharex=True, sharey=True)
    for number, (axes, label) in enumerate(zip(panels, CLASSES, strict=True)):
        for row, group in enumerate(groups):
            estimate = _of(group.shares, corrected)[number]
            axes.barh(row, 100 * estimate.share, color=COLOUR[label], hatch=_HATCH[label], edgecolor="white")
            if estimate.low is not None and estimate.high is not None:
                axes.plot([100 * estimate.low, 100 * estimate.high], [row, row], color="black", linewidth=1.5)
        axes.set_title(label)
        _bare(axes)
    highest = max(e.high or e.share for group in groups for e in _of(group.shares, corrected))
    panels[0].set_xlim(0, min(100, 25 * (int(4 * highest) + 1)))
    names = [f"{_short(group.name or '')} ({group.tally.articles:,})" for group in groups]
    # No mathematics in a name: a dollar sign is a dollar sign.
    panels[0].set_yticks(range(len(groups)), names, parse_math=False)
    panels[0].invert_yaxis()
    figure.supxlabel("\n".join((f"% of sentences; articles in brackets; {_note(corrected)}", *notes)), fontsize=10)
    return figure


def _months(groups: Sequence[Group], corrected: bool, notes: Sequence[str]) -> "Figure":
    figure = _figure(9, 4.6)
    axes = figure.subplots()
    for number, label in enumerate(CLASSES):
        estimates = [_of(group.shares, corrected)[number] for group in groups]
        line = ("-", "--", "-.", ":")[number]
        # Beside each other, so that no interval hides another.
        at = [place + _ASIDE * (number - (len(CLASSES) - 1) / 2) for place in range(len(groups))]
        axes.plot(at, [100 * e.share for e in estimates], line, color=COLOUR[label], marker="o", label=label)
        known = [
            (x, e.low, e.high) for x, e in zip(at, estimates, strict=True) if e.low is not None and e.high is not None
        ]
        axes.vlines([x for x, _, _ in known], [100 * low for _, low, _ in known], [100 * high for _, _, high in known],
                    color=COLOUR[label], alpha=0.6)  # fmt: skip
    step = -(-len(groups) // _MOST_NAMES)
    axes.set_xticks(range(0, len(groups), step), [group.name or "" for group in groups][::step])
    axes.set_ylim(bottom=0)
    axes.set_ylabel("% of sentences")
    axes.set_xlabel("\n".join((_note(corrected), *notes)))
    figure.legend(loc="outside upper center", ncols=len(CLASSES), frameon=False)
    _bare(axes)
    return figure


def _left_out(groups: Sequence[Group], drawn: Sequence[Group], what: str, missing: str) -> list[str]:
    """Return the lines that say what of ``groups`` has no interval or is not in the picture at all."""
    notes = []
    few = sum(group.tally.articles < FEWEST_FOR_INTERVAL for group in drawn)
    if few:
        who = f"no {what} has one" if few == len(drawn) else f"{few} of {len(drawn)} {what}s have none"
        notes.append(f"{who}: an interval needs at least {FEWEST_FOR_INTERVAL} articles")
    unknown = sum(group.tally.articles for group in groups if not group.name)
    rest = len([group for group in groups if group.name]) - len(drawn)
    if unknown:
        notes.append(f"{unknown:,} {'article' if unknown == 1 else 'articles'} without {missing} not shown")
    if rest:
        notes.append(f"{rest:,} more {what}s not shown")
    return notes


def _short(name: str) -> str:
    # Characters that the drawing's font lacks would come out as boxes and warnings.
    text = shown(name).encode("latin-1", "replace").decode("latin-1")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _bare(axes: "Axes") -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)

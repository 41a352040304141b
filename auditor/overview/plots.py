"""Pictures of an overview for slides; matplotlib is imported only when one is drawn."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import UsageError
from auditor.grading import LETTERS
from auditor.labels import CLASSES, COLOUR
from auditor.overview.estimate import Estimate, Shares
from auditor.overview.overview import Group, Overview
from auditor.overview.tally import WITHHELD
from auditor.reporting.html_text import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = 12
_LONGEST = 32
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
    for groups, name in ((overview.outlets, "outlets.png"), (overview.authors, "authors.png")):
        named = [group for group in groups if group.name and group.shares.counted][:_MOST]
        if named:
            save(_compared(named, corrected), name)
    dated = [group for group in overview.months if group.name and group.shares.counted]
    if len(dated) > 1:
        save(_months(dated, corrected), "months.png")
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


def _compared(groups: Sequence[Group], corrected: bool) -> "Figure":
    figure = _figure(9, 1.6 + 0.42 * len(groups))
    axes = figure.subplots()
    for row, group in enumerate(groups):
        done = 0.0
        for label, estimate in zip(CLASSES, _of(group.shares, corrected), strict=True):
            width = 100 * estimate.share
            axes.barh(row, width, left=done, color=COLOUR[label], hatch=_HATCH[label], edgecolor="white",
                      label=label if row == 0 else None)  # fmt: skip
            done += width
    names = [f"{_short(group.name or '')} ({group.tally.articles:,})" for group in groups]
    # No mathematics in a name: a dollar sign is a dollar sign.
    axes.set_yticks(range(len(groups)), names, parse_math=False)
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("% of sentences; articles in brackets")
    figure.legend(loc="outside upper center", ncols=len(CLASSES), frameon=False)
    _bare(axes)
    return figure


def _months(groups: Sequence[Group], corrected: bool) -> "Figure":
    figure = _figure(9, 4.2)
    axes = figure.subplots()
    places = range(len(groups))
    for number, label in enumerate(CLASSES):
        estimates = [_of(group.shares, corrected)[number] for group in groups]
        line = ("-", "--", "-.", ":")[number]
        axes.plot(places, [100 * e.share for e in estimates], line, color=COLOUR[label], marker="o", label=label)
        known = [(n, e.low, e.high) for n, e in enumerate(estimates) if e.low is not None and e.high is not None]
        axes.vlines([n for n, _, _ in known], [100 * low for _, low, _ in known], [100 * high for _, _, high in known],
                    color=COLOUR[label], alpha=0.35)  # fmt: skip
    step = max(1, len(groups) // 8)
    axes.set_xticks(places[::step], [group.name or "" for group in groups][::step])
    axes.set_ylim(bottom=0)
    axes.set_ylabel("% of sentences")
    axes.set_xlabel(_note(corrected))
    figure.legend(loc="outside upper center", ncols=len(CLASSES), frameon=False)
    _bare(axes)
    return figure


def _short(name: str) -> str:
    # Characters that the drawing's font lacks would come out as boxes and warnings.
    text = shown(name).encode("latin-1", "replace").decode("latin-1")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _bare(axes: "Axes") -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)

"""The pictures beside the tables of benchmarks/accuracy.py and benchmarks/throughput.py; drawn without a screen."""

from collections.abc import Mapping
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from auditor.evaluation import Evaluation

OURS, OTHERS, SECOND = "#1565c0", "#a0a0a0", "#f9a825"


def draw_throughput(rates: Mapping[str, float], growth: Mapping[int, float], path: Path) -> None:
    """Draw sentences a second of each model, the first one ours, and our seconds for each number of sentences."""
    figure = Figure(figsize=(11, 4.2), layout="constrained")
    bars, line = figure.subplots(1, 2, width_ratios=(1.7, 1))
    drawn = bars.barh(list(rates), list(rates.values()), color=[OURS, *[OTHERS] * (len(rates) - 1)])
    bars.bar_label(drawn, labels=[f"{rate:,.0f}" for rate in rates.values()], padding=4)
    bars.invert_yaxis()
    bars.set_xscale("log")
    bars.set_xlim(min(rates.values()) / 2, max(rates.values()) * 3)
    bars.set_xlabel("sentences a second, from text to audit (logarithmic)")
    line.loglog(list(growth), list(growth.values()), marker="o", color=OURS)
    for size, seconds in growth.items():
        line.annotate(f"{seconds:.2g} s", (size, seconds), (7, -11), textcoords="offset points")
    line.set_xlim(right=max(growth) * 6)
    line.set_ylim(bottom=min(growth.values()) / 3)
    line.set_xlabel("sentences (logarithmic)")
    line.set_ylabel("seconds (logarithmic)")
    line.set_title("Growth of the shipped model", fontsize="medium")
    for axis in (bars.xaxis, line.xaxis, line.yaxis):
        axis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    _finish(figure, path, bars, line)


def draw_accuracy(sets: Mapping[str, Mapping[str, Evaluation]], path: Path) -> None:
    """Draw macro-F1 with its interval: a group of bars a model, a bar a set of articles."""
    figure = Figure(figsize=(8.5, 4.6), layout="constrained")
    axes = figure.subplots()
    titles = list(next(iter(sets.values())))
    height = 0.8 / len(sets)
    for number, ((name, evaluations), colour) in enumerate(zip(sets.items(), (OURS, SECOND), strict=False)):
        rows = [row + (number - (len(sets) - 1) / 2) * height for row in range(len(titles))]
        values = [one.macro_f1 for one in evaluations.values()]
        intervals = [one.macro_f1_interval for one in evaluations.values()]
        reach = [
            [v - low for v, (low, _) in zip(values, intervals, strict=True)],
            [high - v for v, (_, high) in zip(values, intervals, strict=True)],
        ]
        axes.barh(rows, values, height * 0.9, color=colour, label=name, xerr=reach, ecolor="#404040", capsize=2)
        for row, value in zip(rows, values, strict=True):
            axes.text(0.01, row, f"{value:.3f}", va="center", color="white" if colour == OURS else "black")
    axes.set_yticks(range(len(titles)), titles)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel("macro-F1 over the four classes, with its 95 % interval")
    figure.legend(loc="outside upper right", ncols=len(sets), frameon=False)
    _finish(figure, path, axes)


def _finish(figure: Figure, path: Path, *plots: Axes) -> None:
    for axes in plots:
        axes.spines[["top", "right"]].set_visible(False)
    # Without the software's version in it, the same figures give the same file.
    figure.savefig(path, dpi=150, metadata={"Software": None})

"""What a person sees of a training run: a bar with the time left, a line an epoch, the result."""

from pathlib import Path
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from auditor.training.loop import Report


class Watcher:
    """Shows a run's reports on standard error; without a terminal, a line an epoch and no bar."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._console = Console(stderr=True, highlight=False)
        self._progress = Progress(
            TextColumn("epoch {task.fields[epoch]}  loss {task.fields[loss]:.3f}"),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(compact=True),
            console=self._console,
            transient=True,
            disable=quiet or not self._console.is_terminal,
        )
        self._task = self._progress.add_task("training", total=None, epoch=1, loss=0.0)

    def __enter__(self) -> "Watcher":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def report(self, report: Report) -> None:
        """Show one report of the loop."""
        self._progress.update(
            self._task, completed=report.done, total=report.total, epoch=report.epoch + 1, loss=report.loss
        )
        if report.score is not None and not self._quiet:
            self._console.print(
                f"epoch {report.epoch + 1}: loss {report.loss:.3f}, macro-F1 {report.score:.3f} on the "
                "calibration articles"
            )

    def finished(self, output: Path, measured: dict[str, Any]) -> None:
        """Say where the model is and how good it turned out."""
        if self._quiet:
            return
        for name in ("dev", "authored/dev"):
            if name in measured:
                figures = measured[name]
                self._console.print(
                    f"{name}: macro-F1 {figures['int8']['macro_f1']:.3f} as shipped (8 bits), "
                    f"{figures['fp32_macro_f1']:.3f} before quantising"
                )
        self._console.print(f"Model in {output / 'model'}, checkpoint in {output / 'checkpoint'}.", soft_wrap=True)

"""From audits, one after another, to a folder of tables, pages and an index."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor import __version__
from auditor.article import Audit
from auditor.errors import InputError
from auditor.overview.aggregate import Aggregator
from auditor.overview.correction import Correction
from auditor.overview.folder import CARD, KIND, report_folder
from auditor.overview.index_page import generate_index
from auditor.overview.overview import Overview, build_overview
from auditor.overview.pages import FOLDER, PageNames
from auditor.overview.tables import REJECTED_COLUMNS, RowWriter, write_cited, write_comparison
from auditor.reporting.csv_tables import BYTE_ORDER_MARK, TableWriter
from auditor.reporting.html_report import generate_html
from auditor.reporting.interface import TABLES, RenderOptions

FORMAT = 1
"""The version of ``report.json``."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What a report is made of.

    ``model`` and ``profile`` are names to be shown.  ``correction`` corrects shares for what the model confuses (None:
    not known), ``corrected`` shows the corrected ones first.  ``csv_raw`` is as in ``RenderOptions``; ``plots`` draws
    PNGs.
    """

    model: str | None = None
    profile: str | None = None
    correction: Correction | None = None
    corrected: bool = False
    csv_raw: bool = False
    plots: bool = False


class ReportWriter:
    """Writes what is known of each audit at once and keeps a row of it."""

    def __init__(self, folder: Path, options: ReportOptions, open_files: contextlib.ExitStack) -> None:
        self._folder = folder
        self._options = options
        self._names = PageNames()
        self._aggregator = Aggregator()
        self._render = RenderOptions(model=options.model, profile=options.profile, to_file=True, index="../index.html")
        self.rejected = 0
        (folder / FOLDER).mkdir()
        self._tables = []
        for table in TABLES:
            stream = open_files.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            stream.write(BYTE_ORDER_MARK)
            self._tables.append(TableWriter(stream, table, raw=options.csv_raw))
        stream = open_files.enter_context((folder / "rejected.csv").open("w", encoding="utf-8", newline=""))
        self._rejections = RowWriter(stream, REJECTED_COLUMNS, raw=options.csv_raw)

    @property
    def articles(self) -> int:
        """How many audits were added."""
        return self._aggregator.articles

    @property
    def sentences(self) -> int:
        """How many counted sentences they have."""
        return self._aggregator.sentences

    def add(self, audit: Audit) -> None:
        """Write the rows and the page of ``audit``."""
        for table in self._tables:
            table.add(audit)
        page = self._names.page_of(audit.article.id)
        with (self._folder / page).open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(generate_html([audit], self._render))
        self._aggregator.add(audit, page)

    def reject(self, path: str, reason: str, id: str | None = None) -> None:
        """Note an input, or a row of one, that gave no article; ``id`` is what that would have been called."""
        self.rejected += 1
        self._rejections.add([path, reason, id])

    def finish(self) -> Overview:
        """Write what needs all articles and return it; InputError where there are none."""
        if not self.articles:
            raise InputError("Not one input could be audited, so no report was written.")
        overview = build_overview(
            self._aggregator.sums(),
            rejected=self.rejected,
            model=self._options.model,
            profile=self._options.profile,
            correction=self._options.correction,
        )
        write_overview(overview, self._folder, self._options)
        return overview


@contextlib.contextmanager
def open_report(target: Path, options: ReportOptions) -> Iterator[ReportWriter]:
    """Give a writer for the report in the folder ``target``, which is there as a whole when the block has ended well.

    Raises UsageError where ``target`` holds anything but an earlier report, InputError where it cannot be written or
    no audit was added.
    """
    with report_folder(target) as folder:
        with contextlib.ExitStack() as open_files:
            writer = ReportWriter(folder, options, open_files)
            yield writer
        writer.finish()


def write_overview(overview: Overview, folder: Path, options: ReportOptions) -> None:
    """Write index.html, comparison.csv, cited_sources.csv, report.json and, if asked for, the plots into ``folder``."""
    if options.plots:
        from auditor.overview.plots import save_plots

        save_plots(overview, folder / "plots", corrected=options.corrected)
    write_comparison(overview, folder / "comparison.csv", raw=options.csv_raw)
    write_cited(overview.sources, folder / "cited_sources.csv", raw=options.csv_raw)
    with (folder / "index.html").open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(generate_index(overview, corrected=options.corrected))
    card = {
        "kind": KIND,
        "format": FORMAT,
        "auditor": __version__,
        "model": overview.model,
        "profile": overview.profile,
        "articles": overview.total.tally.articles,
        "sentences": overview.total.tally.sentences,
        "rejected": overview.rejected,
    }
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")

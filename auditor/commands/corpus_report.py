"""``auditor corpus-report``: the index of a report from the tables of a corpus."""

import re
from pathlib import Path

from auditor.commands.notes import note
from auditor.corpus.layout import rejected_articles
from auditor.corpus.objects import Objects, is_object
from auditor.corpus.plan import model_fingerprint, read_plan
from auditor.corpus.store import Files, Folder
from auditor.errors import EXIT_DONE, InputError, ModelError, UsageError
from auditor.overview.corpus_sums import MEMORY, MOST_ROWS, open_corpus
from auditor.overview.correction import Correction, correction_for
from auditor.overview.folder import check_folder, report_folder
from auditor.overview.overview import build_overview
from auditor.overview.tables import REJECTED_COLUMNS, RowWriter, write_cited
from auditor.overview.write import ReportOptions, write_overview

_DIGEST = re.compile(r" \([0-9a-f]{16}\)\Z")
_MEMORY = re.compile(r"\d+(?:\.\d+)?\s?[KMGT]i?B", re.IGNORECASE)


def report_corpus(
    corpus: str,
    output: Path,
    *,
    rows: int = MOST_ROWS,
    memory: str = MEMORY,
    corrected: bool = False,
    csv_raw: bool = False,
    plots: bool = False,
    quiet: bool = False,
) -> int:
    """Write the report on the corpus in the folder (or object store) ``corpus`` into the folder ``output``.

    ``rows`` is the greatest number of articles in the page, ``memory`` what the data base may take.  Returns the exit
    code 0.  Raises ``UsageError`` where there is no finished corpus, ``InputError`` where a file cannot be read or
    written.
    """
    check_folder(output)
    if not _MEMORY.fullmatch(memory):
        raise UsageError(f"--memory: “{memory}” is no size; write it as 2GB.")
    files: Files = Objects(corpus) if is_object(corpus) else Folder(Path(corpus))
    plan = read_plan(files)
    if plan is None:
        raise UsageError(f"{corpus} holds no corpus; “auditor corpus” makes one.")
    counts = plan.get("counts")
    if counts is None:
        raise UsageError(f"The corpus in {corpus} is not finished; the command that began it goes on.")
    if not counts["audited"]:
        raise InputError(f"Not one article of {corpus} was audited, so there is nothing to report.")
    correction = _correction(plan["model"])
    if corrected and correction is None:
        raise UsageError(
            "--corrected: what this model confuses was not measured; only the shipped one's shares can be corrected."
        )
    if plots:
        from auditor.overview.plots import require_plots

        require_plots()
    model, profile = (_DIGEST.sub("", plan[name]) for name in ("model", "profile"))
    options = ReportOptions(model, profile, correction, corrected, csv_raw, plots)
    with report_folder(output) as folder, open_corpus(files, memory=memory) as found:
        sums, selection = found.sums(rows)
        overview = build_overview(
            sums,
            rejected=counts["rejected"],
            model=model,
            profile=profile,
            correction=correction,
            selection=selection,
        )
        write_overview(overview, folder, options)
        write_cited(found.cited(), folder / "cited_sources.csv", raw=csv_raw)  # all of them
        _write_rejected(files, folder / "rejected.csv", raw=csv_raw)
    if not quiet:
        note(f"auditor: {counts['audited']:,} articles; open {output / 'index.html'}.")
    return EXIT_DONE


def _correction(model: str) -> Correction | None:
    """Return the correction for the model of that fingerprint, where it is the shipped one."""
    try:
        return correction_for(None, "onnx") if model == model_fingerprint(None) else None
    except ModelError:
        return None


def _write_rejected(files: Files, path: Path, *, raw: bool) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = RowWriter(stream, REJECTED_COLUMNS, raw=raw)
        for one in rejected_articles(files):
            writer.add([one["path"], one["reason"], one["id"]])

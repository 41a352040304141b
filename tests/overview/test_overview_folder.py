import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from overview_stories import audit_of, finding, person, some

from auditor.article import Audit
from auditor.errors import InputError, UsageError
from auditor.overview.correction import read_correction
from auditor.overview.write import ReportOptions, open_report
from auditor.reporting.csv_tables import BYTE_ORDER_MARK, read_sentence_table

Write = Callable[..., Path]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_all_files_are_there_and_nothing_else(report: Write) -> None:
    folder = report(some(3))
    assert {path.name for path in folder.iterdir()} == {
        "index.html", "articles", "articles.csv", "sentences.csv", "sources.csv", "findings.csv", "comparison.csv",
        "cited_sources.csv", "rejected.csv", "report.json",
    }  # fmt: skip
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}
    card = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert (card["articles"], card["rejected"], card["model"]) == (3, 0, "m 1")


def test_tables_hold_every_article(report: Write) -> None:
    folder = report(some(6))
    assert [row["id"] for row in rows(folder / "articles.csv")] == [f"pier-{n}.txt" for n in range(6)]
    assert len(read_sentence_table(folder / "sentences.csv")) == sum(len(a.sentences) for a in some(6))
    assert len(rows(folder / "sources.csv")) == 12
    assert len(rows(folder / "findings.csv")) == 3
    for name in ("articles", "comparison", "cited_sources", "rejected"):
        assert (folder / f"{name}.csv").read_text(encoding="utf-8").startswith(BYTE_ORDER_MARK)


def test_the_comparison_has_every_group_with_its_interval(report: Write) -> None:
    found = rows(report(some(24), correction=read_correction()) / "comparison.csv")
    assert [row["by"] for row in found] == ["all"] + ["outlet"] * 3 + ["author"] * 4 + ["month"] * 6
    for row in found:
        if row["by"] in ("all", "outlet"):
            for what in ("share", "corrected"):
                low, share, high = (float(row[f"named_{part}"]) for part in (f"{what}_low", what, f"{what}_high"))
                assert 0 <= low <= share <= high <= 1
    assert found[-1]["named_share_low"] == ""  # four articles
    assert sum(int(row["named"]) for row in found if row["by"] == "month") == int(found[0]["named"])


def test_cells_are_guarded_against_spreadsheets(report: Write) -> None:
    audit = audit_of("a", outlet="=1+1", sources=[person("Ada =Brask", 0)])
    assert rows(report([audit]) / "comparison.csv")[1]["group"] == "'=1+1"
    assert rows(report([audit], csv_raw=True) / "comparison.csv")[1]["group"] == "=1+1"


def test_an_earlier_report_is_replaced_as_a_whole(report: Write) -> None:
    report(some(5))
    folder = report(some(2))
    assert len(list((folder / "articles").iterdir())) == 2
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}


def test_an_empty_folder_is_taken(report: Write, tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    assert (report(some(1)) / "index.html").is_file()


@pytest.mark.parametrize("where", ["notes.txt", "articles/notes.txt"])
def test_files_of_others_are_never_replaced(report: Write, where: str) -> None:
    folder = report(some(1))
    (folder / where).write_text("mine", encoding="utf-8")
    before = sorted(folder.rglob("*"))
    with pytest.raises(UsageError, match=r"notes\.txt"):
        report(some(2))
    assert sorted(folder.rglob("*")) == before


def test_a_folder_that_is_no_report_and_a_file_are_refused(report: Write, tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"index\.html"):
        report(some(1))
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        report(some(1), name="file")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError(), OSError(28, "No space left on device")])
def test_a_run_that_fails_leaves_the_earlier_report(report: Write, error: BaseException) -> None:
    folder = report(some(3))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    expected = InputError if isinstance(error, OSError) else type(error)
    with pytest.raises(expected), open_report(folder, ReportOptions()) as writer:
        writer.add(audit_of("other"))
        raise error
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_no_article_no_report(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="no report was written"),
        open_report(tmp_path / "report", ReportOptions()) as writer,
    ):
        writer.reject("a.txt", "a.txt is empty.")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with (
        pytest.raises(InputError, match="Cannot write"),
        open_report(tmp_path / "file" / "report", ReportOptions()),
    ):
        pass


def test_pages_lead_back_to_the_index(report: Write) -> None:
    page = (report(some(1)) / "articles" / "pier-0-txt.html").read_text(encoding="utf-8")
    assert '<a href="../index.html">All articles</a>' in page


def test_plots(report: Write) -> None:
    pytest.importorskip("matplotlib")
    strange = audit_of(
        "z", (1, 1, 1, 1), [], [finding()], outlet="$x^{2$ \u202e</b> 火", author="_^$", date="2024-08-01"
    )
    one, other = (report([*some(12), strange], name=name, plots=True) / "plots" for name in ("one", "other"))
    names = {"shares.png", "grades.png", "outlets.png", "authors.png", "months.png"}
    assert {path.name for path in one.iterdir()} == names
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names)
    assert (one / "shares.png").read_bytes().startswith(b"\x89PNG")
    report(some(2), name="one", plots=True)  # a report with plots is one of ours


def test_audits_are_forgotten_once_they_are_written(tmp_path: Path) -> None:
    import gc
    import weakref

    class Watched(Audit):
        __slots__ = ("__weakref__",)

    alive: list[weakref.ref[Audit]] = []
    with open_report(tmp_path / "report", ReportOptions()) as writer:
        for plain in some(20):
            audit = Watched(plain.article, plain.sentences, plain.sources, plain.findings, None, plain.grade)
            alive.append(weakref.ref(audit))
            writer.add(audit)
            del audit, plain
            gc.collect()
            assert sum(one() is not None for one in alive) <= 1

"""The tables as others read them: their columns are those that are documented, in every library."""

import csv
import re
from pathlib import Path

import pytest
from stand_ins import audit, content, rows, write_rows

from auditor.corpus.schema import COLUMNS, TABLES, VERSION, arrow_schema

DOCS = Path(__file__).parents[2] / "docs" / "corpus.md"


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    audit([write_rows(folder / "a.jsonl", rows(20))], folder / "out", size=8, as_csv=True)
    return folder / "out"


def names(table):
    return [name for name, _ in COLUMNS[table]]


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_and_its_version_stand_in_every_file(audited, table):
    import pyarrow.parquet as pq

    files = sorted((audited / table).glob("*.parquet"))
    assert len(files) == 3
    for file in files:
        found = pq.read_schema(file)
        assert found.remove_metadata() == arrow_schema(table)
        assert found.metadata[b"auditor.schema"] == VERSION.encode()


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_them(audited, table):
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(audited / table)
    assert list(frame.columns) == names(table)
    assert len(frame) == len(content(audited)[table])


@pytest.mark.parametrize("table", TABLES)
def test_polars_reads_them(audited, table):
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(audited / table / "*.parquet")
    assert frame.columns == names(table)
    assert frame.to_dicts() == content(audited)[table]


def test_csv_writes_probabilities_as_they_are(audited):
    with (audited / "csv" / "sentences.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [row["probabilities"].split("; ") for row in csv.DictReader(file)]
    assert all(len(number) <= 12 for cell in cells for number in cell)
    found = [row["probabilities"] for row in content(audited)["sentences"]]
    assert [list(map(float, cell)) for cell in cells] == [pytest.approx(row, rel=1e-6) for row in found]


def test_duckdb_reads_and_joins_them(audited):
    duckdb = pytest.importorskip("duckdb")
    sentences, articles = (f"'{audited}/{table}/*.parquet'" for table in ("sentences", "articles"))
    found = duckdb.sql(
        f"select a.article_id, a.named, count(*) from {articles} a join {sentences} s using (article_id) "
        "where s.label = 'named' group by all order by 1"
    ).fetchall()
    assert found and all(counted == listed for _, counted, listed in found)


@pytest.mark.parametrize("table", TABLES)
def test_datasets_reads_them(audited, table, tmp_path):
    datasets = pytest.importorskip("datasets")
    found = datasets.load_dataset("parquet", data_dir=str(audited / table), split="train", cache_dir=str(tmp_path))
    assert found.column_names == names(table)
    assert len(found) == len(content(audited)[table])


@pytest.mark.parametrize("table", TABLES)
def test_csv_holds_the_same_rows(audited, table):
    with (audited / "csv" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    expected = content(audited)[table]
    assert [list(row) for row in found] == [names(table)] * len(expected)
    for row, whole in zip(found, expected, strict=True):
        assert row["article_id"] == whole["article_id"]
        for name, value in whole.items():
            if isinstance(value, list) and value and isinstance(value[0], int):
                assert row[name] == "; ".join(map(str, value))


def test_the_documentation_lists_every_column():
    text = DOCS.read_text(encoding="utf-8")
    for table in TABLES:
        section = text.split(f"### `{table}/`")[1].split("\n### ")[0].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \| ([\w<>]+) \|", section, re.MULTILINE) == list(COLUMNS[table])
    assert f"**{VERSION}**" in text


@pytest.mark.parametrize("name", ["=1+1", "@cmd", "'=x"])
def test_csv_cells_are_no_formulas(tmp_path, name):
    article = rows(1)[0] | {"id": name}
    audit([write_rows(tmp_path / "a.jsonl", [article])], tmp_path / "out", as_csv=True)
    assert content(tmp_path / "out")["articles"][0]["article_id"] == name
    with (tmp_path / "out" / "csv" / "articles.csv").open(encoding="utf-8-sig") as file:
        assert next(csv.DictReader(file))["article_id"] == f"'{name}"

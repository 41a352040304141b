# ruff: noqa: S608 - what is put into the statements are names and numbers of our own
"""The sums of an overview from the tables of a corpus: DuckDB adds up, in bounded memory, whatever the number of rows.

What ``aggregate`` does with audits one after another is done here with tables.  Names of outlets, authors and sources
are cut, and sources linked across articles, by the same functions, once for each distinct name.  The data base works in
a folder of its own; what does not fit into its memory goes there.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from auditor.article import Source
from auditor.corpus.layout import read_done, span
from auditor.corpus.store import Files, Folder
from auditor.errors import InputError, UsageError
from auditor.grading import LETTERS
from auditor.headlines import HEADLINE
from auditor.labels import CLASSES
from auditor.overview.aggregate import LONGEST_NAME, LONGEST_TITLE, cut
from auditor.overview.linking import PERSON, link_key
from auditor.overview.overview import ArticleRow, CitedSource, RuleCount, Selection, Sums, Unlinked, month_of
from auditor.overview.tally import WITHHELD, Tally
from auditor.rules.interface import LEVELS

MOST_ROWS = 10_000
"""Articles that a page holds if nothing else is asked for: about 2 MB."""
MOST_GROUPS = 1_000
"""Outlets, and authors, that are compared: those with the most articles."""
MOST_SOURCES = 1_000
"""People, and institutions and documents, that are kept in memory: those that most articles cite."""
MEMORY = "2GB"

_BATCH = 50_000
_PAIRS = tuple((i, j) for i in range(len(CLASSES)) for j in range(i, len(CLASSES)))


class CorpusSums:
    """A corpus read into a data base, from which sums are drawn.  Made by ``open_corpus``."""

    def __init__(self, base: Any, files: Files) -> None:
        self._base = base
        self._files = files
        self._read()

    def sums(self, most_rows: int = MOST_ROWS) -> tuple[Sums, Selection]:
        """Return the sums, with at most ``most_rows`` articles, and what of the corpus that is."""
        chosen = self._choose(most_rows)
        outlets, more_outlets = self._tallies("outlet", MOST_GROUPS)
        authors, more_authors = self._tallies("author", MOST_GROUPS)
        months, _ = self._tallies("month", None)
        [(_, total)] = self._tally("'' AS name", "")
        sources = [
            *self._cited(f"family = '{PERSON}'", MOST_SOURCES),
            *self._cited(f"family <> '{PERSON}'", MOST_SOURCES),
        ]
        people, others = self._one(
            f"SELECT count(*) FILTER (family = '{PERSON}'), count(*) FILTER (family <> '{PERSON}') FROM cited"
        )
        first, last = self._one("SELECT min(date), max(date) FROM articles WHERE month IS NOT NULL")
        sums = Sums(
            total=total,
            rows=list(self._rows()),
            outlets=outlets,
            authors=authors,
            months=months,
            sources=sources,
            unlinked=self._unlinked(),
            rules=self._rules(),
        )
        selection = Selection(
            chosen,
            more_outlets,
            more_authors,
            max(0, people - MOST_SOURCES),
            max(0, others - MOST_SOURCES),
            first,
            last,
        )
        return sums, selection

    def cited(self) -> Iterator[CitedSource]:
        """Yield every source that is linked across articles, most cited first, without its rows."""
        cursor = self._base.cursor().execute(
            "SELECT name, family, kind, government, articles, sentences, words FROM cited "
            "ORDER BY articles DESC, sentences DESC, name, family"
        )
        while found := cursor.fetchmany(_BATCH):
            for row in found:
                yield CitedSource(*row)

    # Reading the tables.

    def _read(self) -> None:
        # The order of rows is settled by `place`: the record, then the number of the story in it.
        self._load(
            "articles",
            "SELECT article_id AS id, record, title, outlet AS o, author AS a, date AS d, words, "
            f"{', '.join(CLASSES)}, grade, grade_score AS score FROM incoming",
        )
        for column, target, longest in (("o", "outlet", LONGEST_NAME), ("a", "author", LONGEST_NAME)):
            self._map(f"SELECT DISTINCT {column} FROM articles WHERE {column} IS NOT NULL", target, longest)
        self._map("SELECT DISTINCT d FROM articles WHERE d IS NOT NULL", "day", LONGEST_NAME, months=True)
        self._run(
            "CREATE TABLE placed AS SELECT row_number() OVER (ORDER BY record, length(id), id) - 1 AS place, "
            "articles.*, outlet.cut AS outlet, author.cut AS author, day.cut AS date, day.month AS month FROM articles "
            "LEFT JOIN outlet ON o = outlet.given LEFT JOIN author ON a = author.given LEFT JOIN day ON d = day.given"
        )
        self._run("DROP TABLE articles")
        self._run("ALTER TABLE placed RENAME TO articles")
        self._read_findings()
        self._read_sources()

    def _read_findings(self) -> None:
        self._load("findings_in", "SELECT article_id AS id, code, rule, level FROM incoming", "findings")
        self._run(
            "CREATE TABLE findings AS SELECT place, code, rule, level, count(*) AS n "
            "FROM findings_in JOIN articles USING (id) GROUP BY ALL"
        )
        self._run("DROP TABLE findings_in")
        counts = ", ".join(f"coalesce(sum(n) FILTER (level = '{level}'), 0) AS {level}" for level in LEVELS)
        self._run(f"CREATE TABLE levels AS SELECT place, {counts} FROM findings GROUP BY place")

    def _read_sources(self) -> None:
        self._load(
            "sources_in",
            "SELECT article_id, id AS number, name, kind, label = 'anonymous' AS hidden, government, words, "
            "sentence_count AS n, sentences FROM incoming WHERE sentence_count > 0",
            "sources",
        )
        self._run("CREATE TABLE names (name VARCHAR, kind VARCHAR, hidden BOOLEAN, called VARCHAR, family VARCHAR, "
                  "key VARCHAR)")  # fmt: skip
        self._fill("names", "SELECT DISTINCT name, kind, hidden FROM sources_in", _named)
        self._run(
            "CREATE TABLE sources AS SELECT place, number, called, kind, family, key, government, sources_in.words, n, "
            "sentences FROM sources_in JOIN names USING (name, kind, hidden) JOIN articles ON article_id = articles.id"
        )
        self._run("DROP TABLE sources_in")
        # A source's sentences count once, though the register of an article may hold it twice.
        self._run(
            "CREATE TABLE linked AS SELECT place, family, key, arg_min(called, number) AS called, "
            "arg_min(kind, number) AS kind, CASE WHEN bool_or(government = 'yes') THEN 'yes' "
            "WHEN bool_or(government = 'no') THEN 'no' ELSE 'unknown' END AS government, sum(words) AS words, "
            "sum(n) AS n, count(*) AS times FROM sources GROUP BY place, family, key"
        )
        self._run(
            "CREATE TABLE again AS SELECT place, family, key, count(DISTINCT sentence) AS n FROM ("
            "SELECT place, family, key, unnest(sentences) AS sentence FROM sources "
            "WHERE (place, coalesce(family, ''), coalesce(key, '')) IN "
            "(SELECT (place, coalesce(family, ''), coalesce(key, '')) FROM linked WHERE times > 1)) GROUP BY ALL"
        )
        self._run("DROP TABLE sources")
        self._run(
            "CREATE TABLE each AS SELECT linked.* EXCLUDE (n), coalesce(again.n, linked.n) AS n FROM linked "
            "LEFT JOIN again ON linked.place = again.place AND linked.family IS NOT DISTINCT FROM again.family "
            "AND linked.key IS NOT DISTINCT FROM again.key"
        )
        self._run("DROP TABLE linked")
        self._run(
            "CREATE TABLE cited AS SELECT family, key, "
            f"{_most('names', 'called')} AS name, {_most('kinds', 'kind')} AS kind, "
            "CASE WHEN yes > no THEN 'yes' WHEN no > yes THEN 'no' ELSE 'unknown' END AS government, "
            "articles, sentences, words FROM (SELECT family, key, histogram(called) AS names, "
            "histogram(kind) AS kinds, count(*) FILTER (government = 'yes') AS yes, "
            "count(*) FILTER (government = 'no') AS no, count(*) AS articles, sum(n)::BIGINT AS sentences, "
            "sum(words)::BIGINT AS words "
            "FROM each WHERE key IS NOT NULL GROUP BY family, key)"
        )

    # Drawing from them.

    def _choose(self, most: int) -> str | None:
        """Choose the articles that get a row, and say which those are."""
        total, graded = self._one("SELECT count(*), count(score) FROM articles")
        best, worst = most - most // 2, most // 2
        if total <= most:
            which, words = "true", None
        elif graded < most:
            which, words = f"place < {most:d}", f"the first {most:,} of the input"
        else:
            ranked = "place IN (SELECT place FROM articles WHERE score IS NOT NULL ORDER BY score"
            which = f"{ranked} DESC, place LIMIT {best:d}) OR {ranked}, place DESC LIMIT {worst:d})"
            words = f"the {best:,} with the best and the {worst:,} with the worst grades"
        self._run(
            "CREATE OR REPLACE TABLE chosen AS SELECT row_number() OVER (ORDER BY place) - 1 AS row, place, id "
            f"FROM articles WHERE {which}"
        )
        return words

    def _rows(self) -> Iterator[ArticleRow]:
        self._load(
            "headlines",
            "SELECT article_id AS id, arg_min(text, index) AS headline FROM incoming "
            f"WHERE role = '{HEADLINE}' AND article_id IN (SELECT id FROM chosen) GROUP BY article_id",
            "sentences",
        )
        levels = ", ".join(f"coalesce({level}, 0)" for level in LEVELS)
        cursor = self._base.cursor().execute(
            f"SELECT title, headline, id, outlet, author, date, words, {', '.join(CLASSES)}, grade, score, {levels} "
            "FROM chosen JOIN articles USING (place, id) LEFT JOIN headlines USING (id) LEFT JOIN levels USING (place) "
            "ORDER BY row"
        )
        width = len(CLASSES)
        while found := cursor.fetchmany(_BATCH):
            for title, headline, id, outlet, author, date, words, *rest in found:
                yield ArticleRow(
                    title=cut(title or headline or id, LONGEST_TITLE) or "Untitled",
                    outlet=outlet,
                    author=author,
                    date=date,
                    words=words,
                    counts=tuple(rest[:width]),
                    grade=rest[width],
                    score=rest[width + 1],
                    findings=tuple(map(int, rest[width + 2 :])),
                )

    def _tallies(self, column: str, most: int | None) -> tuple[dict[str | None, Tally], int]:
        """Return a tally for each value of ``column``, or for ``most`` of them, and how many are left out."""
        [known] = self._one(f"SELECT count(DISTINCT {column}) FROM articles")
        where = ""
        if most is not None and known > most:
            where = (
                f"WHERE {column} IS NULL OR {column} IN (SELECT {column} FROM articles WHERE {column} IS NOT NULL "
                f"GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT {most:d})"
            )
        left_out = max(0, known - most) if most is not None else 0
        return dict(self._tally(f"{column} AS name", where)), left_out

    def _tally(self, name: str, where: str) -> list[tuple[str | None, Tally]]:
        sums = [
            "count(*)", "sum(words)", *(f"sum({label})" for label in CLASSES),
            *(f"sum({CLASSES[i]}::HUGEINT * {CLASSES[j]})" for i, j in _PAIRS),
            *(f"count(*) FILTER (grade = '{letter}')" for letter in LETTERS), "count(*) FILTER (grade IS NULL)",
            *(f"coalesce(sum({level}), 0)" for level in LEVELS),
        ]  # fmt: skip
        rows = self._base.execute(
            f"SELECT {name}, {', '.join(sums)} FROM articles LEFT JOIN levels USING (place) {where} GROUP BY name"
        ).fetchall()
        return [(name, _tally_of(list(map(int, numbers)))) for name, *numbers in rows]

    def _cited(self, which: str, most: int) -> Iterator[CitedSource]:
        top = f"SELECT * FROM cited WHERE {which} ORDER BY articles DESC, sentences DESC, name, family LIMIT {most:d}"
        rows = self._base.execute(
            f"WITH top AS ({top}) SELECT name, top.family, any_value(top.kind), any_value(top.government), "
            "any_value(articles), any_value(sentences), any_value(top.words), "
            "list(row ORDER BY row) FILTER (row IS NOT NULL) FROM top "
            "LEFT JOIN each ON top.family = each.family AND top.key = each.key LEFT JOIN chosen USING (place) "
            "GROUP BY name, top.family, top.key"
        ).fetchall()
        for name, family, kind, government, articles, sentences, words, places in rows:
            yield CitedSource(name, family, kind, government, articles, sentences, words, tuple(places or ()))

    def _unlinked(self) -> Unlinked:
        found = self._one("SELECT coalesce(sum(times), 0), count(*), coalesce(sum(n), 0) FROM each WHERE key IS NULL")
        return Unlinked(*map(int, found))

    def _rules(self) -> list[RuleCount]:
        rows = self._base.execute(
            "SELECT code, arg_min(rule, place), level, sum(n), count(DISTINCT place), "
            "list(DISTINCT row ORDER BY row) FILTER (row IS NOT NULL) "
            "FROM findings LEFT JOIN chosen USING (place) GROUP BY code, level"
        ).fetchall()
        return [RuleCount(c, rule, level, int(n), of, tuple(places or ())) for c, rule, level, n, of, places in rows]

    # The data base.

    def _run(self, statement: str) -> None:
        self._base.execute(statement)

    def _one(self, statement: str) -> tuple[Any, ...]:
        """Return the only row that ``statement`` finds."""
        [row] = self._base.execute(statement).fetchall()
        return tuple(row)

    def _load(self, table: str, select: str, source: str | None = None) -> None:
        """Make ``table`` of what ``select`` finds in the corpus's table ``source``, there called ``incoming``."""
        incoming = _dataset(self._files, source or table)
        self._base.register("incoming", incoming)
        self._run(f"CREATE OR REPLACE TABLE {table} AS {select}")
        self._base.unregister("incoming")

    def _map(self, select: str, table: str, longest: int, *, months: bool = False) -> None:
        """Make ``table`` of the distinct texts that ``select`` finds and what they are cut to (and their months)."""
        month = ", month VARCHAR" if months else ""
        self._run(f"CREATE TABLE {table} (given VARCHAR, cut VARCHAR{month})")

        def made(given: str) -> tuple[str | None, ...]:
            shown = cut(given, longest)
            return (given, shown, month_of(shown)) if months else (given, shown)

        self._fill(table, select, made)

    def _fill(self, table: str, select: str, made: Any) -> None:
        """Put what ``made`` makes of each row that ``select`` finds into ``table``."""
        import pyarrow as pa

        cursor = self._base.cursor().execute(select)
        names = [row[1] for row in self._base.execute(f"PRAGMA table_info('{table}')").fetchall()]
        while found := cursor.fetchmany(_BATCH):
            columns = zip(*(made(*row) for row in found), strict=True)
            batch = pa.table({name: list(values) for name, values in zip(names, columns, strict=True)})
            self._base.register("batch", batch)
            self._run(f"INSERT INTO {table} SELECT * FROM batch")
            self._base.unregister("batch")


@contextmanager
def open_corpus(files: Files, *, memory: str = MEMORY) -> Iterator[CorpusSums]:
    """Read the tables of a finished corpus; ``memory`` (as ``2GB``) is what the data base may take.

    Raises ``UsageError`` where DuckDB is missing, ``InputError`` where the tables cannot be read.
    """
    try:
        import duckdb
    except ImportError:
        raise UsageError(
            "A report on a corpus needs the corpus extra: pip install -e '.[corpus]' in the project's folder."
        ) from None
    with tempfile.TemporaryDirectory(prefix="auditor-") as folder:
        base = duckdb.connect(
            str(Path(folder) / "corpus.duckdb"),
            config={"memory_limit": memory, "temp_directory": folder, "preserve_insertion_order": "false"},
        )
        try:
            yield CorpusSums(base, files)
        except (duckdb.OperationalError, duckdb.DataError, duckdb.InvalidInputException, OSError) as error:
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise InputError(f"The tables in {files} cannot be read: {reason}") from error
        finally:
            base.close()


def _dataset(files: Files, table: str) -> Any:
    """Return the ``pyarrow.dataset.Dataset`` of the table's files, those of chunks that count."""
    import pyarrow.dataset as ds

    from auditor.corpus.objects import Objects
    from auditor.corpus.schema import arrow_schema

    names = [f"{table}/{span(one.start, one.end)}.parquet" for one in read_done(files).values()]
    if isinstance(files, Objects):
        system, path = files.place
        return ds.dataset([f"{path}/{name}" for name in names], arrow_schema(table), "parquet", system)
    assert isinstance(files, Folder)
    return ds.dataset([str(files.path / name) for name in names], arrow_schema(table), "parquet")


def _named(name: str, kind: str, hidden: bool) -> Sequence[Any]:
    key = link_key(Source(0, name, kind, "anonymous" if hidden else ""))
    family, linked = key or (None, None)
    return name, kind, hidden, cut(name, LONGEST_NAME) or "", family, linked


def _most(counts: str, value: str) -> str:
    """Return the SQL for the key of the map ``counts`` with the highest value, as ``aggregate`` settles it."""
    return (
        f"list_sort(list_transform(map_entries({counts}), lambda e: "
        "{'n': -e.value::BIGINT, 'l': -length(e.key), 'text': e.key}))[1].text"
    )


def _tally_of(numbers: list[int]) -> Tally:
    tally = Tally()
    take = iter(numbers)
    tally.articles, tally.words = next(take), next(take)
    tally.counts = [next(take) for _ in CLASSES]
    for i, j in _PAIRS:
        tally.products[i][j] = tally.products[j][i] = next(take)
    for letter in (*LETTERS, WITHHELD):
        if count := next(take):
            tally.grades[letter] = count
    for level in LEVELS:
        if count := next(take):
            tally.findings[level] = count
    return tally

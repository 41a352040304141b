import pytest
from overview_stories import audit_of, person

from auditor.article import Source
from auditor.overview.aggregate import Aggregator
from auditor.overview.linking import link_key


def body(name: str, **known: str) -> Source:
    return person(name, 0, **{"kind": "organisation", **known})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Ottoline Brask", 0), person("Mayor Ottoline Brask", 0)),
        (person("John A. Marlow", 0), person("John Marlow", 0)),
        (body("the Port Authority"), body("Port Authority", kind="official body")),
        (body("The Tide’s"), body("Tide")),
        (body("Halden Motors Inc."), body("Halden Motors")),
        (body("the Harbour Plan 2040", kind="document"), body("Harbour Plan 2040", kind="document")),
    ],
)
def test_one_source_under_two_names(one: Source, other: Source) -> None:
    assert link_key(one) == link_key(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Brask", 0), person("Ottoline Brask", 0)),
        (person("Ottoline Brask", 0), body("Ottoline Brask")),
        (body("Port Authority"), body("Port Council")),
    ],
)
def test_two_sources(one: Source, other: Source) -> None:
    assert link_key(one) != link_key(other)


@pytest.mark.parametrize(
    "source",
    [
        person("a police officer", 0, kind="unnamed person", label="anonymous"),
        body("the coast guard", kind="official body"),
        body("Its Central Bank", kind="official body"),
        body("State records", kind="document"),
        body("Police", kind="official body"),
        body("Authorities", kind="official body"),
        body("Italian", kind="official body"),
        body("Briefing Notes of the Orland government", kind="document"),
        person("", 0),
        person("⁂", 0),
    ],
)
def test_what_has_no_name_of_its_own_is_never_linked(source: Source) -> None:
    assert link_key(source) is None


def test_sources_are_counted_across_articles() -> None:
    aggregator = Aggregator()
    aggregator.add(audit_of("a", sources=[person("Ottoline Brask", 0, 1, words=10, government="no")]))
    aggregator.add(
        audit_of("b", sources=[person("Mayor Ottoline Brask", 2, words=5, government="yes"),
                               person("a man", 3, kind="unnamed person", label="anonymous")])
    )  # fmt: skip
    aggregator.add(audit_of("c", sources=[person("Ottoline Brask", 1, words=5, government="yes"), person("Ola Finn")]))
    sums = aggregator.sums()
    [source] = sums.sources
    assert (source.name, source.articles, source.sentences, source.words) == ("Ottoline Brask", 3, 4, 20)
    assert (source.government, source.rows) == ("yes", (0, 1, 2))
    assert (sums.unlinked.sources, sums.unlinked.articles, sums.unlinked.sentences) == (1, 1, 1)

import io

from auditor.article import Article, Audit, Finding, Sentence
from auditor.reporting.github import write
from auditor.reporting.interface import RenderOptions

TEXT = "Pier shut\n\nThe pier is shut. A source\nsaid so, twice.\n"


def written(path: str | None, *sentences: int, level: str = "warning", line: int | None = 1, **known: str) -> str:
    places = [(0, 9), (11, 28), (29, 53)]
    rows = tuple(Sentence(i, a, b, TEXT[a:b], "anonymous", "A0", 0.9) for i, (a, b) in enumerate(places))
    fields = {"message": "Not described.", "advice": "Describe it."} | known
    found = Finding("SA101", "undescribed", level, sentences=sentences, authority="house advice", **fields)
    stream = io.StringIO()
    write([Audit(Article("pier", TEXT, path=path, line=line), rows, findings=(found,))], stream, RenderOptions())
    return stream.getvalue()


def test_a_sentence_of_plain_text_has_its_place() -> None:
    assert written("in/pier.txt", 1) == (
        "::warning file=in/pier.txt,line=3,endLine=3,col=1,endColumn=18,title=SA101 undescribed::"
        "Not described. Describe it.\n"
    )


def test_a_sentence_over_two_lines_has_lines_alone() -> None:
    assert "line=3,endLine=4,title" in written("pier.txt", 2)


def test_levels_are_commands() -> None:
    assert written("a.txt", level="error").startswith("::error file=a.txt,title=")
    assert written("a.txt", level="advice").startswith("::notice file=a.txt,title=")


def test_a_page_gives_its_file_and_the_words() -> None:
    line = written("pier.html", 1, line=None)
    assert line == (
        "::warning file=pier.html,title=SA101 undescribed::Not described. “The pier is shut.” Describe it.\n"
    )


def test_an_address_has_no_file() -> None:
    line = written("https://quay.example/pier", line=None)
    assert line == "::warning title=SA101 undescribed::pier: Not described. Describe it.\n"


def test_hostile_text_can_neither_end_a_property_nor_begin_a_command() -> None:
    line = written("a,line=9:%0A::error::.txt", message="50%\r\n::error file=x::gone %0A")
    assert line == (
        "::warning file=a%2Cline=9%3A%250A%3A%3Aerror%3A%3A.txt,title=SA101 undescribed::"
        "50%25 ::error file=x::gone %250A Describe it.\n"
    )


def test_nothing_found_writes_nothing(ferry: Audit) -> None:
    stream = io.StringIO()
    write([ferry], stream, RenderOptions())
    assert stream.getvalue() == ""

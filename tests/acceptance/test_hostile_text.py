"""The text of an article reaches a terminal as text: it is shown, not obeyed."""

import json

import pytest

HOSTILE = (
    "The [bold red]mayor[/bold red] of [link=file:///etc/passwd]Saltmarsh[/link] closed the bridge on Monday.\n\n"
    "“It \x1b[31mleaks\x1b[0m,\x1b]0;owned\x07” said Anna Berg, the \u202eroyam\u202c of Saltmarsh, on Tuesday.\n\n"
    "A clerk\u200b who left last year said the \x9b2Jship :smile: had leaked \x08for \x7f years.\n"
)


@pytest.fixture
def hostile(tmp_path):
    path = tmp_path / "hostile.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


def test_nothing_in_an_article_is_obeyed(auditor, hostile):
    page = auditor("audit", hostile, "--all").stdout
    flat = " ".join(page.split())
    assert not set(page) & set("\x1b\x07\x08\x7f\x9b\u202e\u202c\u200b")
    assert "[bold red]mayor[/bold red]" in flat
    assert "[link=file:///etc/passwd]" in flat
    assert ":smile:" in flat
    assert "␛[31mleaks␛[0m" in flat
    assert "⟨U+202E⟩" in flat


def test_json_keeps_every_character(auditor, hostile):
    done = auditor("audit", hostile, "--format", "json")
    assert "\x1b" not in done.stdout
    [article] = json.loads(done.stdout)["articles"]
    assert article["text"] == HOSTILE


def test_nothing_in_a_name_is_obeyed(auditor, tmp_path):
    name = "no\x1b[31m\u202esuch\nfile.txt"
    done = auditor("audit", name, cwd=tmp_path)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert not set(done.stderr) & set("\x1b\u202e")


def test_a_title_and_an_author_are_not_obeyed(auditor, tmp_path):
    words = " ".join(["The ferry was late and the harbour office said it was sorry."] * 8)
    (tmp_path / "page.html").write_text(
        f"<html><head><title>Late \x1b[2J[red]ferry</title><meta name='author' content='Ann\u202e Reed'></head>"
        f"<body><article><h1>Late \x1b[2J[red]ferry</h1><p>{words}</p><p>{words}</p></article></body></html>",
        encoding="utf-8",
    )
    done = auditor("audit", tmp_path / "page.html")
    assert done.returncode == 0
    assert "[red]ferry" in done.stdout
    assert not set(done.stdout) & set("\x1b\u202e")

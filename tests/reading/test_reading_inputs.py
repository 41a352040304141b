import io
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_samples import PARAGRAPHS, STORY, TITLE, article_page, pdf_of

from auditor.article import Article
from auditor.errors import AuditorError, InputError, RefusedError
from auditor.reading import Rejected, interface, read, read_all
from auditor.reading.inputs import about_folders


def test_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.txt does not exist\.$"):
        read(tmp_path / "nowhere.txt")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "empty name"),
        ("a\0b.txt", r"a\\x00b\.txt is not a valid file name"),
        ("x" * 5000, r"^x{150}…x{40} cannot be read: file name too long"),
    ],
)
def test_impossible_names_are_refused(name, reason):
    with pytest.raises(InputError, match=reason):
        read(name)


@pytest.mark.parametrize("data", [b"", b"  \n\t\r\n ", "\ufeff".encode()])
@pytest.mark.parametrize("name", ["empty.txt", "empty.md", "empty.html", "empty.pdf", "empty.docx"])
def test_empty_file_is_refused(write, name, data):
    with pytest.raises(InputError, match=r"empty\.\w+ is"):
        read(write(name, data), force=True)


def test_empty_text_is_called_empty(write):
    with pytest.raises(InputError, match=r"empty\.txt is empty\."):
        read(write("empty.txt", "\n \n"))


def test_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match=r"huge\.txt is too large \(50 MB\): an input may have 20 MB\."):
        read(path)


def test_endless_pipe_is_cut_off():
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            assert size > 0
            return b"word " * (size // 5) + b"." * (size % 5)

    with pytest.raises(InputError, match="standard input is too large: an input may have 20 MB"):
        read("-", stdin=Endless())


def test_file_without_permission_is_refused(write, monkeypatch):
    path = write("secret.txt", STORY)
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser may read everything

        def denied(*args, **kwargs):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("pathlib.Path.open", denied)
    with pytest.raises(InputError, match=r"secret\.txt cannot be read: permission denied\."):
        read(path)


@pytest.mark.parametrize("name", ["tree.json", "feed.xml"])
def test_file_of_data_is_refused_unless_forced(write, name):
    path = write(name, "label,text\nnamed," + PARAGRAPHS[0])
    with pytest.raises(RefusedError, match="is a file of data"):
        read(path)
    assert read(path, force=True)


@pytest.mark.parametrize("data", [STORY.encode(), article_page().encode(), pdf_of([TITLE, "", *PARAGRAPHS[2:]])])
def test_standard_input_may_hold_any_kind(data):
    [article] = read("-", stdin=io.BytesIO(data))
    assert (article.id, article.path) == ("stdin", "-")
    assert article.text.startswith(TITLE)


def test_empty_standard_input_is_refused():
    with pytest.raises(InputError, match=r"standard input is empty\."):
        read("-", stdin=io.BytesIO(b""))


def test_unreadable_standard_input_is_refused(tmp_path):
    class Folder(io.RawIOBase):
        def read(self, size=-1):
            raise IsADirectoryError(21, "Is a directory")

    with pytest.raises(InputError, match=r"standard input cannot be read: is a directory\."):
        read("-", stdin=Folder())


def test_folder_gives_its_files_sorted_and_hidden_ones_not(write, tmp_path):
    for name in ("b.txt", "a.md", "sub/c.html", ".hidden.txt", ".git/d.txt", "sub/.e.txt"):
        write(f"news/{name}", article_page() if name.endswith("html") else STORY)
    articles = read(tmp_path / "news")
    assert [article.id for article in articles] == ["a.md", "b.txt", "c.html"]


def test_what_tells_about_a_folder_is_read_only_when_named(write, tmp_path):
    names = ("README.md", "sub/LICENSE-MIT", "Changelog.txt", "readme")
    for name in (*names, "license-fees.txt", "READMEN.txt"):
        write(f"news/{name}", STORY)
    folder = tmp_path / "news"
    assert [article.id for article in read(folder)] == ["READMEN.txt", "license-fees.txt"]
    assert about_folders([folder, folder / "README.md"]) == sorted(str(folder / name) for name in names)
    assert [article.id for article in read(folder / "README.md")] == ["README.md"]


def test_equal_names_get_their_folder(write, tmp_path):
    for name in ("monday/one.txt", "tuesday/one.txt", "two.txt"):
        write(f"news/{name}", STORY)
    ids = [article.id for article in read(tmp_path / "news")]
    assert ids == ["monday/one.txt", "tuesday/one.txt", "two.txt"]


def test_equal_names_in_two_folders_get_the_folders_name(write, tmp_path):
    for name in ("a/x.txt", "b/x.txt", "b/y.txt", "c/a/x.txt"):
        write(name, STORY)
    ids = [article.id for article in read_all([tmp_path / "a", tmp_path / "b"])]
    assert ids == ["a/x.txt", "b/x.txt", "y.txt"]
    [one, other] = read_all([tmp_path / "a", tmp_path / "c" / "a"])
    assert one.id != other.id and other.id.endswith("c/a/x.txt")


def test_equal_names_in_the_current_folder_get_its_name(write, tmp_path, monkeypatch):
    write("a/x.txt", STORY)
    write("b/x.txt", STORY)
    monkeypatch.chdir(tmp_path / "a")
    assert [article.id for article in read_all([".", "../b"])] == ["a/x.txt", "b/x.txt"]


def test_folder_whose_files_cannot_be_reached_is_told_of(write, tmp_path, monkeypatch):
    path = write("shut/a.txt", STORY)
    path.parent.chmod(0o444)
    if os.access(path, os.R_OK):  # the superuser may reach everything

        def denied(*args, **kwargs):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("pathlib.Path.exists", denied)
        monkeypatch.setattr("pathlib.Path.open", denied)
    [rejected] = read_all([tmp_path / "shut"])
    path.parent.chmod(0o755)
    assert rejected.reason.endswith("a.txt cannot be read: permission denied.")


def test_the_same_file_twice_gets_two_ids(write):
    path = write("one.txt", STORY)
    ids = [article.id for article in read_all([path, path])]
    assert len(set(ids)) == 2


def test_batch_goes_on_and_loses_nothing(write, tmp_path):
    write("news/a.txt", STORY)
    write("news/b.txt", b"\0\0")
    write("news/c.txt", "")
    (tmp_path / "news" / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "news" / "pipe")
    sources = [tmp_path / "missing.txt", tmp_path / "news", "-"]
    results = list(read_all(sources, stdin=io.BytesIO(STORY.encode())))
    shown = [(type(result).__name__, Path(result.path).name) for result in results]
    assert shown == [
        ("Rejected", "missing.txt"),
        ("Article", "a.txt"),
        ("Rejected", "b.txt"),
        ("Rejected", "c.txt"),
        ("Rejected", "gone.txt"),
        ("Rejected", "pipe"),
        ("Article", "-"),
    ]
    for result in results:
        if isinstance(result, Rejected):
            assert Path(result.path).name in result.reason
            assert result.reason.endswith(".") and "\n" not in result.reason


def test_folder_without_files_is_an_error(tmp_path):
    folder = tmp_path / "news"
    (folder / ".git").mkdir(parents=True)
    (folder / ".git" / "a.txt").write_text(STORY)
    with pytest.raises(InputError, match="news is a folder without any file to read"):
        read(folder)
    [rejected] = read_all([folder])
    assert isinstance(rejected, Rejected)


def test_one_input_raises_where_a_batch_would_go_on(write, tmp_path):
    write("news/a.txt", STORY)
    write("news/b.txt", b"\0")
    with pytest.raises(InputError, match=r"b\.txt is not text"):
        read(tmp_path / "news")


def test_names_that_cannot_be_printed_are_made_so(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9\x1b[31m.txt")
    path.write_text(STORY)
    [article] = read(path)
    assert article.id == "caf\ufffd\\x1b[31m.txt"
    article.path.encode("utf-8")


HEADS = st.sampled_from(
    [
        b"",
        b"%PDF-1.4\n",
        b"PK\x03\x04word/",
        b"<html>",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"---\n",
        pdf_of(["a"])[:200],
    ]
)
BODIES = st.binary(max_size=400) | st.text(max_size=200).map(str.encode)
NAMES = st.sampled_from(["a", "a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.xml"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=HEADS, data=BODIES, name=NAMES, force=st.booleans())
def test_any_bytes_give_articles_or_one_sentence(tmp_path, head, data, name, force):
    path = tmp_path / name
    path.write_bytes(head + data)
    try:
        articles = read(path, force=force)
    except AuditorError as error:
        assert name in str(error) and str(error).endswith(".") and "\n" not in str(error)
    else:
        for article in articles:
            assert isinstance(article, Article) and article.text.strip() and "\r" not in article.text
            article.text.encode("utf-8")


def test_limit_is_what_the_documentation_says():
    assert interface.MAX_FILE_BYTES == 20_000_000

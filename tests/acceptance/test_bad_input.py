"""Whatever is wrong with an input is one clear sentence and an exit code, and nothing is left half done."""

import io
import json
import shutil
import subprocess
import sys

import pytest

from auditor.classifier.choose import shipped_model


def scanned_pdf():
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


FILES = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t ",
    "binary.txt": bytes(range(256)) * 16,
    "picture.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)),
    "large.txt": b"It rained. " * (50_000_000 // 11),
    "menu.html": b"<html><body><nav><a href='/'>Home</a></nav><p>Subscribe to read on.</p></body></html>",
    "broken.txt": b"It rained on \x81\x8d\x8f\x90\x9d Tuesday.",
    "scan.pdf": scanned_pdf,
    "cut.docx": b"PK\x03\x04 no document",
    "german.txt": (
        "Die alte Hafenbrücke wurde am Montag für den gesamten Verkehr gesperrt. Prüfer hatten Risse in zwei Pfeilern "
        "entdeckt, und niemand weiß, wie lange die Arbeiten dauern werden.\n"
    ).encode(),
}


def one_line(done, code):
    """Check that a command failed the documented way, and return its one sentence."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.rstrip().endswith(".")
    assert "Traceback" not in line
    assert "Errno" not in line
    return line


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing.txt", "does not exist"),
        ("empty.txt", "is empty"),
        ("blank.txt", "is empty"),
        ("binary.txt", "binary"),
        ("picture.jpg", "picture.jpg"),
        ("large.txt", "too large (50 MB)"),
        ("menu.html", "menu.html"),
        ("broken.txt", "UTF-8"),
        ("scan.pdf", "scan"),
        ("cut.docx", "cut.docx"),
        ("german.txt", "English"),
        ("http://dead.invalid/story", "dead.invalid"),
        ("http://127.0.0.1/story", "public"),
        ("http://169.254.169.254/latest/meta-data", "public"),
        ("http://[::1]/story", "public"),
        ("file:///etc/passwd", "http"),
        ("http://user:secret@paper.example/story", "password"),
    ],
)
def test_an_input_that_cannot_be_audited(auditor, tmp_path, name, says):
    content = FILES.get(name)
    if content is not None:
        (tmp_path / name).write_bytes(content() if callable(content) else content)
    line = one_line(auditor("audit", name, "--output", "report.txt", cwd=tmp_path), 3)
    assert says in line
    assert "secret" not in line
    assert not (tmp_path / "report.txt").exists()


def test_a_folder_without_files(auditor, tmp_path):
    assert "without any file" in one_line(auditor("audit", tmp_path), 3)


def test_a_refused_article_is_audited_when_forced(auditor, tmp_path):
    (tmp_path / "german.txt").write_bytes(FILES["german.txt"])
    done = auditor("audit", tmp_path / "german.txt", "--force", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["articles"][0]["id"] == "german.txt"


def test_empty_and_closed_standard_input(auditor):
    assert "standard input is empty" in one_line(auditor("audit", "-"), 3)
    script = [sys.executable, "-c", "import os, sys; os.close(0); os.execv(sys.executable, sys.argv[1:])"]
    closed = auditor("audit", "-", wrap=script)
    assert "standard input is closed" in one_line(closed, 3)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_damaged_model(auditor, story, tmp_path, name):
    model = shutil.copytree(shipped_model(), tmp_path / "model")
    (model / name).write_bytes((model / name).read_bytes()[:-100])
    assert "damaged" in one_line(auditor("audit", story, "--model", model), 4)


def test_a_model_that_is_not_there(auditor, story, tmp_path):
    assert "no model folder" in one_line(auditor("audit", story, "--model", tmp_path / "none"), 4)
    assert "config.json" in one_line(auditor("audit", story, "--model", tmp_path), 4)
    assert "auditor train" in one_line(auditor("audit", story, "--backend", "torch"), 4)


@pytest.mark.parametrize("name", ["no/such/folder/report.json", ".", "bridge.txt/report.json", "x" * 300])
def test_an_output_that_cannot_be_written(auditor, story, name):
    before = story.read_bytes()
    assert "Cannot write" in one_line(auditor("audit", "bridge.txt", "--output", name, cwd=story.parent), 3)
    assert story.read_bytes() == before
    assert [p.name for p in story.parent.iterdir()] == ["bridge.txt"]


def test_a_bad_output_is_told_before_the_work_is_done(auditor, tmp_path):
    # The input is not even looked at: there is one sentence, and it is about the output.
    done = auditor("audit", "missing.txt", "--output", "no/folder/report.json", cwd=tmp_path)
    assert "no/folder/report.json" in one_line(done, 3)


@pytest.fixture
def full():
    """A device on which there is never any space left."""
    device = "/dev/full"
    try:
        stream = open(device, "wb")  # noqa: PTH123, SIM115  # a device, handed to the command
    except OSError:
        pytest.skip("this system has no /dev/full")
    with stream:
        yield stream


@pytest.mark.parametrize("format", ["terminal", "json", "csv"])
def test_a_full_disk_behind_standard_output(auditor, story, full, format):
    done = auditor("audit", story, "--format", format, stdout=full)
    assert "no space left" in one_line(done, 3)


def test_a_full_disk_behind_an_output(auditor, story, full):
    assert "no space left" in one_line(auditor("audit", story, "--output", full.name), 3)


@pytest.mark.parametrize("older", [None, "an older report"])
def test_a_disk_that_fills_up_leaves_no_half_file(auditor, story, tmp_path, older):
    resource = pytest.importorskip("resource", reason="this system has no limits on file sizes")
    report = tmp_path / "report.json"
    if older:
        report.write_text(older, encoding="utf-8")

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = auditor(
        "audit", story, "--format", "json", "--output", report,
        preexec_fn=limit, variables={"PYTHONDONTWRITEBYTECODE": 1},
    )  # fmt: skip
    assert "Cannot write" in one_line(done, 3)
    assert {p.name for p in tmp_path.iterdir()} == {"bridge.txt", *(["report.json"] if older else [])}
    assert not older or report.read_text(encoding="utf-8") == older


def test_a_mistake_is_no_traceback_without_standard_error_either(auditor, story):
    script = [sys.executable, "-c", "import os, sys; os.close(2); os.execv(sys.executable, sys.argv[1:])"]
    done = auditor("audit", story, "missing.txt", "--format", "json", wrap=script, stderr=subprocess.DEVNULL)
    assert done.returncode == 5
    assert len(json.loads(done.stdout)["articles"]) == 1

import contextlib
import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from auditor.article import Audit
from auditor.errors import InputError
from auditor.reporting import write_report
from auditor.reporting.interface import RenderOptions
from auditor.reporting.output import atomic_output

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_line_ends_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with atomic_output(path) as stream:
        stream.write("é\r\nb\n")
        assert not path.exists()
    assert path.read_bytes() == b"\xc3\xa9\r\nb\n"
    assert names(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, SystemExit, ValueError])
def test_an_interrupted_report_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(failure), atomic_output(path) as stream:
        stream.write("new")
        raise failure
    assert path.read_text() == "old"
    assert names(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    owner = os if call == "fsync" else Path
    monkeypatch.setattr(owner, call, full)
    path = tmp_path / "out.csv"
    with (
        pytest.raises(InputError, match=r"^Cannot write .*out\.csv: no space left on the device\.$"),
        atomic_output(path) as stream,
    ):
        stream.write("new")
    assert names(tmp_path) == []


@needs_full
def test_a_disk_that_fills_while_a_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_open = Path.open

    def open_on_full_device(self: Path, mode: str = "r", **how: str) -> object:
        if mode != "x":
            return real_open(self, mode, **how)  # type: ignore[call-overload]
        self.touch()
        return Path("/dev/full").open("w", **how)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_on_full_device)
    with pytest.raises(InputError, match="no space left"), atomic_output(tmp_path / "out.csv") as stream:
        stream.write("new" * 100_000)
    assert names(tmp_path) == []


@needs_full
def test_a_full_device_is_one_sentence(ferry: Audit) -> None:
    with pytest.raises(InputError, match=r"^Cannot write /dev/full: no space left on the device\.$"):
        write_report("json", [ferry], Path("/dev/full"), RenderOptions())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing/out.csv", "its folder does not exist"),
        ("", "it is a folder"),
        ("a/b.csv", "is not a folder"),
    ],
)
def test_a_path_that_cannot_be_written(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(InputError, match=reason), atomic_output(tmp_path / name):
        pass
    assert names(tmp_path) == ["a"]


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything
    with pytest.raises(InputError, match="permission denied"), atomic_output(path):
        pass
    assert path.read_text() == "old"


def test_an_existing_file_keeps_its_permissions_and_a_new_one_has_the_usual_ones(tmp_path: Path) -> None:
    old, new, usual = tmp_path / "old", tmp_path / "new", tmp_path / "usual"
    old.write_text("old")
    old.chmod(0o640)
    usual.touch()
    for path in (old, new):
        with atomic_output(path) as stream:
            stream.write("text")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert new.stat().st_mode == usual.stat().st_mode


def test_a_link_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = tmp_path / "link.csv"
    link.symlink_to(folder / "real.csv")
    with atomic_output(link) as stream:
        stream.write("text")
    assert link.is_symlink()
    assert (folder / "real.csv").read_text() == "text"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_written_directly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[str] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text()))
    reader.start()
    with atomic_output(pipe) as stream:
        stream.write("text")
    reader.join(timeout=10)
    assert received == ["text"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_that_is_closed_early_ends_the_report_quietly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: pipe.open().close())
    reader.start()
    with atomic_output(pipe) as stream:
        reader.join(timeout=10)
        stream.write("text" * 100_000)


def test_control_characters_in_a_path_are_not_obeyed(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught, atomic_output(tmp_path / "no\x1b[2J" / "x"):
        pass
    assert "\x1b" not in str(caught.value)


# -- standard output, in a process of its own ------------------------------------------------------------

PROGRAM = """
import sys
from pathlib import Path
from auditor.article import Article, Audit, Sentence
from auditor.errors import InputError
from auditor.reporting import write_report
from auditor.reporting.interface import RenderOptions
text = "“Café” closes."
sentences = tuple(Sentence(i, 0, len(text), text, "named", "NP", 0.9) for i in range({count}))
try:
    write_report("{name}", [Audit(Article("a", text), sentences)], {output}, RenderOptions())
except InputError as error:
    sys.exit(str(error))
"""


def run(name: str, *, count: int = 3, output: str = "None", **how: object) -> "subprocess.CompletedProcess[bytes]":
    program = PROGRAM.format(name=name, count=count, output=output)
    env = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)}
    options: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": env, **how}
    return subprocess.run([sys.executable, "-c", program], **options)  # type: ignore[call-overload, no-any-return]


def test_data_on_standard_output_is_utf8_whatever_the_terminal() -> None:
    assert "“Café”".encode() in run("json").stdout
    table = run("csv").stdout
    assert table.startswith(b"article_id,")
    assert table.count(b"\r\n") == 4


def test_an_ascii_terminal_gets_ascii() -> None:
    done = run("terminal")
    assert done.returncode == 0
    assert b'"Caf\\xe9" closes.' in done.stdout
    done.stdout.decode("ascii")


@pytest.mark.parametrize("name", ["terminal", "json", "csv"])
def test_a_reader_that_stops_early_gets_no_traceback(name: str) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = run(name, count=2000, stdout=write)
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@needs_full
@pytest.mark.parametrize("name", ["terminal", "json", "csv"])
def test_a_full_standard_output_is_one_sentence(name: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(name, stdout=full)
    assert done.stderr == b"Cannot write to standard output: no space left on the device.\n"
    assert done.returncode == 1


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no /dev/stdout here")
def test_dev_stdout_is_written_directly(tmp_path: Path) -> None:
    assert "“Café”".encode() in run("json", output='Path("/dev/stdout")').stdout
    target = tmp_path / "redirected"
    with target.open("wb") as stdout:
        run("json", output='Path("/dev/stdout")', stdout=stdout)
    assert target.read_bytes().endswith(b"}\n")
    assert names(tmp_path) == ["redirected"]


def test_output_to_a_stand_in_for_standard_output(ferry: Audit, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("terminal", "json", "csv"):
        write_report(name, [ferry], None, RenderOptions())
        assert "Grey Heron" in capsys.readouterr().out
    with contextlib.redirect_stdout(None), pytest.raises(InputError, match="standard output is closed"):
        write_report("json", [ferry], None, RenderOptions())

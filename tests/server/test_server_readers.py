"""Reading in a process of its own: what comes back, what is cut short, what dies."""

import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from server_story import STORY

from auditor.errors import InputError, RefusedError
from auditor.server.reading import Given, Readers, _Reader, read_given


@pytest.fixture
def readers() -> Iterator[Readers]:
    made = Readers(1)
    yield made
    made.close()


def test_an_article_comes_back_as_it_is_read_here(readers: Readers) -> None:
    given = Given("dir/bridge.txt", STORY.encode())
    assert readers.read(given, 60) == read_given(given)
    with pytest.raises(InputError, match=r"empty\.txt is empty"):
        readers.read(Given("empty.txt", b""), 60)
    with pytest.raises(RefusedError, match="not in English"):
        readers.read(Given("brief.txt", ("Der Minister hat gesagt, dass es nun reicht und er geht. " * 8).encode()), 60)
    with pytest.raises(InputError, match="no web address"):
        readers.read(Given("/etc/passwd"), 60)
    with pytest.raises(InputError, match="not a public address"):
        readers.read(Given("http://127.0.0.1/"), 60)


def test_one_that_takes_too_long_is_killed_and_replaced(readers: Readers) -> None:
    reader = only(readers)
    first = reader.start()
    os.kill(first.pid, signal.SIGSTOP)  # as a parser that never ends
    with pytest.raises(TimeoutError):
        readers.read(Given("bridge.txt", STORY.encode()), 0.2)
    assert first.poll() is not None
    assert readers.read(Given("bridge.txt", STORY.encode()), 60)[0].text == STORY


def test_one_that_dies_is_an_error_of_the_file(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = only(readers)
    process = reader.start()
    real = process.stdin

    class Killing:
        def write(self, data: bytes) -> int:
            process.kill()
            process.wait()
            return len(data)

        def flush(self) -> None: ...
        def close(self) -> None:
            assert real is not None
            real.close()

    monkeypatch.setattr(process, "stdin", Killing())
    with pytest.raises(InputError, match=r"bridge\.txt cannot be read"):
        readers.read(Given("bridge.txt", STORY.encode()), 60)
    assert readers.read(Given("bridge.txt", STORY.encode()), 60)


def test_it_ends_with_the_server(readers: Readers) -> None:
    process = only(readers).start()
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(60) == 0


def only(readers: Readers) -> Any:
    reader = readers._free.get()
    readers._free.put(reader)
    assert isinstance(reader, _Reader)
    return reader

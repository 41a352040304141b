"""Reading files and links in processes of their own, which can be stopped.

A PDF or a page can keep a parser busy for ever, and a thread cannot be ended.  So what strangers made is taken apart in
a child process: it is killed when its time is up, it has a limit of memory, and what it says on its way goes nowhere.
The child talks in lines of JSON; nothing that it sends is run.
"""

import base64
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import IO, Any

from auditor.article import Article
from auditor.errors import InputError, RefusedError
from auditor.reading.names import printable

MEMORY_BYTES = 4_000_000_000
"""Most address space of a reading process, where the system can limit it."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be read: the bytes of a file called ``name``, or, where ``data`` is None, the page at ``name``."""

    name: str
    data: bytes | None = None
    force: bool = False


Read = Callable[[Given, float], list[Article]]
"""Reads within some seconds; raises ``InputError``, ``RefusedError`` or ``TimeoutError``."""


class Readers:
    """Up to ``most`` reading processes, started when they are needed and kept for the next file."""

    def __init__(self, most: int) -> None:
        self._free: queue.LifoQueue[_Reader] = queue.LifoQueue()
        for _ in range(most):
            self._free.put(_Reader())

    def warm(self) -> None:
        """Start one process, so that the first file need not wait for it."""
        reader = self._free.get()
        try:
            reader.start()
        finally:
            self._free.put(reader)

    def read(self, given: Given, seconds: float) -> list[Article]:
        """Return the articles that ``given`` holds; the ``Read`` of the server."""
        try:
            reader = self._free.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        try:
            return reader.read(given, seconds)
        finally:
            self._free.put(reader)

    def close(self) -> None:
        """Stop the processes that are free; a busy one ends when this process does."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._free.get_nowait().stop()


class _Reader:
    """One child process, or none yet."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            root = str(Path(__file__).parents[2])
            path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
            self._process = subprocess.Popen(  # noqa: S603 - nothing of a request is in the command
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
                start_new_session=True,  # Ctrl-C is for the server, which then ends this one
            )
        return self._process

    def read(self, given: Given, seconds: float) -> list[Article]:
        process = self.start()
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            process.stdin.write(_line(_asked(given)))
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = b""
        finally:
            timer.cancel()
        if late.is_set():
            self.stop()
            raise TimeoutError
        if not answer.endswith(b"\n"):
            self.stop()
            raise InputError(f"{_called(given)} cannot be read: taking it apart needs too much memory or fails.")
        return _articles(json.loads(answer))

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            process.wait()


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps(message).encode("ascii") + b"\n"


def _asked(given: Given) -> dict[str, Any]:
    data = None if given.data is None else base64.b64encode(given.data).decode("ascii")
    return {"name": given.name, "data": data, "force": given.force}


def _called(given: Given) -> str:
    return "The page" if given.data is None else printable(PurePath(given.name).name)


def _articles(answer: dict[str, Any]) -> list[Article]:
    """Return what the child read; raise what it could not."""
    if "articles" in answer:
        return [Article(**fields) for fields in answer["articles"]]
    raise (RefusedError if answer["refused"] else InputError)(answer["error"])


# -- in the child ------------------------------------------------------------------------------------------


def read_given(given: Given) -> list[Article]:
    """Return the articles that ``given`` holds, here and now; an address goes through the guard of the reading code."""
    from auditor.reading.articles import articles_of
    from auditor.reading.inputs import is_address
    from auditor.reading.interface import Content

    if given.data is None:
        from auditor.reading import read

        if not is_address(given.name):
            raise InputError("This is no web address: it begins with neither http:// nor https://.")
        return read(given.name, force=given.force)
    name = printable(PurePath(given.name).name) or "file"
    content = Content(given.data, name, PurePath(name).suffix.lower())
    return articles_of(content, id=name, path=name, force=given.force)


def _answer(line: bytes) -> dict[str, Any]:
    from auditor.errors import AuditorError

    asked = json.loads(line)
    data = None if asked["data"] is None else base64.b64decode(asked["data"])
    try:
        articles = read_given(Given(asked["name"], data, asked["force"]))
    except AuditorError as error:
        return {"error": str(error), "refused": isinstance(error, RefusedError)}
    return {"articles": [asdict(article) for article in articles]}


def _main(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer one line after another; leave at once when the server is gone, even in the middle of a file."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    import trafilatura  # noqa: F401 - so that the first page is as fast as the second

    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        for line in requests:
            waiting.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        answers.write(_line(_answer(waiting.get())))
        answers.flush()


if __name__ == "__main__":
    # Whatever a library prints must not end up between the answers.
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _main(sys.stdin.buffer, stream)

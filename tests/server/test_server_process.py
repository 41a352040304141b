"""The command as it is run: started, asked over a socket, killed, ended."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from server_story import STORY

from auditor.server.limits import Limits
from auditor.server.protocol import protocol_for

pytestmark = pytest.mark.full

ROOT = Path(__file__).parents[2]
LONG = STORY * 25


class Running:
    """A server in a process of its own."""

    def __init__(self, *arguments: str) -> None:
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "auditor", "serve", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        found = re.fullmatch(r"Serving at http://(127\.0\.0\.1|\[::1\]):(\d+)/ until Ctrl-C\.\n", said)
        assert found, said
        self.port = int(found[2])

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def end(self, number: int) -> tuple[int, str]:
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=30)
        return self.process.returncode, errors


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    running: list[Running] = []

    def starter(*arguments: str) -> Running:
        running.append(Running(*arguments))
        return running[-1]

    yield starter
    for server in running:
        if server.process.poll() is None:
            server.process.kill()
            server.process.communicate()


def failing(*arguments: str, code: str | None = None) -> subprocess.CompletedProcess[str]:
    command = ["-c", code] if code else ["-m", "auditor", "serve"]
    return subprocess.run(
        [sys.executable, *command, *arguments], capture_output=True, text=True, timeout=60, cwd=ROOT, check=False
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_a_signal_and_answers_what_is_open(start: Callable[..., Running], number: int) -> None:
    server = start("--port", "0")
    assert server.ask("GET", "/health")[0] == 200
    answers: list[int] = []
    asking = threading.Thread(target=lambda: answers.append(server.ask("POST", "/api/audit", {"text": LONG})[0]))
    asking.start()
    while json.loads(server.ask("GET", "/health")[1])["inside"] == 0 and asking.is_alive():
        time.sleep(0.01)
    code, errors = server.end(number)
    asking.join()
    assert answers == [200]
    assert code == 0
    assert "Traceback" not in errors and "Brandt" not in errors
    assert re.search(r"^POST /api/audit 200 \d+ ms$", errors, re.MULTILINE)


def test_killed_in_the_middle_of_a_request_it_starts_again_on_its_port(start: Callable[..., Running]) -> None:
    first = start("--port", "0", "--quiet")

    def ask_in_vain() -> None:
        with pytest.raises((OSError, http.client.HTTPException)):
            first.ask("POST", "/api/audit", {"text": LONG})

    asking = threading.Thread(target=ask_in_vain)
    asking.start()
    while json.loads(first.ask("GET", "/health")[1])["inside"] == 0 and asking.is_alive():
        time.sleep(0.01)
    first.process.kill()
    first.process.communicate()
    asking.join()
    second = start("--port", str(first.port), "--quiet")
    assert second.port == first.port
    assert second.ask("POST", "/api/audit", {"text": STORY})[0] == 200


def test_a_file_is_read_in_another_process(start: Callable[..., Running]) -> None:
    server = start("--port", "0", "--quiet")
    status, body = server.ask("POST", "/api/audit", {"file": {"name": "a.txt", "data": "VGhlIGZlcnJ5IHdhcyBsYXRlLg=="}})
    assert status == 200 and json.loads(body)["articles"][0]["text"] == "The ferry was late."
    assert server.ask("POST", "/api/audit", {"url": "http://127.0.0.1/"})[0] == 422
    assert server.end(signal.SIGTERM)[0] == 0


def test_a_taken_port_is_one_sentence(start: Callable[..., Running]) -> None:
    server = start("--port", "0", "--quiet")
    done = failing("--port", str(server.port))
    assert done.returncode == 2
    assert done.stderr == (
        f"auditor: The port {server.port} is taken; choose another with --port (0: any that is free).\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--host", "0.0.0.0"), "lets other machines in; add --expose"),
        (("--host", "0.0.0.0", "--expose"), "needs --allow-host NAME"),
        (("--host", "no.such.host.invalid", "--expose"), "There is no address no.such.host.invalid"),
        (("--profile", "defalt"), "There is no profile"),
        (("--port", "99999"), "--port"),
        (("--model", "nowhere", "--port", "0"), "There is no model folder"),
    ],
)
def test_a_mistake_is_one_sentence(arguments: tuple[str, ...], words: str) -> None:
    done = failing(*arguments)
    assert done.returncode in (2, 4)
    assert words in done.stderr and done.stderr.count("\n") == 1


def test_a_missing_extra_is_one_sentence() -> None:
    code = "import sys; sys.modules['fastapi'] = None; from auditor.cli import main; main()"
    done = failing("serve", "--port", "0", code=code)
    assert done.returncode == 2
    assert "Serving needs the extra “server”" in done.stderr and done.stderr.count("\n") == 1


@pytest.fixture
def listening() -> Iterator[Callable[..., int]]:
    """Serves an application that says yes, under some limits, in a thread; gives its port."""
    servers = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"3")]})
        await send({"type": "http.response.body", "body": b"yes"})

    def serve(limits: Limits) -> int:
        sock = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(app, http=protocol_for(limits), lifespan="off", log_config=None, ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        servers.append((server, thread))
        return int(sock.getsockname()[1])

    yield serve
    for server, thread in servers:
        server.should_exit = True
        thread.join()


def read_until_closed(sock: socket.socket) -> bytes:
    received = b""
    sock.settimeout(20)
    try:
        while part := sock.recv(4096):
            received += part
    except ConnectionError:
        pass
    return received


def receive_answer(sock: socket.socket) -> bytes:
    received = b""
    sock.settimeout(20)
    while not received.endswith(b"yes") and (part := sock.recv(4096)):
        received += part
    return received


@pytest.mark.parametrize("begin", [b"", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_headers_that_do_not_come_are_not_waited_for(listening: Callable[..., int], begin: bytes) -> None:
    port = listening(Limits(header_seconds=0.3))
    with socket.create_connection(("127.0.0.1", port)) as sock:
        sock.sendall(begin)
        assert read_until_closed(sock) == b""


def test_a_second_request_has_its_time_too(listening: Callable[..., int]) -> None:
    port = listening(Limits(header_seconds=0.6))
    with socket.create_connection(("127.0.0.1", port)) as sock:
        for _ in range(3):
            time.sleep(0.3)
            sock.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert receive_answer(sock).endswith(b"yes")
        sock.sendall(b"GET / HTTP/1.1\r\n")
        assert read_until_closed(sock) == b""


def test_connections_have_a_limit(listening: Callable[..., int]) -> None:
    port = listening(Limits(connections=2))
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]
    time.sleep(0.2)
    with socket.create_connection(("127.0.0.1", port)) as sock:
        assert read_until_closed(sock) == b""
    held[0].sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert receive_answer(held[0]).endswith(b"yes")
    for sock in held:
        sock.close()

"""What the server lets in, what it lets out, and what it writes down."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from server_story import STORY

from auditor.article import Segment
from auditor.classifier.baseline_cues import CueWordBaseline
from auditor.classifier.interface import Prediction
from auditor.server.hosts import is_loopback, names_for
from auditor.server.limits import Limits
from auditor.server.shield import HEADERS

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_its_own_names_are_answered(client: Any, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.2", "", "localhost:x", "a b", "[::2]"],
)
def test_another_name_is_refused(client: Any, host: str) -> None:
    answer = client.post("/api/audit", json={"text": STORY}, headers={"Host": host})
    assert answer.status_code == 421
    assert "--allow-host" in answer.json()["error"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "https://localhost"}, 200),  # a proxy that speaks TLS stands in front
        ({"Origin": "http://localhost:3000"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_pages_of_other_sites_are_refused(client: Any, headers: dict[str, str], status: int) -> None:
    assert client.post("/api/audit", json={"text": STORY}, headers=headers).status_code == status


def test_a_link_from_another_site_to_the_page_is_followed(client: Any) -> None:
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/json; charset=UTF-8"}, 200),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "application/json; charset=latin-1"}, 415),
        ({"Content-Type": ""}, 415),
        ({**JSON, "Content-Encoding": "gzip"}, 415),
    ],
)
def test_only_plain_json_is_taken(client: Any, headers: dict[str, str], status: int) -> None:
    answer = client.post("/api/audit", content=b'{"text": "The ferry was late, said Ada Holm."}', headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_is_counted_as_it_comes(serving: Callable[..., Any], chunked: bool) -> None:
    client = serving(limits=Limits(body_bytes=1000))
    body: Any = b" " * 5000
    if chunked:
        body = (b" " * 100 for _ in range(50))
    answer = client.post("/api/audit", content=body, headers=JSON)
    assert answer.status_code == 413
    assert "0.001 MB" in answer.json()["error"]
    assert client.post("/api/audit", json={"text": "The ferry was late."}).status_code == 200


def test_all_bodies_together_have_a_limit(serving: Callable[..., Any]) -> None:
    client = serving(limits=Limits(held_bytes=1000))
    answer = client.post("/api/audit", content=b" " * 5000, headers=JSON)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert client.post("/api/audit", json={"text": "The ferry was late."}).status_code == 200  # nothing stays counted


class Slow(CueWordBaseline):
    """Waits until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()

    def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
        self.go.wait(20)
        return super().classify(text, segments)


def test_too_many_requests_are_asked_to_come_again(serving: Callable[..., Any]) -> None:
    classifier = Slow()
    client = serving(classifier=classifier, workers=1, limits=Limits(waiting=2))
    answers: list[Any] = []

    def ask() -> None:
        answers.append(client.post("/api/audit", json={"text": STORY}))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    until(lambda: client.get("/health").json()["inside"] == 3)
    refused = client.post("/api/audit", json={"text": STORY})
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json()["error"].startswith("The server is at its limit; try again in ")
    classifier.go.set()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    until(lambda: client.get("/health").json()["inside"] == 0)
    assert client.post("/api/audit", json={"text": STORY}).status_code == 200


def test_work_that_takes_too_long_is_given_up_and_still_counted(serving: Callable[..., Any]) -> None:
    classifier = Slow()
    client = serving(classifier=classifier, workers=1, limits=Limits(work_seconds=0.2))
    answer = client.post("/api/audit", json={"text": STORY})
    assert answer.status_code == 503 and "retry-after" in answer.headers
    assert answer.json()["error"] == "This took longer than 0.2 seconds and was given up."
    assert client.get("/health").json()["inside"] == 1
    classifier.go.set()
    until(lambda: client.get("/health").json()["inside"] == 0)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200), ("GET", "/static/page.js", 200), ("GET", "/health", 200), ("GET", "/openapi.json", 200),
        ("GET", "/nothing", 404), ("GET", "/static/../work.py", 404), ("GET", "/static/%2e%2e%2fwork.py", 404),
        ("GET", "/api/audit", 405), ("POST", "/api/audit", 415), ("DELETE", "/", 405), ("OPTIONS", "/api/audit", 405),
    ],
)  # fmt: skip
def test_every_answer_carries_the_headers(client: Any, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "server" not in answer.headers and "set-cookie" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    for part in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'"):
        assert part in policy


def test_the_log_holds_no_query_no_body_and_no_made_up_path(serving: Callable[..., Any]) -> None:
    log: list[str] = []
    client = serving(log=log)
    client.post("/api/audit?secret=1", json={"text": STORY})
    client.get("/secret-path?secret=2")
    client.post("/api/audit", json={"text": STORY, "secret": 3})
    assert [line.rsplit(" ", 2)[0] for line in log] == [
        "POST /api/audit 200",
        "GET (another path) 404",
        "POST /api/audit 422",
    ]


def test_a_fault_of_ours_is_logged_by_its_place_alone(serving: Callable[..., Any]) -> None:
    class Broken(CueWordBaseline):
        def classify(self, text: str, segments: Sequence[Segment]) -> list[Prediction]:
            raise ValueError(text)

    log: list[str] = []
    answer = serving(log=log, classifier=Broken()).post("/api/audit", json={"text": STORY})
    assert answer.status_code == 500
    assert answer.json() == {"error": "The server failed on this request; its log says where."}
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert log[0].startswith("auditor: ValueError at pipeline.py:")
    assert "Brandt" not in "".join(log)


def test_a_body_that_does_not_come_is_not_waited_for(serving: Callable[..., Any]) -> None:
    app = serving(limits=Limits(body_seconds=0.1)).app
    sent: list[Any] = []

    async def receive() -> Any:
        await asyncio.sleep(60)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/api/audit",
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json"), (b"expect", b"100-continue")],
    }  # fmt: skip
    run(app(scope, receive, send))
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]


def test_an_answer_that_is_not_taken_is_given_up(serving: Callable[..., Any]) -> None:
    app = serving(limits=Limits(answer_seconds=0.1)).app

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        await asyncio.sleep(60)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"localhost")], "query_string": b""}
    run(asyncio.wait_for(app(scope, receive, send), 10))


def test_the_names_follow_from_where_it_listens() -> None:
    assert is_loopback("127.0.0.1") and is_loopback("::1") and is_loopback("localhost") and is_loopback("127.9.9.9")
    assert not is_loopback("0.0.0.0") and not is_loopback("::") and not is_loopback("news.example")
    assert names_for("0.0.0.0", []) == frozenset()
    assert names_for("::", ["Audit.Example"]) == {"audit.example"}
    assert names_for("192.0.2.7", []) == {"192.0.2.7"}
    assert names_for("127.0.0.1", ["audit.example", "::1"]) >= {"localhost", "127.0.0.1", "[::1]", "audit.example"}


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run ``work`` in a thread: a browser that other tests left open has an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def until(condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError

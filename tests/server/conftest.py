"""The server's application without a network: real reading, rules and reports, and the cue words as classifier."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from server_story import STORY

from auditor.article import Article

try:
    import fastapi  # noqa: F401
except ImportError:  # the extra “server” is not installed
    collect_ignore_glob = ["test_*.py"]


def read_here(given: Any, seconds: float) -> list[Article]:
    from auditor.server.reading import read_given

    return read_given(given)


@pytest.fixture
def serving() -> Iterator[Callable[..., Any]]:
    """Makes a client of an application of its own; ``log`` is the list that takes the lines of its log."""
    from starlette.testclient import TestClient

    from auditor.classifier.baseline_cues import CueWordBaseline
    from auditor.rules.profile import BUILT_IN, load_profile
    from auditor.server.app import create_app
    from auditor.server.gate import Gate
    from auditor.server.hosts import LOOPBACK
    from auditor.server.limits import Limits
    from auditor.server.work import Desk

    clients = []

    def make(
        *, limits: Any = None, workers: int = 2, log: list[str] | None = None, classifier: Any = None,
        links: bool = True, names: frozenset[str] = LOOPBACK, read: Callable[..., list[Article]] = read_here,
    ) -> TestClient:  # fmt: skip
        lines = [] if log is None else log
        profiles = {name: load_profile(name) for name in BUILT_IN}
        desk = Desk(classifier or CueWordBaseline(), profiles, read, limits or Limits(), links)
        app = create_app(desk, Gate(workers, desk.limits), names=names, log=lines.append)
        client = TestClient(app, base_url="http://localhost")
        client.__enter__()
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(serving: Callable[..., Any]) -> Any:
    return serving()


@pytest.fixture
def audited(client: Any) -> Any:
    """The document that the server gives for the story."""
    return client.post("/api/audit", json={"text": STORY}).json()

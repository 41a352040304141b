"""What stands around the application: who may ask, how much, how long, what every answer carries, what is logged.

Pure ASGI, so that a body is counted as it arrives and never held beyond its limit, declared or not.
"""

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from auditor.server.hosts import refuse_strangers
from auditor.server.limits import Limits
from auditor.server.refusal import FAULT, RefusalError, busy

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types report"
)
"""No script and no style but our own files, nothing from elsewhere, no markup made of strings but the report."""

HEADERS: dict[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer carries, errors among them."""

_WITH_BODY = ("POST", "PUT", "PATCH")
_DRAIN_SECONDS = 2.0
_DRAIN_BODIES = 4
"""How long, and how many times the size of a body, the rest of a refused one is taken and thrown away."""
_PACKAGE = Path(__file__).parents[1]


class Shield:
    """Wraps the application ``app``; ``names`` are the host names that it answers to, ``log`` takes lines."""

    def __init__(
        self, app: App, *, names: frozenset[str], limits: Limits, paths: frozenset[str], log: Callable[[str], None]
    ) -> None:
        self._app = app
        self._names = names
        self._limits = limits
        self._paths = paths
        self._log = log
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        began = time.monotonic()
        answer = _Answer(send, self._limits.answer_seconds)
        held = _Held(self)
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        unread = scope["method"] in _WITH_BODY
        try:
            refuse_strangers(headers, scope["method"], self._names)
            if unread:
                _check_kind(headers)
                receive = _replay(await self._body(headers, receive, held), receive)
                unread = False
            await self._app(scope, receive, answer.send)
        except RefusalError as refusal:
            if unread:
                held.release()
                await self._drain(headers, receive)
                refusal.headers["Connection"] = "close"
            await answer.refuse(refusal)
        except _GoneError:
            pass
        except asyncio.CancelledError:  # the server is asked to end, and this took too long
            await answer.refuse(busy(5, "The server is being stopped"))
        except Exception as error:
            # The message of an exception can hold words of an article; where it came from cannot.
            self._log(f"auditor: {type(error).__name__} at {_place(error)} in a request to {self._known(scope)}.")
            await answer.refuse(RefusalError(500, FAULT))
        finally:
            held.release()
        milliseconds = 1000 * (time.monotonic() - began)
        self._log(f"{scope['method']} {self._known(scope)} {answer.status or '-'} {milliseconds:.0f} ms")

    def _known(self, scope: Scope) -> str:
        """Return the path for the log: never a query, and never what somebody made up."""
        return scope["path"] if scope["path"] in self._paths else "(another path)"

    async def _body(self, headers: dict[str, list[str]], receive: Receive, held: "_Held") -> bytes:
        most = self._limits.body_bytes
        declared = headers.get("content-length", ["0"])[0]
        if declared.isdigit() and int(declared) > most:
            raise _too_large(most)
        parts: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise _GoneError
                    part = message.get("body", b"")
                    size += len(part)
                    if size > most:
                        raise _too_large(most)
                    held.add(len(part))
                    parts.append(part)
                    if not message.get("more_body", False):
                        return b"".join(parts)
        except TimeoutError:
            raise RefusalError(408, "The request took too long to arrive.") from None

    async def _drain(self, headers: dict[str, list[str]], receive: Receive) -> None:
        """Take the rest of a body that is refused, for a moment: a sender that is cut off does not see the answer."""
        if "expect" in headers:
            return
        left = _DRAIN_BODIES * self._limits.body_bytes
        try:
            async with asyncio.timeout(_DRAIN_SECONDS):
                while left > 0:
                    message = await receive()
                    left -= len(message.get("body", b""))
                    if not message.get("more_body", False):
                        return
        except TimeoutError:
            return

    def hold(self, size: int) -> None:
        """Count ``size`` more bytes of bodies in memory; ``RefusalError`` where they are too many."""
        if self._held + size > self._limits.held_bytes:
            raise busy(1)
        self._held += size

    def let_go(self, size: int) -> None:
        """Count ``size`` bytes less."""
        self._held -= size


class _GoneError(Exception):
    """Whoever asked is no longer there."""


class _Held:
    """The bytes that one request holds."""

    def __init__(self, shield: Shield) -> None:
        self._shield = shield
        self._size = 0

    def add(self, size: int) -> None:
        self._shield.hold(size)
        self._size += size

    def release(self) -> None:
        self._shield.let_go(self._size)
        self._size = 0


class _Answer:
    """The answer to one request, with our headers; a reader that does not take it is given up."""

    def __init__(self, send: Send, seconds: float) -> None:
        self._send = send
        self._seconds = seconds
        self.status: int | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            own = {name.lower().encode("ascii") for name in HEADERS}
            kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in own]
            ours = [(name.lower().encode("ascii"), value.encode("ascii")) for name, value in HEADERS.items()]
            message = {**message, "headers": [*kept, *ours]}
        try:
            async with asyncio.timeout(self._seconds):
                await self._send(message)
        except TimeoutError:
            raise _GoneError from None

    async def refuse(self, refusal: RefusalError) -> None:
        """Send ``refusal``, unless an answer has begun."""
        if self.status is not None:
            return
        body = refusal.body()
        headers = {
            "content-type": "application/json",
            "content-length": str(len(body)),
            **{name.lower(): value for name, value in refusal.headers.items()},
        }
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        try:
            await self.send({"type": "http.response.start", "status": refusal.status, "headers": raw})
            await self.send({"type": "http.response.body", "body": body})
        except _GoneError:
            return


def _check_kind(headers: dict[str, list[str]]) -> None:
    """Raise ``RefusalError`` unless the body is said to be plain JSON.

    A form or a text could be sent by another site's page without asking first; JSON cannot.
    """
    kinds = headers.get("content-type", [])
    kind, _, rest = (kinds[0] if len(kinds) == 1 else "").partition(";")
    charset = rest.strip().casefold().replace('"', "")
    if kind.strip().casefold() != "application/json" or charset not in ("", "charset=utf-8"):
        raise RefusalError(415, "The request must be JSON (Content-Type: application/json).")
    if headers.get("content-encoding", ["identity"]) != ["identity"]:
        raise RefusalError(415, "The request must not be compressed.")


def _too_large(most: int) -> RefusalError:
    return RefusalError(413, f"The request is too large: it may have {most / 1e6:g} MB.")


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a ``receive`` that gives ``body`` at once and then goes on as the given one."""
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _place(error: Exception) -> str:
    """Return the file and line of our own code from which ``error`` came."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(f.filename).parents]
    frames = [f for f in frames if Path(f.filename) != Path(__file__)]
    if not frames:
        return "a place outside the auditor"
    return f"{Path(frames[-1].filename).relative_to(_PACKAGE).as_posix()}:{frames[-1].lineno}"

"""Uvicorn's HTTP/1.1 with what it lacks: a time limit for headers and a limit of open connections.

Without the first, a client that sends a header byte a minute holds a connection for ever.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from auditor.server.limits import Limits


class TimedProtocol(H11Protocol):
    """An HTTP connection that is closed when no complete request headers arrive in time."""

    limits = Limits()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request, or close at once where there are too many connections."""
        super().connection_made(transport)
        self._timer: asyncio.TimerHandle | None = None
        if len(self.connections) > self.limits.connections:
            transport.abort()
            return
        self._wait_for_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Stop the timer where a request's headers are complete."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before and not self.cycle.response_complete:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Wait for the next request's headers, unless it is there already."""
        if not self.transport.is_closing():
            self._wait_for_headers()
        super().on_response_complete()

    def _wait_for_headers(self) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(self.limits.header_seconds, self._close_late)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _close_late(self) -> None:
        self.transport.abort()


def protocol_for(limits: Limits) -> type[asyncio.Protocol]:
    """Return the protocol with ``limits``; uvicorn makes one for each connection."""
    members: dict[str, Any] = {"limits": limits}
    return type("LimitedProtocol", (TimedProtocol,), members)

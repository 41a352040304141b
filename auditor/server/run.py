"""Starting and ending: the socket, the model, uvicorn."""

import contextlib
import errno
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from auditor.classifier.choose import load_classifier
from auditor.errors import EXIT_DONE, AuditorError, UsageError
from auditor.rules.profile import BUILT_IN, Profile, choose_profile, load_profile
from auditor.server.app import create_app
from auditor.server.gate import Gate
from auditor.server.hosts import in_header, is_loopback, names_for
from auditor.server.limits import Limits
from auditor.server.protocol import protocol_for
from auditor.server.reading import Readers
from auditor.server.work import Desk

_READERS = 2
"""Most processes that read files and links at once."""
_TRIAL = (
    "The pier at Saltmarsh was shut on Monday.\n\n“It is rotten,” said Ottoline Brask, an engineer. The Port "
    "Authority promised a new one, and a person who was not allowed to speak said that it would take a year.\n"
)
"""Audited once before the first request comes, so that it finds everything loaded."""


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What ``auditor serve`` is asked for; ``threads`` None takes all cores."""

    host: str = "127.0.0.1"
    port: int = 8000
    expose: bool = False
    allowed: tuple[str, ...] = ()
    links: bool = True
    profile: str | None = None
    model: Path | None = None
    backend: str = "onnx"
    threads: int | None = None
    limits: Limits = field(default_factory=Limits)


def serve(options: ServeOptions, *, ready: Callable[[str], None], log: Callable[[str], None]) -> None:
    """Serve until a signal (Ctrl-C or SIGTERM) ends it, open requests answered first.

    ``ready`` is called with the server's address once it answers, ``log`` with a line a request.  Raises
    ``UsageError`` for options that do not go together and for a port that is taken, ``ModelError`` for the model.
    """
    names = _names(options)
    profiles = _profiles(options.profile)
    listening = _listen(options.host, options.port)
    readers = Readers(_READERS)
    try:
        classifier = load_classifier(options.model, options.backend, threads=options.threads)
        workers = options.threads or _cores()
        desk = Desk(classifier, profiles, readers.read, options.limits, options.links)
        _try_out(desk)
        threading.Thread(target=_warm, args=(readers,), daemon=True).start()
        gate = Gate(workers, options.limits)
        app = create_app(desk, gate, names=names, log=log)
        _log_errors(log)
        config = uvicorn.Config(
            app,
            http=protocol_for(options.limits),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=int(options.limits.ending_seconds),
        )
        port = listening.getsockname()[1]
        # A second signal of the same kind, raised again by uvicorn after its graceful end, is no interruption.
        with contextlib.suppress(KeyboardInterrupt):
            _Server(config, lambda: ready(_address(options.host, port))).run(sockets=[listening])
        gate.close()
    finally:
        listening.close()
        readers.close()
    if gate.inside:
        # An audit that nobody waits for any more; its threads would keep the process until it is done.
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(EXIT_DONE)


class _Server(uvicorn.Server):
    """Uvicorn that tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _names(options: ServeOptions) -> frozenset[str]:
    """Return the host names to answer to; UsageError where the network would be let in without having been asked."""
    names = names_for(options.host, options.allowed)
    if not is_loopback(options.host) and not options.expose:
        raise UsageError(
            f"Listening on {options.host} lets other machines in; add --expose if they may, "
            "and --allow-host NAME for each name by which they reach this one."
        )
    if not names:
        raise UsageError(
            f"Listening on {options.host} needs --allow-host NAME: the name by which browsers reach this machine."
        )
    return names


def _profiles(given: str | None) -> dict[str, Profile]:
    """Return the profiles on offer by name, the chosen one first."""
    first = choose_profile(given)
    return {first.name: first} | {name: load_profile(name) for name in BUILT_IN if name != first.name}


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to ``host`` and ``port``; UsageError where that cannot be."""
    shown = f"{in_header(host)}:{port}"
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise UsageError(f"There is no address {host} to listen on.") from None
    listening = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere it would let two servers have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(256)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise UsageError(f"The port {port} is taken; choose another with --port (0: any that is free).") from None
        if error.errno == errno.EACCES:
            raise UsageError(f"The port {port} needs more rights; choose one above 1023 with --port.") from None
        raise UsageError(f"Cannot listen on {shown}: {(error.strerror or str(error)).lower()}.") from None
    return listening


def _address(host: str, port: int) -> str:
    return f"http://{in_header(host)}:{port}/"


def _cores() -> int:
    from auditor.classifier.onnx import available_cores

    return available_cores()


def _try_out(desk: Desk) -> None:
    """Do once what every request needs, so that libraries are loaded and mistakes are seen before the first."""
    import json

    from auditor.server.forms import AuditRequest, ReportRequest

    document = json.loads(desk.audit(AuditRequest(text=_TRIAL, force=True)))
    desk.report(ReportRequest.model_validate({"articles": document["articles"]}))


def _warm(readers: Readers) -> None:
    with contextlib.suppress(AuditorError, OSError):
        readers.warm()


class _Lines(logging.Handler):
    """Passes on the first line of what uvicorn says; what follows, a traceback, could hold words of an article."""

    def __init__(self, log: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        self._log(f"auditor: {record.getMessage().splitlines()[0] if record.getMessage() else record.levelname}")


def _log_errors(log: Callable[[str], None]) -> None:
    logger = logging.getLogger("uvicorn.error")
    logger.handlers = [_Lines(log)]
    logger.propagate = False
    for quiet in ("asyncio", "fastapi", "uvicorn.access"):
        logging.getLogger(quiet).setLevel(logging.CRITICAL + 1)

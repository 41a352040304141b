"""``auditor serve``: the web page and the JSON interface, until Ctrl-C."""

import sys
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from auditor.commands.notes import note
from auditor.errors import EXIT_DONE, UsageError


def serve_auditor(
    *,
    host: str,
    port: int,
    expose: bool,
    allowed: Sequence[str],
    links: bool,
    profile: str | None,
    model: Path | None,
    backend: str,
    threads: int | None,
    open_browser: bool,
    quiet: bool,
) -> int:
    """Serve until a signal ends it and return the exit code; the address goes to standard output when it answers."""
    try:
        from auditor.server.run import ServeOptions, serve
    except ImportError as error:
        raise UsageError(
            "Serving needs the extra “server”: pip install -e '.[server]' in the project's folder "
            f"({error.name or error} is missing)."
        ) from error

    def ready(address: str) -> None:
        if sys.stdout is not None:
            print(f"Serving at {address} until Ctrl-C.", flush=True)
        if open_browser:
            # In a thread: some browsers are waited for.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    serve(
        ServeOptions(
            host=host,
            port=port,
            expose=expose,
            allowed=tuple(allowed),
            links=links,
            profile=profile,
            model=model,
            backend=backend,
            threads=threads,
        ),
        ready=ready,
        log=(lambda line: None) if quiet else note,
    )
    return EXIT_DONE

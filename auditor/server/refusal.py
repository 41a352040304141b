"""What the server answers when it does not do what was asked: a status and one sentence."""

import json
from collections.abc import Mapping

from auditor.reporting.text_safety import well_formed

FAULT = "The server failed on this request; its log says where."
"""What is said of a mistake of ours."""


class RefusalError(Exception):
    """A request that is not served; the message is one clear sentence for whoever sent it."""

    def __init__(self, status: int, message: str, *, headers: Mapping[str, str] | None = None, forcible: bool = False):
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})
        self.forcible = forcible
        """Whether the same request with ``force`` would be served."""

    def body(self) -> bytes:
        """Return the answer's body: JSON with ``error``, and ``forcible`` where that holds."""
        content: dict[str, object] = {"error": well_formed(self.message)}
        if self.forcible:
            content["forcible"] = True
        return json.dumps(content, ensure_ascii=False).encode("utf-8")


def busy(seconds: int, why: str = "The server is at its limit") -> RefusalError:
    """Return the refusal of a server that has too much to do; ``seconds`` is when to ask again."""
    shown = "a second" if seconds == 1 else f"{seconds} seconds"
    return RefusalError(503, f"{why}; try again in {shown}.", headers={"Retry-After": str(seconds)})

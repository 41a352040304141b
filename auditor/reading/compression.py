"""Unpacking a compressed answer as it arrives, with a limit."""

import zlib


class TooLargeError(Exception):
    """The data unfolds to more than is allowed."""


class Unpacker:
    """Unpacks one stream of bytes of a content coding: "", "identity", "gzip", "x-gzip" or "deflate".

    Raises ``ValueError`` for another coding.
    """

    def __init__(self, coding: str, limit: int) -> None:
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise ValueError(coding)
        self._coding = coding
        self._left = limit
        self._member: zlib._Decompress | None = None
        self._started = False

    def feed(self, data: bytes) -> bytes:
        """Return what ``data`` unfolds to.  Raises ``TooLargeError`` or, for broken data, ``zlib.error``."""
        if self._coding in ("", "identity"):
            return self._count(data)
        parts = []
        while data:
            if self._member is None or self._member.eof:
                if self._started and self._coding == "deflate":
                    break
                self._member = zlib.decompressobj(self._window(data))
                self._started = True
            # One byte more than allowed is enough to know, so a bomb never unfolds.
            part = self._member.decompress(data, self._left + 1)
            parts.append(self._count(part))
            data = self._member.unused_data or self._member.unconsumed_tail
        return b"".join(parts)

    @property
    def complete(self) -> bool:
        """Whether the stream has come to its end, as far as its coding can tell."""
        return self._member.eof if self._member else not self._started

    def _count(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError
        return data

    def _window(self, data: bytes) -> int:
        if self._coding != "deflate":
            return zlib.MAX_WBITS | 16
        # Some servers send deflate without the zlib header that the standard asks for.
        return zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS

"""One HTTP exchange with an address that has been checked, under one deadline."""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any

Connector = Callable[[str, int, float], socket.socket]
"""Opens a TCP connection to an IP address and a port within some seconds."""


def system_connector(address: str, port: int, seconds: float) -> socket.socket:
    """Connect to ``address`` itself: no look-up, no proxy."""
    return socket.create_connection((address, port), timeout=seconds)


def system_tls() -> ssl.SSLContext:
    """Return a context that trusts the system's certificate authorities and Mozilla's."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class Deadline:
    """A moment by which everything must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left.  Raises ``TimeoutError`` where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _TimedStream(io.RawIOBase):
    """Bytes from a socket, each read limited by what is left until the deadline.

    A timeout a read alone would let a server send one byte at a time for ever.
    """

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._socket.settimeout(self._deadline.left())
        return self._socket.recv_into(buffer)


class _TimedSocket:
    """The part of a socket that ``http.client`` uses; whoever opened the socket closes it."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._socket, self._deadline = sock, deadline

    def makefile(self, mode: str, *args: object) -> io.BufferedReader:
        return io.BufferedReader(_TimedStream(self._socket, self._deadline))

    def sendall(self, data: bytes) -> None:
        self._socket.settimeout(self._deadline.left())
        self._socket.sendall(data)

    def close(self) -> None:
        pass


def get(
    sock: socket.socket, host: str, port: int, target: str, headers: dict[str, str], deadline: Deadline
) -> http.client.HTTPResponse:
    """Send a GET request for ``target`` over ``sock`` and return the answer, its body still unread."""
    connection = http.client.HTTPConnection(host, port)
    connection.sock = _TimedSocket(sock, deadline)
    connection.request("GET", target, headers=headers)
    return connection.getresponse()

"""How much a request may bring, how long it may take, and how many there may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes or code points, times in seconds."""

    body_bytes: int = 12_000_000
    """Most bytes of a request's body; a file takes a third more in it than on the disk."""
    held_bytes: int = 64_000_000
    """Most bytes of all bodies that are in memory at once."""
    characters: int = 300_000
    """Longest text, all stories together: about 2,000 sentences."""
    connections: int = 512
    """Most open connections; what comes beyond is closed at once."""
    waiting: int = 16
    """Most requests that wait for a free worker; what comes beyond gets a 503."""
    header_seconds: float = 10.0
    """From the opening of a connection, or the answer before, to the end of the next request's headers."""
    body_seconds: float = 30.0
    """From the headers to the end of the body."""
    work_seconds: float = 60.0
    """From the end of the body to the answer, waiting included."""
    answer_seconds: float = 30.0
    """For a reader to take each part of the answer."""
    ending_seconds: float = 10.0
    """For open requests when the server is asked to end."""

"""Fetching a page by its http or https address, with limits and without trusting the network.

Only the ports 80 and 443 are spoken to, proxies of the environment are not used, and no cookie is kept.
"""

import http.client
import re
import socket
import ssl
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from auditor.errors import InputError
from auditor.reading.compression import TooLargeError, Unpacker
from auditor.reading.connection import Connector, Deadline, get, system_connector, system_tls
from auditor.reading.guard import Resolver, public_addresses, system_resolver
from auditor.reading.interface import MAX_FILE_BYTES, Content
from auditor.reading.names import shortened

MAX_SECONDS = 15.0
"""Time for a page, all redirects and look-ups included."""

MAX_BYTES = 10_000_000
"""Most bytes that are taken off the network for a page."""

MAX_REDIRECTS = 5

_CONNECT_SECONDS = 5.0  # for each of a host's addresses, so that a dead one leaves time for the next
_PORTS = (80, 443)
_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.8,*/*;q=0.1"
_KEPT = "%/:=&?~#+!$,;'@()*[]"  # what stays as it is when an address is percent-encoded
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w:.-]{1,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a web address that a request needs; ``url`` is the whole, without its fragment."""

    url: str
    scheme: str
    host: str
    port: int
    target: str


def parse(url: str, name: str) -> Address:
    """Take ``url`` apart.  Raises ``InputError``, naming it ``name``, if it is not one that we fetch."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise InputError(f"{name} is not a valid web address.") from None
    if parts.scheme not in ("http", "https"):
        raise InputError(f"{name} is not fetched: only http and https addresses are.")
    if not host or not re.fullmatch(r"[A-Za-z0-9._:-]+", host):
        raise InputError(f"{name} is not a valid web address.")
    if "@" in parts.netloc:
        raise InputError(f"{name} is not fetched: the address carries a user name or a password.")
    if port not in _PORTS:
        raise InputError(f"{name} is not fetched: only the ports 80 and 443 are, not {port}.")
    target = quote(parts.path or "/", _KEPT) + (f"?{quote(parts.query, _KEPT)}" if parts.query else "")
    whole = f"{parts.scheme}://{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    return Address(whole, parts.scheme, host, port, target)


class Fetcher:
    """Fetches pages.

    ``resolver``, ``connect`` and ``tls`` stand in for the system's look-up, its TCP connections and its
    certificates; whatever the resolver answers is checked all the same.
    """

    def __init__(
        self,
        *,
        resolver: Resolver | None = None,
        connect: Connector | None = None,
        tls: ssl.SSLContext | None = None,
        seconds: float = MAX_SECONDS,
        max_bytes: int = MAX_BYTES,
        max_unpacked: int = MAX_FILE_BYTES,
    ) -> None:
        self._resolver = resolver or system_resolver
        self._connect = connect or system_connector
        self._tls = tls
        self._seconds = seconds
        self._max_bytes = max_bytes
        self._max_unpacked = max_unpacked

    def fetch(self, url: str) -> Content:
        """Return the page at ``url``, redirects followed.

        Raises ``InputError`` for an address that is not to be fetched, at the start or after a redirect; for
        a host that is unknown, refuses or does not answer in time; for any status but 200; and for a page
        that is too large or broken off.
        """
        deadline = Deadline(self._seconds)
        name = shown = shortened(without_credentials(url))
        address = parse(url, name)
        for _ in range(MAX_REDIRECTS + 1):
            try:
                result = self._exchange(address, name, shown, deadline)
            except (OSError, http.client.HTTPException, TooLargeError, zlib.error, ValueError) as error:
                raise InputError(f"{shown} {self._fault(error, address.host)}.") from None
            if isinstance(result, Content):
                return result
            shown = f"{name}, which redirects to {shortened(without_credentials(result))},"
            address = parse(result, shown)
        raise InputError(f"{name} is not fetched: more than {MAX_REDIRECTS} redirects.")

    def _fault(self, error: Exception, host: str) -> str:
        """Say what an exchange with ``host`` failed of; the page's name goes in front."""
        match error:
            case TooLargeError():
                most = f"{self._max_bytes / 1e6:g} MB, unpacked {self._max_unpacked / 1e6:g} MB"
                return f"is too large: a page may have {most}"
            case TimeoutError():
                return f"cannot be fetched: {host} did not answer in time"
            case ssl.SSLCertVerificationError():
                return f"is not fetched: the certificate of {host} is not valid ({error.verify_message})"
            case ConnectionRefusedError():
                return f"cannot be fetched: {host} refused the connection"
            case OSError():
                reason = error.strerror or type(error).__name__
                return f"cannot be fetched: no connection to {host} ({reason})"
            case _:
                return f"cannot be fetched: the answer of {host} is broken"

    def _exchange(self, address: Address, name: str, shown: str, deadline: Deadline) -> Content | str:
        """Return the page at ``address``, or the address that it redirects to.

        ``name`` is what the content will be called, ``shown`` what messages call this step.
        """
        from auditor import __version__

        headers = {
            "User-Agent": f"sourcing-auditor/{__version__}",
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "en",
            "Connection": "close",
        }
        addresses = public_addresses(address.host, address.port, self._resolver, shown, deadline.left())
        with self._open(address, addresses, deadline) as sock:
            response = get(sock, address.host, address.port, address.target, headers, deadline)
            if response.status in _REDIRECTS and response.getheader("Location"):
                # Header bytes arrive as Latin-1, but addresses in them are UTF-8 where they are not ASCII.
                location = (response.getheader("Location") or "").encode("latin-1").decode("utf-8", "replace")
                return urljoin(address.url, location)
            if response.status != 200:
                answer = f"{response.status} {response.reason}".strip()
                raise InputError(f"{shown} cannot be fetched: the answer is {shortened(answer)}.")
            data = self._body(response)
        kind = response.getheader("Content-Type") or ""
        charset = _CHARSET.search(kind)
        return Content(
            data=data,
            name=name,
            suffix=PurePosixPath(unquote(urlsplit(address.url).path)).suffix.lower(),
            media_type=kind.partition(";")[0].strip().lower() or None,
            charset=charset[1] if charset else None,
            url=address.url,
        )

    def _open(self, address: Address, addresses: list[str], deadline: Deadline) -> socket.socket:
        """Connect to the first of the checked ``addresses`` that answers."""
        failure: OSError = OSError("no address")
        for ip in addresses:
            seconds = min(_CONNECT_SECONDS, deadline.left())
            try:
                sock = self._connect(ip, address.port, seconds)
                break
            except OSError as error:
                failure = error
        else:
            raise failure
        if address.scheme == "http":
            return sock
        try:
            self._tls = self._tls or system_tls()
            sock.settimeout(deadline.left())
            return self._tls.wrap_socket(sock, server_hostname=address.host)
        except BaseException:
            sock.close()
            raise

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        coding = (response.getheader("Content-Encoding") or "").strip().lower()
        unpacker = Unpacker(coding, self._max_unpacked)
        if response.length is not None and response.length > self._max_bytes:
            raise TooLargeError
        parts, taken = [], 0
        while chunk := response.read(65536):
            taken += len(chunk)
            if taken > self._max_bytes:
                raise TooLargeError
            parts.append(unpacker.feed(chunk))
        if response.length or not unpacker.complete:
            raise http.client.IncompleteRead(b"")
        return b"".join(parts)


def without_credentials(url: str) -> str:
    """Return ``url`` without a user name and password, to be shown."""
    return re.sub(r"^([a-z][a-z0-9+.-]*://)[^/?#]*@", r"\1", url, flags=re.IGNORECASE)

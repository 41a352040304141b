"""Who may talk to the server: the names under which it is known, and pages that came from it.

A page of another site must not be able to use a server on its reader's machine.  Its requests carry its own origin,
which is refused; and a name of its own that leads to 127.0.0.1 (DNS rebinding) is not among the known ones.
"""

import ipaddress
import re
from collections.abc import Iterable, Mapping

from auditor.server.refusal import RefusalError

LOOPBACK: frozenset[str] = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""The names of the machine for itself, as they stand in a Host header."""

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]{2,45}\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::\d{1,5})?", re.IGNORECASE)
_OWN_SITE = ("same-origin", "none")


def is_loopback(address: str) -> bool:
    """Tell whether what listens on ``address`` can be reached from its own machine only."""
    if address.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def in_header(name: str) -> str:
    """Return a host name or an IP address as a Host header has it, without a port."""
    name = name.strip().casefold()
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def names_for(address: str, allowed: Iterable[str]) -> frozenset[str]:
    """Return the names that requests may use to a server that listens on ``address``: its own and the ``allowed``."""
    names = {in_header(name) for name in allowed}
    if is_loopback(address):
        names |= LOOPBACK | {in_header(address)}
    elif _is_one_address(address):
        names.add(in_header(address))
    return frozenset(names)


def refuse_strangers(headers: Mapping[str, list[str]], method: str, names: frozenset[str]) -> None:
    """Raise ``RefusalError`` unless the request is for one of our ``names`` and comes from no other site's page.

    ``headers`` has the values by name, in lower case.
    """
    hosts = headers.get("host", [])
    match = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    if match is None or match["name"].casefold() not in names:
        raise RefusalError(421, "This server is not known under that name; --allow-host adds one.")
    origins = headers.get("origin", [])
    if origins and [o.casefold() for o in origins] not in _own_origins(hosts[0]):
        raise RefusalError(403, "Requests from pages of other sites are refused.")
    sites = headers.get("sec-fetch-site", [])
    if method not in ("GET", "HEAD") and any(site not in _OWN_SITE for site in sites):
        raise RefusalError(403, "Requests from pages of other sites are refused.")


def _own_origins(host: str) -> tuple[list[str], ...]:
    return tuple([f"{scheme}://{host.casefold()}"] for scheme in ("http", "https"))


def _is_one_address(address: str) -> bool:
    try:
        return not ipaddress.ip_address(address.strip("[]")).is_unspecified
    except ValueError:
        return True

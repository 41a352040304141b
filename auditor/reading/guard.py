"""Which network addresses a page may be fetched from: public ones only.

An address in an article list must not become a way into the network that the auditor runs in.  Nothing
switches this off.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence

from auditor.errors import InputError

Resolver = Callable[[str, int], Sequence[str]]
"""Gives the IP addresses of a host name for a port; raises ``OSError`` where there are none."""

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # NAT64: the last four bytes are an IPv4 address
_NEVER = (
    ipaddress.IPv4Network("100.64.0.0/10"),  # carrier-grade NAT
    ipaddress.IPv4Network("168.63.129.16/32"),  # a cloud's metadata service on a public address
    ipaddress.IPv4Network("192.0.0.0/24"),  # protocol assignments; a cloud keeps its metadata here
    ipaddress.IPv4Network("192.88.99.0/24"),  # 6to4 relays
    ipaddress.IPv6Network("2001::/23"),  # Teredo, ORCHID and other special purposes
    ipaddress.IPv6Network("2001:db8::/32"),  # documentation
    ipaddress.IPv6Network("3fff::/20"),  # documentation
)


def system_resolver(host: str, port: int) -> list[str]:
    """Return the addresses that the operating system finds for ``host``, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Tell whether ``address`` is one that anyone on the internet could reach.

    Private, loopback, link-local, multicast, reserved, unspecified, shared and metadata addresses are not,
    nor is an IPv6 address that carries such an IPv4 address inside; nor is what is no address.
    """
    try:
        ip: _IP = ipaddress.ip_address(address)
    except ValueError:
        return False
    inner = _inside(ip)
    if inner is not None:
        return _is_public_ip(inner)
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _GLOBAL_UNICAST:
        return False
    return _is_public_ip(ip)


def public_addresses(host: str, port: int, resolver: Resolver, name: str, seconds: float) -> list[str]:
    """Return the addresses of ``host``, looked up once, all of them public.

    One address that is not public condemns the host.  ``name`` is what messages call the page.  Raises
    ``InputError`` where the host is unknown, the answer takes longer than ``seconds``, or an address is not
    public.
    """
    try:
        addresses: Sequence[str] = [str(ipaddress.ip_address(host))]
    except ValueError:
        addresses = _look_up(host, port, resolver, name, seconds)
    for address in addresses:
        if not is_public(address):
            raise InputError(
                f"{name} is not fetched, because {host} leads to {address}, which is not a public address."
            )
    return list(addresses)


def _inside(ip: _IP) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, if it does."""
    if not isinstance(ip, ipaddress.IPv6Address):
        return None
    if ip in _TRANSLATED:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _is_public_ip(ip: _IP) -> bool:
    odd = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local
    return ip.is_global and not odd and not any(ip in network for network in _NEVER)


def _look_up(host: str, port: int, resolver: Resolver, name: str, seconds: float) -> Sequence[str]:
    """Ask ``resolver`` in a thread of its own: the system's has no time limit."""
    answer: list[Sequence[str]] = []
    failure: list[Exception] = []

    def ask() -> None:
        try:
            answer.append(resolver(host, port))
        except (OSError, UnicodeError) as error:
            failure.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    if failure or (answer and not answer[0]):
        raise InputError(f"{name} cannot be fetched: no host called {host} is known.")
    if not answer:
        raise InputError(f"{name} cannot be fetched: looking up {host} took too long.")
    return answer[0]

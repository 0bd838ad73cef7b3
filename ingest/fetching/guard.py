"""Connections to addresses that were looked at: what is meant to be a public server cannot lead into a private network.

A name is resolved once a run, every address it has must be public, and the connection is made to that very address: a name
that resolves to another one a second later (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import socket
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from ssl import SSLContext

import httpx

from ingest.errors import FetchFailed

TIMEOUT = httpx.Timeout(60, connect=20)  # seconds; a list server that packs a month first may think for a while
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


@cache
def _certificates() -> SSLContext:
    """The authorities that are trusted; reading them takes a quarter of a second, so it is done once."""
    return httpx.create_ssl_context(trust_env=False)


class Guard(httpx.BaseTransport):
    """Carries requests to public addresses, and to private ones only where ``private`` is said."""

    def __init__(self, private: bool = False) -> None:
        self.private = private
        self._inner = httpx.HTTPTransport(verify=_certificates())
        self._known: dict[str, list[str]] = {}

    def addresses(self, host: str) -> list[str]:
        """The addresses of a host, resolved once."""
        if host not in self._known:
            self._known[host] = resolve(host, self.private)
        return self._known[host]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response of the first address that can be reached; certificate and Host are those of the name."""
        host = request.url.raw_host.decode("ascii")
        failed: httpx.TransportError | None = None
        for address in self.addresses(host):
            try:
                return self._inner.handle_request(
                    httpx.Request(
                        request.method,
                        request.url.copy_with(host=address),
                        headers=request.headers,
                        stream=request.stream,
                        extensions={**request.extensions, "sni_hostname": host},
                    )
                )
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed or httpx.ConnectError("no address")

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()


def resolve(host: str, private: bool = False) -> list[str]:
    """The addresses of a host; FetchFailed where there are none, or one that is not public."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(host, "there is no server of this name; is it spelt right, and are you online?") from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not private and not all(is_public(ip_address(address.partition("%")[0])) for address in addresses):
        raise FetchFailed(
            host, "lies in a private network; where you mean that, say so: make fetch PRIVATE=yes URL=..."
        )
    return addresses


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """True for an address of the open internet, also where an IPv6 address only wraps an IPv4 one.

    >>> [is_public(ip_address(text)) for text in ("9.9.9.9", "10.0.0.1", "::ffff:127.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return is_public(inner)
        if address in NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast

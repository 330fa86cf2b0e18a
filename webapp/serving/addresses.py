"""Under which addresses this machine can be reached from the local network."""

from __future__ import annotations

import fcntl
import socket
import struct
from dataclasses import dataclass

# Linux: "get the IPv4 address of an interface", from <linux/sockios.h>.
SIOCGIFADDR = 0x8915
# Bridges and tunnels of containers and virtual machines: no phone is on those.
INNER = ("docker", "br-", "veth", "virbr", "vmnet", "lxc", "cni")


@dataclass(frozen=True, slots=True)
class Addresses:
    """`lan`: IPv4 addresses a phone can use, the likeliest first; `host`: this machine's name."""

    lan: tuple[str, ...]
    host: str


def of_this_machine() -> Addresses:
    """The addresses now; `lan` is empty where there is no network."""
    found = [outward(), *(address for name, address in interfaces() if not name.startswith(INNER))]
    lan = dict.fromkeys(a for a in found if a and not a.startswith("127."))
    return Addresses(tuple(lan), socket.gethostname().split(".")[0].lower())


def outward() -> str | None:
    """The address that traffic to elsewhere would leave from. Connecting UDP sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # An address set aside for documentation (RFC 5737): nobody is ever there.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address: str = probe.getsockname()[0]
        return address


def interfaces() -> list[tuple[str, str]]:
    """(interface, IPv4 address) of every interface that has one, in the system's order."""
    named = [(name, address_of(name)) for _, name in socket.if_nameindex()]
    return [(name, address) for name, address in named if address]


def address_of(interface: str) -> str | None:
    """The IPv4 address of the interface, None where it has none."""
    request = struct.pack("256s", interface.encode()[:15])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            answer = fcntl.ioctl(asked.fileno(), SIOCGIFADDR, request)
        except OSError:
            return None
    return socket.inet_ntoa(answer[20:24])

"""python -m tests.hostile.alone COMMAND ...: run a command in a network namespace that has nothing but loopback.

Started by `unshare --net`. Brings loopback up, runs the command, and prints as a last line what the kernel counted in
this namespace: packets for which there was no route, that is every attempt to reach anything outside.
"""

from __future__ import annotations

import fcntl
import json
import re
import socket
import struct
import subprocess
import sys
from pathlib import Path

SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1


def loopback_up() -> None:
    """Bring the interface lo up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


def attempts() -> int:
    """Return how often this namespace has been asked for a route that there was not."""
    four = Path("/proc/net/snmp").read_text(encoding="ascii")
    names, values = (line.split() for line in four.splitlines() if line.startswith("Ip:"))
    count = int(dict(zip(names, values, strict=True))["OutNoRoutes"])
    six = Path("/proc/net/snmp6")
    if six.exists():
        count += sum(
            int(n) for n in re.findall(r"^Ip6OutNoRoutes\s+(\d+)", six.read_text(encoding="ascii"), re.MULTILINE)
        )
    return count


def main(command: list[str]) -> int:
    """Run the command; return its exit status."""
    loopback_up()
    interfaces = [name for _, name in socket.if_nameindex()]
    done = subprocess.run(command, check=False)
    sys.stdout.write(json.dumps({"attempts": attempts(), "interfaces": interfaces}) + "\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

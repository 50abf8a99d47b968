"""Postfix as Debian has it, started on a port of loopback with its mail in a folder of ours.

It runs from where ``.ci/setup dev`` has unpacked it, or where the system has it, and touches
nothing of the machine's own mail. Its master needs the rights of root.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Final

LONGEST_S: Final = 60
_OWN: Final = Path(sys.prefix) / "postfix"
_AS_ROOT: Final = () if os.geteuid() == 0 else ("sudo", "-n")
_MAIN: Final = """\
compatibility_level = 3.6
{places}
data_directory = {run}/data
queue_directory = {run}/queue
mail_owner = {owner}
setgid_group = {group}
default_privs = {other}
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mail.example.org
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = example.org
virtual_mailbox_base = {run}/mail
virtual_mailbox_maps = static:box/
virtual_mailbox_limit = 0
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
message_size_limit = 1000000
smtpd_recipient_restrictions = check_recipient_access regexp:{run}/conf/refused, permit
maillog_file = {run}/log
maillog_file_prefixes = {run}
import_environment = MAIL_CONFIG TZ LANG=C LD_LIBRARY_PATH
export_environment = MAIL_CONFIG TZ LANG LD_LIBRARY_PATH
"""
_SERVICES: Final = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postfix:
    """A server that runs: its port, and the folder with a file for each message delivered."""

    port: int
    mail: Path

    def delivered(self, address: str, count: int) -> list[bytes]:
        """Wait until an address has so many messages, and give them."""
        end = monotonic() + LONGEST_S
        while len(found := self.there(address)) < count:
            assert monotonic() < end, f"{len(found)} of {count} messages are there"
            Event().wait(0.05)
        return found

    def there(self, address: str) -> list[bytes]:
        """Give the messages that an address has by now."""
        mark = f"\nDelivered-To: {address}\n".encode()
        contents = [file.read_bytes() for file in sorted(self.mail.glob("box/new/*"))]
        return [content for content in contents if mark in content]


@contextmanager
def postfix(refused: str = "") -> Iterator[Postfix]:
    """Serve; ``refused`` are lines of an access table: ``/^address/ 450 reason``."""
    # a folder that Postfix's own users may walk through, which a test's own is not
    with tempfile.TemporaryDirectory(prefix="postfix-") as folder:
        run = Path(folder)
        run.chmod(0o755)
        port = _free_port()
        _settle(run, port, refused)
        program, environment = _program()
        command = (*_AS_ROOT, "env", *environment, program, "-c", str(run / "conf"))
        subprocess.run((*command, "start"), check=True, capture_output=True)
        try:
            _until_it_answers(port)
            yield Postfix(port=port, mail=run / "mail")
        finally:
            subprocess.run((*command, "stop"), check=False, capture_output=True)
            if _AS_ROOT:
                subprocess.run((*_AS_ROOT, "chown", "-R", str(os.getuid()), folder), check=False)


def _free_port() -> int:
    """Give a port that is free and stays so: below those that are given to whoever wants any.

    Each process of the tests begins to look at another one.
    """
    for port in count(10_000 + os.getpid() % 20_000):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("there is always one more")


def _program() -> tuple[str, tuple[str, ...]]:
    if not _OWN.is_dir():
        found = shutil.which("postfix", path=f"{os.environ['PATH']}:/usr/sbin")
        assert found, "make setup brings Postfix"
        return found, ()
    libraries = _OWN / "usr" / "lib" / "postfix"
    return str(_OWN / "usr" / "sbin" / "postfix"), (f"LD_LIBRARY_PATH={libraries}",)


def _settle(run: Path, port: int, refused: str) -> None:
    """Write the settings, and make the folders as Postfix wants them."""
    owner, other, group = "nobody", "daemon", _a_group()
    for name in ("conf", "queue", "data", "mail"):
        (run / name).mkdir()
    if _OWN.is_dir():
        usr = _OWN / "usr"
        places = {
            "command_directory": usr / "sbin",
            "daemon_directory": usr / "lib" / "postfix" / "sbin",
            "shlib_directory": usr / "lib" / "postfix",
            "meta_directory": _OWN / "etc" / "postfix",
        }
        for name in ("post-install", "postfix-files", "postfix-script"):
            shutil.copy(_OWN / "etc" / "postfix" / name, run / "conf" / name)
    else:
        places = {}
    status = _ids(owner)
    text = _MAIN.format(
        places="\n".join(f"{name} = {place}" for name, place in places.items()),
        run=run,
        owner=owner,
        other=other,
        group=group,
        uid=status[0],
        gid=status[1],
    )
    (run / "conf" / "main.cf").write_text(text, encoding="utf-8")
    (run / "conf" / "master.cf").write_text(_SERVICES.format(port=port), encoding="utf-8")
    (run / "conf" / "refused").write_text(f"{refused}\n", encoding="utf-8")
    for name in ("data", "mail"):
        subprocess.run((*_AS_ROOT, "chown", owner, str(run / name)), check=True)


def _ids(user: str) -> tuple[int, int]:
    import pwd

    found = pwd.getpwnam(user)
    return found.pw_uid, found.pw_gid


def _a_group() -> str:
    """Give a group that is neither of the two users': Postfix asks for one of its own."""
    import grp
    import pwd

    taken = {0, *(pwd.getpwnam(user).pw_gid for user in ("nobody", "daemon"))}
    return next(group.gr_name for group in grp.getgrall() if group.gr_gid not in taken)


def _until_it_answers(port: int) -> None:
    end = monotonic() + LONGEST_S
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=LONGEST_S) as connection:
                if connection.recv(3) == b"220":
                    return
        except OSError:
            assert monotonic() < end, "Postfix does not answer"
        Event().wait(0.05)

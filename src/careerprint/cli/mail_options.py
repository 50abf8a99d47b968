"""What ``careerprint mail`` is told, by options and settings → sender, server, password, pace."""

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from careerprint.errors import UsageError
from careerprint.settings import Mail, MailProfile, MailSecurity, read_rate

if TYPE_CHECKING:
    from careerprint.publish.addresses import Mailbox
    from careerprint.publish.connections import Server
    from careerprint.publish.messages import Unsubscribe
    from careerprint.publish.pace import Pace

PASSWORD: Final = "CAREERPRINT_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
SERVICE: Final = "careerprint"
"""The name under which a keyring keeps the password, beside the user."""
NAME_THE_SENDER: Final = (
    "use --from 'Career Center <career@example.org>', or from: under mail: in careerprint.yaml"
)
_NAMED: Final = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_HOST: Final = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^\s:@/\[\]]+)(?::(?P<port>\d{1,5}))?")
_PORTS: Final = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.PLAIN: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOptions:
    """The settings of the project with the command's options over them."""

    given: dict[str, Any] = field(repr=False)
    settings: Mail

    def _said(self, name: str) -> str:
        return str(self.given[name] or getattr(self.settings, name) or "")

    def sender(self) -> "Mailbox | None":
        """Give who sends; only drafts can do without.

        Raises ``UsageError`` if SMTP is asked for and nobody is named, or the address cannot be.
        """
        if self._said("sender"):
            return read_named("the sender", self._said("sender"))
        if self.given["way"] == "smtp":
            raise UsageError("nobody is named as the sender", hint=NAME_THE_SENDER)
        return None

    def reply_to(self) -> "Mailbox | None":
        """Give where answers go, if not to the sender."""
        said = self._said("reply_to")
        return read_named("the address for answers", said) if said else None

    def unsubscribe(self) -> "Unsubscribe":
        """Give where a recipient can ask for no more: a page, an address, or nothing."""
        from careerprint.publish.messages import Unsubscribe, check_unsubscribe

        said = self._said("unsubscribe")
        if not said:
            return Unsubscribe()
        if "@" in said and not said.lower().startswith("http"):
            address = re.sub(r"(?i)^mailto:", "", said)
            return Unsubscribe(mailbox=read_named("the address for unsubscribing", address))
        found = Unsubscribe(page=said)
        if refusal := check_unsubscribe(found):
            raise UsageError(f"--unsubscribe {refusal.reason}", hint=refusal.hint)
        return found

    @property
    def profile(self) -> MailProfile | None:
        """The provider whose server and cap are known, if one is named."""
        return (
            MailProfile(self.given["profile"]) if self.given["profile"] else (self.settings.profile)
        )

    def pace(self) -> "Pace":
        """Give how fast to go, and how far in a day."""
        from careerprint.publish.connections import PROFILES
        from careerprint.publish.pace import Pace

        rate = read_rate(self.given["rate"]) if self.given["rate"] else self.settings.rate
        if rate is None:
            raise UsageError(
                f"--rate cannot be '{self.given['rate']}'",
                hint="write messages a minute, such as 30/min",
            )
        per_day = PROFILES[self.profile].per_day if self.profile else None
        return Pace(per_minute=rate, per_day=per_day)

    def server(self) -> "Server":
        """Give where to send; the password is found when it is first asked for.

        With a provider's profile the user is the sender's address unless one is named.
        Raises ``UsageError`` if there is no server, or it cannot be one.
        """
        from careerprint.publish.connections import PROFILES, Security, Server

        asked = MailSecurity(self.given["security"] or self.settings.security)
        security = Security.NONE if asked is MailSecurity.PLAIN else Security(asked.value)
        host, port = read_server(self._said("server"), _PORTS[asked])
        known = PROFILES[self.profile] if self.profile else None
        if not host and known:
            host = known.host
            port = known.port if asked is MailSecurity.STARTTLS else port
        if not host:
            raise UsageError(
                "no mail server is named",
                hint="use --server smtp.example.org, or --profile gmail or workspace",
            )
        sender = self.sender()
        user = self._said("user") or (sender.address if known and sender else "")
        return Server(
            host=host,
            port=port,
            security=security,
            user=user,
            password=_remembered(user) if user else None,
            most_bytes=self.most_bytes(),
        )

    def most_bytes(self) -> int:
        """Give the largest size of a message as it is sent."""
        from careerprint.publish.connections import MOST_BYTES

        asked: float | None = self.given["max_mb"]
        return round(asked * 1e6) if asked else MOST_BYTES


def read_named(what: str, text: str) -> "Mailbox":
    """Read ``Career Center <career@example.org>`` or an address alone; else ``UsageError``."""
    from careerprint.publish.addresses import Refusal, read_mailbox

    named = _NAMED.fullmatch(text.strip())
    name, address = (named["name"].strip().strip('"'), named["address"]) if named else ("", text)
    found = read_mailbox(address, name)
    if isinstance(found, Refusal):
        raise UsageError(f"{what} {found.reason}", hint=found.hint)
    return found


def read_server(text: str, port: int) -> tuple[str, int]:
    """Read ``HOST[:PORT]``; nothing is nothing. Raises ``UsageError`` without repeating it."""
    if not text:
        return "", port
    found = _HOST.fullmatch(text.strip())
    number = int(found["port"] or port) if found else 0
    if found is None or not 0 < number < 2**16:
        # it is not shown: somebody may have written user:password@host
        raise UsageError(
            "the mail server is not HOST or HOST:PORT", hint="write it as smtp.example.org:587"
        )
    return found["host"].strip("[]"), number


def _remembered(user: str) -> Callable[[], str]:
    """Give a function that finds the password once and keeps it for this run, in memory only."""
    found: list[str] = []

    def password() -> str:
        if not found:
            found.append(_password(user))
        return found[0]

    return password


def _password(user: str) -> str:
    """Give the password: of the environment, of a keyring, or as it is typed on a terminal."""
    if said := os.environ.get(PASSWORD) or _of_keyring(user):
        return said
    if not sys.stdin.isatty():
        raise UsageError(
            "there is no password for the mail server",
            hint=f"set {PASSWORD}, keep it in the keyring, or run in a terminal to type it",
        )
    import click

    typed: str = click.prompt("Password of the mail server", hide_input=True, err=True)
    return typed


def _of_keyring(user: str) -> str:
    """Give the password that the system's keyring has, if there is one and it can be asked."""
    from importlib import import_module

    try:
        keyring: Any = import_module("keyring")
        return str(keyring.get_password(SERVICE, user) or "")
    except Exception:
        # not installed, locked, no service for it: there are other ways to give a password
        return ""

"""Connections to a mail server: reached, encrypted, logged in."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from careerprint.errors import CareerprintError, ExitCode, UsageError
from careerprint.publish.addresses import redacted

MOST_BYTES: Final = 20 * 1000 * 1000
"""The size of a message, coded as it is sent, that most servers still take."""
_HELLO: Final = "[127.0.0.1]"
"""How we greet: an address literal (RFC 5321, 4.1.4) tells nobody this machine's name."""


class DeliveryError(CareerprintError):
    """The server cannot be used: the run stops."""

    exit_code = ExitCode.NOT_DELIVERED


class UnreachableError(DeliveryError):
    """The server does not answer, or not now; a later try may reach it."""


class Security(StrEnum):
    """How a connection is encrypted: from a plain start, from the first byte, or not at all."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a provider is known for: where to send, and how many messages a day it takes."""

    host: str
    port: int
    per_day: int


PROFILES: Final = {
    "gmail": Profile(host="smtp.gmail.com", port=587, per_day=500),
    "workspace": Profile(host="smtp.gmail.com", port=587, per_day=2000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where to send. ``password`` is asked for at each login and kept nowhere.

    ``authorities`` is a PEM file of certificates to trust besides the system's. The wait for
    the answer to a whole message is longer than the others: a server may look into it first,
    and RFC 5321, 4.5.3.2.6 gives it ten minutes.
    """

    host: str
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = field(default="", repr=False)
    password: Callable[[], str] | None = field(default=None, repr=False)
    authorities: Path | None = None
    timeout_s: float = 30.0
    answer_timeout_s: float = 600.0
    messages_per_connection: int = 50
    most_bytes: int = MOST_BYTES

    def __post_init__(self) -> None:
        """Raise ``UsageError`` if a password is missing or would travel in the clear."""
        if self.user and self.password is None:
            raise UsageError("there is a user for the login, and no password")
        if self.user and self.security is Security.NONE:
            raise UsageError(
                "a password is not sent over a connection that is not encrypted",
                hint="use STARTTLS or TLS, or a server that needs no login",
            )


def open_connection(server: Server) -> smtplib.SMTP:
    """Connect, encrypt and log in.

    Raises ``UnreachableError`` if a later try may help, and ``DeliveryError`` if not: the
    certificate or the login is refused, or the server has no encryption.
    """
    smtp: smtplib.SMTP | None = None
    try:
        smtp = _connected(server)
        if server.user:
            _login(smtp, server)
    except BaseException as error:
        if smtp is not None:
            smtp.close()
        fault = _fault(error, server)
        if fault is None:
            raise
        raise fault from error
    return smtp


def _connected(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.authorities:
        context.load_verify_locations(server.authorities)
    where = (server.host, server.port, _HELLO, server.timeout_s)
    if server.security is Security.TLS:
        host, port, hello, timeout = where
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, hello, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(*where)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security is Security.STARTTLS:
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _login(smtp: smtplib.SMTP, server: Server) -> None:
    password = server.password() if server.password else ""
    if not (password.isascii() and server.user.isascii()):
        # smtplib's own error would show the character
        raise DeliveryError(
            "the user or the password has a character outside of ASCII",
            hint="use an app password of your provider",
        )
    smtp.login(server.user, password)


def _fault(error: BaseException, server: Server) -> DeliveryError | None:
    """Give the fault that an error means while connecting; None for one that is not about it."""
    where = f"{server.host}:{server.port}"
    has_no_way = type(error) is smtplib.SMTPException  # smtplib's, where no login method fits
    if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code >= 500:
        return DeliveryError(
            f"{where} refused the login ({error.smtp_code})",
            hint="check user and password; many providers want an app password for programs",
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return DeliveryError(
            f"{where} has a certificate that cannot be trusted ({error.verify_message})",
            hint="check the server's name; name your own authority's certificate if it has one",
        )
    if has_no_way or isinstance(error, smtplib.SMTPNotSupportedError):
        return DeliveryError(
            f"{where} does not offer what is asked: {redacted(str(error))}",
            hint="try the other way of encryption: port 465 is TLS, 587 STARTTLS",
        )
    if isinstance(error, (smtplib.SMTPException, OSError)):
        return UnreachableError(
            f"{where} cannot be reached ({type(error).__name__})",
            hint="check the server's name and port, and the network",
        )
    return None

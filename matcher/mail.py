"""Hand a mail to the mail server of the settings."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage

from matcher.outbox import Send
from matcher.settings import Settings

SECONDS_TO_ANSWER = 20


def sender(settings: Settings) -> Send | None:
    """Return what sends a mail, or None when no mail server is set."""
    if not settings.smtp_host:
        return None

    def send(mail: EmailMessage) -> None:
        with smtplib.SMTP(
            settings.smtp_host, settings.smtp_port, timeout=SECONDS_TO_ANSWER
        ) as server:
            if settings.smtp_starttls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
            server.send_message(mail)

    return send

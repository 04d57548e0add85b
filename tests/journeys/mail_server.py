"""A real mail server of a story, which somebody can pull the plug of and mend again."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.mail import sender
from matcher.outbox import Sent, send_waiting
from matcher.settings import Settings

HERE = "127.0.0.1"


class MailServer:
    """``inbox``: what arrived, in order. While it is down the port refuses every connection."""

    def __init__(self, app: Flask) -> None:
        self.inbox: list[EmailMessage] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server: Any = None
        self._socket = _taken(0)
        settings: Settings = app.extensions["settings"]
        self.settings = replace(
            settings, smtp_host=HERE, smtp_port=self._port(), smtp_starttls=False
        )
        app.extensions["settings"] = self.settings
        self.mend()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.inbox.append(mail)
        return "250 OK"

    def mend(self) -> None:
        serving = self._loop.create_server(lambda: SMTP(self, loop=self._loop), sock=self._socket)
        self._server = asyncio.run_coroutine_threadsafe(serving, self._loop).result()

    def break_down(self) -> None:
        """Listen no longer; the port stays ours, so that nothing else answers on it."""
        port = self._port()
        self._loop.call_soon_threadsafe(self._server.close)
        asyncio.run_coroutine_threadsafe(self._server.wait_closed(), self._loop).result()
        self._socket = _taken(port)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._socket.close()
        self._loop.close()

    def work(self, factory: sessionmaker[Session], moment: datetime | None = None) -> Sent:
        """Send what is due, as the worker does each minute."""
        send = sender(self.settings)
        assert send is not None
        return send_waiting(factory, send, self.settings, moment or clock.moment())

    def told(self, recipient: str) -> list[str]:
        """Return the subjects of what arrived at this address, in order."""
        return [one["Subject"] for one in self.inbox if one["To"] == recipient]

    def link(self, recipient: str) -> str:
        """Return the path of the link in the newest mail to this address that has one."""
        bodies = [one.get_content() for one in self.inbox if one["To"] == recipient]
        links = [
            found[1] for body in bodies if (found := re.search(r"https?://[^/\s]+(/\S+)", body))
        ]
        return links[-1]

    def _port(self) -> int:
        port: int = self._socket.getsockname()[1]
        return port


def _taken(port: int) -> socket.socket:
    """Return a socket that has the port and refuses whoever calls, until somebody listens."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind((HERE, port))
    return found

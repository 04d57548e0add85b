"""A browser window for each person of a story, signed in."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from tests.web.conftest import signed_in_client
from tests.web.test_every_page import sign_in


class Windows:
    def __init__(
        self, app: Flask, live: str, factory: sessionmaker[Session], open_page: Callable[..., Page]
    ) -> None:
        self.app, self.live, self.factory, self.open_page = app, live, factory, open_page

    def window(self, account: Account, width: int = 1280) -> Page:
        page = self.open_page(width)
        sign_in(page, self.live, signed_in_client(self.app, account))
        return page

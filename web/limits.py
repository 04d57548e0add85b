"""How often one address may send a public form. Sign-in has its own count per account."""

from __future__ import annotations

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, strategy="fixed-window", headers_enabled=False)

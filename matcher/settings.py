"""Typed settings from the environment. `.env.example` is made from here."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from matcher.errors import InvalidSettings

TRUE_WORDS = ("1", "true", "yes", "on")
FALSE_WORDS = ("0", "false", "no", "off", "")


def _setting(name: str, default: str, meaning: str) -> Any:
    return field(metadata={"name": name, "default": default, "meaning": meaning})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an operator can set; each field names its environment variable."""

    instance: Path = _setting(
        "KAMERMATCH_INSTANCE",
        "instance",
        "Folder for the database file, the secret key and the queue. Not for the repository.",
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "",
        "SQLAlchemy address, such as postgresql+psycopg://user:password@host/name. "
        "Empty: a SQLite file in the instance folder.",
    )
    secret_key: str = _setting(
        "KAMERMATCH_SECRET_KEY",
        "",
        "Signs cookies and form tokens; at least 32 characters. "
        "Empty: made once and kept in the instance folder.",
    )
    host: str = _setting("KAMERMATCH_HOST", "127.0.0.1", "Address the web server listens on.")
    port: int = _setting("KAMERMATCH_PORT", "8000", "Port the web server listens on.")
    public_url: str = _setting(
        "KAMERMATCH_PUBLIC_URL", "", "Address in mails. Empty: host and port."
    )
    secure_cookies: bool = _setting(
        "KAMERMATCH_SECURE_COOKIES",
        "false",
        "Set to true where people reach the site over https (always, outside a demo).",
    )
    policy: str = _setting(
        "KAMERMATCH_POLICY", "", "Own policy file. Empty: the one that comes with the program."
    )
    smtp_host: str = _setting(
        "KAMERMATCH_SMTP_HOST",
        "",
        "Mail server. Empty: messages wait in the outbox, and nothing is sent.",
    )
    smtp_port: int = _setting("KAMERMATCH_SMTP_PORT", "587", "Port of the mail server.")
    smtp_starttls: bool = _setting(
        "KAMERMATCH_SMTP_STARTTLS", "true", "Encrypt the connection to the mail server."
    )
    smtp_user: str = _setting("KAMERMATCH_SMTP_USER", "", "Account at the mail server, if it asks.")
    smtp_password: str = _setting("KAMERMATCH_SMTP_PASSWORD", "", "Password at the mail server.")
    mail_from: str = _setting(
        "KAMERMATCH_MAIL_FROM",
        "Kamermatch <no-reply@localhost>",
        "Sender of all mails.",
    )
    rate_limit_storage: str = _setting(
        "KAMERMATCH_RATE_LIMIT_STORAGE",
        "memory://",
        "Where request counts live. memory:// counts per process; redis://host for several.",
    )
    import_megabytes: int = _setting(
        "KAMERMATCH_IMPORT_MEGABYTES", "20", "Largest file that can be imported, in megabytes."
    )
    import_rows: int = _setting(
        "KAMERMATCH_IMPORT_ROWS", "50000", "Most rows that a file to import can have."
    )
    workers: int = _setting(
        "KAMERMATCH_WORKERS",
        "1",
        "Processes that find pairs and solve regions side by side. 1: this process, which is best "
        "for most rounds; docs/distributed.md says when more pays.",
    )
    workers_backend: str = _setting(
        "KAMERMATCH_WORKERS_BACKEND",
        "loky",
        "loky: processes on this machine. dask: a Dask cluster (pip install kamermatch[cluster]).",
    )
    dask_scheduler: str = _setting(
        "KAMERMATCH_DASK_SCHEDULER",
        "",
        "Address of the Dask scheduler, such as tls://host:8786. "
        "Empty: a cluster of as many processes as there are workers, on this machine.",
    )
    demo: bool = _setting(
        "KAMERMATCH_DEMO",
        "false",
        "Shows the demo accounts on the sign-in page. Never with real data.",
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read all settings.

        Raises:
            InvalidSettings: naming the variable, its value and what is expected.
        """
        source = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for spec in fields(cls):
            name = spec.metadata["name"]
            values[spec.name] = _read(
                name, str(spec.type), source.get(name, spec.metadata["default"])
            )
        instance = values["instance"]
        values["database_url"] = (
            values["database_url"] or f"sqlite:///{instance}/kamermatch.sqlite3"
        )
        values["secret_key"] = values["secret_key"] or _kept_secret(instance)
        if len(values["secret_key"]) < 32:
            raise InvalidSettings(
                "KAMERMATCH_SECRET_KEY is shorter than 32 characters; make it longer"
            )
        values["public_url"] = (
            values["public_url"] or f"http://{values['host']}:{values['port']}"
        ).rstrip("/")
        return cls(**values)


def setting(field_name: str) -> Any:
    """Return one setting, without looking at the others.

    Raises:
        InvalidSettings: naming the variable, its value and what is expected.
    """
    spec = next(spec for spec in fields(Settings) if spec.name == field_name)
    name = spec.metadata["name"]
    return _read(name, str(spec.type), os.environ.get(name, spec.metadata["default"]))


def _read(name: str, kind: str, raw: str) -> Any:
    if kind == "int":
        if not raw.isdigit():
            raise InvalidSettings(f"{name} is {raw!r}; it must be a whole number")
        return int(raw)
    if kind == "bool":
        if raw.lower() not in TRUE_WORDS + FALSE_WORDS:
            raise InvalidSettings(f"{name} is {raw!r}; it must be true or false")
        return raw.lower() in TRUE_WORDS
    if kind == "Path":
        return Path(raw).resolve()
    return raw


def _kept_secret(instance: Path) -> str:
    """Return the key kept in the instance folder, made at first use, readable by its owner only."""
    path = instance / "secret-key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        draft = instance / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):  # another process was first: its key holds
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")


def reference() -> str:
    """Return the settings as the lines of an example environment file."""
    lines: list[str] = []
    for spec in fields(Settings):
        lines += [
            f"# {spec.metadata['meaning']}",
            f"# {spec.metadata['name']}={spec.metadata['default']}",
            "",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(reference(), end="")

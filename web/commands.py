"""``kamermatch serve``: the web server."""

from __future__ import annotations

import socket
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import click

from matcher.commands.work import worker_beside
from matcher.errors import InvalidSettings
from matcher.settings import Settings


@click.command()
@click.option("--host", help="Address to listen on (setting KAMERMATCH_HOST).")
@click.option("--port", type=int, help="Port to listen on (setting KAMERMATCH_PORT).")
@click.option("--threads", type=int, default=8, show_default=True, help="Requests at a time.")
@click.option("--debug", is_flag=True, help="Reload on changes; never on a reachable address.")
@click.option(
    "--with-worker/--without-worker",
    default=True,
    show_default=True,
    help="Run matching rounds beside the server; without it, start `kamermatch work` apart.",
)
def serve(host: str | None, port: int | None, threads: int, debug: bool, with_worker: bool) -> None:
    """Serve the site until interrupted (Ctrl-C)."""
    settings = Settings.from_environment()
    settings = replace(
        settings,
        host=settings.host if host is None else host,
        port=settings.port if port is None else port,
    )
    check_port(settings.host, settings.port)
    from matcher.database.opening import open_guarded
    from web.app import create_app

    app = create_app(settings, session_factory=open_guarded(settings))
    click.echo(f"Kamermatch is at http://{settings.host}:{settings.port}  (stop with Ctrl-C)")
    with worker_beside() if with_worker else nullcontext():
        if debug:
            app.run(settings.host, settings.port, debug=True)
            return
        _run_gunicorn(app, f"{settings.host}:{settings.port}", threads)


def check_port(host: str, port: int) -> None:
    """Do nothing when the port is free.

    Raises:
        InvalidSettings: something listens there, or it may not be used; names the remedy.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InvalidSettings(
                f"cannot listen on {host}:{port} ({error.strerror}); stop the other program or "
                f"choose another port, for instance KAMERMATCH_PORT={_free_port(port)}"
            ) from error


def _free_port(near: int) -> int:
    for port in range(near + 1, near + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    return near + 1


def _run_gunicorn(app: Any, address: str, threads: int) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("bind", address)
            self.cfg.set("worker_class", "gthread")
            # One process: the counts of the rate limits live in memory unless configured.
            self.cfg.set("workers", 1)
            self.cfg.set("threads", threads)
            self.cfg.set("timeout", 60)
            self.cfg.set("loglevel", "warning")
            if "control_socket_disable" in self.cfg.settings:
                self.cfg.set("control_socket_disable", True)

        def load(self) -> Any:
            return app

    Server().run()

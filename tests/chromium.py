"""Find a Chromium for the browser tests, or install one.

Run as a module, it prints the path, installing the browser first where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: The first is the same engine without windows: a quarter less work for each page.
NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REMEDY = (
    "The browser tests need Chromium, and none could be installed.\n"
    "Remedy: install chromium or google-chrome, or set CHROMIUM_PATH to one."
)


def find() -> str | None:
    """Return the path of a Chromium, or None.

    Raises:
        SystemExit: when CHROMIUM_PATH names a file that is not there.
    """
    given = os.environ.get("CHROMIUM_PATH")
    if given and not Path(given).exists():
        raise SystemExit(f"CHROMIUM_PATH is {given}, and there is no such file; correct it")
    return given or next(filter(None, map(shutil.which, NAMES)), None) or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Install Chromium: from the system's packages as root on Debian, else by Playwright."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
        done = subprocess.run([*command, "chromium-headless-shell"], check=False)
        if done.returncode:  # a Debian from before it was a package of its own
            subprocess.run([*command, "chromium"], check=False)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    if find() is None:
        print("==> Installing Chromium for the browser tests", flush=True)
        install()
    path = find()
    if path is None:
        sys.exit(REMEDY)
    print(f"Browser tests use {path}", flush=True)


if __name__ == "__main__":
    main()

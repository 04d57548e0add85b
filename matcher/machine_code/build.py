"""Compile the loops ahead, once, when installing: ``python -m matcher.machine_code.build``.

Numba writes the machine code, a C compiler links it into a library that needs neither. It is made
for any processor of this kind, so it may be built on one machine and run on another.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
import warnings
from pathlib import Path

from setuptools.errors import CompileError, LinkError

from matcher.machine_code import library


def build() -> Path:
    """Compile all entries, and take older libraries away.

    Raises RuntimeError without a C and a C++ compiler, CompileError or LinkError where they fail,
    OSError where this folder cannot be written.
    """
    machine_code = importlib.import_module("matcher.machine_code")
    for module in library.MODULES:
        importlib.import_module(module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that Numba will offer another way some day
        from numba.pycc import CC
    # In a folder of its own first: who loads the library meanwhile finds all of it or none.
    with tempfile.TemporaryDirectory(dir=library.FOLDER) as folder:
        compiler = CC(library.name(), source_module=machine_code)
        compiler.output_dir = folder
        for name, entry in sorted(machine_code.ENTRIES.items()):
            takes = [kind.numba() for kind in entry.takes]
            compiler.export(name, entry.gives.numba()(*takes))(entry.function)
        compiler.compile()
        (made,) = Path(folder).glob(f"{library.name()}*")
        for old in library.FOLDER.glob("loops_*"):
            old.unlink()
        made.replace(library.file())
    return library.file()


def main() -> None:
    if library.file().exists():
        return
    try:
        build()
    except (RuntimeError, CompileError, LinkError, OSError) as error:
        sys.exit(
            f"The loops were not compiled ahead ({str(error).strip() or type(error).__name__}).\n"
            "All works, but a process that solves takes 140 MB more, and a second to start.\n"
            "Remedy: install a C and a C++ compiler and Python's headers (on Debian or Ubuntu:\n"
            "apt-get install g++ python3-dev), then run python -m matcher.machine_code.build."
        )


if __name__ == "__main__":
    main()

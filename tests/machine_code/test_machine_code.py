"""What was compiled when installing gives what Numba and plain Python give, and is never out of date."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import pytest
from numba.core.caching import CacheImpl
from numpy.typing import NDArray

import matcher
from matcher.machine_code import LIBRARY, Entry, build, library
from matcher.machine_code.kinds import Number, kind_of

Ints = NDArray[np.int64]

needs_library = pytest.mark.skipif(LIBRARY is None, reason="no C compiler when this was installed")

SOLVE = """
import hashlib, sys
from matcher.optimiser import Parameters, solve
from tests.optimiser.instances import crowded, problem_of
digest = hashlib.sha256()
for seed in range(12):
    result = solve(problem_of(crowded(seed)), Parameters())
    for name in ("assignments", "backups", "unmatched", "prices"):
        digest.update(getattr(result, name).to_csv().encode())
print(digest.hexdigest(), "numba" in sys.modules)
"""


class Pair(NamedTuple):
    number: int
    values: Ints


def doubled(pair: Pair, table: Annotated[Ints, 2]) -> int:
    return 2 * pair.number + int(pair.values.sum()) + int(table.sum())


def solved(**environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SOLVE],
        capture_output=True,
        check=True,
        text=True,
        env={"PATH": "", **environment},
        cwd=Path(matcher.__file__).parents[1],
    )
    return done.stdout.split()


@needs_library
def test_library_gives_the_same_bytes_as_plain_python_and_needs_no_numba() -> None:
    digest, has_numba = solved()
    assert has_numba == "False"
    assert solved(KAMERMATCH_MACHINE_CODE="python") == [digest, "False"]


def double(number: int) -> int:
    return 2 * number


def test_without_library_numba_compiles_also_where_no_folder_can_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("matcher.machine_code.LIBRARY", None)
    monkeypatch.setattr(CacheImpl, "_locator_classes", [])
    assert Entry(double)(21) == 42


@pytest.mark.parametrize(
    "table",
    [np.zeros((2, 2)), np.zeros(4, np.int64), np.zeros((2, 4), np.int64)[:, ::2], [[1, 2]]],
    ids=["other numbers", "one dimension", "not in one piece", "no array"],
)
def test_array_that_machine_code_would_misread_is_refused(table: object) -> None:
    with pytest.raises(TypeError, match="doubled takes an array in one piece of int64 in 2"):
        Entry(doubled)(Pair(1, np.zeros(3, np.int64)), table)


def test_arrays_inside_a_named_tuple_are_looked_at_too() -> None:
    table = np.zeros((2, 2), np.int64)
    with pytest.raises(TypeError, match="was given int32 in 1 dimensions"):
        Entry(doubled)(Pair(1, np.zeros(3, np.int32)), table)
    with pytest.raises(TypeError, match="takes a Pair, not tuple"):
        Entry(doubled)((1, np.zeros(3, np.int64)), table)


def test_annotation_that_machine_code_cannot_take_is_refused() -> None:
    assert kind_of(int) == Number("int64")
    with pytest.raises(TypeError, match="machine code cannot take <class 'str'>"):
        kind_of(str)


def test_library_of_other_lines_is_not_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    now = library.name()
    for source in library.FOLDER.glob("*.py"):
        (tmp_path / source.name).write_bytes(source.read_bytes() + b"# one line more")
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    library.name.cache_clear()
    try:
        assert library.name() != now
        assert library.load() is None
    finally:
        library.name.cache_clear()


def test_library_that_cannot_be_loaded_is_done_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "loops").write_bytes(b"made for another system")
    monkeypatch.setattr(library, "file", lambda: tmp_path / "loops")
    assert library.load() is None


def test_without_a_compiler_the_remedy_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def none() -> Path:
        raise RuntimeError("no compiler")

    monkeypatch.setattr(library, "file", lambda: tmp_path / "loops")
    monkeypatch.setattr(build, "build", none)
    with pytest.raises(SystemExit, match=r"no compiler[^$]*Remedy: install a C and a C"):
        build.main()


@pytest.mark.parametrize("name", library.MODULES)
def test_what_compiled_lines_use_is_part_of_what_they_are_compared_by(name: str) -> None:
    module = importlib.import_module(name)
    tree = ast.parse(Path(str(module.__file__)).read_text())
    origin = {
        alias.asname or alias.name: node.module
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("matcher.")
        for alias in node.names
    }
    used = {
        inside.id
        for function in tree.body
        if isinstance(function, ast.FunctionDef) and function.decorator_list
        for line in function.body
        for inside in ast.walk(line)
        if isinstance(inside, ast.Name)
    }
    assert {origin[word] for word in used & set(origin)} <= set(library.MODULES)

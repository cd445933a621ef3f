"""The house stands as docs/architecture.md says: floors, rooms, and who may name whom."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scripts" / "duthao"
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
)
ROW = re.compile(r"^\| \w+ \| ((?:`[\w/]+`(?: · )?)+) \|", re.MULTILINE)
FREE = {"duthao", "duthao.__main__"}  # the package itself, and the door


def rooms() -> dict[str, tuple[int, int]]:
    """Room → (floor, place on its floor), read from the table in the documentation."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split("## Floors")[1].split("## Folders")[0]
    return {
        room.rstrip("/"): (floor, place)
        for floor, row in enumerate(ROW.findall(table))
        for place, room in enumerate(re.findall(r"`([\w/]+)`", row))
    }


def room_of(module: str) -> str:
    return module.split(".")[1]


def imports(path: Path) -> set[str]:
    """Every module of ours that a file names in an import, wherever it stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("duthao")}
        elif isinstance(node, ast.ImportFrom) and node.module == "duthao":
            found |= {
                f"duthao.{alias.name}" for alias in node.names if f"duthao.{alias.name}" in MODULES
            }
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("duthao."):
            found |= {
                f"{node.module}.{a.name}" if f"{node.module}.{a.name}" in MODULES else node.module
                for a in node.names
            }
    return found


def file_of(module: str) -> Path:
    path = PACKAGE.parent.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def test_every_room_is_on_the_plan() -> None:
    assert {room_of(m) for m in MODULES if m not in FREE} == set(rooms())


@pytest.mark.parametrize("module", [m for m in MODULES if m not in FREE])
def test_imports_go_down(module: str) -> None:
    plan = rooms()
    here = plan[room_of(module)]
    for other in imports(file_of(module)) - FREE:
        there = plan[room_of(other)]
        same_room = room_of(other) == room_of(module)
        assert there < here or same_room, f"{module} imports {other}, which stands above it"
        if (
            same_room
            and room_of(module) in ("outputs", "rules")
            and module != f"duthao.{room_of(module)}"
        ):
            assert other == f"duthao.{room_of(module)}", f"{module} imports its sibling {other}"


def test_no_cycles() -> None:
    graph = {m: imports(file_of(m)) for m in MODULES}
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " → ".join((*above, module))
        if module not in done:
            for other in graph.get(module, ()):
                visit(other, (*above, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


@pytest.mark.parametrize(
    "library,owner",
    [
        ("typst", "typeset"),
        ("segno", "qr"),
        ("mkdocs", "host"),
        ("jinja2", "templates"),
        ("cmarkgfm", "markdown"),
        ("nh3", "markdown"),
    ],
)
def test_one_owner_of_each_library(library: str, owner: str) -> None:
    named = {
        room_of(module)
        for module in MODULES
        if module not in FREE
        and re.search(
            rf"^\s*(?:import|from) {library}\b",
            file_of(module).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }
    assert named <= {owner}


def test_only_the_clock_reads_the_clock() -> None:
    reads = re.compile(r"\b(?:datetime\.now|date\.today|time\.time|utcnow|localtime)\b")
    assert {m for m in MODULES if reads.search(file_of(m).read_text(encoding="utf-8"))} == {
        "duthao.clock"
    }


def test_each_module_imports_alone() -> None:
    """In one process, each from a clean slate of our own modules."""
    code = (
        "import importlib, sys\n"
        f"for name in {MODULES!r}:\n"
        "    if name == 'duthao.__main__': continue\n"
        "    for loaded in [m for m in sys.modules if m.split('.')[0] == 'duthao']: del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

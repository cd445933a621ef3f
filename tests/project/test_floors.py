"""The house stands as docs/architecture.md says: its rooms, who may import whom, and one name for one thing."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from duthao.outputs import discovery
from duthao.outputs.output import Output

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "duthao"
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
)
FREE = {"duthao", "duthao.__main__"}  # the package itself, and the door
PLAN = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROOMS = re.findall(r"^\| `(\w+)/` \|", PLAN.split("## Rooms")[1].split("\n## ")[0], re.MULTILINE)
GROUND = set(re.findall(r"`(\w+)`", PLAN.split("The ground:")[1].split("\n")[0]))
SHARED = "shared"
MAX_MODULES = 30  # in a folder: what one sees at a glance
MAX_LINES = 400  # of a module
MAX_DEPTH = 8  # rooms above each other
MAX_ROOMS = 9

# Modules of one name in two rooms: a rule bears the name of what it judges, a command that of what it calls.
SAME_MODULE = {"attachments", "build", "check", "dates", "responses"}
# Types of one name that are two things. To become shorter, never longer.
SAME_TYPE = {"Entry", "Fact", "Link"}


def file_of(module: str) -> Path:
    path = PACKAGE.parent.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def parsed(module: str) -> ast.Module:
    return ast.parse(file_of(module).read_text(encoding="utf-8"))


@cache
def imports(module: str) -> frozenset[str]:
    """Every module of ours that a module names in an import, wherever it stands."""
    found: set[str] = set()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names if a.name.split(".")[0] == "duthao"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "duthao":
            found |= {
                name if (name := f"{node.module}.{a.name}") in MODULES else str(node.module)
                for a in node.names
            }
    return frozenset(found - FREE)


def room_of(module: str) -> str:
    """`duthao.rules.dates` → `rules`; the ground for what lies beside the rooms."""
    name = module.split(".")[1]
    return name if name in ROOMS else "ground"


def medium_of(module: str) -> str:
    """The medium of a module of `outputs/`; `shared`, or nothing for the contract."""
    parts = module.split(".")
    return parts[2] if len(parts) > 3 or file_of(module).name == "__init__.py" else ""


OURS = [m for m in MODULES if m not in FREE]
OUTPUTS = [m for m in OURS if m.startswith("duthao.outputs.")]


def test_every_module_is_in_a_room() -> None:
    assert len(ROOMS) <= MAX_ROOMS
    folders = {p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders >= set(ROOMS)
    beside = {m.split(".")[1] for m in OURS if room_of(m) == "ground"}
    assert beside == GROUND


@pytest.mark.parametrize("module", OURS)
def test_imports_go_up_the_list(module: str) -> None:
    order = ["ground", *ROOMS]
    here = order.index(room_of(module))
    wrong = {other for other in imports(module) if order.index(room_of(other)) > here}
    assert not wrong, f"{module} imports {wrong}, from rooms further down the list"


def test_no_cycles() -> None:
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " → ".join((*above, module))
        if module not in done:
            for other in imports(module):
                visit(other, (*above, module))
            done.add(module)

    for module in OURS:
        visit(module, ())


def test_rooms_stand_at_most_eight_high() -> None:
    below: dict[str, set[str]] = defaultdict(set)
    for module in OURS:
        below[room_of(module)] |= {room_of(o) for o in imports(module)} - {room_of(module)}

    def height(room: str) -> int:
        return 1 + max((height(other) for other in below[room]), default=0)

    assert max(height(room) for room in list(below)) <= MAX_DEPTH


def test_a_folder_is_seen_at_a_glance() -> None:
    held: dict[Path, int] = defaultdict(int)
    for module in OURS:
        held[file_of(module).parent] += file_of(module).name != "__init__.py"
    assert {folder.name: n for folder, n in held.items() if n > MAX_MODULES} == {}


def test_a_module_is_read_in_one_sitting() -> None:
    lines = {m: file_of(m).read_text(encoding="utf-8").count("\n") for m in OURS}
    assert {m: n for m, n in lines.items() if n > MAX_LINES} == {}


@pytest.mark.parametrize("folder", sorted({file_of(m).parent for m in OURS} - {PACKAGE}))
def test_a_room_says_what_it_is_for(folder: Path) -> None:
    """Its `__init__` is its README, and names every module in it."""
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    assert text and 10 <= len(text.splitlines()) <= 22
    assert "May not:" in text
    if folder.name not in ("speech", "rules"):  # they name groups
        names = {p.stem for p in folder.glob("*.py")} - {"__init__"}
        assert names <= set(re.findall(r"`(\w+)/?`", text))


# ---- the walls inside the rooms


@pytest.mark.parametrize("module", [m for m in OUTPUTS if medium_of(m)])
def test_a_medium_imports_no_other(module: str) -> None:
    allowed = {"", SHARED, medium_of(module)} if medium_of(module) != SHARED else {"", SHARED}
    outputs = {o for o in imports(module) if o.startswith("duthao.outputs.")}
    assert {o for o in outputs if medium_of(o) not in allowed} == set()


def test_the_contract_imports_no_medium() -> None:
    for module in OUTPUTS:
        if not medium_of(module):
            outputs = {o for o in imports(module) if o.startswith("duthao.outputs.")}
            assert {o for o in outputs if medium_of(o)} == set(), module


def test_a_rule_imports_no_other() -> None:
    for module in OURS:
        if module.startswith("duthao.rules."):
            assert {o for o in imports(module) if o.startswith("duthao.rules.")} == set(), module


def test_tools_know_no_record() -> None:
    for module in OURS:
        if room_of(module) in ("speech", "rendering"):
            assert {o for o in imports(module) if room_of(o) == "records"} == set(), module
            assert not re.search(r"\bRecord\b", file_of(module).read_text(encoding="utf-8")), module


def test_the_builder_names_no_output() -> None:
    named = {
        (module, other)
        for module in OURS
        if room_of(module) == "builder"
        for other in imports(module)
        if other.startswith("duthao.outputs.") and medium_of(other)
    }
    assert named == set()


# ---- outputs are found


def bound(module: str) -> Iterator[str]:
    """The top-level names of a module, imported ones aside."""
    for node in parsed(module).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (t.id for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def test_no_output_is_out_of_sight() -> None:
    """Every output is found by discovery under a name of its own, and plans something."""
    for module in OURS:
        importlib.import_module(module)
    assert set(Output.__subclasses__()) == {type(o) for o in discovery.outputs().values()}
    assert all(not output.__subclasses__() for output in Output.__subclasses__())
    assert len(discovery.outputs()) == len(Output.__subclasses__())
    for output in Output.__subclasses__():
        assert {"for_record", "for_site"} & vars(output).keys(), f"{output} plans nothing"


# ---- one name, one thing


def test_no_two_modules_of_one_name() -> None:
    held: dict[str, list[str]] = defaultdict(list)
    for module in OURS:
        if file_of(module).name != "__init__.py":
            held[module.rpartition(".")[2]].append(module)
    assert {name for name, modules in held.items() if len(modules) > 1} <= SAME_MODULE


def test_no_two_types_of_one_name() -> None:
    held: dict[str, set[str]] = defaultdict(set)
    for module in OURS:
        for node in parsed(module).body:
            if isinstance(node, ast.ClassDef):
                held[node.name].add(module)
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if name[0].isupper() and not name.isupper():
                    held[name].add(module)
    twice = {n for n, modules in held.items() if len(modules) > 1 and n[0] != "_"}
    assert twice <= SAME_TYPE, {n: held[n] for n in twice - SAME_TYPE}


# ---- one owner


@pytest.mark.parametrize(
    "library,owners",
    [
        ("typst", {"rendering.typesetting"}),
        ("segno", {"rendering.qr"}),
        # One draws pictures; the other reads those that came from outside.
        ("PIL", {"rendering.palette", "records.file_contents.picture_details"}),
        ("mkdocs", {"rendering.mkdocs_site"}),
        ("jinja2", {"rendering.templates"}),
        ("cmarkgfm", {"rendering.markdown"}),
        ("nh3", {"rendering.markdown"}),
    ],
)
def test_one_owner_of_each_library(library: str, owners: set[str]) -> None:
    named = {
        module
        for module in OURS
        if re.search(
            rf"^\s*(?:import|from) {library}\b",
            file_of(module).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }
    assert named <= {f"duthao.{owner}" for owner in owners}


def test_only_the_clock_reads_the_clock() -> None:
    reads = re.compile(r"\b(?:datetime\.now|date\.today|time\.time|utcnow|localtime)\b")
    assert {m for m in MODULES if reads.search(file_of(m).read_text(encoding="utf-8"))} == {
        "duthao.clock"
    }


# The dates of a consultation, by the names that attributes and variables have for them.
DATES = {"opens", "closes", "first_closes", "next_opens", "next_closes", "answer_due", "due"}
WORDS = {
    "date_vi",
    "day_words",
    "moment_words",
    "at_words",
    "listed_words",
    "hour_words",
    "weekday",
}


def names_date(node: ast.AST) -> bool:
    """Whether an expression holds a date of a consultation, other than what another call makes of it."""
    if isinstance(node, ast.Call):
        return False
    name = getattr(node, "attr", getattr(node, "id", ""))
    return name in DATES or any(names_date(child) for child in ast.iter_child_nodes(node))


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def worded(tree: ast.Module) -> Iterator[ast.AST]:
    """Where a module puts a date of a consultation into words: by the clock's functions, its own, or a format of time."""
    own = {
        f.name
        for f in ast.walk(tree)
        if isinstance(f, ast.FunctionDef)
        if any(
            isinstance(n, ast.Call)
            and called(n) in WORDS
            and any({a.arg for a in f.args.args} & names_in(arg) for arg in n.args)
            for n in ast.walk(f)
        )
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in WORDS | own | {"strftime"}:
            asked = [*node.args, node.func] if called(node) == "strftime" else node.args
            if any(names_date(arg) for arg in asked):
                yield node
        elif isinstance(node, ast.FormattedValue) and node.format_spec and names_date(node.value):
            yield node


def names_in(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


@pytest.mark.parametrize("module", [m for m in OURS if room_of(m) == "outputs"])
def test_one_owner_of_the_words_of_a_deadline(module: str) -> None:
    """No output says a round's opening or deadline, or by when it is answered, but by `deadline_words`."""
    lines = [node.lineno for node in worded(parsed(module))]
    assert lines == [], f"{module} puts a date into words: domain/deadline_words has the forms"
    texts = {n.value for n in ast.walk(parsed(module)) if isinstance(n, ast.Constant)}
    docstrings = {
        ast.get_docstring(n, clean=False)
        for n in ast.walk(parsed(module))
        if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    said = [t for t in texts - docstrings if isinstance(t, str)]
    assert not [t for t in said if re.search(r"(?i)hết ngày *$|chậm nhất (?:là |ngày )*$", t)]


@pytest.mark.parametrize(
    "code",
    [
        "date_vi(view.opens.day)",
        "clock.moment_words(round_.closes.start)",
        "def _day(p): return weekday(p.day)\n_day(view.next_closes)",
        "f'{closes.start:%H:%M}'",
        "view.closes.start.strftime('%d/%m')",
    ],
)
def test_words_of_a_deadline_are_seen(code: str) -> None:
    assert list(worded(ast.parse(code)))


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

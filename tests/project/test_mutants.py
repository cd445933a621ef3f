"""The mutation test itself: a fault that a test notices is counted, one that none notices is named."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import yaml

from tests.conftest import ROOT
from tests.mutants.__main__ import drawn, modules_of, mutants_of
from tests.mutants.operators import of_python, of_script

SCALE = '''"""A scale."""


def heavy(kilos: int) -> bool:
    """Whether two carry it."""
    return kilos > 20


def label(kilos: int) -> str:
    return "heavy" if heavy(kilos) else "light"
'''
NOTICED = """from scale import heavy, label

def test_heavy():
    assert heavy(21) and not heavy(20)

def test_label():
    assert label(30) == "heavy"
"""
TABLE = "scripts/scale.py: [test_scale]\n"


def planted(root: Path, *, survivors: str = "", test: str = NOTICED) -> Path:
    """A tree with a module, its tests and the tables of the mutation test."""
    for path, text in {
        "scripts/scale.py": SCALE,
        "tests/test_scale.py": test,
        "tests/mutants/modules.yml": TABLE,
        "tests/mutants/survivors.yml": survivors,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command for this tree."""
    return subprocess.run(
        [sys.executable, "-m", "tests.mutants", "--root", str(root), *options],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_survivor_is_named_and_the_rest_is_counted(tmp_path: Path) -> None:
    """`light` is asserted nowhere: of eight mutants that one lives."""
    done = run(planted(tmp_path))
    assert done.returncode == 1, done.stdout + done.stderr
    (row,) = (
        line.split() for line in done.stdout.splitlines() if line.startswith("scripts/scale.py  ")
    )
    assert row[1:6] == ["8", "7", "0", "1", "88%"]
    assert "scripts/scale.py:10\n  - in: 'label'\n" in done.stdout
    assert "'XXlight'" in done.stdout and "8 of 8 mutants" in done.stderr
    assert (tmp_path / "scripts" / "scale.py").read_text(encoding="utf-8") == SCALE


def test_a_reason_excuses_a_survivor_and_is_struck_when_it_is_killed(tmp_path: Path) -> None:
    (mutant,) = (m for m in of_python(SCALE) if "'XXlight'" in m.change)
    known = {
        "scripts/scale.py": [{"in": "label", "change": mutant.change, "why": "nobody reads it"}]
    }
    survivors = yaml.safe_dump(known, allow_unicode=True)
    done = run(planted(tmp_path, survivors=survivors))
    assert "no reason" not in done.stdout and "strike" not in done.stdout
    whole = f'{NOTICED}    assert label(3) == "light"\n'
    done = run(planted(tmp_path, survivors=survivors, test=whole))
    assert done.returncode == 1 and "strike it" in done.stdout


def test_a_run_that_was_broken_off_goes_on(tmp_path: Path) -> None:
    """What was killed is not tried again, even where its test is gone; what lived is."""
    root, known = planted(tmp_path), tmp_path / "killed"
    run(root, "--killed", str(known))
    assert len(known.read_text().split()) == 7
    planted(
        tmp_path,
        test='from scale import label\n\ndef test_label():\n    assert label(3) == "light"\n',
    )
    done = run(root, "--killed", str(known))
    assert done.returncode == 0 and "1 of 1 mutants" in done.stderr, done.stdout


def test_tests_that_fail_already_judge_nothing(tmp_path: Path) -> None:
    done = run(planted(tmp_path, test="def test_no():\n    assert False\n"))
    assert done.returncode == 1 and "they fail as it stands" in done.stdout


def test_what_never_ends_is_ended(tmp_path: Path) -> None:
    """`while` whose condition is turned round; what the process started goes with it."""
    root = planted(tmp_path, test="from scale import wait\n\ndef test_wait():\n    wait(0)\n")
    source = "def wait(n):\n    while n > 0:\n        n += 0\n"
    (root / "scripts" / "scale.py").write_text(source, encoding="utf-8")
    done = run(root, "--least", "1")
    (row,) = (
        line.split() for line in done.stdout.splitlines() if line.startswith("scripts/scale.py  ")
    )
    assert row[3] == "2", done.stdout


def test_so_many_are_always_the_same() -> None:
    mutants = [*of_python(SCALE)]
    moved = [*of_python(f"# moved\n\n{SCALE}")]
    some, others = ([(m.place, m.change) for m in drawn(of, 3)] for of in (mutants, moved))
    assert some == others and len(some) == 3
    assert drawn(mutants, 0) == mutants


def test_every_mutant_of_ours_is_a_program_of_its_own() -> None:
    """It parses, it is another one, and function and change name it."""
    modules = [module for module in modules_of(ROOT, "") if module.path.endswith(".py")]
    assert len(modules) > 20
    for module in modules[::5]:
        whole = ast.dump(ast.parse((ROOT / module.path).read_text(encoding="utf-8")))
        mutants = mutants_of(ROOT, module.path)
        assert len({(m.place, m.change) for m in mutants}) == len(mutants) > 0
        for mutant in drawn(mutants, 10):
            assert ast.dump(ast.parse(mutant.source)) != whole, mutant.change


def test_every_reason_is_of_a_mutant_that_is_made() -> None:
    """Where code has changed its reason goes with it, without a run of hours."""
    for module in [module for module in modules_of(ROOT, "") if module.excused]:
        made = {(mutant.place, mutant.change) for mutant in mutants_of(ROOT, module.path)}
        assert module.excused.keys() <= made, module.path


def test_what_is_changed_in_python() -> None:
    source = '"""Doc."""\nimport re\n\n@cache\ndef f(a: "A" = 1, *, b=True):\n    """Doc."""\n    if a < 1 and not b:\n        g()\n    raise Say("no")\n'
    assert {m.change.split(" → ")[1] for m in of_python(source)} == {
        "2", "False", "a <= 1 and (not b)", "a >= 1 and (not b)", "a < 2 and (not b)", "a < 1 or not b", "a < 1 and b",
        "not (a < 1 and (not b))", "pass",
    }  # fmt: skip


def test_of_advice_to_an_officer_where_it_begins_is_changed_and_its_words_are_not() -> None:
    source = '_DOUBT = "viết rõ"\n_SIGN = "x"\nunread(cursor, "viết liền", start - 1)\n'
    changes = [m.change for m in of_python(source)]
    assert any("start - 2" in change for change in changes)
    assert any("XXx" in change for change in changes)
    assert not any("XXviết" in change for change in changes)


def test_of_a_set_of_letters_one_is_left_out() -> None:
    """`XX` before them would look for one letter more, which no text has."""
    source = 'a.rstrip(". ")\nfrozenset("hH")\nb in "?!"\nc == "?!"\n'
    changes = [m.change.split(" → ")[1] for m in of_python(source)]
    for changed in ("a.rstrip(' ')", "frozenset('H')", "b in '!'", "c == 'XX?!'"):
        assert changed in changes


def test_what_decides_nothing_is_left_alone() -> None:
    """`None` for `False`, which no condition tells apart, `strict` of `zip`, an assertion, and the texts of a type."""
    assert not [*of_python('Kind = Literal["a", "b"]\n')]
    source = "def f(a, b):\n    if zip(a, b, strict=True):\n        return False\n    return a\n"
    changes = [m.change for m in of_python(source)]
    assert "return a → return None" in changes and "return False → return None" not in changes
    assert not any("strict=False" in change for change in changes)


def test_what_is_changed_in_a_script() -> None:
    source = "(() => {\n  const f = (a) => a >= 1 && `x > 1`; // a > b\n  if (f(2)) g();\n})();\n"
    assert [(m.place, m.source.splitlines()[m.line - 1].strip()) for m in of_script(source)] == [
        ("f", "const f = (a) => a > 1 && `x > 1`; // a > b"),
        ("f", "const f = (a) => a < 1 && `x > 1`; // a > b"),
        ("f", "const f = (a) => a >= (1 + 1) && `x > 1`; // a > b"),
        ("f", "const f = (a) => a >= 1 || `x > 1`; // a > b"),
        ("f", "const f = (a) => a >= 1 && `XXx > 1`; // a > b"),
        ("f", "if (!(f(2))) g();"),
        ("f", "if (f((2 + 1))) g();"),
        ("f", "if (f(2)) ;"),
    ]

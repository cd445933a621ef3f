"""What a build leaves for the next one to stand on: found where nothing changed, never older than its inputs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import nh3
import pytest

from duthao.builder import environment as environments
from duthao.builder import inputs
from duthao.builder.environment import Environment
from duthao.builder.inputs import Options
from tests.conftest import NOW

# Says whether it had to look at the host's output.
LOOK = """
import sys
from pathlib import Path
from duthao.builder import environment, inputs
from duthao.builder.inputs import Options
root = Path(sys.argv[1])
options = Options(root, root / "site", sys.argv[2])
found, _ = environment.load(options, inputs.scan_inputs(root, options.work), lambda *_: None)
print(found.digest, "duthao.rendering.mkdocs_site" in sys.modules, sorted(found.base.registers.places)[:2])
"""


def settled(options: Options) -> inputs.InputScan:
    """What a look at the inputs shows once all are old enough to be trusted."""
    for _ in range(100):
        seen = inputs.scan_inputs(options.root, options.work)
        if seen.rest:
            return seen
        time.sleep(0.02)
    raise AssertionError("a file of the code or of the province changes all the time")


def lay(options: Options) -> Environment:
    found, findings = environments.load(options, settled(options), lambda *_: None)
    assert found, findings
    return found


def look(root: Path, as_of: str = NOW, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(root), as_of],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split(" ", 2)


@pytest.fixture
def options(province: Path) -> Options:
    return Options(province, province / "site", NOW)


def test_they_are_found_again_and_the_same(options: Options) -> None:
    first = lay(options)
    environment, looked, rest = look(options.root)
    assert (environment, looked) == (first.digest, "False")
    (options.work / "environment.pickle").unlink()
    assert look(options.root) == [environment, "True", rest]


def test_the_clock_goes_on(options: Options) -> None:
    lay(options)
    later = lay(Options(options.root, options.out, "2026-12-01T08:00+07:00"))
    assert later.base.now.isoformat().startswith("2026-12-01")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (
            "mkdocs.yml",
            "\n  duthao:\n",
            "\n  duthao:\n    answer_due: {days: 31, source: Quy chế}\n",
        ),
        ("drafts/_registers/abbreviations.yml", "\n", "\nXYZ: xê y dét\n"),
        ("content/gioi-thieu.md", "\n\n", "\n\nMột câu mới.\n\n"),
        ("theme/pages/draft.html", "{", " {"),
        ("theme/locales/en.po", "Summary", "Abstract"),
        ("theme/site/main.html", "#7a1717", "#7a1718"),
    ],
)
def test_whatever_they_follow_from_makes_them_anew(
    options: Options, path: str, old: str, new: str
) -> None:
    before = lay(options)
    text = (options.root / path).read_text(encoding="utf-8")
    assert old in text
    (options.root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    after = lay(options)
    assert after.digest != before.digest or after.mkdocs != before.mkdocs
    (options.work / "environment.pickle").unlink()
    assert lay(options).digest == after.digest


def test_another_package_makes_them_anew(options: Options, tmp_path: Path) -> None:
    """Cleaned HTML, say, comes from a package that neither the host nor Python has a hand in."""
    before = lay(options)
    for path in Path(nh3.__file__).parents[1].iterdir():
        newer = path.name.startswith("nh3-")
        (tmp_path / ("nh3-999.dist-info" if newer else path.name)).symlink_to(path)
    searched = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    environment, looked, _ = look(options.root, PYTHONPATH=searched)
    assert (environment != before.digest, looked) == (True, "True")


@pytest.mark.parametrize("left", [b"", b"\x80\x05", b"not a pickle at all"])
def test_what_is_damaged_is_made_anew(options: Options, left: bytes) -> None:
    first = lay(options)
    (options.work / "environment.pickle").write_bytes(left)
    assert lay(options).digest == first.digest


def test_not_a_byte_of_them_may_differ(options: Options) -> None:
    first = lay(options)
    place = options.work / "environment.pickle"
    original = place.read_bytes()
    for at in (0, len(original) // 3, len(original) // 2, len(original) - 1):
        place.write_bytes(original[:at] + bytes([original[at] ^ 1]) + original[at + 1 :])
        again = lay(options)
        assert (again.digest, again.findings) == (first.digest, first.findings)
        assert place.read_bytes() == original


def test_they_are_not_trusted_without_the_pages_that_mkdocs_made(options: Options) -> None:
    lay(options)
    (options.root / "build" / "host.digest").unlink()
    (options.root / "build" / "host" / "site" / "index.html").unlink()
    again = lay(options)
    assert "" in again.mkdocs.pages
    assert (options.root / "build" / "host" / "site" / "index.html").exists()

"""What is for the office alone is made apart, says so, and never stands where it would be published."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from duthao.builder import inputs
from duthao.outputs import discovery
from duthao.outputs.site import INTERNAL
from tests.conftest import NOW, ROOT, duthao, tree


def test_it_is_made_apart_and_marked(province: Path) -> None:
    made = duthao("build", "--root", province, "--as-of", NOW, "--no-pdf", "--internal")
    assert made.returncode == 0, made.stderr
    assert not (province / "site").exists() and not (province / "build" / "server").exists()
    page = (province / "noi-bo" / "index.html").read_text(encoding="utf-8")
    assert INTERNAL in page and "noindex" in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    before = tree(province / "noi-bo")
    again = duthao("build", "--root", province, "--as-of", NOW, "--no-pdf", "--internal")
    assert "Không có gì thay đổi" in again.stderr and tree(province / "noi-bo") == before


def test_it_goes_into_no_folder_that_is_published(province: Path) -> None:
    for folder in ("site", "site/noi-bo", "."):
        refused = duthao("build", "--root", province, "--internal", "--site", province / folder)
        assert refused.returncode == 2 and "noi-bo/" in refused.stderr, folder
        assert not (province / "site").exists()


def test_neither_tree_takes_the_others_place(province: Path, tmp_path: Path) -> None:
    """Wherever they lie: a folder says of which kind the build was that left it."""
    for name, kind in (("public", {}), ("office", {inputs.INTERNAL: True})):
        (tmp_path / name).mkdir()
        (tmp_path / name / inputs.HEALTH).write_bytes(inputs.health({"build": "1", **kind}))
    (province / "site").symlink_to(tmp_path / "elsewhere")
    for folder, internal in (
        ("public", True),
        ("public/noi-bo", True),
        ("elsewhere", True),
        ("elsewhere/noi-bo", True),
        ("office", False),
        ("office/site", False),
    ):
        flags = ["--internal"] if internal else []
        refused = duthao("build", "--root", province, *flags, "--site", tmp_path / folder)
        assert refused.returncode == 2, (folder, refused.stderr)
    assert not (tmp_path / "elsewhere").exists()


def test_nothing_of_both_kinds() -> None:
    public, internal = (
        {output.name for output in discovery.chosen(internal=kind)} for kind in (False, True)
    )
    assert internal and public and not public & internal
    assert public | internal == set(discovery.outputs())


def test_pipelines_upload_the_site_alone() -> None:
    github = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    steps = [step for job in github["jobs"].values() for step in job["steps"]]
    paths = [step["with"]["path"] for step in steps if "upload" in step.get("uses", "")]
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    kept = [
        path
        for job in gitlab.values()
        if isinstance(job, dict)
        for path in job.get("artifacts", {}).get("paths", [])
    ]
    assert paths and kept
    assert not [path for path in (*paths, *kept) if "noi-bo" in path or path in (".", "./")]
    assert "/noi-bo/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()

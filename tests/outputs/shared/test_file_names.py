"""Names beside a draft: none that is generated can be taken, and every link to a file leads to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from duthao.outputs import discovery
from duthao.records import record_reader
from duthao.rendering import links
from duthao.rendering.links import Links
from tests.conftest import NOW, PROVINCE, ROOT, duthao, lay_out
from tests.loudspeaker_scripts import record_of, site_of


@pytest.mark.parametrize("root", [PROVINCE, ROOT], ids=["test", "sample"])
def test_every_generated_name_is_reserved(root: Path, tmp_path: Path) -> None:
    """Of all outputs, at moments of all states: what lies beside a draft's page and is no file of its own."""
    root = root if root == ROOT else lay_out(tmp_path / "root")
    names = set[str]()
    for now in (NOW, "2026-05-01", "2026-09-15", "2027-02-01"):
        site = replace(site_of(root, now, province=root), root=root)
        for record in [record_of(root, record_id) for record_id in record_reader.ids(root)]:
            folder = Links.draft(record.id)
            for module in discovery.chosen():
                for artifact in module.for_record(site, record):
                    name = artifact.path.removeprefix(folder)
                    if (
                        artifact.path.startswith(folder)
                        and "/" not in name
                        and name not in record.files
                    ):
                        names.add(name)
    assert len(names) > 12
    assert names <= links.BESIDE


@pytest.mark.parametrize("name", ["tờ trình (2).pdf", "a&b+c'd.pdf", "a%20b.pdf", "a#b?c.pdf"])
def test_a_link_to_a_file_names_it_and_nothing_else(name: str) -> None:
    link = Links("https://x.example/").attachment("lc-2026-001", name)
    assert not {"#", "?", " "} & set(link)
    assert unquote(link) == f"~/du-thao/lc-2026-001/{name}"


@pytest.mark.parametrize(
    "arguments,said",
    [
        (("--only", "fedes"), ("fedes", "feeds")),
        (("--only", "feeds"), ("--site",)),
        (("--only", "feeds", "--site", "site"), ("--site",)),
        (("--only", "feeds", "--only", "xyz123", "--site", "part"), ("xyz123", "feeds, handout")),
    ],
)
def test_a_partial_build_never_replaces_the_site(
    tmp_path: Path, arguments: tuple[str, ...], said: tuple[str, ...]
) -> None:
    root = lay_out(tmp_path / "root")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("đã công bố", encoding="utf-8")
    flags = ("--site", str(root / "site")) if arguments[-1] == "site" else arguments[-2:]
    done = duthao("build", "--root", root, "--as-of", NOW, *arguments[:-2], *flags)
    assert done.returncode == 2
    assert all(word in done.stderr for word in said), done.stderr
    assert [p.name for p in (root / "site").iterdir()] == ["index.html"]
    assert not (root / "build").exists()

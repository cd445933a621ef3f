"""The files beside records on the site: the bytes that were judged, once on the disk, and never those of `drafts/` itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from duthao.errors import DuthaoError
from duthao.outputs.web.files import DossierFiles
from tests.conftest import NOW, approve, duthao, replace_text, tree
from tests.feed_site import all_records, site_at

ONE, OTHER = "ht-2026-001/du-thao.pdf", "ht-2026-002/du-thao.pdf"
build = partial(duthao, "build", "--as-of", NOW, "--no-pdf", "--root")


def test_equal_files_lie_once_and_apart_from_the_drafts(province: Path) -> None:
    (province / "drafts" / OTHER).write_bytes((province / "drafts" / ONE).read_bytes())
    approve(province)
    done = build(province)
    assert done.returncode == 0, done.stderr
    site = province / "site" / "du-thao"
    assert (site / ONE).samefile(site / OTHER)
    assert not (site / ONE).samefile(province / "drafts" / ONE)
    # Whoever writes into the one in `drafts/` changes nothing that is live.
    before = (site / ONE).read_bytes()
    with (province / "drafts" / ONE).open("r+b") as stream:
        stream.seek(100)
        stream.write(b"changed")
    assert (site / ONE).read_bytes() == before


def test_an_edited_record_with_the_same_files_equals_a_full_build(province: Path) -> None:
    assert build(province).returncode == 0
    index = province / "drafts" / "ht-2026-001" / "index.md"
    replace_text(index, "## Nội dung cơ bản\n", "## Nội dung cơ bản\n\nThêm một câu.\n")
    approve(province)
    assert build(province).returncode == 0
    made = tree(province / "site")
    assert build(province, "--site", province / "anew").returncode == 0
    again = tree(province / "anew")
    assert made == again


def test_a_file_that_changes_while_the_site_is_built_is_not_published(province: Path) -> None:
    site = site_at(province)
    record = next(record for record in all_records(province) if record.id == "ht-2026-001")
    artifacts = {artifact.path: artifact for artifact in DossierFiles().for_record(site, record)}
    path = province / "drafts" / ONE
    assert artifacts[f"du-thao/{ONE}"].render() == path.read_bytes()
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(DuthaoError):
        artifacts[f"du-thao/{ONE}"].render()

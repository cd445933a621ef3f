"""What is judged across records holds in an incremental build too, where most records are not read again."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from duthao.domain import published
from duthao.records import approval, released
from tests.conftest import NOW, duthao, replace_text, tree


def build(root: Path) -> tuple[int, str]:
    done = duthao("build", "--root", root, "--as-of", NOW, "--no-pdf")
    return done.returncode, done.stdout


def approve(root: Path, draft_id: str) -> None:
    path = root / "drafts" / draft_id / "index.md"
    path.write_text(
        approval.approved_text(root, draft_id, "Văn phòng", date(2026, 11, 22)), encoding="utf-8"
    )


def test_a_link_dies_with_its_record(province: Path) -> None:
    path = province / "drafts" / "ht-2026-002" / "index.md"
    replace_text(
        path,
        "Quy chế cũ giao nhiều việc",
        "Xem [quy chế khác](duthao:ht-2026-007). Quy chế cũ giao nhiều việc",
    )
    approve(province, "ht-2026-002")
    assert build(province)[0] == 0
    before = tree(province / "site")
    shutil.rmtree(province / "drafts" / "ht-2026-007")
    code, output = build(province)
    line = path.read_text(encoding="utf-8").split("[quy chế khác]")[0].count("\n") + 1
    assert code == 1 and f"drafts/ht-2026-002/index.md:{line}: error[link-to-no-record]" in output
    assert tree(province / "site") == before


def test_a_title_is_found_again_in_a_record_that_did_not_change(province: Path) -> None:
    assert build(province)[0] == 0
    shutil.copytree(province / "drafts" / "ht-2026-006", province / "drafts" / "ht-2026-106")
    approve(province, "ht-2026-106")
    code, output = build(province)
    assert code == 0 and "drafts/ht-2026-106/index.md:2: warning[title-repeated]" in output


def test_what_was_published_is_asked_for_at_once(province: Path) -> None:
    assert build(province)[0] == 0
    (province / published.PATH).write_text(
        "last: 2026-10-01T05:17:00+07:00\ndrafts:\n  - ht-2020-001\n", encoding="utf-8"
    )
    (province / "drafts" / "ht-2026-006" / released.NAME).write_text(
        "2026-10-01T05:17:00+07:00:\n  rounds:\n    1:\n      closes: 2026-12-23\n",
        encoding="utf-8",
    )
    code, output = build(province)
    assert code == 1
    assert "drafts/_registers/published.yml:3" in output and "id-vanished" in output
    assert "drafts/ht-2026-006/index.md" in output and "deadline-edited" in output

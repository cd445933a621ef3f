"""A central body's draft says everywhere that it is not the province's, and is made of a few facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from duthao import clock
from duthao.cli import main
from duthao.domain.lifecycle import view
from duthao.outputs.loudspeaker.scripts import compose
from duthao.outputs.loudspeaker.talks import talk
from duthao.outputs.office.draft_letters import DraftLetters
from duthao.outputs.office.orientation_sheet import OrientationSheet
from duthao.outputs.shared.central_drafts import whose
from duthao.outputs.shared.comment_channels import channels
from duthao.outputs.shared.sheet import changes, own_marks, sheet_kinds
from duthao.outputs.site import Site
from duthao.outputs.web.lists import card
from duthao.records.record import Record
from duthao.rules import Context, judge
from tests.conftest import NOW, PROVINCE, lay_out
from tests.outputs.office.test_letters import record_of, site_at

MARK = "Dự thảo của Bộ Xây dựng, không phải của tỉnh Hà Tĩnh"
FACTS = (
    "--title", "Thông tư về chi phí bảo trì", "--short-title", "Chi phí bảo trì", "--type", "thong-tu",
    "--agency", "bo-xay-dung", "--topic", "xay-dung-nha-o", "--opens", "2026-11-10", "--closes", "2026-11-25",
    "--link", "https://moc.example/du-thao/1",
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay_out(tmp_path_factory.mktemp("central") / "root")
    arguments = ["new", "--central", "bxd-2026-001", "--root", str(folder), "--as-of", NOW, *FACTS]
    assert main.main(arguments) == 0
    return folder


@pytest.fixture(scope="module")
def record(root: Path) -> Record:
    return record_of("bxd-2026-001", root)


@pytest.fixture(scope="module")
def site() -> Site:
    return replace(site_at(root=PROVINCE), internal=False, printed=True)


def test_a_few_facts_make_a_record_in_which_nothing_is_wrong(site: Site, record: Record) -> None:
    now = clock.now(NOW)
    assert view(record.draft, now).state == "open"
    assert record.draft.places == ("ha-tinh",) and record.draft.issuer == "bo-xay-dung"
    found = judge(record, Context(site.registers, site.settings, now, frozenset({record.id})))
    # Fifteen days, and no way but the ministry's own: that is for the ministry to answer for.
    assert {finding.rule for finding in found} <= {"not-approved", "no-secret-missing"}


def test_only_central_bodies_and_types_are_taken(root: Path) -> None:
    wrong = [w if w != "bo-xay-dung" else "so-tu-phap" for w in FACTS]
    assert main.main(["new", "--central", "bxd-2026-002", "--root", str(root), *wrong]) == 2
    wrong = [w if w != "https://moc.example/du-thao/1" else "moc" for w in FACTS]
    assert main.main(["new", "--central", "bxd-2026-002", "--root", str(root), *wrong]) == 2
    assert not (root / "drafts" / "bxd-2026-002").exists()


def test_it_is_marked_on_page_script_and_sheet(site: Site, record: Record) -> None:
    assert whose(site, record) == MARK
    assert MARK in own_marks(site, record) and MARK in card(site, record)
    for script in compose(site, record).texts:
        if not script.expired:
            assert f"Đây là d{MARK[1:]}." in script.text, script.file
    assert f"{MARK}." in [line for group in talk(site, record).groups for line in group]
    assert whose(site, record_of("ht-2026-002", PROVINCE)) == ""


def test_comments_go_where_it_is_posted(site: Site, record: Record) -> None:
    (way,) = channels(site, record)
    assert way["url"] == "https://moc.example/du-thao/1" and way["text"] == "Xem và góp ý tại moc.example"  # fmt: skip
    assert changes(record) == []  # nobody knows them, so no sheet shows them


def test_nothing_is_made_that_its_own_body_would_sign(site: Site, record: Record) -> None:
    files = {kind.file for kind in sheet_kinds(site, record)}
    assert "to-thong-tin.pdf" in files and not files & {"thong-bao.pdf", "phieu-tong-hop.pdf"}
    internal = replace(site, internal=True)
    assert not [*DraftLetters().for_record(internal, record)]
    assert not [*OrientationSheet().for_record(internal, record)]


def test_they_have_a_list_of_their_own(built: Path) -> None:
    page = (built / "site" / "trung-uong" / "index.html").read_text(encoding="utf-8")
    assert "bxd-2023-001" in page and MARK in page and "ht-2026-002" not in page
    draft = (built / "site" / "du-thao" / "bxd-2023-001" / "index.html").read_text(encoding="utf-8")
    assert MARK in draft

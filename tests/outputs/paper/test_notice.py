"""What the notice and the sheet say of a record, at instants that matter."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from duthao import clock
from duthao.domain.draft import Shortened
from duthao.errors import Findings
from duthao.outputs.artifact import Artifact
from duthao.outputs.paper import information, notice
from duthao.outputs.shared.consultation_period import consultation_period
from duthao.outputs.shared.signed_papers import letterhead
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links
from tests.conftest import PROVINCE, ROOT, replace_text
from tests.pdf_text import Printed

NOW = "2026-11-22T08:00+07:00"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The records and settings of the test province with the project's print templates."""
    shutil.copytree(PROVINCE, tmp_path / "root")
    shutil.copytree(ROOT / "theme" / "print", tmp_path / "root" / "theme" / "print")
    return tmp_path / "root"


def _site(root: Path, now: str = NOW) -> Site:
    settings, _ = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    assert registers is not None
    return Site(
        root, settings, Links("https://gopy.hatinh.example/"), registers, clock.now(now), {}
    )


def _record(root: Path, record_id: str) -> Record:
    record, findings = record_reader.read(root, record_id)
    assert record is not None, findings
    return record


def _artifacts(site: Site, record: Record) -> list[Artifact]:
    return [
        *notice.NoticeSheet().for_record(site, record),
        *information.InformationSheet().for_record(site, record),
    ]


def _printed(root: Path, record_id: str, now: str = NOW) -> dict[str, Printed]:
    artifacts = _artifacts(_site(root, now), _record(root, record_id))
    return {Path(artifact.path).stem: Printed(artifact.render()) for artifact in artifacts}


def _texts(
    root: Path, record_id: str, now: str = NOW
) -> tuple[notice.NoticeData, information.BoardData]:
    site, record = _site(root, now), _record(root, record_id)
    view = site.view(record)
    return notice.notice(site, record, view), information.board_data(site, record, view)


def test_every_dated_round_has_its_papers_while_opinions_are_taken(root: Path) -> None:
    for record_id in record_reader.ids(root):
        record = _record(root, record_id)
        asked = _site(root).view(record).state in ("open", "upcoming")
        paths = [artifact.path for artifact in _artifacts(_site(root), record)]
        names = ("thong-bao.pdf", "to-thong-tin.pdf", "ap-phich.pdf") if asked else ()
        assert paths == [f"du-thao/{record_id}/{name}" for name in names]


def test_nothing_is_set_where_no_pdf_is_wanted(root: Path) -> None:
    assert _artifacts(replace(_site(root), printed=False), _record(root, "ht-2026-002")) == []


def test_sheets_are_cached_by_record_clock_and_template(root: Path) -> None:
    def cache_keys(now: str = NOW) -> list[str]:
        artifacts = _artifacts(_site(root, now), _record(root, "ht-2026-018"))
        return [artifact.content_key() for artifact in artifacts if artifact.content_key]

    first = cache_keys("2026-11-20T16:59+07:00")
    assert len(set(first)) == 3
    assert cache_keys("2026-11-20T08:00+07:00") == first  # nothing changed in between
    assert cache_keys("2026-11-20T17:00+07:00") == []
    template = root / "theme" / "print" / "common.typ"
    template.write_text(template.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not set(cache_keys("2026-11-20T16:59+07:00")) & set(first)


def test_notice_of_a_department(root: Path) -> None:
    notice, _ = _texts(root, "ht-2026-003", "2026-08-20T08:00+07:00")
    assert (notice["superior"], notice["body_name"]) == (
        "Ủy ban nhân dân tỉnh Hà Tĩnh",
        "Sở Văn hóa, Thể thao và Du lịch",
    )
    assert (notice["symbol"], notice["place"]) == ("TB-SVHTTDL", "Hà Tĩnh")
    assert notice["subject"].startswith("Lấy ý kiến đối với dự thảo Nghị quyết quy định mức thu")
    assert "trình Hội đồng nhân dân tỉnh Hà Tĩnh xem xét, ban hành" in notice["opening"][0]
    assert [clause["heading"] for clause in notice["clauses"]] == [
        "Nội dung lấy ý kiến",
        "Thời hạn góp ý",
        "Hồ sơ lấy ý kiến",
        "Cách thức góp ý",
    ]
    assert notice["clauses"][1]["text"] == ["Từ ngày 01/08/2026 đến hết ngày 31/08/2026."]
    ways = notice["clauses"][3]["points"]
    assert [way.partition(":")[0] for way in ways] == [
        "Trực tuyến",
        "Thư điện tử",
        "Đường bưu điện",
        "Điện thoại",
    ]
    assert [way[-1] for way in ways] == [";", ";", ";", "."]
    assert (notice["authority"], notice["position"], notice["signer"]) == (
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        None,
    )
    assert notice["marks"] == ["Dữ liệu minh họa"]
    assert notice["imprint"] == "Mã: HT-2026-003 · Bản ngày 01/08/2026"


def test_notice_of_a_committee_names_no_body_above_it(root: Path) -> None:
    replace_text(
        root / "drafts" / "ht-2026-003" / "index.md",
        "agency: so-van-hoa-the-thao-va-du-lich",
        "agency: ubnd-tinh",
    )
    notice, _ = _texts(root, "ht-2026-003")
    assert (notice["superior"], notice["body_name"]) == (None, "Ủy ban nhân dân tỉnh Hà Tĩnh")
    assert any(line.startswith("Địa chỉ: Số 00") for line in notice["address"])


def test_an_extension_shows_both_dates(root: Path) -> None:
    notice, sheet = _texts(root, "ht-2026-003", "2026-08-28T08:00+07:00")
    text, earlier = notice["clauses"][1]["text"]
    assert text == "Từ ngày 01/08/2026 đến hết ngày 15/09/2026."
    assert earlier.startswith(
        "Thời hạn góp ý đã thông báo trước đây là hết ngày 31/08/2026. Gia hạn ngày 27/08/2026:"
    )
    assert sheet["deadline"] == {
        "before": "Góp ý đến",
        "lead": "hết ngày",
        "day": "15/09/2026",
        "note": "Hạn cũ: hết ngày 31/08/2026",
    }
    assert sheet["imprint"] == "Mã: HT-2026-003 · Bản ngày 27/08/2026"
    before = _texts(root, "ht-2026-003", "2026-08-27T15:59+07:00")[1]
    assert (before["deadline"]["day"], before["deadline"]["note"]) == ("31/08/2026", None)


def test_an_hour_is_named_and_a_round_to_come_says_from_when(root: Path) -> None:
    _, sheet = _texts(root, "ht-2026-018", "2026-11-20T08:00+07:00")
    assert (sheet["deadline"]["lead"], sheet["deadline"]["day"]) == ("17 giờ 00 ngày", "20/11/2026")
    _, sheet = _texts(root, "ht-2026-003", "2026-07-20T08:00+07:00")
    assert sheet["deadline"]["note"] == "Nhận góp ý từ ngày 01/08/2026"


def test_a_draft_taken_back_is_marked(root: Path) -> None:
    withdrawn = [i for i in record_reader.ids(root) if _record(root, i).draft.withdrawn]
    for record_id in withdrawn:
        for said in _texts(root, record_id):
            assert "Đã rút dự thảo" in said["marks"]
        _, sheet = _texts(root, record_id)
        taken = _record(root, record_id).draft.withdrawn
        assert taken is not None
        assert (sheet["deadline"]["before"], sheet["deadline"]["day"]) == (
            "Đã rút",
            clock.date_vi(taken.at.day),
        )
        assert "không nhận ý kiến góp ý nữa" in str(sheet["deadline"]["note"])
        assert "Mời" not in sheet["kicker"]
        assert sheet["comment_heading"] == "Xem hồ sơ"
    assert withdrawn


def test_sheet_tells_what_changes_and_not_what_stays(root: Path) -> None:
    path = root / "drafts" / "ht-2026-003" / "index.md"
    record = _record(root, "ht-2026-003")
    section = record.body["new"]
    assert section is not None
    first = section.table[1]
    row = "| " + " | ".join(first) + " |"
    replace_text(
        path,
        row,
        row
        + "\n| Vé tháng | Có | Giữ nguyên | Người tham quan |"
        + "\n| Mới | Chưa có | Có | |" * 5,
    )
    _, sheet = _texts(root, "ht-2026-003", "2026-09-01T08:00+07:00")
    assert [change["subject"] for change in sheet["changes"]] == [first[0], "Mới", "Mới", "Mới"]
    assert sheet["changes"][1]["who"] is None
    assert sheet["beyond"] is True
    assert sheet["kicker"] == "Mời Nhân dân góp ý dự thảo Nghị quyết của HĐND tỉnh"


def test_paper_names_the_ways_of_the_record_and_no_other(root: Path) -> None:
    """Nobody may be sent to a counter that the drafting agency has not arranged."""
    asked = _record(root, "ht-2026-003").draft.comment
    assert asked is not None and not asked.in_person
    _, sheet = _texts(root, "ht-2026-003", "2026-09-01T08:00+07:00")
    assert sheet["channels"] == [
        {"label": label, "words": words}
        for label, words in (
            ("Trên mạng", "quét mã QR"),
            ("Điện thoại", "; ".join(asked.phones)),
            ("Thư điện tử", "; ".join(asked.emails)),
            ("Thư bưu điện", "; ".join(asked.postal_addresses)),
        )
        if words
    ]


@pytest.mark.parametrize(
    ("agency", "place"), [("so-noi-vu", "Hà Tĩnh"), ("bo-xay-dung", letterhead.BLANK)]
)
def test_place_of_the_notice_is_not_made_up(root: Path, agency: str, place: str) -> None:
    site = _site(root)
    assert letterhead._place(site, site.registers.agencies[agency]) == place


def test_where_no_place_is_set_the_name_of_the_province_stands_for_it(root: Path) -> None:
    site = _site(root)
    commune, *_ = (a for a in site.registers.agencies.values() if a.level == "commune" and a.place)
    department = commune.model_copy(update={"level": "province"})
    for place_name, written in (("Thành Sen", "Thành Sen"), (None, "Hà Tĩnh")):
        printed = site.settings.print.model_copy(update={"place_name": place_name})
        settings = site.settings.model_copy(update={"print": printed})
        other = replace(site, settings=settings)
        assert letterhead._place(other, department) == written
        assert letterhead._place(other, commune.model_copy(update={"place": None})) == written
        assert letterhead._place(other, commune) != written


def test_recipients_and_archive_come_from_the_settings(root: Path) -> None:
    replace_text(
        root / "mkdocs.yml",
        "place_name: Hà Tĩnh",
        """place_name: Hà Tĩnh
      recipients:
        province: ["Ủy ban nhân dân tỉnh (để báo cáo);", "Lưu: VT, VP (02: bản chính)."]
        agencies:
          so-y-te: [Bảo hiểm xã hội tỉnh]""",
    )
    recipients = {}
    for record_id in record_reader.ids(root):
        record, _ = record_reader.read(root, record_id)
        if record and record.draft.rounds and (view := _site(root).view(record)).closes:
            data = notice.notice(_site(root), record, view)
            recipients[record.draft.lead_agency] = (data["recipients"], data["archive"])
    assert recipients.pop("so-y-te") == (["Bảo hiểm xã hội tỉnh"], "VT")
    agencies = _site(root).registers.agencies
    for agency, lines in recipients.items():
        if agencies[agency].level == "province":
            assert lines == (["Ủy ban nhân dân tỉnh (để báo cáo)"], "VT, VP (02: bản chính)")
    levels = {agencies[agency].level for agency in recipients}
    assert {"province", "commune"} <= levels


def test_a_commune_sends_its_notice_to_its_own(root: Path) -> None:
    """Its notice is none of other communes' business; each level has lines of its own where the settings say nothing."""
    site = _site(root)
    lines = {
        agency.level: site.settings.print.recipients.of(key, agency.level)
        for key, agency in site.registers.agencies.items()
    }
    assert lines["commune"][0].startswith("Các thôn, tổ dân phố")
    assert "Ủy ban nhân dân các xã, phường (để niêm yết)" in lines["province"]
    assert not any("xã, phường" in line for line in lines["commune"])


def test_only_a_body_that_is_no_committee_and_has_one_above_it_names_it(root: Path) -> None:
    site, record = _site(root), _record(root, "ht-2026-002")
    agency = site.registers.agencies[record.draft.lead_agency]
    (above,) = {a.superior for a in site.registers.agencies.values() if a.superior == "ubnd-tinh"}
    for kind, superior, named in (
        ("department", above, True),
        ("department", None, False),
        ("committee", above, False),
        ("council", above, False),
    ):
        body = agency.model_copy(update={"kind": kind, "superior": superior})
        assert (
            letterhead._superior(site, body, site.day_of(record).date()) is not None
        ) is named, (kind, superior)


def test_who_issues_what_it_drafts_sends_it_to_nobody(root: Path) -> None:
    site, record = _site(root), _record(root, "ht-2026-002")
    own = record.draft.model_copy(
        update={"issuers": record.draft.agencies, "official_posting": None, "documents": ()}
    )
    record = replace(record, draft=own)
    (opening,) = notice._opening(site, record, site.view(record), "Sở A")
    assert opening.startswith(f"Sở A chủ trì soạn thảo dự thảo {own.title}. Sở A thông báo")
    clauses = [*notice._clauses(site, record, site.view(record))]
    address = site.links.spelled(site.links.short(record.id))
    (files,) = (clause for clause in clauses if clause["heading"] == "Hồ sơ lấy ý kiến")
    assert files["text"] == [f"Hồ sơ được đăng tại {address}."]


def test_that_there_is_less_time_than_usual_is_told_with_the_deadline(root: Path) -> None:
    site, record = _site(root), _record(root, "ht-2026-002")
    hurried = record.draft.model_copy(update={"shortened": Shortened(reason="Dịch bệnh.")})
    record = replace(record, draft=hurried)
    _, *notes = consultation_period(site, record, site.view(record))
    assert notes == ["Theo thủ tục rút gọn. Lý do: Dịch bệnh."]


def test_points_end_as_a_list_does_and_a_question_keeps_its_sign() -> None:
    for points, signed in (
        (["Một.", "Hai", "Ba;"], ["Một;", "Hai;", "Ba."]),
        (["Một?", "Hai!", "Ba…"], ["Một?", "Hai!", "Ba…"]),
        (["Một", "Hai?"], ["Một;", "Hai?"]),
        (["Một , ", "Hai . "], ["Một;", "Hai."]),
    ):
        assert notice._clause("Nội dung", ["Gồm:"], points)["points"] == signed
    assert notice._clause("Nội dung", ["Gồm:"], [])["points"] == []


def test_a_single_point_is_no_list() -> None:
    assert notice._clause("X", ["gồm:"], ["Dự thảo;"]) == {
        "heading": "X",
        "text": ["gồm: Dự thảo."],
        "points": [],
    }
    assert notice._clause("X", [], ["Có không?", "Vì sao?"])["points"] == [
        "Có không?",
        "Vì sao?",
    ]
    assert notice._clause("X", ["a"], ["một.", "hai"])["points"] == ["một;", "hai."]


def test_both_are_set_of_every_record(root: Path) -> None:
    for record_id, now in (
        ("ht-2026-003", "2026-09-01T08:00+07:00"),
        ("ht-2026-018", "2026-11-20T08:00+07:00"),
        ("ht-2026-002", NOW),
    ):
        sheets = _printed(root, record_id, now)
        assert len(sheets["to-thong-tin"].pdf.pages) == 1
        for printed in sheets.values():
            assert "gopy.hatinh.example" in printed.text
            assert f"Mã: {record_id.upper()}" in printed.text


def test_a_sheet_that_does_not_fit_and_an_odd_letter_are_findings_in_the_record(root: Path) -> None:
    path = root / "drafts" / "ht-2026-003" / "index.md"
    replace_text(path, "short_title: Phí tham quan", "short_title: Phí ☃ tham quan")
    asked = _site(root, "2026-09-01T08:00+07:00")
    notice, sheet, _ = _artifacts(asked, _record(root, "ht-2026-003"))
    assert notice.render().startswith(b"%PDF")
    with pytest.raises(Findings) as caught:
        sheet.render()
    (finding,) = caught.value.findings
    assert (finding.path, finding.line, finding.rule) == (
        "drafts/ht-2026-003/index.md",
        3,
        "missing-glyph",
    )

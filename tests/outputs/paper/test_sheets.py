"""Every sheet as it leaves the press: what it says when, and that no text can break it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp

from duthao import clock
from duthao.domain import deadline_words, rounds
from duthao.errors import Findings
from duthao.outputs.paper import (
    comment_form,
    commune_sheet,
    ended_sheet,
    handout,
    information,
    posts,
    replacement,
    result_sheet,
    short_messages,
)
from duthao.outputs.shared import comment_channels, draft_news, editions, over_sheet, sheet
from duthao.outputs.site import Site
from duthao.outputs.web import press_release
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering import fonts, qr, typesetting
from duthao.rendering.links import Links
from tests.conftest import PROVINCE, ROOT
from tests.pdf_text import Printed, picture
from tests.rendering.test_typesetting import MARKUP, PRINTS

NOW = "2026-11-22T08:00+07:00"
OPEN, EXTENDED, WITHDRAWN, ANSWERED, UPCOMING = (
    "ht-2026-002",
    "ht-2026-017",
    "ht-2026-015",
    "ht-2026-001",
    "ht-2026-006",
)
PRINT = ROOT / "theme" / "print"
A5, A4, A3 = (148, 210), (210, 297), (297, 420)
SIZES = {
    "thay-the": A4,
    "ap-phich": A3,
    "to-roi": A5,
    "phieu-gop-y": A4,
    "ket-qua": A4,
    "ended": A4,
}


def site_at(now: str = NOW, root: Path = PROVINCE) -> Site:
    """The test province with the project's templates."""
    settings, _ = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    assert registers is not None
    return Site(
        root, settings, Links("https://gopy.hatinh.example/"), registers, clock.now(now), {}
    )


def record_of(record_id: str) -> Record:
    record, findings = record_reader.read(PROVINCE, record_id)
    assert record is not None, findings
    return record


def _replacement(site: Site, record: Record) -> dict[str, Any]:
    turn = editions.superseded(site, record)
    assert turn is not None
    return {**replacement.replacement(site, record, site.view(record), turn)}


DATA: dict[str, tuple[str, Callable[[Site, Record], dict[str, Any]]]] = {
    "thay-the": (EXTENDED, _replacement),
    "ap-phich": (OPEN, lambda s, r: {**information.board_data(s, r, s.view(r))}),
    "to-roi": (OPEN, lambda s, r: {**handout.handout(s, r, s.view(r))}),
    "phieu-gop-y": (OPEN, lambda s, r: {**comment_form.form(s, r, s.view(r))}),
    "ket-qua": (ANSWERED, lambda s, r: {**result_sheet.result(s, r)}),
    "ended": (ANSWERED, lambda s, r: {**ended_sheet.ended(s, r)}),
}
ALL = list(DATA)


def sheet_data(name: str, **changed: Any) -> dict[str, Any]:
    """The data of a sheet of the test province."""
    record_id, make = DATA[name]
    data = make(site_at(), record_of(record_id))
    return {**data, "qr": qr.svg(data["url"]), **changed}


def sheet_pdf(name: str, **changed: Any) -> bytes:
    """The sheet as PDF, some of its data changed."""
    return typesetting.pdf(
        PRINT / f"{name}.typ", sheet_data(name, **changed), clock.now(NOW).date()
    )


# ---- the file


@pytest.mark.parametrize("name", ALL)
def test_archival_accessible_and_of_one_page_of_its_size(name: str) -> None:
    data = sheet_data(name)
    paper = Printed(sheet_pdf(name))
    with paper.pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == (
            "2",
            "A",
            "1",
        )
        assert meta["dc:title"] == data["title"]
    assert paper.pdf.Root.Lang == "vi-VN"
    assert bool(paper.pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(paper.pdf.Root.MarkInfo.Marked)
    (page,) = paper.pdf.pages
    assert [round(float(x) * 25.4 / 72) for x in page.mediabox[2:]] == list(SIZES[name])
    using = fonts.installed()
    assert {run.face.name.partition("-")[0] for run in paper.runs} == {
        using.sans.name.replace(" ", "")
    }


@pytest.mark.parametrize("name", ALL)
def test_pictures_are_described_and_all_is_black(name: str) -> None:
    paper = Printed(sheet_pdf(name))
    described = {
        str(obj.Alt)
        for obj in paper.pdf.objects
        if isinstance(obj, pikepdf.Dictionary) and "/Alt" in obj
    }
    assert sheet_data(name)["qr_alt"] in described
    assert len(described) == (2 if name == "ket-qua" else 1)
    reversed_out = name in ("thay-the", "ended")
    white_on_black = {sheet_data(name)["kicker"].replace(" ", "")} if reversed_out else set()
    assert "".join(run.text for run in paper.runs if run.ink > 0).replace(
        " ", ""
    ) in white_on_black | {""}


@pytest.mark.parametrize("name", ALL)
def test_the_same_bytes_every_time(name: str) -> None:
    first = sheet_pdf(name)
    sheet_pdf(name, title="Khác")
    assert sheet_pdf(name) == first


@pytest.mark.parametrize("name", ALL)
def test_code_and_address_lead_to_the_draft(name: str) -> None:
    content = sheet_pdf(name)
    (code,) = zxingcpp.read_barcodes(picture(content, 75))
    assert code.text == sheet_data(name)["url"]
    assert sheet_data(name)["short_url"] in Printed(content).text.replace(" ", "")


@pytest.mark.parametrize("name", ALL)
def test_every_field_is_read_by_the_template(name: str) -> None:
    """A field that no template reads is a mistake in one of the two."""
    shared = "".join(
        (PRINT / f"{file}.typ").read_text(encoding="utf-8") for file in ("common", "wall", name)
    )
    unread = {key for key in sheet_data(name) if f"data.{key}" not in shared}
    # The poster says less than the information sheet, of whose data it is made.
    assert unread == ({"url", "now_heading", "tear_offs"} if name == "ap-phich" else {"url"})


@pytest.mark.parametrize("name", ["ap-phich", "to-roi", "thay-the"])
@pytest.mark.parametrize("lead", ["hết ngày", "17 giờ 00 ngày"])
def test_the_deadline_is_the_largest_type_even_with_an_hour(name: str, lead: str) -> None:
    day = {**sheet_data(name)["deadline"], "lead": lead}
    for headline in ("Phí", "Nghị quyết về phí " * 5):
        runs = Printed(sheet_pdf(name, deadline=day, headline=headline)).runs
        assert max(runs, key=lambda run: run.size).text.strip() == day["day"]


# ---- hostile text


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    "text", [MARKUP, *PRINTS[1:8], "https://example.vn/" + "a/b-c" * 20, "W" * 60, "a" * 90]
)
def test_any_headline_prints_as_text_within_the_margins(name: str, text: str) -> None:
    paper = Printed(sheet_pdf(name, headline=text[:90]))
    squeezed = "".join(run.text for run in paper.runs).replace(" ", "")
    assert text[:90].replace(" ", "") in squeezed
    (width, _) = SIZES[name]
    assert max(run.end for run in paper.runs) <= width - 10
    assert min(run.x for run in paper.runs) >= 10


@pytest.mark.parametrize("name", ALL)
def test_a_letter_that_the_font_lacks_is_a_finding(name: str) -> None:
    with pytest.raises(typesetting.PrintError) as caught:
        sheet_pdf(name, headline="Xin mời 😀")
    assert {fault.rule for fault in caught.value.faults} == {"missing-glyph"}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("thay-the", {"reason": "dài " * 900}),
        ("ap-phich", {"channels": [{"label": "Trực tiếp", "words": "dài " * 500}]}),
        ("to-roi", {"channels": [{"label": "Trực tiếp", "words": "dài " * 300}]}),
        ("ket-qua", {"method": "dài " * 900}),
        ("ended", {"told": ["dài " * 1500]}),
    ],
)
def test_what_cannot_fit_is_a_finding(name: str, field: dict[str, Any]) -> None:
    with pytest.raises(typesetting.PrintError) as caught:
        sheet_pdf(name, **field)
    assert [fault.rule for fault in caught.value.faults] == ["sheet-overflow"]


def test_a_long_form_goes_on_on_a_second_page() -> None:
    paper = Printed(
        sheet_pdf(
            "phieu-gop-y",
            points=["Nội dung rất dài " * 30] * 5,
            answers=["Đồng ý", "Không đồng ý", "Ý kiến khác"],
        )
    )
    assert len(paper.pdf.pages) == 2
    assert "Trang 1/2" in paper.text
    assert [run.page for run in paper.runs if run.text.startswith("Nơi nhận phiếu")] == [2]


# ---- when there is which


def files(record_id: str, now: str = NOW, printed: bool = True) -> set[str]:
    return {
        kind.file
        for kind in sheet.sheet_kinds(replace(site_at(now), printed=printed), record_of(record_id))
    }


INVITING = {
    "thong-bao.pdf",
    "to-thong-tin.pdf",
    "ap-phich.pdf",
    "to-roi.pdf",
    "phieu-gop-y.pdf",
    "phieu-tong-hop.pdf",
}
TEXTS = {"to-roi.txt", "facebook.txt", "zalo.txt"}


@pytest.mark.parametrize(
    ("record_id", "serving", "ended"),
    [
        (OPEN, INVITING, set()),
        (UPCOMING, INVITING, set()),
        (EXTENDED, {*INVITING, "thay-the.pdf"}, set()),
        (WITHDRAWN, set(), {*INVITING, "thay-the.pdf"}),  # after its deadline
        (ANSWERED, {"ket-qua.pdf"}, INVITING),
        ("ht-2026-003", set(), {*INVITING, "thay-the.pdf"}),  # extended, then closed
        ("ht-2026-016", {*INVITING, "ket-qua.pdf"}, set()),  # in its second round
    ],
)
def test_sheets_follow_the_state_and_no_address_is_given_up(
    record_id: str, serving: set[str], ended: set[str]
) -> None:
    assert files(record_id) == TEXTS | serving
    site, record = site_at(), record_of(record_id)
    assert {kind.file for kind in sheet.ended_kinds(site, record)} == ended
    artifacts = list(ended_sheet.EndedSheet().for_record(site, record))
    assert {Path(artifact.path).name for artifact in artifacts} == ended
    keys = {artifact.content_key() for artifact in artifacts if artifact.content_key}
    assert len(keys) == bool(ended), "one file, whatever its address"


@pytest.mark.parametrize(("now", "own"), [("2026-10-24T23:59+07:00", True), (NOW, False)])
def test_what_is_no_news_any_more_is_one_sheet_that_names_no_draft(now: str, own: bool) -> None:
    """`ht-2026-001` was answered on 25/09. Until thirty days later the sheet tells of it."""
    site, record = replace(site_at(now), root=ROOT), record_of(ANSWERED)
    (paper,) = {a.render() for a in ended_sheet.EndedSheet().for_record(site, record)}
    text = Printed(paper).text
    assert ("HT-2026-001" in text) == (record.draft.short_title in text) == own
    assert "đã công bố tiếp thu, giải trình" in text.lower()
    assert bool([*ended_sheet.EndedSheet().page_links(site, record)]) == own
    if not own:
        assert "tìm theo tên hoặc mã hồ sơ tại gopy.hatinh.example/du-thao" in text


def test_why_a_procedure_was_shortened_is_told_while_it_is_news() -> None:
    """`ht-2026-009`: that there will be no report was put out on 06/10."""
    site, record = site_at("2026-11-04T08:00+07:00"), record_of("ht-2026-009")
    assert record.draft.shortened and sheet.is_news(site, record)
    reason = record.draft.shortened.reason
    assert any(reason in line for line in ended_sheet.ended(site, record)["told"])
    assert reason in draft_news.news_text(site, record).text


def test_drafts_that_are_no_news_in_the_same_state_share_all_such_files() -> None:
    site, made = site_at("2028-01-01"), dict[tuple[str, ...], set[bytes]]()
    for record_id in record_reader.ids(PROVINCE):
        record = record_of(record_id)
        assert not sheet.is_news(site, record) or site.view(record).state == "planned"
        outputs = (
            ended_sheet.EndedSheet(),
            press_release.PressRelease(),
            commune_sheet.CommuneSheet(),
        )
        told = " ".join(over_sheet.over_text(site, record))
        assert ("kết quả lấy ý kiến" in told) is bool(rounds.latest_outcome(record.draft, site.now))
        assert "phiếu tổng hợp" in told and "tờ thay thế" in told
        for artifact in (a for output in outputs for a in output.for_record(site, record)):
            key, form = artifact.content_key, artifact.path.rpartition(".")[2]
            result = rounds.latest_outcome(record.draft, site.now) is not None
            marks = (site.view(record).state, str(result), *sheet.own_marks(site, record))
            made.setdefault((form, *marks), set()).add(key().encode() if key else artifact.render())
    assert {form for form, *_ in made} == {"pdf", "docx", "xlsx"}
    assert {result for _, _, result, *_ in made} == {"True", "False"}
    assert len(made) > 9 and {len(files) for files in made.values()} == {1}


def test_without_print_only_words_are_left() -> None:
    assert files(OPEN, printed=False) == {"to-roi.txt", "facebook.txt", "zalo.txt"}


def test_a_form_of_the_dossier_comes_before_ours() -> None:
    record = record_of(OPEN)
    own = replace(record, files={"phieu-gop-y.pdf": next(iter(record.files.values()), None)})  # type: ignore[dict-item]
    assert sheet.FORM not in sheet.sheet_kinds(site_at(), own)
    assert list(comment_form.CommentForm().for_record(site_at(), own)) == []


def test_an_extension_is_replaced_from_its_instant_on() -> None:
    """`ht-2026-003`: 31/08 → 15/09, put out on 27/08 at 16:00."""
    assert "thay-the.pdf" not in files("ht-2026-003", "2026-08-27T15:59+07:00")
    data = _replacement(site_at("2026-08-28T08:00+07:00"), record_of("ht-2026-003"))
    assert (
        data["replaces"]
        == "Thay thế thông báo ngày 01/08/2026 và mọi bản in trước ngày 27/08/2026."
    )
    assert (data["kicker"], data["was"]) == ("GIA HẠN GÓP Ý", "hết ngày 31/08/2026")
    assert data["deadline"]["day"] == "15/09/2026"
    assert data["what"].startswith("Gia hạn ngày 27/08/2026")
    assert data["orders"][0].startswith("Gỡ thông báo")
    assert "thay-the.pdf" not in files("ht-2026-003", "2026-09-16T00:00+07:00")


def test_a_withdrawal_says_that_nothing_more_is_taken() -> None:
    data = _replacement(site_at(), record_of(WITHDRAWN))
    withdrawn = record_of(WITHDRAWN).draft.withdrawn
    assert withdrawn is not None
    assert (data["kicker"], data["reason"]) == ("ĐÃ RÚT DỰ THẢO", withdrawn.reason)
    assert data["deadline"] == {
        "before": "Đã rút",
        "lead": "từ ngày",
        "day": clock.date_vi(withdrawn.at.day),
        "note": "Đã rút dự thảo, không nhận ý kiến góp ý nữa",
    }
    assert "bản mới" not in " ".join(data["orders"])


def test_paper_of_an_earlier_round_is_not_replaced_by_a_later_one() -> None:
    record = record_of("ht-2026-016")
    assert len(record.draft.rounds) == 2
    turn = editions.superseded(site_at(), record)
    opens = record.draft.rounds[1].opens
    assert turn is None or (opens is not None and turn.when >= opens.start)


def test_the_result_tells_numbers_and_no_mark_of_time() -> None:
    data = sheet_data("ket-qua")
    outcome = record_of(ANSWERED).draft.rounds[-1].outcome
    assert outcome is not None
    assert [f["value"] for f in data["figures"]] == [
        n for n in (outcome.accepted, outcome.partly, outcome.kept) if n is not None
    ]
    assert abs(sum(f["width"] for f in data["figures"]) - 100) < 0.1
    assert "Đã hết hạn góp ý" not in data["marks"]
    assert sheet_pdf("ket-qua", figures=[], total="").startswith(b"%PDF")


@pytest.mark.parametrize("words", [4, 90])
def test_changes_that_had_no_room_are_counted_on_the_sheet(words: int) -> None:
    """Of six changes four are set where they are short; of long ones fewer."""
    changes = [{"title": f"Vấn đề {n}", "text": "sửa " * words, "where": ""} for n in range(1, 5)]
    pdf = sheet_pdf(
        "ket-qua", changes=changes, others=[f"và {6 - n} thay đổi khác" for n in range(5)]
    )
    text = " ".join(run.text for run in Printed(pdf).runs)
    told = sum(f"Vấn đề {n}" in text for n in range(1, 5))
    assert (told == 4) == (words == 4) and told
    assert f"và {6 - told} thay đổi khác" in text


def test_the_form_asks_the_officers_questions_in_words_and_else_what_changes_by_ticks() -> None:
    record = record_of(OPEN)
    section = record.body["questions"]
    data = sheet_data("phieu-gop-y")
    assert (data["points"] == list(section.items)) if section else bool(data["answers"])
    without = replace(
        record,
        body=replace(
            record.body, sections=tuple(s for s in record.body.sections if s.key != "questions")
        ),
    )
    plain = comment_form.form(site_at(), without, site_at().view(without))
    assert plain["answers"] == ["Đồng ý", "Không đồng ý", "Ý kiến khác"]
    assert len(plain["points"]) == len(sheet.changes(record) or sheet.points(record))


def test_every_question_stands_on_the_form() -> None:
    """On as many pages as they need."""
    questions = [f"Câu hỏi thứ {number} là gì?" for number in range(1, 31)]
    paper = Printed(sheet_pdf("phieu-gop-y", points=questions, answers=[]))
    lines = " ".join(paper.text.split())
    assert [q for q in questions if q not in lines] == []
    assert len(paper.pdf.pages) > 2


def _told(record_id: str, now: str = NOW) -> ended_sheet.EndedData:
    return ended_sheet.ended(site_at(now), record_of(record_id))


def test_what_is_over_says_what_became_of_it_and_what_to_do_with_older_paper() -> None:
    answered, withdrawn, extended = (_told(i) for i in (ANSWERED, WITHDRAWN, "ht-2026-003"))
    assert answered["state"] == "Đã công bố tiếp thu, giải trình"
    assert answered["told"][:3] == [
        "Thời hạn góp ý đã kết thúc: hết ngày 03/09/2026.",
        "Bản tổng hợp ý kiến công bố ngày 14/09/2026.",
        "Bản tiếp thu, giải trình công bố ngày 25/09/2026.",
    ]
    assert "15 được tiếp thu" in answered["told"][3]
    assert answered["where"].startswith("Bản tiếp thu, giải trình và hồ sơ dự thảo: ")
    gone = record_of(WITHDRAWN).draft.withdrawn
    assert gone is not None
    assert withdrawn["told"] == [
        f"Dự thảo được rút ngày 15/10/2026. Lý do: {gone.reason}",
        "Hạn góp ý đã công bố: hết ngày 01/10/2026.",
    ]
    assert extended["told"][1].startswith("Thời hạn đã thông báo trước đây: hết ngày 31/08/2026. ")
    for data in (answered, withdrawn, extended):
        assert data["kicker"] == "KHÔNG NHẬN Ý KIẾN GÓP Ý NỮA"
        assert "gỡ xuống" in data["orders"][0] and "không phát nữa" in data["orders"][1]
        assert not re.search(r"Mời|mời bà con|Nộp phiếu|Góp ý đến|Góp ý bằng", str(data))


def test_between_two_rounds_it_is_over_until_the_next() -> None:
    """`ht-2026-016`: its first round ended on 20/06/2026, the second opened later."""
    second = record_of("ht-2026-016").draft.rounds[1].opens
    assert second is not None
    data = _told("ht-2026-016", f"{second.day - timedelta(days=1)}T08:00+07:00")
    assert data["kicker"] == "ĐÃ HẾT HẠN GÓP Ý ĐỢT 1"
    assert data["told"][-1].startswith(f"Đợt lấy ý kiến thứ 2: từ ngày {clock.date_vi(second.day)}")


def test_a_missed_answer_makes_no_other_sheet_of_the_same_day() -> None:
    before, after = (_told("ht-2026-003", f"2026-{day}T08:00+07:00") for day in ("10-20", "11-22"))
    assert before == after
    assert "Hạn công bố tiếp thu, giải trình: hết ngày 31/10/2026." in after["told"]


def test_it_is_small_and_set_in_one_weight() -> None:
    """A face more is a third of the file; the one mark of invented data has its own."""
    content = sheet_pdf("ended", marks=[])
    assert len({run.face.name.partition("+")[2] for run in Printed(content).runs}) == 1
    assert len(content) < 32_000


# ---- the message


def test_every_message_fits_and_says_until_when_and_where() -> None:
    site = site_at()
    for record_id in record_reader.ids(PROVINCE):
        record = record_of(record_id)
        view = site.view(record)
        if view.closes is None:
            continue
        words = short_messages.message(site, record)
        assert len(words) <= short_messages.MOST, record_id
        assert site.links.spelled(site.links.short(record_id)) in words
        assert ("Dữ liệu minh họa" in words) is record.draft.demo
        if view.state in ("open", "upcoming"):
            assert deadline_words.until(view.closes) in words


def test_a_longer_title_leaves_out_what_matters_least() -> None:
    site, record = site_at(), record_of(OPEN)

    def message(title: str) -> str:
        return short_messages.message(
            site, replace(record, draft=record.draft.model_copy(update={"short_title": title}))
        )

    (phone,) = comment_channels.comment_fields(site, record).phones
    assert phone in message("Phí")
    longest = message("Quy định " * 10)
    assert len(longest) <= 300
    assert "Góp ý đến" in longest


def test_a_message_that_cannot_fit_is_a_finding_at_the_short_title() -> None:
    site, record = (
        replace(site_at(), links=Links("https://" + "a" * 250 + ".example/")),
        record_of(OPEN),
    )
    _, text = handout.Handouts().for_record(site, record)
    with pytest.raises(Findings) as caught:
        text.render()
    assert [(f.rule, f.path) for f in caught.value.findings] == [("message-too-long", record.path)]


def test_posts_say_until_when_and_where_first_and_are_short() -> None:
    site = site_at()
    for record_id in record_reader.ids(PROVINCE):
        record = record_of(record_id)
        view = site.view(record)
        if view.closes is None:
            continue
        for words, most in (
            (short_messages.facebook(site, record), short_messages.MOST_OF_POST),
            (short_messages.zalo(site, record), short_messages.MOST),
        ):
            assert len(words) <= most, record_id
            assert site.links.absolute(site.links.short(record_id)) in words
            assert ("(Dữ liệu minh họa)" in words) is record.draft.demo
            assert ("Mời" in words) is sheet.takes_comments(site, view)
            if sheet.takes_comments(site, view):
                assert deadline_words.until(view.closes) in "\n".join(words.splitlines()[:4])


def test_a_post_leaves_out_points_before_anything_else() -> None:
    site, record = site_at(), record_of(OPEN)
    title = "Quy định " * 10
    long = replace(record, draft=record.draft.model_copy(update={"short_title": title}))
    fuller, shorter = short_messages.facebook(site, record), short_messages.facebook(site, long)
    assert fuller.count("\n- ") >= shorter.count("\n- ")
    assert title.strip() in shorter
    assert "soạn thảo." in shorter


def test_less_time_is_said_with_its_reason_in_posts_and_on_the_form() -> None:
    site, record = site_at("2026-09-16T09:00"), record_of("ht-2026-009")
    reason = record.draft.shortened.reason if record.draft.shortened else ""
    assert f"Theo thủ tục rút gọn. Lý do: {reason}" in short_messages.facebook(site, record)
    assert "Theo thủ tục rút gọn." in short_messages.zalo(site, record)
    assert "Theo thủ tục rút gọn." in short_messages.message(site, record)
    assert reason in comment_form.form(site, record, site.view(record))["until"]
    assert "rút gọn" not in short_messages.facebook(site, record_of(OPEN))


def test_every_sheet_of_every_record_is_set(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(PROVINCE, root, ignore=shutil.ignore_patterns("build"))
    shutil.copytree(PRINT, root / "theme" / "print")
    site = site_at(root=root)
    for record_id in ("ht-2026-003", ANSWERED, WITHDRAWN, UPCOMING):
        record, _ = record_reader.read(root, record_id)
        assert record is not None
        artifacts = [
            artifact
            for module in (
                replacement.ReplacementSheet(),
                handout.Handouts(),
                posts.Posts(),
                comment_form.CommentForm(),
                commune_sheet.CommuneSheet(),
                result_sheet.ResultSheet(),
                ended_sheet.EndedSheet(),
                information.InformationSheet(),
            )
            for artifact in module.for_record(site, record)
            if not artifact.path.endswith(".xlsx")
        ]
        assert {Path(artifact.path).name for artifact in artifacts} | {"thong-bao.pdf"} == {
            *files(record_id),
            *(kind.file for kind in sheet.ended_kinds(site, record)),
            "thong-bao.pdf",
        }
        for artifact in artifacts:
            assert artifact.content_key or artifact.path.endswith(".txt")
            assert artifact.render()

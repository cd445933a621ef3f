"""One cell of a table of responses is changed: every medium that says it follows, and none says what stood there before."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from duthao import clock
from duthao.outputs.data.responses_data import ResponsesData
from duthao.outputs.loudspeaker.scripts import scripts
from duthao.outputs.paper.commune_answers import commune_answers
from duthao.outputs.paper.posts import Posts
from duthao.outputs.paper.result_sheet import PeoplesChange, result
from duthao.outputs.paper.signed_table import signed_table
from duthao.outputs.paper.signed_table_data import SignedTableData
from duthao.outputs.paper.signed_table_word import word_document
from duthao.outputs.shared.news import news
from duthao.outputs.shared.response_rows import answered_rounds, answers_to_communes, points
from duthao.outputs.site import Site
from duthao.outputs.web.draft_page import DraftPage
from duthao.outputs.web.press_kit import PressKit
from duthao.outputs.web.responses_page import ResponsesPage
from duthao.records.record import Record
from duthao.speech.sentences import sentences
from tests.judged_records import ID, release
from tests.outputs.web.test_pages import site
from tests.responses import ANSWERED, TABLE, answered_record, edited

__all__ = ["site"]

ANSWERED_ON = date(2026, 9, 25)
Say = Callable[[Site, Record], str]


def _files(*outputs: object) -> Say:
    def said(site: Site, record: Record) -> str:
        texts = [
            artifact.render().decode()
            for output in outputs
            for artifact in output.for_record(site, record)  # type: ignore[attr-defined]
            if artifact.path.endswith((".html", ".txt", ".csv", ".json"))
        ]
        return "\n".join(texts)

    return said


def _script(site: Site, record: Record) -> str:
    return next(s.text for s in scripts(site, record).texts if s.file == "ket-qua.txt")


def _item(site: Site, record: Record) -> str:
    return next(item.said for item in news(site, record) if item.kind == "answered")


def _signed(site: Site, record: Record) -> SignedTableData:
    known = answered_rounds(site, record)[0]
    return signed_table(site, record, known.number, known.rows)


def _word(site: Site, record: Record) -> str:
    """What stands in the Word document, of which the officer's table is one with the paper."""
    made = zipfile.ZipFile(io.BytesIO(word_document(_signed(site, record), ANSWERED_ON)))
    return "\n".join(etree.fromstring(made.read("word/document.xml")).itertext())


MEDIA: dict[str, Say] = {
    "page": _files(ResponsesPage()),
    "draft page": _files(DraftPage()),
    "data": _files(ResponsesData()),
    "press kit": _files(PressKit()),
    "result sheet": lambda site, record: json.dumps(result(site, record), ensure_ascii=False),
    "signed table": lambda site, record: json.dumps(_signed(site, record), ensure_ascii=False),
    "signed table in Word": _word,
    "posts": _files(Posts()),
    "result script": _script,
    "feed item": _item,
}
TABLES = ("signed table", "signed table in Word")
# What is changed, and the media that say it.
CELLS: dict[str, tuple[str, str, set[str]]] = {
    "verdict": ("Ngoài phạm vi dự thảo", "Ghi nhận", set(MEDIA)),
    "count": (";12;", ";13;", set(MEDIA)),
    "answer of what most raised": (
        "Thùng nuôi là khoản chi lớn nhất",
        "Thùng nuôi tốn nhiều tiền nhất",
        set(MEDIA) - {"posts"},  # they have counts, no reasons
    ),
    "group of what most raised": ("Mức hỗ trợ;Hộ", "Tiền hỗ trợ;Hộ", set(MEDIA)),
    "where it was changed": (
        "Khoản 1 Điều 2\n",
        "Khoản 2 Điều 2\n",
        {"page", "data", "result sheet", *TABLES},
    ),
    "gist": ("Hạ điều kiện", "Giảm điều kiện", {"page", "data", *TABLES}),
    "who": ("Doanh nghiệp", "Công dân", {"page", "data", *TABLES}),
}


@pytest.fixture(scope="module")
def then(site: Site) -> Site:
    """Within thirty days of the answer, while its script is on air."""
    return replace(site, now=clock.now("2026-10-01"))


@pytest.mark.parametrize("cell", CELLS)
def test_every_medium_follows_a_changed_cell(then: Site, cell: str) -> None:
    old, new, follow = CELLS[cell]
    before = answered_record(then)
    said = {name: say(then, before) for name, say in MEDIA.items()}
    after = answered_record(then, edited(old, new))
    changed = {name for name, say in MEDIA.items() if say(then, after) != said[name]}
    assert follow <= changed


def test_what_stood_there_before_stands_nowhere(then: Site) -> None:
    record = answered_record(then, edited("Thùng nuôi là khoản chi", "Thùng ong là khoản chi"))
    assert not [
        name for name, say in MEDIA.items() if "Thùng nuôi là khoản chi" in say(then, record)
    ]
    telling = [say for name, say in MEDIA.items() if name != "posts"]
    assert all("Thùng ong là khoản chi" in say(then, record) for say in telling)


def test_communes_are_answered_what_stands_in_their_rows(then: Site) -> None:
    """Only rows that came with their summaries are theirs; a change of one reaches their paper."""
    row = (
        "5;1;;Kiểm dịch;Công dân;;4;son-kim-1;Ý của xã.;Tiếp thu;Trả lời {};Điều 4;phieu-tong-hop\n"
    )
    table = TABLE.replace("Đã sửa ở đâu\n", "Đã sửa ở đâu;Kênh góp ý\n").replace("\n", ";\n")
    table = table.replace("Kênh góp ý;", "Kênh góp ý")

    def told(words: str) -> str:
        record = answered_record(then, table + row.format(words))
        by_commune = answers_to_communes(then, record)
        known = answered_rounds(then, record)[0]
        return json.dumps(commune_answers(then, record, known, by_commune), ensure_ascii=False)

    assert "Trả lời cũ" in told("cũ")
    new = told("mới")
    assert "Trả lời mới" in new and "Trả lời cũ" not in new and "Thùng nuôi là" not in new


def test_points_are_the_groups_that_most_stand_behind(then: Site) -> None:
    table = TABLE + "".join(
        f"{no};1;;Kiểm dịch;Công dân;;{count};;Ý {no}.;Tiếp thu;Trả lời số {no}.;Điều 4\n"
        for no, count in ((5, 4), (6, 9))
    )
    record = answered_record(then, table)
    assert record.responses
    raised = points(record.responses.rows)
    assert [(point.title, point.raised) for point in raised] == [
        ("Kiểm dịch", 14),
        ("Mức hỗ trợ", 12),
        ("Điều kiện", 3),
    ]
    assert [row.no for row in raised[0].answers] == [6, 3], (
        "of each verdict the row with most behind it"
    )


def test_a_reason_is_never_read_as_that_of_another_verdict(then: Site) -> None:
    table = (
        TABLE + "5;1;;Mức hỗ trợ;Công dân;;2;;Ý khác.;Giữ nguyên;Ngân sách tỉnh chưa cân đối đủ.;\n"
    )
    record = answered_record(then, table)
    item, script = _item(then, record), _script(then, record)
    assert "Tiếp thu: Thùng nuôi" in item
    assert "Lý do giữ nguyên dự thảo: Ngân sách" in item
    lines = script.split("\n")
    reason = lines.index("Ngân sách tỉnh chưa cân đối đủ.")
    assert (
        lines[reason - 1] == "Với hai ý kiến, cơ quan soạn thảo giữ nguyên dự thảo, lý do như sau."
    )
    assert sentences("Ngân sách tỉnh chưa cân đối đủ.") == [lines[reason]]


HEADINGS = TABLE.splitlines()[0]


def _changes_of(site: Site, *rows: str) -> list[tuple[str, str, str]]:
    record = answered_record(site, "\n".join([HEADINGS, *rows, ""]))
    return [
        (c["title"], c["text"], c["where"].replace("\u00a0", " ")) for c in _result(site, record)
    ]


def _result(site: Site, record: Record) -> list[PeoplesChange]:
    return result(site, record)["changes"]


def test_what_people_changed_has_a_title_and_none_is_dropped(then: Site) -> None:
    assert _changes_of(
        then,
        "1;1;;;Công dân;;9;;Mong có thêm lớp dạy nghề cho người nuôi ong ở các xã vùng cao và biên giới.;Tiếp thu;Đã bổ sung A.;Điều 5",
        "2;1;;;Công dân;;8;;Nói rõ hơn. Xin cảm ơn.;Tiếp thu;Đã bổ sung B.;",
        "3;1;Điều 2;;Công dân;;7;;Ý ba.;Tiếp thu;Đã bổ sung C.;",
        "4;1;Điều 2;;Công dân;;6;;Ý bốn.;Tiếp thu;Đã bổ sung D.;",
    ) == [
        (
            "Mong có thêm lớp dạy nghề cho người nuôi ong ở các xã vùng…",
            "Đã bổ sung A.",
            "Điều 5",
        ),
        ("Nói rõ hơn", "Đã bổ sung B.", ""),
        ("Điều 2", "Đã bổ sung C.", ""),
        ("Điều 2", "Đã bổ sung D.", ""),
    ]


def test_no_refusal_stands_under_what_people_changed(then: Site) -> None:
    refusing = "Không tăng mức vì ngân sách chưa cân đối. Thêm hỗ trợ thùng."
    assert _changes_of(
        then,
        f"1;1;;Mức;Công dân;;9;;Ý một.;Tiếp thu một phần;{refusing};Điều 4",
        f"2;1;;Vay;Công dân;;8;;Ý hai.;Tiếp thu một phần;{refusing};",
        f"3;1;;Nghề;Công dân;;7;;Ý ba.;Tiếp thu một phần;{refusing};Điều 6",
        "4;1;;Nghề;Công dân;;1;;Ý bốn.;Tiếp thu;Thêm lớp dạy nghề.;Điều 7",
    ) == [
        ("Mức", "Tiếp thu một phần, đã sửa dự thảo.", "Điều 4"),
        ("Nghề", "Thêm lớp dạy nghề.", "Điều 7"),
    ]


def test_changes_that_are_not_told_are_counted(then: Site) -> None:
    rows = [f"{n};1;;Vấn đề {n};Công dân;;9;;Ý.;Tiếp thu;Sửa {n}.;" for n in range(1, 7)]
    data = result(then, answered_record(then, "\n".join([HEADINGS, *rows, ""])))
    assert len(data["changes"]) == 4
    assert data["others"] == [f"và {6 - shown} thay đổi khác" for shown in range(5)]
    four = result(then, answered_record(then, "\n".join([HEADINGS, *rows[:4], ""])))
    assert four["others"][3:] == ["và 1 thay đổi khác", ""]


def test_an_item_does_not_know_what_was_corrected_later(then: Site) -> None:
    answered_record(then)
    folder = then.root / "drafts" / ID
    try:
        release(then.root, ANSWERED, "2026-09-25")
        out = replace(then, released=True)
        known = answered_record(then)
        assert known.history and "Được nêu nhiều nhất" in _item(out, known)
        corrected = answered_record(then, edited("Thùng nuôi là", "Thùng ong là"))
        assert "Được nêu nhiều nhất" not in _item(out, corrected)
    finally:
        (folder / "released.yml").unlink(missing_ok=True)

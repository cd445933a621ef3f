"""One cell of a table of responses is changed: every medium that says it follows, and none says what stood there before."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from duthao import clock
from duthao.outputs.data.responses_data import ResponsesData
from duthao.outputs.loudspeaker.scripts import scripts
from duthao.outputs.paper.result_sheet import result
from duthao.outputs.shared.news import news
from duthao.outputs.shared.response_rows import points
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


MEDIA: dict[str, Say] = {
    "page": _files(ResponsesPage()),
    "draft page": _files(DraftPage()),
    "data": _files(ResponsesData()),
    "press kit": _files(PressKit()),
    "result sheet": lambda site, record: json.dumps(result(site, record), ensure_ascii=False),
    "result script": _script,
    "feed item": _item,
}
# What is changed, and the media that say it.
CELLS: dict[str, tuple[str, str, set[str]]] = {
    "verdict": ("Ngoài phạm vi dự thảo", "Ghi nhận", set(MEDIA)),
    "count": (";12;", ";13;", set(MEDIA)),
    "answer of what most raised": (
        "Thùng nuôi là khoản chi lớn nhất",
        "Thùng nuôi tốn nhiều tiền nhất",
        set(MEDIA),
    ),
    "group of what most raised": ("Mức hỗ trợ;Hộ", "Tiền hỗ trợ;Hộ", set(MEDIA)),
    "where it was changed": (
        "Khoản 1 Điều 2\n",
        "Khoản 2 Điều 2\n",
        {"page", "data", "result sheet"},
    ),
    "gist": ("Hạ điều kiện", "Giảm điều kiện", {"page", "data"}),
    "who": ("Doanh nghiệp", "Công dân", {"page", "data"}),
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
    assert all("Thùng ong là khoản chi" in say(then, record) for say in MEDIA.values())


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

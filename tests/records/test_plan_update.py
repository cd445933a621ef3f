"""A list into a plan that is there: what a person wrote stays where it was, and nothing lands where it is published."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from duthao.domain.plans import YearPlan
from duthao.errors import DuthaoError
from duthao.records import strict_yaml
from duthao.records.plan_files import plan_update, row_match
from duthao.records.plan_files.office_list import Fields, OfficeListRow
from duthao.records.plan_files.plan_update import Update

ONE = """\
agency: ubnd-tinh
rows:
  2027-001:
    title: Nghị quyết về nuôi ong
    agency: so-y-te
"""
NEW: Fields = {
    "title": "Quyết định về giá nước",
    "agency": "so-y-te",
    "internal": "Kinh phí: 9 triệu",
}


def _update(text: str, *rows: Fields, named: Sequence[str] = ()) -> Update:
    source, faults = strict_yaml.parse(text, "plan-2027.yml")
    assert source and not faults
    plan = YearPlan.model_validate(source.data)
    listed = [OfficeListRow(n, fields) for n, fields in enumerate(rows, 2)]
    return plan_update.updated(text, plan, listed, 2027, "ubnd-tinh", named)


def _said(update: Update) -> str:
    return "\n".join(doubt.say.vi for doubt in update.doubts)


def _own(**fields: str | list[str]) -> Fields:
    return {"title": "Nghị quyết về nuôi ong", "agency": "so-y-te", **fields}


def test_an_internal_note_leaves_the_public_one() -> None:
    update = _update(ONE + "    note: Xem cổng thông tin\n", _own(internal="Kinh phí: 9 triệu"))
    assert "    note: Xem cổng thông tin\n" in update.text
    assert '    internal:\n      note: "Kinh phí: 9 triệu"\n' in update.text


@pytest.mark.parametrize(
    "head",
    ["basis: |\n  Căn cứ Luật\n  2027-001:\n", "\n# kế hoạch đã ký\npublished: 2026-12-20\n"],
)
def test_rows_are_added_among_the_rows(head: str) -> None:
    update = _update(ONE + head, NEW)
    before, after = (strict_yaml.parse(text, "")[0] for text in (ONE + head, update.text))
    assert before and after
    assert update.text.endswith(head)
    rows = after.data.pop("rows")
    assert list(rows) == ["2027-001", "2027-002"] and "9 triệu" not in repr(after.data)
    before.data.pop("rows")
    assert after.data == before.data


@pytest.mark.parametrize("rows", ["rows: {}\n", ""])
def test_a_plan_without_rows_takes_some(rows: str) -> None:
    update = _update(f"agency: ubnd-tinh\n{rows}published: 2026-12-20\n", NEW)
    source, faults = strict_yaml.parse(update.text, "")
    assert source and not faults
    assert list(source.data["rows"]) == ["2027-001"] and source.data["published"] == "2026-12-20"


@pytest.mark.parametrize(
    "text",
    [
        "agency: ubnd-tinh\nrows: {2027-001: {title: Nghị quyết về nuôi ong}}\n",
        ONE.replace("  2027", "    2027").replace("    title", "      title").replace("    agency", "      agency"),
    ],
)  # fmt: skip
def test_what_is_laid_out_otherwise_is_not_written(text: str) -> None:
    with pytest.raises(DuthaoError, match="chưa ghi gì"):
        _update(text, NEW)


@pytest.mark.parametrize(
    "title,there",
    [
        ("Nghị quyết về mức hỗ trợ nuôi ong tại xã Bảo Hà năm 2027", "Nghị quyết về mức hỗ trợ nuôi ong tại xã Bảo Yên năm 2027"),
        ("Nghị quyết về mức hỗ trợ nuôi ong giai đoạn hai năm 2028", "Nghị quyết về mức hỗ trợ nuôi ong giai đoạn hai năm 2027"),
    ],
)  # fmt: skip
def test_another_name_or_number_is_another_text(title: str, there: str) -> None:
    text = ONE.replace("Nghị quyết về nuôi ong", there)
    update = _update(text, _own(title=title))
    assert update.added == ("2027-002",) and update.missing == ("2027-001",)
    assert "gần giống 2027-001" in _said(update) and "dòng mới" in _said(update)
    assert row_match.same_names(there, there.replace("mức hỗ trợ", "Mức hỗ trợ"))


def test_a_title_that_was_typed_without_marks_is_the_same_text() -> None:
    there = "Nghị quyết về mức hỗ trợ nuôi ong tại xã Bảo Hà năm 2027"
    bare = "Nghi quyet ve muc ho tro nuoi ong tai xa Bao Ha nam 2027"
    text = ONE.replace("Nghị quyết về nuôi ong", there)
    assert not _update(text, _own(title=bare)).added
    nearly = _update(text, _own(title=bare.replace("muc ho tro", "viec ho tro")))
    assert not nearly.added and "cùng một văn bản" in _said(nearly)
    other = _update(text, _own(title=bare.replace("Bao Ha", "Bao Yen")))
    assert other.added == ("2027-002",)


def test_of_titles_that_differ_in_marks_alone_each_is_its_own() -> None:
    two = ONE.replace("về nuôi ong", "về xã Bảo Hạ") + (
        "  2027-002:\n    title: Nghị quyết về xã Bảo Hà\n    agency: so-y-te\n"
    )
    update = _update(
        two,
        _own(title="Nghị quyết về xã Bảo Hà", note="Hà"),
        _own(title="Nghị quyết về xã Bảo Hạ", note="Hạ"),
    )
    assert not update.added and update.changed == ("2027-002", "2027-001")


def test_a_dropped_row_is_not_taken_for_another_text() -> None:
    dropped = ONE + "    dropped:\n      reason: Đã có nghị định\n      at: 2027-02-01\n"
    update = _update(dropped, _own(title="Nghị quyết về việc nuôi ong"))
    assert update.added == ("2027-002",) and "đã bỏ" in _said(update)
    same = _update(dropped, _own())
    assert not same.added and same.text == dropped and "vẫn là đã bỏ" in _said(same)


def test_a_row_with_a_record_keeps_its_text() -> None:
    renamed = _own(title="Nghị quyết về việc nuôi ong")
    assert _update(ONE, renamed).changed == ("2027-001",)
    update = _update(ONE, renamed, named=["2027-001"])
    assert update.added == ("2027-002",) and "đã có hồ sơ" in _said(update)


@pytest.mark.parametrize(
    "there,listed,now",
    [
        (["expected: 2027-Q2"], {"expected_words": "Khi có nghị định"}, ["expected_words: Khi có nghị định"]),
        (["expected_words: Khi có nghị định"], {"expected": "2027-Q3"}, ["expected: 2027-Q3"]),
        (["expected: 2027-Q2", "expected_words: Quý II"], {"expected": "2027-09"}, ["expected: 2027-09"]),
        # a person read the words, or said more than the list: both stay
        (["expected: 2027-Q2", "expected_words: Giữa năm"], {"expected_words": "Giữa năm"}, ["expected: 2027-Q2", "expected_words: Giữa năm"]),
        (["expected: 2027-Q2", "expected_words: Giữa năm"], {"expected": "2027-Q2"}, ["expected: 2027-Q2", "expected_words: Giữa năm"]),
        (["expected: 2027-Q2"], {}, ["expected: 2027-Q2"]),
    ],
)  # fmt: skip
def test_a_time_and_its_words_change_together(
    there: Sequence[str], listed: dict[str, str], now: Sequence[str]
) -> None:
    update = _update(ONE + "".join(f"    {line}\n" for line in there), _own(**listed))
    assert update.text == ONE + "".join(f"    {line}\n" for line in now)
    assert (there == now) == (not update.doubts)


def test_comments_stay() -> None:
    text = ONE.replace("so-y-te\n", "so-y-te # theo công văn 12\n") + (
        "    cooperating: # đã hỏi\n"
        "      # thứ nhất\n"
        "      - so-tai-chinh # chờ trả lời\n"
        "    # về thời gian\n"
        '    expected: "2027-Q2" # "chốt" lại\n'
        '    expected_words: "Quý II" # lời của Sở\n'
    )
    update = _update(
        text, _own(agency="so-tu-phap", cooperating=["so-noi-vu"], expected="2027-09")
    )  # fmt: skip
    assert update.text == ONE.replace(
        "    agency: so-y-te", "    # theo công văn 12\n    agency: so-tu-phap"
    ) + (
        "    # đã hỏi\n"
        "    # thứ nhất\n"
        "    # chờ trả lời\n"
        "    cooperating: [so-noi-vu]\n"
        "    # về thời gian\n"
        '    # "chốt" lại\n'
        "    expected: 2027-09\n"
        "    # lời của Sở\n"
    )

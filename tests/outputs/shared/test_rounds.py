"""Several rounds, late answers and a withdrawal taken back, as pages, posts, data, paper and lists tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from duthao.clock import VN
from duthao.domain.draft import Draft
from duthao.domain.lifecycle import lists
from duthao.outputs.data import record_json
from duthao.outputs.paper import ended_sheet, replacement, short_messages
from duthao.outputs.shared import sheet, status
from duthao.outputs.shared.editions import superseded
from duthao.outputs.shared.questions_and_answers import asked_and_answered
from duthao.outputs.shared.record_data import draft_data
from duthao.outputs.shared.timeline import timeline
from duthao.outputs.site import Site
from duthao.outputs.web import draft_page, press_kit
from duthao.records.record import Record
from tests.conftest import ROOT
from tests.outputs.paper.test_sheets import record_of, site_at

ANSWERED = "ht-2026-001"  # one round, 03/08 to 03/09, answered on 25/09


def at(moment: str) -> Site:
    """The test province at an instant."""
    return replace(site_at(), now=datetime.fromisoformat(moment).replace(tzinfo=VN))


def record(**fields: Any) -> Record:
    """The answered record with other fields; those of `first` are of its round, `more` are rounds after it."""
    original = record_of(ANSWERED)
    front: dict[str, Any] = dict(original.source.data)
    first, more = fields.pop("first", {}), fields.pop("more", [])
    front["rounds"] = [{**front["rounds"][0], **first}, *more]
    return replace(original, draft=Draft.model_validate({**front, **fields}))


SECOND = {"opens": "2026-12-07", "closes": "2026-12-28"}


@pytest.fixture
def two() -> Record:
    return record(more=[SECOND])


def notes(site: Site, of: Record) -> list[str]:
    return list(status.notes(of.draft, site.view(of), site.now, site.terms))


def test_a_round_to_come_is_told_everywhere(two: Record) -> None:
    site = at("2026-11-22T08:00")
    sentence = "Đợt 2 lấy ý kiến từ ngày 07/12/2026 đến hết ngày 28/12/2026."
    assert "Đợt lấy ý kiến thứ 2: từ ngày 07/12/2026 đến hết ngày 28/12/2026." in notes(site, two)
    for post in (short_messages.message, short_messages.facebook, short_messages.zalo):
        assert sentence in post(site, two)
        assert "Đã hết hạn góp ý đợt 1" in post(site, two)
    assert draft_data(site, two)["next_round"] == {
        "number": 2,
        "opens": "2026-12-07",
        "closes": "2026-12-28",
    }
    steps = [(s["at"], s["label"]) for s in timeline(site, two) if s["when"] == "future"]
    assert ("07/12/2026", "Mở lấy ý kiến đợt 2") in steps
    assert "Đợt lấy ý kiến thứ 2" in dict(
        press_kit._facts(site, two, site.view(two), "Sở Nông nghiệp và Môi trường")
    )
    assert "upcoming" in lists(two.draft, site.now)


def test_a_round_to_come_keeps_the_card_and_the_reminder(two: Record) -> None:
    """Two months after the answer, when nothing else would; the reminder goes with the second round's end."""
    site = at("2026-11-26T08:00")
    end = int(datetime(2026, 12, 29, tzinfo=VN).timestamp())
    reminder = draft_page._remind(site, two)
    assert sheet.is_news(site, two) and not sheet.is_news(site, record())
    assert reminder and f'="-{end}"' in reminder["span"]
    assert draft_page._remind(site, record()) is None


def test_once_it_has_opened_it_is_no_round_to_come(two: Record) -> None:
    site = at("2026-12-07T00:00")
    assert not [note for note in notes(site, two) if note.startswith("Đợt lấy ý kiến")]
    assert draft_data(site, two)["next_round"] is None
    assert "Mời" in short_messages.zalo(site, two)
    assert lists(two.draft, site.now) >= {"open", "answered"}


def test_figures_are_those_of_the_round_that_was_answered_last(two: Record) -> None:
    """The first round's stand while the second runs, with its number."""
    figures = status.outcome(at("2026-12-10T00:00"), two)
    assert figures
    assert figures["round"] == 1
    outcome = two.draft.rounds[0].outcome
    assert outcome
    assert [f["value"] for f in figures["figures"]] == [
        outcome.accepted,
        outcome.partly,
        outcome.kept,
    ]
    rounds = record_json._more(replace(at("2026-12-10T00:00"), root=ROOT), two)["rounds"]
    assert rounds[0]["outcome"]["received"] == outcome.received
    assert rounds[1]["outcome"] is None


def test_bodies_papers_and_opinions_are_counted_apart() -> None:
    outcome = {
        "asked": 60,
        "agreed": 31,
        "opined": 18,
        "silent": 11,
        "documents": 33,
        "received": 42,
        "summarised": {"at": "2026-09-10"},
    }
    figures = status.outcome(at("2026-09-10T00:00"), record(first={"outcome": outcome}))
    assert figures
    assert figures["total"] == (
        "Đã gửi lấy ý kiến của 60 cơ quan, tổ chức, cá nhân: 31 nơi thống nhất, "
        "18 nơi có ý kiến góp ý, 11 nơi không trả lời. "
        "Đã nhận được 42 ý kiến góp ý trong 33 văn bản, phiếu góp ý."
    )
    assert figures["figures"] == []


def test_a_late_answer_is_told_with_its_days() -> None:
    late = record(first={"answer_due": "2026-09-20"})
    note = "Bản tiếp thu, giải trình được công bố chậm 5 ngày so với hạn là hết ngày 20/09/2026."
    before, after = at("2026-09-24T23:59:59"), at("2026-11-22T00:00")
    assert note not in notes(before, late)
    assert note in notes(after, late)
    assert status.state(after.view(late))["late_label"] == "Công bố chậm 5 ngày"
    event = next(e for e in after.events(late) if e.kind == "answered")
    assert event.text.endswith("Chậm 5 ngày so với hạn công bố là hết ngày 20/09/2026.")


def test_no_page_promises_an_answer_that_nobody_promised() -> None:
    bare = record(first={"answer_due": None, "outcome": None})
    for moment in ("2026-08-01T00:00", "2026-09-05T00:00", "2027-09-01T00:00"):
        site = at(moment)
        sentences = [
            *notes(site, bare),
            *(f"{s['at']} {s['label']}" for s in timeline(site, bare)),
            *(
                f"{name}: {words}"
                for name, words in asked_and_answered(site, bare, site.view(bare), "Sở")
            ),
        ]
        assert not [words for words in sentences if "hậm nhất" in words or "Quá hạn" in words], (
            moment
        )


GONE = {
    "reason": "Gộp vào văn bản khác.",
    "at": "2026-08-10",
    "reinstated": {"reason": "Văn bản kia không được ban hành.", "at": "2026-08-20"},
}


@pytest.mark.parametrize(
    "moment,state",
    [
        ("2026-08-09T23:59:59", "open"),
        ("2026-08-10T00:00:00", "withdrawn"),
        ("2026-08-19T23:59:59", "withdrawn"),
        ("2026-08-20T00:00:00", "open"),
        ("2026-11-22T00:00:00", "answered"),
    ],
)
def test_a_withdrawal_taken_back(moment: str, state: str) -> None:
    assert at(moment).view(record(withdrawn=GONE)).state == state


def test_what_is_said_of_a_withdrawal_taken_back() -> None:
    back, site = record(withdrawn=GONE), at("2026-08-21T00:00")
    assert notes(site, back)[:2] == [
        "Dự thảo được rút ngày 10/08/2026. Lý do: Gộp vào văn bản khác.",
        "Dự thảo được khôi phục ngày 20/08/2026. Lý do: Văn bản kia không được ban hành.",
    ]
    events = [(e.kind, str(e.at)) for e in site.events(back) if e.when <= site.now]
    assert events[-2:] == [("withdrawn", "2026-08-10"), ("reinstated", "2026-08-20")]
    turn = superseded(site, back)
    assert turn is not None
    sheet = replacement.replacement(site, back, site.view(back), turn)
    assert sheet["kicker"] == "KHÔI PHỤC DỰ THẢO"
    assert lists(back.draft, site.now) == {"open"}


def test_what_the_clock_brought_meanwhile_is_told_at_the_reinstatement() -> None:
    """Its last days began, and it closed, while it was withdrawn."""
    gone = {**GONE, "at": "2026-08-20"}
    for day, kinds in (
        ("2026-08-30", ["closing_soon", "reinstated"]),
        ("2026-09-06", ["closed", "reinstated"]),
    ):
        back = record(withdrawn={**gone, "reinstated": {"reason": "Xét lại.", "at": day}})
        site = at(f"{day}T00:00")
        news = [e for e in site.events(back) if e.when == site.now]
        assert [e.kind for e in news] == kinds


def replacing(site: Site, of: Record) -> tuple[bool, bool]:
    """Whether `thay-the.pdf` serves, and whether one that says it serves no more lies there."""
    kinds = sheet.sheet_kinds(site, of), sheet.ended_kinds(site, of)
    return sheet.REPLACEMENT in kinds[0], sheet.REPLACEMENT in kinds[1]


def test_nobody_is_told_to_post_what_was_taken_back_once_nothing_is_to_hang() -> None:
    """Its round was to end on 03/09."""
    early, late = (
        record(withdrawn={"reason": "Xét lại.", "at": day}) for day in ("2026-08-10", "2026-09-10")
    )
    for of, moment, found in (
        (early, "2026-08-09T23:59", (False, False)),
        (early, "2026-08-10T00:00", (True, False)),
        (early, "2026-09-03T23:59", (True, False)),
        (early, "2026-09-04T00:00", (False, True)),
        (late, "2026-09-10T00:00", (False, True)),
    ):
        assert replacing(at(moment), of) == found, moment
        made = list(replacement.ReplacementSheet().for_record(at(moment), of))
        assert bool(made) is found[0]


CHANGE = {
    "closes": "2026-09-10",
    "decided": "2026-08-20",
    "reason": "Nhiều nơi đề nghị thêm thời gian.",
}


def test_the_address_of_a_replacement_outlives_its_round() -> None:
    """What lies there while the second round runs says that it is of the first, and where opinions go now."""
    both = record(first={"deadline_changes": [CHANGE]}, more=[SECOND])
    for moment, found in (
        ("2026-08-19T23:59", (False, False)),
        ("2026-08-20T00:00", (True, False)),
        ("2026-09-11T00:00", (False, True)),
        ("2026-12-07T00:00", (False, True)),
        ("2027-01-10T00:00", (False, True)),
    ):
        assert replacing(at(moment), both) == found, moment
    site = at("2026-12-10T08:00")
    (file,) = ended_sheet.EndedSheet().for_record(replace(site, root=ROOT), both)
    assert file.path.endswith("/thay-the.pdf")
    told = ended_sheet.ended(site, both)
    assert told["kicker"] == "TỜ THAY THẾ NÀY KHÔNG DÙNG NỮA"
    assert told["state"] == "Đang lấy ý kiến"
    assert told["told"][0] == "Góp ý đến hết ngày 28/12/2026."
    assert "đợt lấy ý kiến trước" in told["orders"][0]
    assert list(ended_sheet.EndedSheet().page_links(site, both)) == []
    assert file.render()


def test_what_changed_between_two_rounds_left_no_paper_of_the_first() -> None:
    """A draft of which no round was ever announced anew has no such address."""
    assert replacing(at("2026-12-10T08:00"), record(more=[SECOND])) == (False, False)
    unknown = {"opens": None, "closes": None, "unknown": True, "outcome": None, "answer_due": None}
    changed = {"changes": [{"kind": "correction", "at": "2026-09-10", "note": "Sửa số trang."}]}
    of = record(first=unknown, more=[SECOND], **changed)
    assert replacing(at("2026-12-10T08:00"), of) == (False, False)

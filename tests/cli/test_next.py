"""`duthao next`: what the clock will change."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from duthao import clock
from duthao.cli.next import of_meeting, upcoming
from duthao.domain.lifecycle import view
from duthao.domain.meetings.meeting_events import MeetingEvent
from duthao.domain.rounds import TimeLimits
from duthao.records import record_reader
from tests import year_of_edits
from tests.conftest import NOW, PROVINCE, duthao, replace_text

MOMENT = clock.now(NOW)


def test_the_next_ten(province: Path) -> None:
    done = duthao("next", "--root", province, "--as-of", NOW)
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert len(lines) == 10
    assert lines == sorted(lines)
    assert lines[0].startswith(
        "2026-11-26 00:00  ht-2026-007  Hết hạn góp ý → Đang tổng hợp, tiếp thu ý kiến ("
    )
    assert (
        len(duthao("next", "--root", province, "--as-of", NOW, "-n", "3").stdout.splitlines()) == 3
    )


def test_every_change_of_state_is_announced() -> None:
    """Minute by minute is too slow: at each noon of a year, whatever differs from the noon before was foretold."""
    for record_id in record_reader.ids(PROVINCE):
        record, _ = record_reader.read(PROVINCE, record_id)
        assert record
        announced = [change.when for change in upcoming(record, MOMENT, TimeLimits(), "x.example")]
        before = view(record.draft, MOMENT)
        for day in range(1, 366):
            now = MOMENT + timedelta(days=day)
            status = view(record.draft, now)
            if (status.state, status.closing_soon, status.answer_overdue) != (
                before.state,
                before.closing_soon,
                before.answer_overdue,
            ):
                assert any(now - timedelta(days=1) < when <= now for when in announced), (
                    record_id,
                    now,
                )
            before = status


def test_meetings_are_named_with_what_is_due_of_them() -> None:
    """Of drafts and of the site: to be called, to invite to, to write down; none that is off."""
    base = {"kind": "doi-thoai", "title": "Đối thoại về nuôi ong", "at": "2026-11-26T14:00"}
    told = {"published": "2026-11-20"}
    off = {"cancelled": {"reason": "Mưa lũ.", "at": "2026-11-21"}}
    due = {
        "2026-11-26T14:00": "Đối thoại về nuôi ong, Nhà văn hóa: gửi giấy mời",
        "2026-11-26T16:00": "Đối thoại về nuôi ong: họp xong, ghi kết quả («held»)",
    }

    def texts(now: str, **more: object) -> dict[str, str]:
        meeting = MeetingEvent.model_validate(
            {**base, "place": "Nhà văn hóa", "ends": "2026-11-26T16:00", **more}
        )
        return {f"{c.when:%Y-%m-%dT%H:%M}": c.text for c in of_meeting("x", meeting, clock.now(now))}  # fmt: skip

    found = texts(NOW, **told)
    assert found.keys() == due.keys()
    assert all(found[when].startswith(text) for when, text in due.items())
    assert "chưa thông báo («published»)" in texts(NOW)["2026-11-26T14:00"]
    assert texts(NOW, **told, **off) == {}
    [late] = texts("2026-12-01", **told).values()
    assert late == "Đối thoại về nuôi ong: chưa ghi kết quả («held»)"
    assert texts("2026-12-27", **told) == {}
    assert texts("2026-12-01", held={"published": "2026-11-27", "attended": "9"}) == {}


def test_nothing_is_to_come(province: Path) -> None:
    done = duthao("next", "--root", province, "--as-of", "2099-01-01")
    assert (done.returncode, done.stdout) == (0, "Không có thay đổi nào sắp đến.\n")


def test_a_faulty_record_is_named(province: Path) -> None:
    replace_text(province / "drafts" / "ht-2026-007" / "index.md", "title:", "titel:")
    done = duthao("next", "--root", province, "--as-of", NOW)
    assert done.returncode == 1
    assert "ht-2026-007" in done.stderr
    assert "ht-2026-007" not in done.stdout


def test_a_second_round_and_a_draft_taken_up_again(tmp_path: Path) -> None:
    """A round that is dated opens by the clock; a reinstatement that is put out on a day to come counts from then."""
    year_of_edits.lay_out(tmp_path)
    for edit in year_of_edits.edits():
        if edit.when < year_of_edits.at(111, "00:00") and edit.id in ("ht-2027-001", "ht-2027-002"):
            year_of_edits.apply(tmp_path, edit)
    path = tmp_path / "drafts" / "ht-2027-002" / "index.md"
    replace_text(
        path, "    at: '2027-01-05'\n", "    at: '2027-01-05'\n    published: '2027-01-08'\n"
    )
    output = duthao("next", "--root", tmp_path, "--as-of", "2027-01-06", "-n", "30").stdout
    assert "2027-01-08 00:00  ht-2027-002  Khôi phục dự thảo → Đang lấy ý kiến (" in output
    assert "2027-03-26 00:00  ht-2027-001  Mở lấy ý kiến → Đang lấy ý kiến (" in output

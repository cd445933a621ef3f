"""Calendars: read back by two parsers, held to the rules of RFC 5545, and to what they promise over time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject

from duthao import clock
from duthao.outputs.feeds import calendar, ics
from duthao.outputs.site import Site
from tests.conftest import NOW, PROVINCE, replace_text
from tests.feed_site import HOSTILE, all_records, retitle, root, site_at
from tests.summaries import summary_of

__all__ = ["root"]  # a fixture of the tests of feeds
TAG = "vanban.hatinh.example"

# Of the meeting of ht-2026-002, as it follows from when it was called, its kind and its title.
MEETING = "meeting-2026-11-16-a084b5dc"


def at(root: Path, as_of: str = NOW) -> Site:
    bare = replace(site_at(root), now=clock.now(as_of), summaries=())
    return replace(
        bare,
        summaries=tuple(
            summary_of(bare, record, calendar.Calendar()) for record in all_records(root)
        ),
    )


def contents(site: Site) -> dict[str, bytes]:
    artifacts = list(calendar.Calendar().for_site(site))
    artifacts += [
        artifact
        for record in all_records(site.root)
        for artifact in calendar.Calendar().for_record(replace(site, summaries=()), record)
    ]
    assert len({artifact.path for artifact in artifacts}) == len(artifacts)
    return {artifact.path: artifact.render() for artifact in artifacts}


def entries(raw: bytes) -> dict[str, icalendar.Event]:
    return {
        str(e["UID"]).removesuffix("@" + TAG): e
        for e in icalendar.Calendar.from_ical(raw).walk("VEVENT")
    }


@pytest.fixture(scope="module")
def site() -> Site:
    return at(PROVINCE)


@pytest.fixture(scope="module")
def rendered(site: Site) -> dict[str, bytes]:
    return contents(site)


def test_there_is_a_calendar_at_every_address(site: Site, rendered: dict[str, bytes]) -> None:
    folders = {"", "sap-het-han/", "da-giai-trinh/"} | {
        f"du-thao/{summary.id}/" for summary in site.summaries
    }
    folders |= {f"linh-vuc/{key}/" for key in site.registers.topics}
    folders |= {f"co-quan/{key}/" for key in site.registers.agencies}
    folders |= {f"dia-ban/{key}/" for key in site.registers.places}
    folders |= {f"doi-tuong/{key}/" for key in site.registers.audiences}
    folders |= {f"dot-truyen-thong/{key}/" for key in site.registers.campaigns}
    assert set(rendered) == {folder + "lich.ics" for folder in folders}


def faults(raw: bytes) -> Iterator[str]:
    """Breaches of RFC 5545 that lenient parsers let pass."""
    lines = raw.split(b"\r\n")
    if lines.pop() != b"" or b"\n" in b"".join(lines) or b"\r" in b"".join(lines):
        yield "line ends"
    for line in lines:
        if len(line) > 75:
            yield f"long line {line!r}"
        line.decode()  # no letter is cut
    text = raw.decode().replace("\r\n ", "")
    stack: list[str] = []
    for line in text.splitlines():
        if not re.match(r"[A-Z0-9-]+[;:]", line):
            yield f"no property {line!r}"
        name, _, value = line.partition(":")
        if name == "BEGIN":
            stack.append(value)
        elif name == "END" and stack.pop() != value:
            yield f"crossed {value}"
    if stack:
        yield "open component"


def test_rules_of_the_format(rendered: dict[str, bytes]) -> None:
    assert {path: broken for path, raw in rendered.items() if (broken := list(faults(raw)))} == {}


def test_two_parsers_read_the_same(rendered: dict[str, bytes]) -> None:
    for path, raw in rendered.items():
        calendar_read = icalendar.Calendar.from_ical(raw)
        assert not calendar_read.errors and not [
            e for c in calendar_read.walk() for e in c.errors
        ], path
        (zone,) = calendar_read.walk("VTIMEZONE")
        assert zone.to_tz().utcoffset(datetime(2026, 11, 22)) == timedelta(hours=7)
        uids = [str(e["UID"]) for e in calendar_read.walk("VEVENT")]
        assert len(set(uids)) == len(uids)
        other = vobject.readOne(raw.decode())
        assert [e.uid.value for e in getattr(other, "vevent_list", [])] == uids


def test_a_deadline_is_a_day_and_where_an_hour_is_given_an_instant_too(
    rendered: dict[str, bytes],
) -> None:
    items = entries(rendered["du-thao/ht-2026-018/lich.ics"])
    assert list(items) == [
        "ht-2026-018-opens-1",
        "ht-2026-018-closes-1",
        "ht-2026-018-closes-1-hour",
        "ht-2026-018-answer-1",
    ]
    day, hour = items["ht-2026-018-closes-1"], items["ht-2026-018-closes-1-hour"]
    assert (day.start, day.end) == (date(2026, 11, 20), date(2026, 11, 21))
    assert hour.start == datetime(2026, 11, 20, 17, tzinfo=clock.VN)
    assert str(day["SUMMARY"]) == "Hạn góp ý: Hỗ trợ đội văn nghệ quần chúng ở xã Sơn Kim 1"
    assert str(day["DESCRIPTION"]).split("\n") == [
        "Dữ liệu minh họa.",
        "Góp ý đến 17 giờ 00 ngày 20/11/2026.",
        "Cơ quan chủ trì soạn thảo: Ủy ban nhân dân xã Sơn Kim 1.",
        "Mã hồ sơ: HT-2026-018.",
        "https://vanban.hatinh.example/gop-y/du-thao/ht-2026-018/",
    ]
    assert str(day["URL"]) == "https://vanban.hatinh.example/gop-y/du-thao/ht-2026-018/"
    assert [alarm["TRIGGER"].dt for alarm in day.walk("VALARM")] == [
        timedelta(days=-2, hours=-15),
        timedelta(hours=8),
    ]
    assert items["ht-2026-018-answer-1"].start == date(2026, 12, 20)


def test_an_extension_moves_the_entry_and_raises_its_sequence(root: Path) -> None:
    path = "du-thao/ht-2026-003/lich.ics"
    before = entries(contents(at(root, "2026-08-20"))[path])["ht-2026-003-closes-1"]
    after = entries(contents(at(root))[path])["ht-2026-003-closes-1"]
    assert (before.start, before["SEQUENCE"]) == (date(2026, 8, 31), 0)
    assert (after.start, after["SEQUENCE"]) == (date(2026, 9, 15), 1)
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt
    assert "Hạn trước đây: hết ngày 31/08/2026." in str(after["DESCRIPTION"])


def test_sequence_and_stamp_never_fall_over_a_year(root: Path) -> None:
    earlier: dict[str, tuple[int, datetime]] = {}
    province, records = site_at(root), list(all_records(root))
    day = clock.now("2026-01-01")
    while day < clock.now("2027-03-01"):
        site = replace(province, now=day, summaries=())
        for record in records:
            for entry in ics.entries(site, record):
                event = icalendar.Calendar.from_ical(
                    "BEGIN:VCALENDAR\r\n" + entry.text + "END:VCALENDAR\r\n"
                ).walk("VEVENT")[0]
                now = (int(event["SEQUENCE"]), event["DTSTAMP"].dt)
                before = earlier.setdefault(str(event["UID"]), now)
                assert before[0] <= now[0] and before[1] <= now[1], event["UID"]
                earlier[str(event["UID"])] = now
        day += timedelta(days=9)
    assert len(earlier) > 40


def test_what_was_withdrawn_is_cancelled(root: Path) -> None:
    path = root / "drafts/ht-2026-002/index.md"
    replace_text(
        path, "demo: true", 'withdrawn: {reason: "Lập lại hồ sơ", at: 2026-11-20}\ndemo: true'
    )
    items = entries(contents(at(root))["du-thao/ht-2026-002/lich.ics"])
    states = {
        uid.removeprefix("ht-2026-002-"): (
            str(e["STATUS"]),
            int(e["SEQUENCE"]),
            len(e.walk("VALARM")),
        )
        for uid, e in items.items()
    }
    assert states == {
        "opens-1": ("CONFIRMED", 0, 1),
        "closes-1": ("CANCELLED", 1, 0),
        "answer-1": ("CANCELLED", 1, 0),
        MEETING: ("CANCELLED", 1, 0),
    }


@pytest.mark.parametrize(
    ("day", "status"), [("2027-01-10", "CANCELLED"), ("2027-01-11", "CONFIRMED")]
)
def test_an_answer_is_cancelled_by_a_withdrawal_until_the_end_of_its_day(
    root: Path, day: str, status: str
) -> None:
    path = root / "drafts/ht-2026-002/index.md"
    replace_text(
        path, "demo: true", f'withdrawn: {{reason: "Lập lại hồ sơ", at: {day}}}\ndemo: true'
    )
    site = replace(at(root), now=clock.now("2027-01-12"))
    entry = entries(contents(site)["du-thao/ht-2026-002/lich.ics"])["ht-2026-002-answer-1"]
    assert str(entry["STATUS"]) == status
    assert ("được rút" in str(entry["DESCRIPTION"])) == (status == "CANCELLED")


def test_a_deadline_that_loses_its_hour_cancels_the_timed_entry(root: Path) -> None:
    replace_text(
        root / "drafts/ht-2026-018/index.md",
        "    closes: 2026-11-20 17:00",
        "    closes: 2026-11-20 17:00\n    deadline_changes:\n      - {closes: 2026-11-28, reason: Thêm ý kiến, decided: 2026-11-18}",
    )
    items = entries(contents(at(root))["du-thao/ht-2026-018/lich.ics"])
    assert str(items["ht-2026-018-closes-1-hour"]["STATUS"]) == "CANCELLED"
    assert (items["ht-2026-018-closes-1"].start, items["ht-2026-018-closes-1"]["SEQUENCE"]) == (
        date(2026, 11, 28),
        1,
    )


def test_a_meeting_says_when_and_where_once_it_was_called(root: Path) -> None:
    path = "du-thao/ht-2026-002/lich.ics"
    assert f"ht-2026-002-{MEETING}" not in entries(contents(at(root, "2026-11-15T23:59"))[path])
    meeting = entries(contents(at(root))[path])[f"ht-2026-002-{MEETING}"]
    assert (meeting.start, meeting.end) == (
        datetime(2026, 11, 26, 14, tzinfo=clock.VN),
        datetime(2026, 11, 26, 16, 30, tzinfo=clock.VN),
    )
    assert str(meeting["LOCATION"]) == "Hội trường Ban Quản lý Khu kinh tế tỉnh, phường Vũng Áng"
    assert "Tham dự trực tuyến: https://hop.hatinh.example/ht-2026-002" in str(
        meeting["DESCRIPTION"]
    )


def test_why_a_procedure_is_shortened_is_said(site: Site, rendered: dict[str, bytes]) -> None:
    [record] = [r for r in all_records(site.root) if r.id == "ht-2026-009"]
    assert record.draft.shortened
    items = entries(rendered["du-thao/ht-2026-009/lich.ics"])
    for key in ("opens-1", "closes-1"):
        description = str(items[f"ht-2026-009-{key}"]["DESCRIPTION"])
        assert f"Theo thủ tục rút gọn. Lý do: {record.draft.shortened.reason}" in description
    assert "rút gọn" not in rendered["du-thao/ht-2026-002/lich.ics"].decode()


def test_lists_hold_what_is_theirs(site: Site, rendered: dict[str, bytes]) -> None:
    def drafts(path: str) -> set[str]:
        return {"-".join(uid.split("-")[:3]) for uid in entries(rendered[path])}

    soon = {summary.id for summary in site.summaries if summary.fields.closing_soon}
    assert drafts("sap-het-han/lich.ics") == soon
    assert {uid.split("-")[3] for uid in entries(rendered["sap-het-han/lich.ics"])} == {"closes"}
    answered = {summary.id for summary in site.summaries if "answered" in summary.fields.lists}
    lately = {summary.id for summary in site.summaries if summary.fields.state == "answered"}
    assert lately <= drafts("da-giai-trinh/lich.ics") <= answered
    assert "ht-2026-018" in drafts("dia-ban/son-kim-1/lich.ics") and "ht-2026-018" not in drafts(
        "dia-ban/can-loc/lich.ics"
    )
    assert (
        drafts("dia-ban/ha-tinh/lich.ics")
        < drafts("dia-ban/son-kim-1/lich.ics")
        < drafts("lich.ics")
    )


def test_old_entries_leave_the_lists_but_never_the_draft(rendered: dict[str, bytes]) -> None:
    assert "bxd-2023-001-opens-1" in entries(rendered["du-thao/bxd-2023-001/lich.ics"])
    assert "bxd-2023-001-opens-1" not in entries(rendered["lich.ics"])


def test_hostile_text_stays_text(root: Path) -> None:
    retitle(
        root,
        "ht-2026-003",
        title=HOSTILE,
        short_title="Một; hai, ba\\nĐẸP: " + "ữ" * 60,
        summary=HOSTILE,
    )
    replace_text(
        root / "drafts/_registers/agencies.yml",
        "name: Sở Văn hóa, Thể thao và Du lịch",
        'name: "Sở;, BEGIN:VEVENT {}"',
    )
    rendered = contents(at(root))
    assert {path: broken for path, raw in rendered.items() if (broken := list(faults(raw)))} == {}
    event = entries(rendered["du-thao/ht-2026-003/lich.ics"])["ht-2026-003-closes-1"]
    assert str(event["SUMMARY"]) == "Hạn góp ý: Một; hai, ba\\nĐẸP: " + "ữ" * 60
    assert "Sở;, BEGIN:VEVENT {}." in str(event["DESCRIPTION"])


@pytest.mark.parametrize(
    "line", ["x" * 75, "x" * 76, "SUMMARY:" + "đ" * 200, "a" + "ữ" * 74, "😀" * 40, ""]
)
def test_folding(line: str) -> None:
    cut = ics.folded(line)
    assert cut.replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in cut.split("\r\n"))


def test_bytes_come_from_data_alone(site: Site, rendered: dict[str, bytes]) -> None:
    """An hour later, when nothing has happened, not a byte differs; and the order of the records does not matter."""
    later = at(PROVINCE, "2026-11-22T09:00+07:00")
    assert contents(replace(later, summaries=later.summaries[::-1])) == rendered

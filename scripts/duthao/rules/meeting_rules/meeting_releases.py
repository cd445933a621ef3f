"""What people were told of a meeting holds, or they are told what is another: hour, place, how to take part, that it is off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from types import MappingProxyType

from duthao.clock import moment_words, when_words
from duthao.domain import entry_keys
from duthao.domain.meetings.meeting_events import MeetingEvent
from duthao.domain.meetings.meeting_states import called
from duthao.domain.meetings.released_meetings import (
    MeetingNotice,
    changed,
    not_told,
    notice,
    taken_back,
)
from duthao.domain.meetings.site_meetings import MeetingDossier
from duthao.domain.publication import effective
from duthao.errors import Finding, Say
from duthao.records.meeting_files.placed_meetings import PlacedMeeting, of_record
from duthao.records.record import Record
from duthao.rules import Context, Library, Rule

RULES = {
    "meeting-moved": Rule(
        "Cuộc họp đã thông báo đổi giờ, nơi họp hoặc cách tham dự mà không báo",
        "Cuộc họp trong hồ sơ: thêm một mục «changes» nói rõ đã đổi gì. Cuộc họp chung: thêm một mục «moves» ghi điều cũ.",
    ),
    "meeting-entry-gone": Rule(
        "Việc dời hoặc hủy cuộc họp đã thông báo nay bị xóa",
        "Khôi phục «moves», «cancelled»; cuộc họp đã hủy nay tổ chức lại thì ghi một cuộc họp mới.",
    ),
    "meeting-unpublished": Rule(
        "Cuộc họp đã thông báo nay bị xóa hoặc lùi ngày thông báo",
        "Ghi lại «published» như đã thông báo; không tổ chức thì ghi «cancelled».",
    ),
}
# What was told, and the field of a move that says what it was before.
_WORDS = MappingProxyType(
    {
        "at": (Say("thời điểm", "time"), "was"),
        "ends": (Say("giờ kết thúc", "end"), "was_ends"),
        "place": (Say("địa điểm", "place"), "was_place"),
        "online_url": (Say("địa chỉ tham dự trực tuyến", "address online"), "was_online_url"),
    }
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Those of a record: news of the draft tell of a change, so an entry of `changes` comes with the next release."""
    history = record.history
    if history is None:
        return
    told = any(
        effective(entry) <= context.now and not entry_keys.among(entry, history.events)
        for entry in record.draft.changes
    )
    notices = history.meetings()
    for placed in of_record(record):
        before = notices.get(entry_keys.names(placed.meeting)[0])
        if before is None:
            continue
        after = notice(placed.meeting, context.now)
        yield from _taken_back(placed.meeting, before, after, placed)
        if not told and (fields := changed(before, after)):
            yield placed.finding(
                "meeting-moved",
                (fields[0],),
                _announced(before),
                Say(
                    f"Thêm một mục «changes» nói rõ {_list(fields).vi} mới.",
                    f"Add to `changes` the new {_list(fields).en}.",
                ),
            )


def check_all(library: Library) -> Iterator[Finding]:
    """Those of the site: each change that was ever released is told by an entry of `moves`, which stays."""
    for dossier in library.registers.meetings.values():
        if dossier.released:
            yield from _of_site(dossier, library.now)


def _of_site(dossier: MeetingDossier, now: datetime) -> Iterator[Finding]:
    meeting, released = dossier.meeting, dossier.released
    assert released
    if not meeting.published or not called(meeting, now):
        yield dossier.finding(
            "meeting-unpublished",
            ("published",),
            Say(
                f"Cuộc họp đã công bố lúc {moment_words(released.last)}, nay trang của nó sẽ mất.",
                f"The meeting was released by {moment_words(released.last)}; its page would be gone.",
            ),
            Say(
                "Ghi lại «published» như đã thông báo; không tổ chức thì ghi «cancelled».",
                "Put `published` back; a meeting that is not held is `cancelled`.",
            ),
        )
        return
    current = notice(meeting, now)
    placed = PlacedMeeting(meeting, (), dossier.finding)
    yield from _taken_back(meeting, released.notices[-1], current, placed)
    for before, after in pairwise((*released.notices, current)):
        if fields := not_told(before, after, meeting.moves):
            was = ", ".join(f"«{_WORDS[name][1]}»" for name in fields)
            yield dossier.finding(
                "meeting-moved",
                (fields[0],),
                _announced(before),
                Say(
                    f"Ghi lại như đã thông báo; nếu đã đổi {_list(fields).vi} thì thêm một mục «moves», ghi điều cũ ở {was}.",
                    f"Put it back; where the {_list(fields).en} changed, add to `moves` what it was ({was}).",
                ),
            )


def _taken_back(
    meeting: MeetingEvent, before: MeetingNotice, after: MeetingNotice, placed: PlacedMeeting
) -> Iterator[Finding]:
    if taken_back(before, after):
        off = before.cancelled and not after.cancelled
        yield placed.finding(
            "meeting-entry-gone",
            ("cancelled" if meeting.cancelled or off else "moves",),
            Say("Việc hủy cuộc họp đã thông báo nay bị xóa.", "The cancellation is gone.")
            if off
            else Say("Một lần dời đã thông báo nay bị xóa.", "A move that was told is gone."),
            Say(
                "Khôi phục «cancelled»; tổ chức lại thì ghi một cuộc họp mới.",
                "Put `cancelled` back; one that is held after all is another meeting.",
            )
            if off
            else Say("Khôi phục mục «moves» đã xóa.", "Put the entry of `moves` back."),
        )


def _announced(before: MeetingNotice) -> Say:
    parts = (when_words(before.at, before.ends), before.place, before.online_url)
    words = ", ".join(filter(None, parts))
    return Say(f"Cuộc họp đã thông báo: {words}.", f"What was released: {words}.")


def _list(fields: tuple[str, ...]) -> Say:
    words = [_WORDS[name][0] for name in fields]
    return Say(", ".join(w.vi for w in words), ", ".join(w.en for w in words))

"""What became of a meeting: nothing before it was held, and nothing of one that was called off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from duthao.clock import at_words, moment_words
from duthao.domain.meetings.meeting_events import MeetingEvent, MeetingMove
from duthao.domain.meetings.meeting_states import result_from
from duthao.domain.publication import effective
from duthao.errors import Finding, Say
from duthao.records.meeting_files.placed_meetings import PlacedMeeting, of_record, of_site
from duthao.records.record import Record
from duthao.rules import Context, Library, Rule

RULES = {
    "meeting-held-early": Rule(
        "Ghi kết quả, số người dự, biên bản của cuộc họp chưa diễn ra",
        "Chỉ ghi «held», «minutes_file» sau khi họp; nếu đã họp thì sửa «at».",
    ),
    "meeting-held-and-cancelled": Rule(
        "Cuộc họp vừa ghi là đã hủy vừa có kết quả, số người dự hoặc biên bản",
        "Xóa «cancelled» nếu đã họp, xóa «held», «minutes_file» nếu đã hủy.",
    ),
    "meeting-move-odd": Rule(
        "Cuộc họp ghi là đã dời mà thời điểm, địa điểm không đổi",
        "Ghi thời điểm mới ở «at», thời điểm cũ ở «was»; đổi địa điểm, giờ kết thúc, địa chỉ trực tuyến thì ghi điều cũ ở «was_place», «was_ends», «was_online_url».",
    ),
    "meeting-move-ahead": Rule(
        "Ghi việc dời cuộc họp trước khi công bố",
        "Đến lúc công bố mới ghi «moves» và sửa «at», «place».",
    ),
}
# Fields of a move that say what else was another, each with the meeting's field that says what is.
_ALSO_MOVED = (("was_place", "place"), ("was_ends", "ends"), ("was_online_url", "online_url"))


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The meetings of a record."""
    for placed in of_record(record):
        yield from _judged(placed, context.now)


def check_all(library: Library) -> Iterator[Finding]:
    """Those of the site."""
    for placed in of_site(library.registers.meetings, library.read, library.ids):
        yield from _judged(placed, library.now)


def _judged(placed: PlacedMeeting, now: datetime) -> Iterator[Finding]:
    meeting, held = placed.meeting, placed.meeting.held
    begins = result_from(meeting)
    # The words of a day alone may be written at any hour of that day.
    if held and (begins > now or held.published.end <= begins):
        yield placed.finding("meeting-held-early", ("held",), *_early(meeting))
    if meeting.minutes_file and not held and begins > now:
        yield placed.finding("meeting-held-early", ("minutes_file",), *_early(meeting))
    if meeting.cancelled and (held or meeting.minutes_file):
        yield placed.finding(
            "meeting-held-and-cancelled",
            ("held",) if held else ("minutes_file",),
            Say(
                "Cuộc họp đã hủy mà lại có kết quả, số người dự hoặc biên bản.",
                "The meeting was called off, and yet it has a result or minutes.",
            ),
            Say(
                "Xóa «cancelled» nếu đã họp, xóa «held», «minutes_file» nếu đã hủy.",
                "Delete `cancelled` if it was held, `held` and `minutes_file` if it was not.",
            ),
        )
    for place, move in enumerate(meeting.moves):
        if effective(move) > now:
            # What is moved is told at once: pages and calendars say the time that holds.
            yield placed.finding(
                "meeting-move-ahead",
                ("moves", place),
                Say(
                    f"Việc dời cuộc họp ghi là {at_words(move.published or move.at)} mới công bố, "
                    "nhưng «at», «place» đã là thời điểm, địa điểm mới nên sẽ lộ trước.",
                    f"The move is announced only on {move.published or move.at}, yet `at` and `place` say it already.",
                ),
                Say(
                    "Đến lúc công bố mới ghi «moves» và sửa «at», «place»; trước đó giữ thời điểm, địa điểm cũ.",
                    "Write `moves` and change `at`, `place` when it is announced, not before.",
                ),
            )
        later = meeting.moves[place + 1 :]
        new = later[0].was if later else meeting.at
        if move.was.start == new.start and not any(
            _other(move, later, was, getattr(meeting, now_in)) for was, now_in in _ALSO_MOVED
        ):
            yield placed.finding(
                "meeting-move-odd",
                ("moves", place, "was"),
                Say(
                    f"Cuộc họp ghi là dời từ {moment_words(move.was.start)}, nhưng thời điểm nay vẫn như vậy.",
                    f"It was moved from {move.was}, and is at that time still.",
                ),
                Say(
                    "Ghi thời điểm mới ở «at», thời điểm cũ ở «was»; đổi địa điểm, giờ kết thúc, địa chỉ trực tuyến thì ghi điều cũ ở «was_place», «was_ends», «was_online_url».",
                    "Write the new time in `at`, the old one in `was`; what else was another in `was_place`, `was_ends`, `was_online_url`.",
                ),
            )


def _other(move: MeetingMove, later: Sequence[MeetingMove], was: str, now: object) -> bool:
    """Whether the move says that something was another before it than after it; `now` is what it is today."""
    before = getattr(move, was)
    after = next((value for m in later if (value := getattr(m, was))), now)
    return bool(before) and before != after


def _early(meeting: MeetingEvent) -> tuple[Say, Say]:
    last = meeting.ends if meeting.ends and meeting.ends.day > meeting.at.day else None
    vi = f"đến {at_words(last)} mới kết thúc" if last else f"diễn ra {at_words(meeting.at)}"
    return (
        Say(
            f"Cuộc họp {vi}, nên chưa thể có kết quả, số người dự, biên bản.",
            f"The meeting is at {last or meeting.at}: nothing can have come of it yet.",
        ),
        Say(
            "Chỉ ghi «held», «minutes_file» sau khi họp; nếu đã họp thì sửa «at».",
            "Write `held`, `minutes_file` after it; if it was held, mend `at`.",
        ),
    )

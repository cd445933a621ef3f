"""What people must know of a meeting: where it is, and which drafts it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duthao.clock import date_vi
from duthao.domain.fields import SLUG
from duthao.domain.lifecycle import ended_since
from duthao.domain.meetings.meeting_states import ends
from duthao.domain.meetings.site_meetings import MeetingDossier
from duthao.domain.registers import Registers
from duthao.errors import Finding, Say
from duthao.records.meeting_files.placed_meetings import PlacedMeeting, of_record, of_site
from duthao.records.record import Record
from duthao.rules import Context, Library, Rule
from duthao.text import closest

RULES = {
    "meeting-place-missing": Rule(
        "Cuộc họp không ghi địa điểm",
        "Ghi «place», hoặc «online_url» nếu họp trực tuyến.",
        "warning",
    ),
    "meeting-unknown-draft": Rule(
        "Cuộc họp bàn về một dự thảo không có", "Ghi mã của hồ sơ có thật ở «drafts»."
    ),
    "meeting-unknown-recipient": Rule(
        "Nơi gửi giấy mời ghi một khóa không có",
        "Ghi khóa có trong agencies.yml hoặc places.yml, hoặc ghi tên đầy đủ.",
    ),
    "meeting-empty-handout": Rule(
        "Tài liệu phát không có tệp, không có địa chỉ", "Ghi «file» hoặc «url», hoặc xóa mục đó."
    ),
    "meeting-draft-ended": Rule(
        "Cuộc họp sắp tới bàn về dự thảo đã rút hoặc đã dừng",
        "Hủy cuộc họp («cancelled»), hoặc bỏ dự thảo ấy khỏi «drafts».",
        "warning",
    ),
    "meeting-twice": Rule(
        "Một cuộc họp ghi ở hai nơi",
        "Chỉ giữ một: ở hồ sơ nếu bàn một dự thảo, ở drafts/_events/ nếu bàn nhiều dự thảo.",
        "warning",
    ),
}

_KEY = re.compile(SLUG)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The meetings of a record."""
    for placed in of_record(record):
        yield from _place(placed)
        yield from _lists(placed, context.registers)


def check_all(library: Library) -> Iterator[Finding]:
    """Those of the site."""
    meetings = library.registers.meetings
    for placed in of_site(meetings, library.read, library.ids):
        yield from _place(placed)
        yield from _lists(placed, library.registers)
    for dossier in meetings.values():
        yield from _ended(dossier, library)
        for number, draft in enumerate(dossier.meeting.drafts):
            if draft not in library.ids:
                close = closest(draft, sorted(library.ids), 0.6)
                yield dossier.finding(
                    "meeting-unknown-draft",
                    ("drafts", number),
                    Say(f"Không có hồ sơ «{draft}».", f"There is no record `{draft}`."),
                    Say(
                        f"Có phải «{close}»?" if close else "Ghi mã của hồ sơ có thật.",
                        f"Did you mean `{close}`?" if close else "Write the id of a record.",
                    ),
                )
            elif (record := library.read(draft)) and any(
                (own.kind, own.at.day) == (dossier.meeting.kind, dossier.meeting.at.day)
                for own in record.draft.events
            ):
                yield dossier.finding(
                    "meeting-twice",
                    ("at",),
                    Say(
                        f"Hồ sơ «{draft}» đã ghi cuộc họp cùng hình thức ngày {date_vi(dossier.meeting.at.day)}; "
                        "số liệu chỉ đếm một lần.",
                        f"`{draft}` has a meeting of this kind on that day; it is counted once.",
                    ),
                    Say("Chỉ giữ ở một nơi.", "Keep it in one place."),
                )


def _place(placed: PlacedMeeting) -> Iterator[Finding]:
    meeting = placed.meeting
    if not (meeting.place or meeting.online_url or meeting.cancelled):
        yield placed.finding(
            "meeting-place-missing",
            ("title",),
            Say(
                f"Cuộc họp «{meeting.title}» không ghi địa điểm.",
                f"`{meeting.title}` has no place.",
            ),
            Say(
                "Ghi «place», hoặc «online_url» nếu họp trực tuyến.",
                "Give `place`, or `online_url`.",
            ),
        )


def _ended(dossier: MeetingDossier, library: Library) -> Iterator[Finding]:
    """Drafts that were taken back, of a meeting that is still to come."""
    meeting = dossier.meeting
    if meeting.cancelled or ends(meeting) <= library.now:
        return
    for number, draft in enumerate(meeting.drafts):
        record = library.read(draft) if draft in library.ids else None
        if record and ended_since(record.draft, library.now):
            yield dossier.finding(
                "meeting-draft-ended",
                ("drafts", number),
                Say(
                    f"Dự thảo «{draft}» đã rút hoặc đã dừng mà cuộc họp vẫn mời.",
                    f"`{draft}` was withdrawn or dropped, and the meeting still invites.",
                ),
                Say(
                    "Hủy cuộc họp («cancelled»), hoặc bỏ dự thảo ấy khỏi «drafts» và chương trình.",
                    "Call it off (`cancelled`), or take the draft out of `drafts`.",
                ),
            )


def _lists(placed: PlacedMeeting, registers: Registers) -> Iterator[Finding]:
    """To whom the invitation goes, and what is handed out."""
    known = {**dict.fromkeys(registers.agencies), **dict.fromkeys(registers.places)}
    for number, line in enumerate(placed.meeting.invited):
        if _KEY.fullmatch(line) and line not in known:
            close = closest(line, sorted(known), 0.6)
            yield placed.finding(
                "meeting-unknown-recipient",
                ("invited", number),
                Say(
                    f"«{line}» viết như một khóa, nhưng agencies.yml và places.yml không có.",
                    f"`{line}` looks like a key, and is in neither agencies.yml nor places.yml.",
                ),
                Say(
                    f"Có phải «{close}»?" if close else "Ghi khóa có thật, hoặc tên đầy đủ.",
                    f"Did you mean `{close}`?" if close else "Write a key, or the full name.",
                ),
            )
    for number, handout in enumerate(placed.meeting.handouts):
        if not (handout.file or handout.url):
            yield placed.finding(
                "meeting-empty-handout",
                ("handouts", number),
                Say(
                    f"Tài liệu «{handout.title}» không có tệp, không có địa chỉ.",
                    f"`{handout.title}` has neither `file` nor `url`.",
                ),
                Say(
                    "Ghi «file» hoặc «url», hoặc xóa mục đó.",
                    "Give `file` or `url`, or delete it.",
                ),
            )

"""The kinds of scripts that a draft may have: their forms and files, until when each goes on air, and why not any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from duthao.clock import date_vi
from duthao.domain.lifecycle import LATE, View
from duthao.domain.meetings.meeting_events import MeetingEvent
from duthao.domain.publication import effective
from duthao.outputs.loudspeaker.script_facts import (
    announced_meetings,
    changed_deadline,
    published_result,
)
from duthao.outputs.site import Site, memo
from duthao.records.record import Record
from duthao.speech.sentences import mid_sentence

UNRELEASED = "CHƯA DUYỆT"  # on a script that the drafting agency has not released
_TAKEN_BACK = {"withdrawn": "Dự thảo đã được rút", "dropped": "Văn bản đã dừng xây dựng"}
_OLD_RESULT = "Kết quả đã công bố quá ba mươi ngày"  # see LATE


class ScriptForm(NamedTuple):
    """A full or a short script: the phrases that it says, as often as it says them (see `script_facts`), and up to how many
    sentence groups it takes of which passage (see `passages`), what matters most first, as long as there is time.
    """

    phrases: tuple[str, ...]
    passages: tuple[tuple[str, int], ...]


class ScriptKind(NamedTuple):
    """A kind of script: the name of its file, what it is called, how many sentence groups it takes however long its title
    is, its two forms.

    `short` is None where there is but one form; `meeting` what it calls people to, if it does.
    """

    name: str
    label: str
    min_groups: int
    full: ScriptForm
    short: ScriptForm | None
    meeting: MeetingEvent | None = None

    @property
    def template(self) -> str:
        """The file of `theme/speech`."""
        return f"{MEETING if self.meeting else self.name}.txt"


MEETING = "hop"  # begins the name of a script that calls people to a meeting
OPENING, REMINDER, NEW_DEADLINE = "mo", "nhac", "gia-han"
RESULT = "ket-qua"  # the one script that goes on air when no opinions are asked any more
# What short scripts that ask for opinions take: why the procedure is shortened never displaces what is asked about.
_SHORT_PASSAGES = (("points", 2), ("shortened", 1), ("points", 3))
_WHO = ("audiences", "places", "way", "other_way", "agency", "what", "until")
_KINDS = (
    ScriptKind(
        OPENING,
        "Bài mở đầu",
        2,
        ScriptForm(
            ("agency", "what", "whose", "opens", "until", "hurried", "issuer", *_WHO),
            (
                ("shortened", 1),
                ("points", 5),
                ("new", 1),
                ("why", 1),
                ("questions", 2),
                ("new", 2),
                ("why", 2),
                ("meetings", 2),
                ("contested", 3),
                ("new", 3),
            ),
        ),
        ScriptForm(
            ("agency", "what", "whose", "opens", "until", "hurried", "way", "phone", "until"),
            _SHORT_PASSAGES,
        ),
    ),
    ScriptKind(
        REMINDER,
        "Bài nhắc thời hạn góp ý",
        1,
        ScriptForm(
            ("agency", "what", "whose", "last", "hurried", *_WHO),
            (("shortened", 1), ("points", 5), ("meetings", 2), ("questions", 3)),
        ),
        ScriptForm(
            ("agency", "what", "whose", "last", "hurried", "way", "phone", "until"), _SHORT_PASSAGES
        ),
    ),
    ScriptKind(
        NEW_DEADLINE,
        "Bài về thời hạn góp ý mới",
        1,
        ScriptForm(
            ("agency", "what", "whose", "until", "former", "hurried", "reason", *_WHO),
            (("shortened", 1), ("points", 5), ("meetings", 2), ("questions", 3)),
        ),
        ScriptForm(
            (
                "agency",
                "what",
                "whose",
                "until",
                "former",
                "hurried",
                "way",
                "phone",
                "until",
                "former",
            ),
            _SHORT_PASSAGES,
        ),
    ),
    ScriptKind(
        RESULT,
        "Bài về kết quả lấy ý kiến",
        0,
        ScriptForm(
            (
                "agency",
                "what",
                "whose",
                "published",
                "counts",
                "communes",
                "next_step",
                "ahead",
                "posted",
                "method",
                "agency",
                "what",
            ),
            (("raised", 3), ("contested", 3), ("points", 5)),
        ),
        ScriptForm(
            ("agency", "what", "whose", "published", "counts", "next_step"),
            (("raised", 1), ("contested", 1)),
        ),
    ),
)
_MEETING = ScriptForm(("what", "whose", "meeting", "begins", "where", "begins", "where"), ())
_FORMS = ("bản đầy đủ", "bản ngắn")


@memo
def kinds(site: Site, record: Record) -> tuple[ScriptKind, ...]:
    """The scripts that the record has something to say in; none where no time for comments is known."""
    view = site.view(record)
    if view.round is None:
        return ()
    has_news = {
        OPENING: True,
        REMINDER: view.state != "upcoming",
        NEW_DEADLINE: changed_deadline(site, record, view) is not None,
        RESULT: published_result(site, record, view) is not None,
    }
    return (
        *(kind for kind in _KINDS if has_news[kind.name]),
        *_meeting_kinds(announced_meetings(site, record)),
    )


def _meeting_kinds(meetings: Sequence[MeetingEvent]) -> Iterator[ScriptKind]:
    """A script for each meeting, named by the instant at which it begins: entries put between others rename nothing."""
    uses: Counter[str] = Counter()
    for meeting in meetings:
        start = meeting.at.start
        name = f"{MEETING}-{start:%Y%m%d-%H%M}"
        uses[name] += 1
        name += f"-{uses[name]}" if uses[name] > 1 else ""
        label = f"Bài mời họp {start:%H:%M} ngày {date_vi(start.date())}"
        yield ScriptKind(name, label, 0, _MEETING, None, meeting)


def files(kind: ScriptKind) -> tuple[str, ...]:
    """The names of its full and its short text; of one alone where it has but one form."""
    return (f"{kind.name}.txt", f"{kind.name}-ngan.txt")[: 2 if kind.short else 1]


def kind_of(site: Site, record: Record, file: str) -> ScriptKind:
    """The kind of the script in this file of the record."""
    return next(kind for kind in kinds(site, record) if file in files(kind))


def labels(kind: ScriptKind) -> tuple[str, ...]:
    """What its texts are called, as `files`."""
    return tuple([f"{kind.label}, {form}" for form in _FORMS]) if kind.short else (kind.label,)


def is_short(file: str) -> bool:
    """Whether it is to take sixty to ninety seconds: the short form of a script, and what calls to a meeting."""
    return file.endswith("-ngan.txt") or file.startswith(f"{MEETING}-")


def closed_reason(view: View) -> str:
    """Why opinions are not asked any more, as a sentence begins; "" while they are or will be."""
    if view.state in ("open", "upcoming"):
        return ""
    return _TAKEN_BACK.get(view.state, "Thời gian góp ý đã kết thúc")


def off_air_reason(site: Site, record: Record, kind: ScriptKind) -> str:
    """Why a script of the record must not go on air any more, as a sentence begins; "" while it may."""
    view = site.view(record)
    if kind.meeting:
        begun = kind.meeting.at.start <= site.now
        return _TAKEN_BACK.get(view.state, "Cuộc họp đã đến giờ bắt đầu" if begun else "")
    if kind.name != RESULT:
        return closed_reason(view)
    result = published_result(site, record, view)
    late = result is not None and effective(result.step) + LATE <= site.now
    return _TAKEN_BACK.get(view.state, _OLD_RESULT if late else "")


def off_air_reasons(site: Site, record: Record) -> str:
    """Why scripts of the record must not go on air any more, each reason once, as a sentence begins; "" where all may."""
    by_kind = [off_air_reason(site, record, kind) for kind in kinds(site, record)]
    reasons = [reason for reason in dict.fromkeys(by_kind) if reason]
    return ", ".join([*reasons[:1], *map(mid_sentence, reasons[1:])])


def off_air_at(site: Site, record: Record, kind: ScriptKind) -> datetime | None:
    """The instant from which a script that may go on air must not any more; None where none is known."""
    view = site.view(record)
    if kind.meeting:
        return kind.meeting.at.start
    if kind.name != RESULT:
        return view.closes.end if view.closes else None
    result = published_result(site, record, view)
    return effective(result.step) + LATE if result else None


def is_released(record: Record) -> bool:
    """Whether the drafting agency lets the scripts go on air."""
    return bool(record.draft.radio and record.draft.radio.released)


def approval(record: Record) -> str:
    """Who released the text and when; "" where nobody has. The commune approves for itself, with a pen."""
    released = record.draft.radio and record.draft.radio.released
    return (
        f"Cơ quan soạn thảo cho phát: {released.by}, ngày {date_vi(released.date)}."
        if released
        else ""
    )

"""A meeting of the whole site as it was read: what an officer wrote, the files beside it, and the line of each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from duthao.domain.meetings.meeting_events import MeetingEvent, SiteMeeting
from duthao.errors import Finding, Say

FOLDER = "drafts/_events"
INDEX = "index.md"
FieldPlace = tuple[str | int, ...]


class MeetingFile(NamedTuple):
    """A file beside a meeting: `extent` in words (`2 trang, 35 kB`), its `format` as people call it.

    `faults` are those of `attachment_scan.Scan`; `hits` what may be personal data or a mark of secrecy in it: (kind, masked
    value, page).
    """

    name: str
    sha256: str
    extent: str
    format: str
    faults: tuple[str, ...] = ()
    hits: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class MeetingDossier:
    """`body` is Markdown. `marks` is where each field stands: line and column from 1, width; no page follows from it."""

    id: str
    meeting: SiteMeeting
    body: str
    files: Mapping[str, MeetingFile]
    marks: Mapping[FieldPlace, tuple[int, int, int]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def path(self) -> str:
        """`drafts/_events/<id>/index.md`."""
        return f"{FOLDER}/{self.id}/{INDEX}"

    def finding(self, rule: str, loc: FieldPlace, message: Say, remedy: Say) -> Finding:
        """A fault at a field; one that is absent is shown at the nearest one above it."""
        near = (self.marks[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in self.marks)
        line, column, width = next(near, (1, 1, 3))
        return Finding(self.path, line, rule, message, remedy, column=column, width=width)


def named_files(meeting: MeetingEvent) -> Iterator[tuple[FieldPlace, str]]:
    """The name of every file beside it that a field names, with the field's place in the meeting."""
    if meeting.minutes_file:
        yield ("minutes_file",), meeting.minutes_file
    for number, handout in enumerate(meeting.handouts):
        if handout.file:
            yield ("handouts", number, "file"), handout.file


def published_texts(meeting: MeetingEvent) -> Iterator[tuple[FieldPlace, str]]:
    """All words of it that are published, with their places in the meeting."""
    for name in ("title", "place", "participants", "chair"):
        if text := getattr(meeting, name):
            yield (name,), text
    for number, row in enumerate(meeting.programme):
        yield ("programme", number, "item"), row.item
        if row.who:
            yield ("programme", number, "who"), row.who
    for number, handout in enumerate(meeting.handouts):
        yield ("handouts", number, "title"), handout.title
    for number, question in enumerate(meeting.questions):
        yield ("questions", number), question
    for number, move in enumerate(meeting.moves):
        yield ("moves", number, "reason"), move.reason
    if meeting.cancelled:
        yield ("cancelled", "reason"), meeting.cancelled.reason
    if meeting.held:
        if meeting.held.minutes:
            yield ("held", "minutes"), meeting.held.minutes
        for number, words in enumerate(meeting.held.decided):
            yield ("held", "decided", number), words

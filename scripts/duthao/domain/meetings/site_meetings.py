"""A meeting of the whole site as it was read: what an officer wrote, the files beside it, and the line of each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from duthao.domain.meetings.meeting_events import MeetingEvent, SiteMeeting
from duthao.domain.meetings.released_meetings import ReleasedMeeting
from duthao.errors import Finding, Say

FOLDER = "drafts/_events"
INDEX = "index.md"
FieldPlace = tuple[str | int, ...]


class MeetingFile(NamedTuple):
    """A file beside a meeting: `extent` in words (`2 trang, 35 kB`), its `format` as people call it.

    What was found in it, as in `attachment_scan.Scan`: `pages`, `authors`, `faults`; `hits` are the parts of
    `sensitive_data.Hit`, `traces` those of `extracted_content.Trace`.
    """

    name: str
    sha256: str
    extent: str
    format: str
    pages: int | None = None
    authors: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    hits: tuple[tuple[str, str, int, int, int, int], ...] = ()
    traces: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class MeetingDossier:
    """`body` is Markdown, and begins on `body_line`. `marks` is where each field stands: line and column from 1, width; no
    page follows from it, nor from `released` (None: it never was).
    """

    id: str
    meeting: SiteMeeting
    body: str
    files: Mapping[str, MeetingFile]
    marks: Mapping[FieldPlace, tuple[int, int, int]] = field(
        default_factory=dict, repr=False, compare=False
    )
    body_line: int = field(default=1, repr=False, compare=False)
    released: ReleasedMeeting | None = field(default=None, repr=False, compare=False)

    @property
    def path(self) -> str:
        """`drafts/_events/<id>/index.md`."""
        return f"{FOLDER}/{self.id}/{INDEX}"

    def finding(self, rule: str, loc: FieldPlace, message: Say, remedy: Say) -> Finding:
        """A fault at a field; one that is absent is shown at the nearest one above it."""
        near = (self.marks[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in self.marks)
        line, column, width = next(near, (1, 1, 3))
        return Finding(self.path, line, rule, message, remedy, column=column, width=width)

    def finding_in_text(
        self, rule: str, loc: FieldPlace, start: int, width: int, message: Say, remedy: Say
    ) -> Finding:
        """A fault in one of `texts`: at its field, in the body at the characters from `start` (from 0) on."""
        line, column = self.body.count("\n", 0, start), start - self.body.rfind("\n", 0, start)
        return self.finding_at_line(rule, loc, (line + 1, column, width), message, remedy)

    def finding_at_line(
        self, rule: str, loc: FieldPlace, at: tuple[int, int, int], message: Say, remedy: Say
    ) -> Finding:
        """The same; `at` is the line and the column in the body, from 1, and the width."""
        if loc:
            return self.finding(rule, loc, message, remedy)
        line, column, width = at
        line += self.body_line - 1
        return Finding(self.path, line, rule, message, remedy, column=column, width=width)

    def texts(self) -> Iterator[tuple[FieldPlace, str]]:
        """All words of it that anybody reads, with their places; the body has the place ()."""
        yield from published_texts(self.meeting)
        for number, line in enumerate(self.meeting.invited):
            yield ("invited", number), line
        if signer := self.meeting.signer:
            for name in ("authority", "position"):
                if text := getattr(signer, name):
                    yield ("signer", name), text
        yield (), self.body


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
        if move.was_place:
            yield ("moves", number, "was_place"), move.was_place
    if meeting.cancelled:
        yield ("cancelled", "reason"), meeting.cancelled.reason
    if meeting.held:
        if meeting.held.minutes:
            yield ("held", "minutes"), meeting.held.minutes
        for number, words in enumerate(meeting.held.decided):
            yield ("held", "decided", number), words


def files_of(meetings: Mapping[str, MeetingDossier]) -> Iterator[tuple[str, MeetingFile]]:
    """The files beside all meetings of the site, each with its path."""
    for dossier in meetings.values():
        for name, file in dossier.files.items():
            yield f"{FOLDER}/{dossier.id}/{name}", file

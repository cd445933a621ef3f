"""`drafts/<id>/released.yml`: what was released of a draft and when, release by release; only ever added to.

`duthao release` writes it, also beside a meeting of the site (`drafts/_events/<id>/`). Each entry of the file is a release:
its instant, and what was new in it. See docs/decisions/0042-a-release-comes-before-the-build.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from duthao import clock
from duthao.domain.fields import FileName, Sha256, Strict, Text, When
from duthao.domain.meetings.released_meetings import MeetingNotice, ReleasedMeeting
from duthao.errors import Finding, Say
from duthao.records import source_text, strict_yaml
from duthao.records.record_writer.scalars import quoted
from duthao.records.strict_yaml import Yaml

NAME = "released.yml"
RULE = "released-form"
_HEAD = "# Do lệnh «duthao release» ghi thêm sau mỗi lần công bố. Không sửa, không xóa.\n"
_PLAIN = re.compile(r"[^\W\d_][\w /.-]*[\w.]|[\w.-]+/[\w.:+-]+")
_REMEDY = Say(
    "Khôi phục tệp của lần công bố gần nhất (git); không sửa tay.",
    "Restore the file of the last release (git); do not edit it.",
)


def _instant(text: str) -> str:
    try:
        timed = clock.parse(text).timed
    except ValueError:
        timed = False
    if not timed:
        raise PydanticCustomError("bad_point", "not an instant")
    return text


def _number(value: Any) -> Any:
    if isinstance(value, str) and value.isdecimal() and len(value) < 9:
        return int(value)
    return value


Instant = Annotated[str, AfterValidator(_instant)]
Number = Annotated[int, Field(ge=1), BeforeValidator(_number)]
EventName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+/[\w.:+-]+$")]


class Dates(Strict):
    """The dates of a round as they were announced."""

    opens: When | None = None
    closes: When | None = None


class ReleasedFile(Strict):
    """A file as it was released."""

    version: Number
    sha256: Sha256


class Release(Strict):
    """What was new in a release: names of events, dates of rounds and figures of outcomes by number of the round, meetings by
    the name of their event (`meeting/<id>`: of the site), rows of the table of responses by number (verdict and digest),
    files by name.

    `title` is that of the draft, or of the meeting of the site, in its first release.
    """

    title: Text | None = None
    events: tuple[EventName, ...] = ()
    rounds: dict[Number, Dates] = Field({})
    outcomes: dict[Number, dict[str, Text]] = Field({})
    meetings: dict[EventName, MeetingNotice] = Field({})
    responses: dict[Number, Text] = Field({})
    files: dict[FileName, ReleasedFile] = Field({})


class _ReleasesFile(Strict):
    """The file: an instant for each release."""

    releases: dict[Instant, Release] = Field(min_length=1)


class Version(NamedTuple):
    """A file as it was last released, the instant since when its bytes are these, and when it was first released at all."""

    version: int
    sha256: str
    since: datetime
    first: datetime


@dataclass(frozen=True)
class History:
    """The releases of a draft, oldest first, at least one."""

    releases: tuple[tuple[datetime, Release], ...]

    @property
    def last(self) -> datetime:
        """When anything of the draft was last released."""
        return self.releases[-1][0]

    @cached_property
    def events(self) -> Mapping[str, datetime]:
        """Each event (`opened/1`) with the instant at which it was first released."""
        events: dict[str, datetime] = {}
        for when, release in self.releases:
            for event in release.events:
                events.setdefault(event, when)
        return events

    @cached_property
    def files(self) -> Mapping[str, Version]:
        """Each file as it was last released."""
        files: dict[str, Version] = {}
        for when, release in self.releases:
            for name, file in release.files.items():
                first = files[name].first if name in files else when
                files[name] = Version(file.version, file.sha256, when, first)
        return files

    def outcomes(self, at: datetime | None = None) -> Mapping[int, Mapping[str, str]]:
        """Return what had been said of the outcome of each round at `at` (None: now), by field."""
        outcomes: dict[int, dict[str, str]] = {}
        for release in self._until(at):
            for number, fields in release.outcomes.items():
                outcomes.setdefault(number, {}).update(fields)
        return outcomes

    def rounds(self, at: datetime | None = None) -> Mapping[int, Dates]:
        """Return the dates of each round as they were known at `at` (None: now)."""
        rounds: dict[int, Dates] = {}
        for release in self._until(at):
            rounds |= release.rounds
        return rounds

    def meetings(self, at: datetime | None = None) -> Mapping[str, MeetingNotice]:
        """Return when and where each meeting was to be held as it was known at `at` (None: now)."""
        meetings: dict[str, MeetingNotice] = {}
        for release in self._until(at):
            meetings |= release.meetings
        return meetings

    @cached_property
    def site_meeting(self) -> ReleasedMeeting:
        """What was released of a meeting of the site, of which this is the history."""
        notices = [notice for _, r in self.releases for notice in r.meetings.values()]
        return ReleasedMeeting(self.title, tuple(notices), self.last)

    @cached_property
    def responses(self) -> Mapping[int, str]:
        """Each row of the table of responses as it was last released, by its number."""
        rows: dict[int, str] = {}
        for _, release in self.releases:
            rows |= release.responses
        return rows

    def _until(self, at: datetime | None) -> list[Release]:
        return [release for when, release in self.releases if at is None or when <= at]

    def announced(self, number: int) -> datetime:
        """Return when the dates of a round were last released. Raises ValueError where they never were."""
        return max(when for when, release in self.releases if number in release.rounds)

    @cached_property
    def title(self) -> str:
        """The title with which the draft was first released; may be empty."""
        return next((release.title for _, release in self.releases if release.title), "")


def read(folder: Path, where: str) -> tuple[History | None, list[Finding]]:
    """Return what was released of the draft in this folder (None: nothing, or the file cannot be used), and every fault.

    `where` is the folder's path relative to the root.
    """
    path, where = folder / NAME, f"{where}/{NAME}"
    if not path.is_file() or path.is_symlink():
        return None, [_fault(where, 0)] if path.is_symlink() or path.exists() else []
    text, faults = source_text.decode(path.read_bytes(), where)
    source = None
    if not faults:
        source, faults = strict_yaml.parse(text, where)
    if source is None or faults:
        return None, [_fault(where, line) for line in sorted({f.line for f in faults})]
    try:
        releases = _ReleasesFile.model_validate({"releases": source.data}).releases
    except ValidationError as error:
        return None, list(_entry_faults(where, source, error))
    if unordered := list(_unordered(where, source, list(releases))):
        return None, unordered
    return History(tuple((clock.parse(at).start, new) for at, new in releases.items())), []


def with_release(before: str, when: datetime, release: Release) -> str:
    """Return the text of the file with one more release at its end; `before` is empty where there was none."""
    lines = [f"{clock.iso(when)}:\n"]
    if release.title:
        lines.append(f"  title: {_scalar(release.title)}\n")
    if release.events:
        lines += ["  events:\n", *(f"    - {_scalar(name)}\n" for name in release.events)]
    for name in ("rounds", "outcomes", "meetings", "responses", "files"):
        entries: Mapping[str | int, Strict | Mapping[str, str] | str] = getattr(release, name)
        if entries:
            lines.append(f"  {name}:\n")
        for key, entry in entries.items():
            if isinstance(entry, str):
                lines.append(f"    {_scalar(str(key))}: {_scalar(entry)}\n")
                continue
            lines.append(f"    {_scalar(str(key))}:\n")
            fields = entry if isinstance(entry, Mapping) else dict(entry)
            lines += [
                f"      {field}: {_scalar(str(value))}\n"
                for field, value in fields.items()
                if value is not None
            ]
    return (before or _HEAD) + "".join(lines)


def _scalar(text: str) -> str:
    """A value as YAML takes it; no reader of ours makes a number or a date of it."""
    plain = _PLAIN.fullmatch(text) or re.fullmatch(r"[0-9a-f-]+|\d{4}-\d\d-\d\d[ T:0-9+]*", text)
    return text if plain else quoted(text)


# ---- faults


def _entry_faults(where: str, source: Yaml, error: ValidationError) -> Iterator[Finding]:
    """Every entry that no release wrote, at its line."""
    for fault in error.errors(include_url=False, include_input=False):
        loc = tuple(part for part in fault["loc"][1:] if part != "[key]")
        yield _fault(where, source.nearest(loc).line)


def _unordered(where: str, source: Yaml, instants: list[str]) -> Iterator[Finding]:
    for before, after in pairwise(instants):
        if clock.parse(before).start >= clock.parse(after).start:
            yield _fault(where, source.marks[(after,)].line)


def _fault(where: str, line: int) -> Finding:
    return Finding(
        where,
        line,
        RULE,
        Say("Mục này không do lệnh «duthao release» ghi.", "No `duthao release` wrote this entry."),
        _REMEDY,
    )

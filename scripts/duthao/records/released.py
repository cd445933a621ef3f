"""`drafts/<id>/released.yml`: what was let out of a draft and when, release by release; only ever added to.

`duthao release` writes it. Each entry of the file is a release: its instant, and what was new in it. See
docs/decisions/0042-a-release-comes-before-the-build.md.
"""

from __future__ import annotations

import json
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
from duthao.domain.draft import FileName, Sha256, Strict, Text, When
from duthao.errors import Finding, Say
from duthao.records import front_matter

NAME = "released.yml"
RULE = "released-form"
_HEAD = "# Do lệnh «duthao release» ghi thêm sau mỗi lần công bố. Không sửa, không xóa.\n"
_PLAIN = re.compile(r"[^\W\d_][\w /.-]*[\w.]|[\w.-]+/[\w.:+-]+")
_REMEDY = Say(
    "Khôi phục tệp của lần công bố gần nhất (git); không sửa tay.",
    "Restore the file of the last release (git); do not edit it.",
)


def _instant(said: str) -> str:
    try:
        timed = clock.parse(said).timed
    except ValueError:
        timed = False
    if not timed:
        raise PydanticCustomError("bad_point", "not an instant")
    return said


def _number(said: Any) -> Any:
    return int(said) if isinstance(said, str) and said.isdecimal() and len(said) < 9 else said


Instant = Annotated[str, AfterValidator(_instant)]
Number = Annotated[int, Field(ge=1), BeforeValidator(_number)]
EventName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+/[\w.:+-]+$")]


class Dates(Strict):
    """The dates of a round as they were announced."""

    opens: When | None = None
    closes: When | None = None


class Meeting(Strict):
    """When and where a meeting was called for."""

    at: When
    place: Text | None = None


class File(Strict):
    """A file as it was put out."""

    version: Number
    sha256: Sha256


class Release(Strict):
    """What was new in a release: names of events, dates of rounds and figures of outcomes by number of the round, meetings by
    the name of their event, files by name.

    `title` is the draft's, in its first release.
    """

    title: Text | None = None
    events: tuple[EventName, ...] = ()
    rounds: dict[Number, Dates] = Field({})
    outcomes: dict[Number, dict[str, Text]] = Field({})
    meetings: dict[EventName, Meeting] = Field({})
    files: dict[FileName, File] = Field({})


class _Whole(Strict):
    """The file: an instant for each release."""

    releases: dict[Instant, Release] = Field(min_length=1)


class Version(NamedTuple):
    """A file as it was last put out, the instant since when its bytes are these, and when it was first put out at all."""

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
        """When anything of the draft was last let out."""
        return self.releases[-1][0]

    @cached_property
    def events(self) -> Mapping[str, datetime]:
        """Each event (`opened/1`) with the instant at which it was first let out."""
        found: dict[str, datetime] = {}
        for when, release in self.releases:
            for event in release.events:
                found.setdefault(event, when)
        return found

    @cached_property
    def files(self) -> Mapping[str, Version]:
        """Each file as it was last put out."""
        found: dict[str, Version] = {}
        for when, release in self.releases:
            for name, file in release.files.items():
                first = found[name].first if name in found else when
                found[name] = Version(file.version, file.sha256, when, first)
        return found

    def outcomes(self, at: datetime | None = None) -> Mapping[int, Mapping[str, str]]:
        """What had been said of the outcome of each round at `at` (None: now), by field."""
        found: dict[int, dict[str, str]] = {}
        for when, release in self.releases:
            for number, said in release.outcomes.items() if at is None or when <= at else ():
                found.setdefault(number, {}).update(said)
        return found

    def rounds(self, at: datetime | None = None) -> Mapping[int, Dates]:
        """The dates of each round as they were known at `at` (None: now)."""
        found: dict[int, Dates] = {}
        for when, release in self.releases:
            if at is None or when <= at:
                found |= release.rounds
        return found

    def meetings(self, at: datetime | None = None) -> Mapping[str, Meeting]:
        """When and where each meeting was to be held as it was known at `at` (None: now)."""
        found: dict[str, Meeting] = {}
        for when, release in self.releases:
            if at is None or when <= at:
                found |= release.meetings
        return found

    def announced(self, number: int) -> datetime:
        """When the dates of a round were last let out. Raises ValueError where they never were."""
        return max(when for when, release in self.releases if number in release.rounds)

    @cached_property
    def title(self) -> str:
        """The title with which the draft first went out; may be empty."""
        return next((release.title for _, release in self.releases if release.title), "")


def read(folder: Path, where: str) -> tuple[History | None, list[Finding]]:
    """What was let out of the draft in this folder (None: nothing, or the file cannot be used), and every fault of the file.

    `where` is the folder's path relative to the root.
    """
    path, where = folder / NAME, f"{where}/{NAME}"
    if not path.is_file() or path.is_symlink():
        return None, [_fault(where, 0)] if path.is_symlink() or path.exists() else []
    text, faults = front_matter.decode(path.read_bytes(), where)
    data, more, _ = front_matter.parse(text, where) if not faults else (None, [], False)
    if data is None or faults or more:
        return None, sorted({_fault(where, f.line) for f in (*faults, *more)}, key=lambda f: f.line)
    try:
        whole = _Whole.model_validate({"releases": data})
    except ValidationError as error:
        return None, list(_faults(where, text, error))
    releases = tuple((clock.parse(said).start, one) for said, one in whole.releases.items())
    if any(before[0] >= after[0] for before, after in pairwise(releases)):
        return None, list(_unordered(where, text, list(whole.releases)))
    return History(releases), []


def added(before: str, when: datetime, release: Release) -> str:
    """The text of the file with one more release at its end; `before` is empty where there was none."""
    lines = [f"{clock.iso(when)}:\n"]
    if release.title:
        lines.append(f"  title: {_scalar(release.title)}\n")
    if release.events:
        lines += ["  events:\n", *(f"    - {_scalar(name)}\n" for name in release.events)]
    for name, group in (
        ("rounds", _rounds),
        ("outcomes", _outcomes),
        ("meetings", _meetings),
        ("files", _files),
    ):
        held = getattr(release, name)
        if held:
            lines.append(f"  {name}:\n")
        for key, said in held.items():
            lines.append(f"    {_scalar(str(key))}:\n")
            lines += [f"      {field}: {_scalar(value)}\n" for field, value in group(said)]
    return (before or _HEAD) + "".join(lines)


def _rounds(said: Dates) -> Iterator[tuple[str, str]]:
    for name in ("opens", "closes"):
        if point := getattr(said, name):
            yield name, point.text


def _outcomes(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from said.items()


def _meetings(said: Meeting) -> Iterator[tuple[str, str]]:
    yield "at", said.at.text
    if said.place:
        yield "place", said.place


def _files(said: File) -> Iterator[tuple[str, str]]:
    yield "version", str(said.version)
    yield "sha256", said.sha256


def _scalar(said: str) -> str:
    """A value as YAML takes it; no reader of ours makes a number or a date of it."""
    plain = _PLAIN.fullmatch(said) or re.fullmatch(r"[0-9a-f-]+|\d{4}-\d\d-\d\d[ T:0-9+]*", said)
    return said if plain else json.dumps(said, ensure_ascii=False)


# ---- faults


def _faults(where: str, text: str, error: ValidationError) -> Iterator[Finding]:
    """Every entry that no release wrote, at its line."""
    marks = front_matter.Document({}, text, 1, "", 1).marks()
    for fault in error.errors(include_url=False, include_input=False):
        loc = tuple(part for part in fault["loc"][1:] if part != "[key]")
        lines = (marks[loc[:n]].line for n in range(len(loc), 0, -1) if loc[:n] in marks)
        yield _fault(where, next(lines, 1))


def _unordered(where: str, text: str, instants: list[str]) -> Iterator[Finding]:
    marks = front_matter.Document({}, text, 1, "", 1).marks()
    for before, after in pairwise(instants):
        if clock.parse(before).start >= clock.parse(after).start:
            yield _fault(where, marks[(after,)].line)


def _fault(where: str, line: int) -> Finding:
    return Finding(
        where,
        line,
        RULE,
        Say("Mục này không do lệnh «duthao release» ghi.", "No `duthao release` wrote this entry."),
        _REMEDY,
    )

"""What stands in `drafts/_registers/`: agencies, places, topics, audiences, types of document, kinds of file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from duthao import crosschecks, frontmatter, shapes
from duthao.domain.draft import SLUG, Day, Email, Key, Line, Stage, Strict, Truth
from duthao.domain.published import Published
from duthao.domain.published import read as read_published
from duthao.errors import Finding, Say
from duthao.text import sort_key

FOLDER = "drafts/_registers"
_SLUG = re.compile(SLUG)
_KIND_OF_PLACE = re.compile(r"^(?:tỉnh|thành phố|xã|phường|đặc khu) ")
_Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Level = Literal["central", "province", "commune"]


class FormerName(Strict):
    """A name that an agency bore until a day (the last)."""

    name: Line
    until: Day


class OfficialContact(Strict):
    """Published contact of an agency."""

    address: Line | None = None
    email: Email | None = None
    phone: Line | None = None


class Agency(Strict):
    """A body that drafts or issues. `since` and `until` are its first and last day."""

    name: Line
    short: Line | None = None
    level: Level
    kind: Literal["department", "committee", "council", "other"] = "department"
    superior: Key | None = None
    place: Key | None = None
    since: Day | None = None
    until: Day | None = None
    successor: Key | None = None
    former_names: tuple[FormerName, ...] = ()
    contact: OfficialContact = Field(default_factory=OfficialContact)
    symbol: Line | None = None
    chairman: Truth = False

    def name_on(self, day: date) -> str:
        """The name that it bore on that day."""
        for former in sorted(self.former_names, key=lambda f: f.until):
            if day <= former.until:
                return former.name
        return self.name


class Place(Strict):
    """The province, a commune or a ward. `code` is its official number, `since` and `until` its first and last day."""

    name: Line
    kind: Literal["tinh", "xa", "phuong", "dac-khu"]
    code: Line
    within: Key | None = None
    former: tuple[Line, ...] = ()
    since: Day | None = None
    until: Day | None = None
    successor: Key | None = None
    slot_minutes: int | None = Field(None, ge=1)
    broadcast: tuple[_Clock, ...] = ()
    languages: tuple[Line, ...] = ()


class Topic(Strict):
    """A field of policy."""

    name: Line


class Audience(Strict):
    """Whom a policy touches."""

    name: Line


class MinimumDays(Strict):
    """How long a posting must last under the law in force between two days; `days` absent: not known."""

    since: Day = Field(alias="from")
    until: Day | None = None
    days: int | None = Field(None, ge=0)
    source: Line | None = None
    certainty: Literal["verified", "second_hand", "unverified"]
    note: Line | None = None


class Chain(Strict):
    """The steps of making a text, in order, under the law in force between two days."""

    since: Day | None = Field(None, alias="from")
    until: Day | None = None
    stages: tuple[Stage, ...] = Field(min_length=1)
    source: Line | None = None
    certainty: Literal["verified", "second_hand", "unverified"]


class DocumentType(Strict):
    """A type of legal document. `chains` are its steps under one law after the other."""

    name: Line
    code: Line
    symbol: Line
    level: Level
    chains: tuple[Chain, ...] = Field(min_length=1)
    minimum_days: tuple[MinimumDays, ...] = ()

    def chain(self, day: date) -> tuple[Stage, ...]:
        """The steps of a text begun on that day; of a day that no chain covers those of the nearest."""
        covering = [
            c
            for c in self.chains
            if (c.since is None or c.since <= day) and (c.until is None or day <= c.until)
        ]
        if covering:
            return covering[0].stages
        early = [c for c in self.chains if c.since is not None and day < c.since]
        return (early[0] if early else self.chains[-1]).stages

    def regime(self, day: date) -> MinimumDays | None:
        """What is known of the law in force on that day."""
        return next(
            (
                m
                for m in self.minimum_days
                if m.since <= day and (m.until is None or day <= m.until)
            ),
            None,
        )


class DocumentKind(Strict):
    """A kind of file in a dossier."""

    name: Line


class Registers(Strict):
    """All registers; each maps a key to its entry. Places and agencies know who belongs to whom.

    `published` is what was let out of the site (None: nothing ever). No page depends on it, so it is left out of what
    pages are said to depend on.
    """

    agencies: Mapping[str, Agency]
    places: Mapping[str, Place]
    topics: Mapping[str, Topic]
    audiences: Mapping[str, Audience]
    document_types: Mapping[str, DocumentType]
    document_kinds: Mapping[str, DocumentKind]
    abbreviations: Mapping[str, str]
    published: Published | None = Field(None, repr=False)

    def places_reached(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Every place whose people a record of `keys` concerns: themselves, their successors and all places within them."""
        meant = {heir for key in keys for heir in _line(self.places, key, "successor")}
        return tuple(k for k, over in self._upwards.items() if not over.isdisjoint(meant))

    @cached_property
    def _upwards(self) -> Mapping[str, frozenset[str]]:
        """Every place → itself and what it lies within."""
        return {key: frozenset(self.upward(key)) for key in self.places}

    def upward(self, place: str) -> tuple[str, ...]:
        """The place and what it lies within, smallest first."""
        return _line(self.places, place, "within")

    def heirs(self, agency: str) -> tuple[str, ...]:
        """The agency and its successors, in order: the lists in which its records stand."""
        return _line(self.agencies, agency, "successor")


def _line(table: Mapping[str, Any], key: str, field: str) -> tuple[str, ...]:
    """The key and whatever each points to by this field, in order."""
    chain: list[str] = []
    here: str | None = key
    while here is not None and here in table and here not in chain:
        chain.append(here)
        here = getattr(table[here], field)
    return tuple(chain)


_ENTRY: Mapping[str, type[Strict]] = MappingProxyType(
    {
        "agencies": Agency,
        "places": Place,
        "topics": Topic,
        "audiences": Audience,
        "document_types": DocumentType,
        "document_kinds": DocumentKind,
    }
)


def files(root: Path) -> tuple[Path, ...]:
    """The files that the registers are read from, sorted."""
    return tuple(root / FOLDER / f"{name}.yml" for name in sorted([*_ENTRY, "abbreviations"]))


def load(root: Path) -> tuple[Registers | None, list[Finding]]:
    """Read and cross-check all registers; None when a finding is an error."""
    found: list[Finding] = []
    tables: dict[str, dict[str, object]] = {}
    marks: dict[str, _Marks] = {}
    for path in files(root):
        name = path.stem
        rows, marks[name], faults = _read(root, path)
        found += faults
        read = _readings if name == "abbreviations" else partial(_entries, name)
        tables[name] = read(rows, marks[name], found)
    out, faults = read_published(root)
    found += faults
    if not any(f.severity == "error" for f in found):
        sorted_tables: dict[str, Any] = {
            name: _sorted(name, table) for name, table in tables.items()
        }
        registers = Registers.model_construct(None, **sorted_tables, published=out)
        found += [_fault(fault, marks[fault.register]) for fault in crosschecks.faults(tables)]
        if not any(f.severity == "error" for f in found):
            return registers, found
    return None, found


def _fault(fault: crosschecks.Fault, marks: _Marks) -> Finding:
    mark = marks().get((fault.key, fault.field)) or marks()[(fault.key,)]
    return Finding(
        f"{FOLDER}/{fault.register}.yml",
        mark.line,
        fault.rule,
        fault.message,
        fault.remedy,
        column=mark.column,
        width=mark.width,
    )


def abbreviations(root: Path) -> dict[str, str]:
    """Only the province's abbreviations; empty when the file cannot be read (`load` says why)."""
    rows, _, _ = _read(root, root / FOLDER / "abbreviations.yml")
    return {key: str(value) for key, value in rows.items()}


def _sorted(name: str, table: dict[str, Any]) -> dict[str, Any]:
    """Places by their name without `xã`, `phường`; the rest as the file orders them."""
    if name != "places":
        return table
    return dict(
        sorted(
            table.items(),
            key=lambda kv: (kv[1].within is not None, sort_key(bare_name(kv[1].name))),
        )
    )


def bare_name(name: str) -> str:
    """`xã Trịnh Tường` → `Trịnh Tường`."""
    return _KIND_OF_PLACE.sub("", name)


# Asked for by a fault only: finding the lines costs as much as reading.
_Marks = Callable[[], dict[frontmatter.Path, frontmatter.Mark]]


def _read(root: Path, path: Path) -> tuple[dict[str, frontmatter.Value], _Marks, list[Finding]]:
    where = path.relative_to(root).as_posix()
    try:
        raw = path.read_bytes()
    except OSError:
        return (
            {},
            dict,
            [
                Finding(
                    where,
                    0,
                    "register-missing",
                    Say("Không thấy tệp danh mục này.", "This register is missing."),
                    Say("Tạo tệp theo mẫu trong sổ tay.", "Create it after the handbook."),
                )
            ],
        )
    text, faults = frontmatter.decode(raw, where)
    if faults:
        return {}, dict, faults
    rows, more, has_blank = frontmatter.parse(text, where)
    if more or rows is None:
        return {}, dict, more
    document = frontmatter.Document({}, text, 1, "", 1)
    blank = _blank(path.stem, document, where) if has_blank else []
    return rows, cache(document.marks), blank


def _blank(name: str, document: frontmatter.Document, where: str) -> list[Finding]:
    """Entries without any content, and blank fields that no entry has."""
    marks, found = document.marks(), list[Finding]()
    for key, *field in document.blank():
        mark = marks[(key, *field, frontmatter.KEY)]
        if not field:
            said = Say(f"Mục «{key}» để trống.", f"Entry `{key}` is blank.")
            remedy = Say("Điền nội dung hoặc xóa dòng này.", "Fill it in or delete the line.")
        elif name in _ENTRY and not shapes.knows(_ENTRY[name], tuple(field)):
            _, told, remedy = shapes.unknown(_ENTRY[name], tuple(field))
            said = Say(f"«{key}»: {told.vi}", f"`{key}`: {told.en}")
        else:
            continue
        found.append(
            Finding(
                where,
                mark.line,
                "register-entry",
                said,
                remedy,
                column=mark.column,
                width=mark.width,
            )
        )
    return found


def _readings(
    rows: dict[str, frontmatter.Value], marks: _Marks, found: list[Finding]
) -> dict[str, object]:
    """Abbreviations with what they stand for: a line of text each."""
    for key, said in rows.items():
        if not isinstance(said, str) or len(said.splitlines()) != 1:
            mark = marks()[(key,)]
            found.append(
                Finding(
                    f"{FOLDER}/abbreviations.yml",
                    mark.line,
                    "register-entry",
                    Say(f"«{key}» phải là một dòng chữ.", f"`{key}` must be a line of text."),
                    Say("Viết «chữ tắt: chữ đầy đủ» trên một dòng.", "Write `short: full`."),
                    column=mark.column,
                    width=mark.width,
                )
            )
    return dict(rows)


def _entries(
    name: str, rows: dict[str, frontmatter.Value], marks: _Marks, found: list[Finding]
) -> dict[str, object]:
    where = f"{FOLDER}/{name}.yml"
    table: dict[str, object] = {}
    for key, row in rows.items():
        if not _SLUG.fullmatch(key):
            found.append(
                Finding(
                    where,
                    marks()[(key,)].line,
                    "register-key",
                    Say(
                        f"Khóa «{key}» phải là chữ thường không dấu, nối bằng «-».",
                        f"Key `{key}` must be a lower-case slug.",
                    ),
                    Say(
                        "Sửa khóa trước khi dùng; đã dùng thì không đổi.",
                        "Mend it before it is used; never after.",
                    ),
                )
            )
        try:
            table[key] = _ENTRY[name].model_validate(row)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                place = next(
                    (
                        marks()[p]
                        for n in range(len(fault["loc"]), -1, -1)
                        if (p := (key, *fault["loc"][:n])) in marks()
                    ),
                    None,
                )
                _, said, remedy = shapes.explain(_ENTRY[name], fault)
                found.append(
                    Finding(
                        where,
                        place.line if place else marks()[(key,)].line,
                        "register-entry",
                        Say(f"«{key}»: {said.vi}", f"`{key}`: {said.en}"),
                        remedy,
                    )
                )
    return table

"""Rows of exports to opinions that name nobody: what is alike as one with its count, and what is no opinion."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from duthao.domain import provisions, responses
from duthao.errors import Say
from duthao.records.form_exports import sameness
from duthao.records.form_exports.export_columns import (
    OPINION,
    PERSONAL,
    SKIP,
    STANCE,
    ColumnUse,
    fingerprint,
)
from duthao.records.form_exports.export_rows import ExportRow
from duthao.records.form_exports.private_details import details, masked, own_phrases
from duthao.records.form_exports.sent_at import read_times
from duthao.records.spreadsheets import Line
from duthao.text import slug

# What answers choose from is the same again and again.
_slug = lru_cache(1024)(slug)
_value_key = lru_cache(1024)(responses.value_key)
_LONG = 8  # words: what is shorter may answer another question
MIN_GROUP = 5  # of fewer in one place somebody could be known
EMPTY, AGREES, OPPOSES, REPEATED, BESIDE = "empty", "agrees", "opposes", "repeated", "beside"
REASONS: Mapping[str, Say] = {
    EMPTY: Say("bỏ trống", "empty"),
    AGREES: Say(
        "chỉ ghi đồng ý hoặc không có ý kiến", "agrees or has no opinion, and says no more"
    ),
    OPPOSES: Say("chỉ ghi không đồng ý, không nêu gì thêm", "disagrees, and says no more"),
    REPEATED: Say("trùng: cùng mã phiếu, cùng nội dung", "repeated: the same answer twice"),
    BESIDE: Say(
        "có ý kiến ở câu khác, câu này chỉ ghi đồng ý hoặc không có ý kiến",
        "consent to one question beside an opinion on another",
    ),
}
# A question for opinions, and one that is answered by yes or no.
_ASKS = re.compile(
    r"y-kien|gop-y|de-nghi|de-xuat|kien-nghi|vuong-mac|bo-sung|gi-khac|gi-them|noi-dung"
)
_YES_OR_NO = re.compile(
    r"dong-y|nhat-tri|tan-thanh|ung-ho|phu-hop|san-sang|co-nen|co-can|-(?:du|hop-ly)-"
)
LATE = Say("đến sau hạn", "came late")
UNSENT = Say("chưa bấm gửi", "was never submitted")


class Export(NamedTuple):
    """One export: the name of its file, its headings, what each column is for, and its rows.

    `codes`: what stands in an export of our own form for a choice → its key. `written`: the headings as the file has them,
    where `headings` says them in other words. `commune`: key of the commune whose summary it is, `body` of its committee.
    """

    name: str
    headings: tuple[str, ...]
    uses: tuple[ColumnUse, ...]
    lines: tuple[Line, ...]
    codes: Mapping[str, str] = MappingProxyType({})
    written: tuple[str, ...] = ()
    commune: str = ""
    body: str = ""


@dataclass(frozen=True)
class Opinion:
    """One opinion, or several of the same words: `text` as the first wrote it, `gist` the same with details of persons masked.

    `part` and `who` are keys or "", `place` is a key of places.yml or "", `body` of agencies.yml or "". `commune`: in whose summary
    it stands, or "". `notes` are to be seen by whoever confirms.
    `originals`: of several, what each wrote.
    """

    sources: tuple[ExportRow, ...]
    text: str
    gist: str
    ref: str = ""
    part: str = ""
    group: str = ""
    who: str = ""
    commune: str = ""
    body: str = ""
    place: str = ""
    channel: str = ""
    count: int = 1
    late: bool = False
    notes: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    originals: tuple[tuple[ExportRow, str], ...] = ()


class SetAside(NamedTuple):
    """An answer that holds no opinion; `reason` is a key of `REASONS`."""

    source: ExportRow
    reason: str
    text: str


class Gathered(NamedTuple):
    """What exports hold. `answers` counts rows, `private` what senders wrote of themselves (see `own_phrases`).

    `unsure_dates` and `undated` name files whose dates can be read in two ways, or that have none.
    """

    opinions: tuple[Opinion, ...]
    set_aside: tuple[SetAside, ...]
    answers: int
    private: frozenset[str]
    unsure_dates: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()


def gather(
    exports: Sequence[Export],
    *,
    closes: datetime | None = None,
    places: Mapping[str, str] | None = None,
    channel: str = "",
) -> Gathered:
    """All opinions of the exports, merged, in the order of their first rows.

    What was sent at `closes` or after it is late. `places`: slug of a name → key. `channel`: of answers that name none.
    """
    found: list[Opinion] = []
    aside: list[SetAside] = []
    private: set[str] = set()
    unsure, undated = [], []
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    nameless: Counter[str] = Counter()
    for export in exports:
        times = _times(export)
        unsure += [export.name] if times.unsure else []
        undated += [] if times.known else [export.name]
        for line, sent in zip(export.lines, times.of, strict=True):
            answer = _Answer(export, line)
            private.update(answer.own)
            source = ExportRow(export.name, line.number, answer.mark(nameless))
            key, content = answer.identity()
            if key is not None and seen.get(key) == content:
                aside.append(SetAside(source, REPEATED, answer.text()))
                continue
            notes = []
            if key is not None and key in seen:
                notes.append("cùng mã phiếu với một dòng khác, nội dung khác")
            if key is not None:
                seen.setdefault(key, content)
            late = sent is not None and closes is not None and sent >= closes
            notes += [LATE.vi] if late else []
            notes += [UNSENT.vi] if times.known and sent is None and answer.unsent() else []
            opinions = list(answer.opinions(places or {}, channel))
            if not opinions:
                aside.append(SetAside(source, answer.reason(), answer.text()))
            else:
                aside += [SetAside(source, BESIDE, text) for text in answer.consents()]
            found += [
                replace(o, sources=(source,), late=late, notes=(*notes, *o.notes)) for o in opinions
            ]
    return Gathered(
        tuple(merge(found)),
        tuple(aside),
        sum(len(export.lines) for export in exports),
        own_phrases(private),
        tuple(unsure),
        tuple(undated),
    )


def merge(opinions: Sequence[Opinion]) -> Iterator[Opinion]:
    """The same words about the same provision as one: late ones, other questions, other kinds of commenter and summaries of other communes apart.

    Where an export says neither the question nor the kind, its answers join those of which it is known, if those are of one.
    """
    first = sameness.merged([opinion.signature for opinion in opinions])
    alike: dict[tuple[object, ...], list[Opinion]] = {}
    for opinion, place in zip(opinions, first, strict=True):
        key = (place, opinion.part, opinion.ref, opinion.late, opinion.commune, opinion.body)
        alike.setdefault(key, []).append(opinion)
    for group in alike.values():
        for part in _by_kind(group):
            yield _as_one(part)


def _by_kind(alike: Sequence[Opinion]) -> Iterator[list[Opinion]]:
    kinds = dict.fromkeys((opinion.group, opinion.who) for opinion in alike)
    parts: dict[tuple[str, str], list[Opinion]] = {}
    for opinion in alike:
        kind = (opinion.group, opinion.who)
        wider = [other for other in kinds if other != kind and _covers(other, kind)]
        if len(wider) == 1 and len(opinion.signature) >= _LONG:
            kind = wider[0]
        parts.setdefault(kind, []).append(opinion)
    yield from parts.values()


def _covers(known: tuple[str, str], kind: tuple[str, str]) -> bool:
    """Whether `known` says all that `kind` says, and more."""
    return all(value in ("", other) for other, value in zip(known, kind, strict=True))


def _as_one(alike: Sequence[Opinion]) -> Opinion:
    count = sum(opinion.count for opinion in alike)
    places = {opinion.place for opinion in alike}
    channels = {opinion.channel for opinion in alike}
    notes = list(dict.fromkeys(note for opinion in alike for note in opinion.notes))
    if len(alike) > 1:
        notes.append(f"gộp {len(alike)} phiếu cùng lời")
    if unknown := sum(not opinion.who for opinion in alike) * any(o.who for o in alike):
        notes.append(f"{unknown} phiếu không rõ loại chủ thể")
    shortest = min(alike, key=lambda opinion: len(opinion.gist))  # the least of greetings
    originals = tuple((source, opinion.text) for opinion in alike for source in opinion.sources)
    return replace(
        shortest,
        originals=originals if len(originals) > 1 else (),
        sources=tuple(source for opinion in alike for source in opinion.sources),
        count=count,
        group=next((o.group for o in alike if o.group), ""),
        who=next((o.who for o in alike if o.who), ""),
        channel=channels.pop() if len(channels) == 1 else "",
        place=places.pop() if len(places) == 1 and count >= MIN_GROUP else "",
        notes=tuple(notes),
    )


class _Times(NamedTuple):
    of: list[datetime | None]
    unsure: bool
    known: bool


def _times(export: Export) -> _Times:
    columns = [place for place, use in enumerate(export.uses) if use.use == "sent"]
    if not columns:
        return _Times([None] * len(export.lines), unsure=False, known=False)
    column = columns[-1]
    values = [line.cells[column] if column < len(line.cells) else "" for line in export.lines]
    times = read_times(export.headings[column], values)
    return _Times(list(times.times), times.unsure, known=any(times.times))


class _Answer:
    """One row of an export."""

    def __init__(self, export: Export, line: Line) -> None:
        self._export = export
        self._line = line
        self._cells = [
            (export.headings[place], use, line.cells[place])
            for place, use in enumerate(export.uses)
            if place < len(line.cells) and line.cells[place]
        ]
        self.own = tuple(cell for _, use, cell in self._cells if use.use == PERSONAL)

    def _first(self, use: str) -> str:
        return next((cell for _, column, cell in self._cells if column.use == use), "")

    def text(self) -> str:
        """Everything that was said, as it was written, each with its question where there are several."""
        said = [(h, cell) for h, use, cell in self._cells if use.use in (OPINION, STANCE)]
        if len(said) == 1:
            return said[0][1]
        return "\n".join(f"{' '.join(heading.split())}: {cell}" for heading, cell in said)

    def consents(self) -> Iterator[str]:
        """Each question that was answered with consent alone, with the answer."""
        for heading, use, cell in self._cells:
            if use.use == OPINION and _consents(heading, cell):
                yield f"{' '.join(heading.split())}: {cell}"

    def identity(self) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
        """By what the answer is known (None: by nothing), and what it says."""
        form = fingerprint(self._export.headings)
        content = tuple(cell for _, _, cell in self._cells)
        if number := self._first("id"):
            return (form, number), content
        if sent := self._first("sent"):  # an overlapping export: the same second, person and words
            return (form, sent, *content), content
        return None, content

    def mark(self, nameless: Counter[str]) -> str:
        """A fingerprint of headings and cells: the same in a later export, wherever the row stands there.

        `nameless` counts answers without number and time, of which two may say the same.
        """
        headings = self._export.written or self._export.headings
        cells = [
            f"{' '.join(headings[place].split())}\x1f{self._line.cells[place]}"
            for place, use in enumerate(self._export.uses)
            if use.use != SKIP and place < len(self._line.cells) and self._line.cells[place]
        ]
        if not (self._first("id") or self._first("sent")):
            said = "\x1e".join([self._export.name, *cells])
            nameless[said] += 1
            cells += [self._export.name, str(nameless[said])]
        return hashlib.sha256("\x1e".join(cells).encode()).hexdigest()[:12]

    def unsent(self) -> bool:
        return not self._first("sent")

    def reason(self) -> str:
        said = [cell for _, use, cell in self._cells if use.use in (OPINION, STANCE)]
        if not said:
            return EMPTY
        return AGREES if all(map(sameness.agrees_only, said)) else OPPOSES

    def opinions(self, places: Mapping[str, str], channel: str) -> Iterator[Opinion]:
        """An opinion for each question that was answered with more than consent."""
        asked = [
            (heading, use.ref, cell)
            for heading, use, cell in self._cells
            if use.use == OPINION and not _consents(heading, cell)
        ]
        stance_heading, stance = next(
            ((heading, cell) for heading, use, cell in self._cells if use.use == STANCE), ("", "")
        )
        one = sum(use.use == OPINION for use in self._export.uses) == 1
        for heading, asked_ref, cell in asked:
            notes = [f"«{' '.join(stance_heading.split())}»: {stance}"] if stance else []
            ref = asked_ref or self._provision(notes)
            text = (
                f"{stance}: {cell}" if stance and one and not sameness.agrees_only(stance) else cell
            )
            if sameness.bare_no(cell):  # says something with its question alone
                text = f"{' '.join(heading.split())} {cell}"
            found = details(text, self.own)
            if found:
                notes.append(f"đã che {len(found)} chỗ có tên hoặc thông tin riêng")
            count = self._first("count")
            who = self._value("who", notes)
            yield Opinion(
                sources=(),
                text=text,
                gist=" ".join(masked(text, found).split()),
                ref=ref,
                part=self._value("part", notes),
                group=self._first("group") or ("" if one or ref else responses.group_name(heading)),
                who=who,
                commune=self._export.commune,
                body=self._export.body if who == responses.STATE_BODY else "",
                place=places.get(
                    _slug(self._export.codes.get(self._first("place"), self._first("place"))), ""
                ),
                channel=self._value("channel", notes) or channel,
                count=int(count)
                if count.isascii() and count.isdigit() and 0 < int(count) < 10**7
                else 1,
                notes=tuple(notes),
                signature=sameness.signature(text, found),
            )

    def _provision(self, notes: list[str]) -> str:
        text = self._first("ref")
        reference = provisions.parse(text) if text else ""
        if reference is None:
            notes.append("không rõ ý kiến về điều, khoản nào")
        return reference or ""

    def _value(self, column: str, notes: list[str]) -> str:
        text = self._first(column)
        value = _value_key(column, self._export.codes.get(text, text)) if text else ""
        if value is None:
            notes.append(f"cột «{responses.heading(column)}» ghi theo cách khác")
        return value or ""


def _consents(heading: str, cell: str) -> bool:
    """Whether a cell only agrees or has no opinion; `không` does so only where opinions are asked for."""
    if not sameness.agrees_only(cell):
        return False
    asked = slug(heading)
    return not sameness.bare_no(cell) or bool(_ASKS.search(asked) and not _YES_OR_NO.search(asked))


def figures(gathered: Gathered) -> Mapping[str, int]:
    """How many answers were set aside, by reason, and how many opinions (not rows) are late or merged."""
    return {
        **Counter(a.reason for a in gathered.set_aside),
        "opinions": sum(o.count for o in gathered.opinions),
        "rows": len(gathered.opinions),
        "late": sum(o.count for o in gathered.opinions if o.late),
        "merged": sum(len(o.sources) for o in gathered.opinions if len(o.sources) > 1),
    }

"""One record as it is being written: read, judged by the rules of `duthao check`, and said in words.

Registers and settings are read again only where their files changed, so that a judgement takes a few hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from duthao import clock, memory, rules
from duthao.domain import deadline_words
from duthao.domain.events import events
from duthao.domain.lifecycle import LABELS, moments, view
from duthao.domain.registers import Registers
from duthao.domain.rounds import answer_due, closes_at, time_limits
from duthao.domain.settings import Settings
from duthao.editor.working_copies import WorkingCopies
from duthao.errors import Finding
from duthao.outputs.loudspeaker.script_kinds import kinds
from duthao.outputs.loudspeaker.scripts import scripts
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links


class DeskRow(NamedTuple):
    """A record on the desk: its state, and what is due next with its day in words."""

    id: str
    title: str
    agency: str
    label: str
    due: tuple[str, ...]
    being_written: bool
    is_new: bool


class ScriptText(NamedTuple):
    """A loudspeaker script: what it is called, and its text; or what it lacks."""

    label: str
    text: str


@dataclass
class Judging:
    """Reads and judges the records of one site and their copies. `as_of`: as if it were this instant."""

    copies: WorkingCopies
    as_of: str | None = None

    def __post_init__(self) -> None:
        with suppress(OSError):
            memory.claim(self.copies.root)
        self._known: tuple[object, Registers, Settings, str] | None = None

    def _load(self) -> tuple[object, Registers, Settings, str]:
        root = self.copies.root
        paths = [*sorted((root / "drafts" / "_registers").glob("*.yml")), root / "mkdocs.yml"]
        state = tuple((p, p.stat().st_mtime_ns, p.stat().st_size) for p in paths if p.exists())
        if self._known is None or self._known[0] != state:
            settings, address = settings_reader.load(root)
            registers = register_reader.sound(root)
            self._known = (state, registers, settings, address)
        return self._known

    @property
    def registers(self) -> Registers:
        """The registers as they are now. Raises DuthaoError where they have faults."""
        return self._load()[1]

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self._load()[2]

    @property
    def address(self) -> str:
        """The site's own address."""
        return self._load()[3]

    @property
    def now(self) -> datetime:
        """The instant at which records are judged."""
        return clock.now(self.as_of or self.settings.as_of)

    @property
    def site(self) -> Site:
        """What papers are made with, of a record or of its copy."""
        _, registers, settings, address = self._load()
        return Site(self.copies.root, settings, Links(address), registers, self.now, {})

    def read(self, record_id: str) -> tuple[Record | None, list[Finding]]:
        """What is shown of a record, its copy or itself, and what reading it shows."""
        return record_reader.read(self.copies.home(record_id), record_id)

    def findings(self, record_id: str) -> list[Finding]:
        """Every fault of the record, as `duthao check` tells them of one record; that it is not approved is none here."""
        record, found = self.read(record_id)
        if record:
            ids = frozenset({*record_reader.ids(self.copies.root), *self.copies.ids()})
            context = rules.Context(self.registers, self.settings, self.now, ids)
            found += rules.judge(record, context)
        return sorted(set(found), key=lambda f: (f.severity != "error", *f.order))

    def scripts(self, record_id: str) -> list[ScriptText]:
        """What the loudspeaker will say of the record as it stands; empty where it has no dates yet, or faults."""
        record, _ = self.read(record_id)
        if record is None or record.faulty_fields:
            return []
        site = replace(self.site, approved=False)
        if not kinds(site, record):
            return []
        made = scripts(site, record)
        if made.unread:
            tokens = ", ".join(f"«{token}»" for token, *_ in made.unread)
            return [ScriptText("Chưa đọc được", f"Chưa chắc cách đọc trên loa: {tokens}.")]
        return [ScriptText(script.label, script.text) for script in made.texts]

    def desk(self) -> list[DeskRow]:
        """Every record and every copy, those with something due first."""
        ids = sorted({*record_reader.ids(self.copies.root), *self.copies.ids()})
        return [self._row(record_id) for record_id in ids]

    def _row(self, record_id: str) -> DeskRow:
        record, _ = self.read(record_id)
        being_written = self.copies.has_copy(record_id)
        is_new = self.copies.is_new(record_id)
        if record is None or record.faulty_fields:
            title = record.draft.short_title if record else ""
            return DeskRow(record_id, title, "", "Hồ sơ còn lỗi", (), being_written, is_new)
        draft, limits = record.draft, time_limits(self.settings)
        agency = self.registers.agencies.get(draft.lead_agency)
        label = "Đang soạn" if is_new else view(draft, self.now, limits).label
        name = agency.name if agency else ""
        due = () if is_new else tuple(self._due(record))
        return DeskRow(record_id, draft.short_title, name, label, due, being_written, is_new)

    def _due(self, record: Record) -> Iterator[str]:
        """What the clock alone will change of it next, and until when it is to be answered: as `duthao next` tells."""
        now, limits = self.now, time_limits(self.settings)
        status = view(record.draft, now, limits)
        if status.closes and status.closes.end > now:
            yield f"Hạn góp ý: {deadline_words.until(status.closes)}"
        for round_ in record.draft.rounds:
            closes = closes_at(round_, now) if round_.opens else None
            outcome = round_.outcome
            settled = outcome and (outcome.answered or outcome.no_report)
            due = answer_due(round_, closes, limits) if closes and not settled else None
            if due:
                late = f" ({LABELS['answer_overdue'].lower()})" if status.answer_overdue else ""
                yield f"Hạn công bố tiếp thu, giải trình: {deadline_words.due(due.day)}{late}"
        told = events(record.id, record.draft, self.settings.tag_authority, limits)
        for moment in moments(record.draft, limits):
            if now < moment <= now + timedelta(days=14):
                yield from (
                    f"{clock.date_vi(moment.astimezone(clock.VN).date())}: {event.label}"
                    for event in told
                    if event.when == moment
                )

"""`duthao next`: what the clock alone will change, and when."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from duthao import clock
from duthao.domain.events import events
from duthao.domain.lifecycle import LABELS, Terms, View, moments, terms_of, view
from duthao.errors import Say
from duthao.records import record_reader, settings_reader
from duthao.records.record import Record


class Turn(NamedTuple):
    """An instant at which a record changes by itself, and what happens then, in an official's words."""

    when: datetime
    id: str
    said: str


def show(root: Path, as_of: str | None, count: int) -> int:
    """Print the next `count` turns, a line each. Returns 1 when a record could not be read, else 0."""
    ours, _ = settings_reader.load(root)
    now = clock.now(as_of or ours.as_of)
    terms = terms_of(ours)
    found: list[Turn] = []
    unread: list[str] = []
    for record_id in record_reader.ids(root):
        record, _ = record_reader.read(root, record_id)
        if record is None or record.faulty_fields:
            unread.append(record_id)
        else:
            found += turns(record, now, terms, ours.tag_authority)
    for turn in sorted(found)[:count]:
        print(f"{turn.when.astimezone(clock.VN):%Y-%m-%d %H:%M}  {turn.id}  {turn.said}")
    if not found:
        print(Say("Không có thay đổi nào sắp đến.", "Nothing is going to change."))
    for record_id in unread:
        print(
            Say(
                f"Bỏ qua {record_id}: hồ sơ có lỗi, chạy «duthao check».",
                f"{record_id} is left out: it has faults, run `duthao check`.",
            ),
            file=sys.stderr,
        )
    return 1 if unread else 0


def turns(record: Record, now: datetime, terms: Terms, authority: str) -> Iterator[Turn]:
    """Every turn of the record after `now`, oldest first; instants at which nothing changes are left out."""
    told = events(record.id, record.draft, authority, terms)
    for moment in moments(record.draft, terms):
        if moment > now:
            before, after = (
                view(record.draft, at, terms) for at in (moment - timedelta(seconds=1), moment)
            )
            said = " · ".join(
                dict.fromkeys(
                    [*(e.label for e in told if e.when == moment), *_newly(before, after)]
                )
            )
            if after.state != before.state:
                said = f"{said} → {after.label}".strip()
            if said:
                yield Turn(moment, record.id, f"{said} ({record.draft.short_title})")


def _newly(before: View, after: View) -> Iterator[str]:
    """The labels of flags that the record wears from now on."""
    for flag in ("closing_soon", "answer_overdue"):
        if getattr(after, flag) and not getattr(before, flag):
            yield LABELS[flag]

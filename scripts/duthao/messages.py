"""A draft in at most 300 characters, for SMS and Zalo."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.clock import date_vi, until_words
from duthao.lifecycle import LABELS, View
from duthao.records import Record
from duthao.sheets import changes, of_what, over, type_words, ways_of
from duthao.site import Site
from duthao.text import nfc

MOST = 300  # characters
# Of a text with Vietnamese letters: in one SMS, and in each of several.
_ONE, _EACH = 70, 67


def parts(words: str) -> int:
    """How many SMS it takes to send a text with Vietnamese letters (3GPP TS 23.038, UCS-2)."""
    return 1 if len(words) <= _ONE else -(-len(words) // _EACH)


def message(site: Site, record: Record) -> str:
    """The fullest message that fits `MOST` characters; the shortest one where none does."""
    said = [nfc(" ".join(words.split())) for words in _messages(site, record, site.view(record))]
    return next((words for words in said if len(words) <= MOST), said[-1])


def _messages(site: Site, record: Record, view: View) -> Iterator[str]:
    """The same message, each time with less."""
    front = record.front
    mark = "(Dữ liệu minh họa) " if front.demo else ""
    there = f"Xem tại {site.links.spelled(site.links.short(record.id))}"
    if view.state in ("withdrawn", "dropped") or over(site, view):
        end = LABELS[view.state] if view.state in ("withdrawn", "dropped") else "Đã hết hạn góp ý"
        yield f"{mark}{end}: {front.short_title}. {there}"
        return
    assert view.opens is not None and view.closes is not None
    until = f"đến {until_words(view.closes)}"
    when = (
        f"Góp ý từ ngày {date_vi(view.opens.day)} {until}."
        if view.opens.start > site.now
        else f"Góp ý {until}."
    )
    asked = f"{mark}Mời bà con góp ý {of_what(record, view)} {type_words(site, record)}: {front.short_title}."
    phone = ways_of(record, site.registers.agencies[front.agency]).phone
    call = f" hoặc gọi {phone}" if phone else ""
    rows = changes(record)
    first = f"{rows[0]['subject']}: {rows[0]['draft']}." if rows else ""
    yield f"{asked} {first} {when} {there}{call}."
    yield f"{asked} {when} {there}{call}."
    yield f"{mark}Mời góp ý: {front.short_title}. {when} {there}{call}."
    yield f"{mark}Mời góp ý: {front.short_title}. {when} {there}"

"""To whom letters go: bodies with their published address, from registers and settings; never a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from duthao.domain.commune_summaries import committee, summing_communes
from duthao.domain.registers import Agency
from duthao.outputs.shared.signed_papers.letterhead import BLANK
from duthao.outputs.shared.signed_papers.official_document_data import Annex, annex, table
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rendering.workbook import Sheet, workbook

MOST = 8  # that are named above a letter; more stand in a list behind it
_COLUMNS = ("Số TT", "Nơi nhận", "Địa chỉ", "Thư điện tử", "Điện thoại")
_FIELDS = ("Tài liệu để in", "Lịch phát thanh")
_PLACES = {"xa": "xã", "phuong": "phường", "dac-khu": "đặc khu"}


class Addressee(NamedTuple):
    """A body; what is not known of it is "". `place` is the key of the commune whose committee it is."""

    name: str
    address: str = ""
    email: str = ""
    phone: str = ""
    place: str = ""


def communes(site: Site, record: Record) -> list[Addressee]:
    """The People's Committees of the communes whose people a draft concerns."""
    return committees(site, summing_communes(site.registers, record.draft))


def committees(site: Site, places: Iterable[str]) -> list[Addressee]:
    """The People's Committees of the communes among these places, also those that the register of agencies does not have."""
    registers, today = site.registers, site.now.date()
    found = []
    for key in places:
        place = registers.places[key]
        if place.kind == "tinh" or (place.until is not None and place.until < today):
            continue
        agency = registers.agencies.get(committee(registers, key))
        name = f"Ủy ban nhân dân {place.name}"
        found.append(_of(agency, key) if agency else Addressee(name, place=key))
    return found


def named(site: Site, lines: Iterable[str]) -> list[Addressee]:
    """Those of lines of the settings, each a key of the register or a name, each once."""
    agencies = site.registers.agencies
    return [
        _of(agencies[line]) if line in agencies else Addressee(line)
        for line in dict.fromkeys(lines)
    ]


def _of(agency: Agency, place: str = "") -> Addressee:
    contact = agency.contact
    return Addressee(
        agency.name, contact.address or "", contact.email or "", contact.phone or "", place
    )


def units(site: Site, to: Sequence[Addressee]) -> str:
    """`xã, phường`: what the places of these committees are, as far as there are any."""
    kinds = {site.registers.places[a.place].kind for a in to if a.place}
    return ", ".join(word for kind, word in _PLACES.items() if kind in kinds)


def above(to: Sequence[Addressee], together: str) -> list[str]:
    """The lines after «Kính gửi»: every name; of many `together` and the list behind; of none room for a pen."""
    if len(to) > MOST:
        return [f"{together} (theo danh sách kèm theo)"]
    return [a.name for a in to] or [BLANK]


def behind(to: Sequence[Addressee]) -> list[Annex]:
    """The list of recipients, where it is too long to stand above."""
    if len(to) <= MOST:
        return []
    rows = [[str(n), a.name, a.address or a.email] for n, a in enumerate(to, 1)]
    return [
        annex(
            "Danh sách nơi nhận", [table((*_COLUMNS[:2], "Địa chỉ, thư điện tử"), rows, (1, 4, 5))]
        )
    ]


def merge_table(
    site: Site, to: Sequence[Addressee], facts: Sequence[tuple[str, str]] = ()
) -> bytes:
    """The recipients as a workbook for mail merge: a row each, `facts` (heading, value) the same in all rows; of communes
    also where their paper and broadcasts stand.
    """
    placed = any(a.place for a in to)
    headings = [*_COLUMNS, *(_FIELDS if placed else ()), *(heading for heading, _ in facts)]
    rows = [
        [
            n,
            a.name,
            a.address,
            a.email,
            a.phone,
            *(_desks(site, a) if placed else ()),
            *(v for _, v in facts),
        ]
        for n, a in enumerate(to, 1)
    ]
    widths = {0: 8, 1: 40, 2: 50, **dict.fromkeys(range(3, len(headings)), 30)}
    return workbook([Sheet("Nơi nhận", [headings, *rows], widths)])


def _desks(site: Site, to: Addressee) -> Iterator[str]:
    for address in (site.links.printing, site.links.desk):
        yield site.links.absolute(address(to.place)) if to.place else ""

"""Who writes a letter, from where, and who signs it: head and foot of what an agency puts its name to (Decree 30)."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from duthao.domain.meetings.meeting_events import Signer
from duthao.domain.registers import Agency, bare_name
from duthao.outputs.site import Site
from duthao.records.record import Record

BLANK = "……………………"  # to be written in by hand


class Letterhead(TypedDict):
    """What stands around a letter's text; `superior` is None where the agency names no body above it, `authority` where the
    signer signs in his or her own right.
    """

    superior: str | None
    body_name: str
    place: str
    authority: str | None
    position: str


def letterhead(site: Site, record: Record) -> Letterhead:
    """Of the agency that drafts, by its name of that time; of several that named first, which signs."""
    draft = record.draft
    return letterhead_of(site, draft.lead_agency, site.day_of(record).date(), draft.signer)


def letterhead_of(site: Site, agency: str, day: date, signer: Signer | None = None) -> Letterhead:
    """Of any agency, by the names of that day; without a `signer` the position stays blank."""
    body = site.registers.agencies[agency]
    return {
        "superior": _superior(site, body, day),
        "body_name": body.name_on(day),
        "place": _place(site, body),
        "authority": signer.authority if signer else None,
        "position": signer.position if signer else BLANK,
    }


def _superior(site: Site, agency: Agency, day: date) -> str | None:
    """A People's Committee or Council names no body above it."""
    if agency.superior is None or agency.kind in ("committee", "council"):
        return None
    return site.registers.agencies[agency.superior].name_on(day)


def _place(site: Site, agency: Agency) -> str:
    if agency.level == "commune" and agency.place:
        return bare_name(site.registers.places[agency.place].name)
    if agency.level == "central":
        return BLANK
    return site.settings.print.place_name or bare_name(site.settings.province.name)

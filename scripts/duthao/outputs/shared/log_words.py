"""What was planned and done to make a draft known, in words that the public reads: figures alone, nothing of the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from duthao.clock import date_vi
from duthao.domain import communication_log as log
from duthao.domain import log_coverage
from duthao.domain.communication_log import About, Act
from duthao.domain.log_coverage import Asked, Figures
from duthao.outputs.site import Site
from duthao.records.record import Record


class Spread(NamedTuple):
    """In how many of the communes that it concerns a draft was made known: of all entries, and of those with evidence.

    `last` is the latest day of these entries; `rounds`: how many rounds the draft has by then.
    """

    asked: Asked
    all: Figures
    evidenced: Figures
    last: date
    rounds: int


def spreads(site: Site, record: Record) -> Iterator[Spread]:
    """Of the asking and of the result, where the log tells of any.

    Whatever the log has counts, though it were of a later hour of the day of the build: days to come are refused.
    """
    entries = record.log.entries if record.log else ()
    if not entries:
        return
    at = max(site.now, *(entry.at.start for entry in entries))
    for asked in log_coverage.asked_at(record.draft, site.now):
        covered = log_coverage.coverage(
            site.registers, record.draft, entries, at, asked.about, asked.round
        )
        every = log_coverage.figures(covered)
        if every.posted or every.aired:
            shown = log_coverage.figures(covered, evidenced=True)
            places = {place.place for place in covered}
            last = max(
                entry.at.day
                for entry in entries
                if entry.place in places
                and entry.about == asked.about
                and log_coverage.round_of(record.draft, entry) == asked.round
                and not log_coverage.is_late(record.draft, entry)
            )
            yield Spread(asked, every, shown, last, len(record.draft.rounds))


def spread_words(spread: Spread) -> str:
    """`đã niêm yết ở 6 trong 8 xã, phường, phát thanh ở 6; có minh chứng: niêm yết 4, phát thanh 3`; then until when.

    Of a draft with several rounds it says first of which.
    """
    every, shown = spread.all, spread.evidenced
    return (
        (f"đợt {spread.asked.round}: " if spread.rounds > 1 else "")
        + f"đã niêm yết ở {every.posted} trong {every.places} xã, phường, phát thanh ở {every.aired}; "
        f"có minh chứng: niêm yết {shown.posted}, phát thanh {shown.aired} "
        f"(theo báo cáo của xã, phường đến ngày {date_vi(spread.last)})"
    )


SPREAD_LABELS: dict[About, str] = {
    "asking": "Niêm yết, phát thanh việc lấy ý kiến",
    "result": "Niêm yết, phát thanh kết quả",
}


def planned(record: Record) -> list[str]:
    """The plan of channels: what, when, by whom; in the order of the record."""
    return [
        ", ".join(
            filter(
                None,
                [
                    log.PLANNED[use.channel][0],
                    f"ngày {date_vi(use.planned)}" if use.planned else "",
                    use.unit or "",
                ],
            )
        )
        for use in record.draft.channels
        if use.planned
    ]


def time_words(first: date, until: date | None, act: Act, today: date) -> str:
    """When it was done or for how long it was up, by `today`: `từ 12/11/2026 đến hết 05/12/2026`.

    `until` is the last day (None: nothing is said of it); until it has passed it is not told as if it had.
    """
    if until and until > first and until < today:
        return f"từ {date_vi(first)} đến hết {date_vi(until)}"
    goes_on = until >= today and (act == "posted" or until > first) if until else act == "posted"
    return f"từ {date_vi(first)}" if goes_on else f"ngày {date_vi(first)}"


def report_address(site: Site, *, draft: str = "", place: str = "", event: str = "") -> str:
    """Where a commune reports what it did, filled in as far as it is known: a form, else a letter; "" where neither is set.

    `draft` is an id, `place` a key of places.yml, `event` a key of `communication_log.EVENTS`.
    """
    settings = site.settings.log
    name = site.registers.places[place].name if place else ""
    known = {"draft": draft.upper(), "place": name, "event": log.EVENTS.get(event, "")}
    if settings.form_url:
        address = settings.form_url
        for key, words in known.items():
            address = address.replace(f"{{{key}}}", quote(words, safe=""))
        return address
    if not settings.email:
        return ""
    subject = " ".join(filter(None, ["Báo đã niêm yết, phát thanh:", *known.values()]))
    return f"mailto:{settings.email}?subject={quote(subject, safe='')}"

"""What a commune made public, by quarters: a page, and a list to be signed and posted, as PDF and as a Word document.

Law 10/2022, Article 13(2) has a commune keep such a list and post it every quarter. It follows from the logs alone, names
forms and days, and nothing of the evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from duthao.clock import date_vi, midnight
from duthao.domain import commune_summaries
from duthao.domain import communication_log as log
from duthao.domain.communication_log import Act, Quarter
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS, TITLES
from duthao.outputs.shared.log_words import time_words
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.official_document_data import DocumentData, table, text
from duthao.outputs.shared.turns import epoch, merged_turns
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippets
from duthao.records.record import Record
from duthao.rendering.links import PLACE_LOG

MADE_PUBLIC = "made_public"  # the snippet
_COLUMNS = ("Số TT", "Nội dung công khai", "Hình thức", "Thời gian")
_WIDTHS = (1, 7, 5, 5)


class ListedRow(NamedTuple):
    """What was made public in one form: of which draft, of what, how and when. `demo`: it is invented.

    Each of `times` is the first day (ISO), the last ("": nothing is said of it) and what was done in the form.
    """

    id: str
    title: str
    demo: bool
    event: str
    form: str
    times: tuple[tuple[str, str, Act], ...]

    def told(self, today: date) -> list[str]:
        """All times in words, each once, as they hold on this day."""
        words = (time_words(*_read(time), today) for time in self.times)
        return list(dict.fromkeys(words))

    def last(self, today: date) -> date:
        """The latest day that `told` names, not after this one."""
        latest = date.min
        for first, until, _ in map(_read, self.times):
            latest = max(latest, until if until and first < until < today else first)
        return min(latest, today)


def _read(time: tuple[str, str, Act]) -> tuple[date, date | None, Act]:
    first, until, act = time
    return date.fromisoformat(first), date.fromisoformat(until) if until else None, act


class MadePublic(Output):
    """For each commune of which logs tell."""

    name = "made_public"

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The rows of the draft by place and quarter: (place, year, quarter, row), in the order of time."""
        return {MADE_PUBLIC: list(_rows(record))}

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/dia-ban/<place>/da-cong-khai/`, with a paper for each quarter."""
        for place, quarters in _by_place(site.summaries).items():
            if place not in site.registers.places:
                continue
            path = site.links.by("place", place) + PLACE_LOG
            papers = commune_summaries.committee(site.registers, place)
            listed = {quarter: _listed(site, rows) for quarter, rows in quarters.items()}
            yield Artifact(
                site.links.file(path),
                partial(_page, site, place, listed, bool(papers)),
                depends_on=(place, papers, site.printed, [*listed.items()]),
            )
            for quarter, rows in quarters.items() if papers else ():
                yield from official_document.artifacts(
                    site,
                    path + quarter.key,
                    f"drafts/{rows[0].id}/log.csv",
                    _paper(site, place, papers, quarter, rows),
                    _last_day(site, rows),
                )


def _rows(record: Record) -> Iterator[tuple[str, int, int, ListedRow]]:
    """Entries of one form, event and quarter are one row, with all their times."""
    times: dict[tuple[str, Quarter, str, str], list[tuple[str, str, Act]]] = defaultdict(list)
    for entry in log.in_order(record.log.entries if record.log else ()):
        if entry.place:
            key = entry.place, log.quarter(entry.at.day), entry.event, entry.channel
            until = entry.until.isoformat() if entry.until else ""
            times[key].append((entry.at.day.isoformat(), until, entry.act))
    for (place, (year, number), event, channel), when in times.items():
        row = ListedRow(
            record.id,
            record.draft.short_title,
            record.draft.demo,
            log.EVENTS[event],
            log.CHANNELS[channel].label,
            tuple(dict.fromkeys(when)),
        )
        yield place, year, number, row


def _by_place(
    summaries: Sequence[Summary],
) -> dict[str, dict[Quarter, list[ListedRow]]]:
    """The rows of each place by quarter, both sorted, the newest quarter first."""
    held: dict[str, dict[Quarter, list[ListedRow]]] = defaultdict(lambda: defaultdict(list))
    for rows in snippets(summaries, MADE_PUBLIC):
        for place, year, number, row in rows:
            held[place][Quarter(year, number)].append(ListedRow(*row))
    return {
        place: dict(sorted(quarters.items(), reverse=True))
        for place, quarters in sorted(held.items())
    }


def _listed(site: Site, rows: Iterable[ListedRow]) -> list[dict[str, Any]]:
    """Rows as the page shows them: `times` are turns of (what stands before, words), for a last day may be still to come."""
    return [
        {
            **row._asdict(),
            "url": "~/" + site.links.draft(row.id),
            "times": merged_turns([(epoch(now), _parted(row, now)) for now in _moments(site, row)]),
        }
        for row in rows
    ]


def _moments(site: Site, row: ListedRow) -> list[datetime]:
    """Now, and, unless the clock stands still, when each last day that is told will have passed."""
    untils = (until for _, until, _ in map(_read, row.times) if until)
    passed = sorted({midnight(until + timedelta(days=1)) for until in untils})
    return [site.now, *(m for m in passed if m > site.now and not site.settings.as_of)]


def _parted(row: ListedRow, now: datetime) -> list[tuple[str, str]]:
    return [("; " if place else "", words) for place, words in enumerate(row.told(now.date()))]


def _page(
    site: Site, place: str, quarters: Mapping[Quarter, Sequence[dict[str, Any]]], papers: bool
) -> bytes:
    name = site.registers.places[place].name
    path = site.links.by("place", place) + PLACE_LOG
    title = f"Nội dung đã công khai tại {name}"
    lead = f"Những việc niêm yết, phát thanh, gửi tài liệu về các dự thảo tại {name}, theo quý."
    main = site.render(
        "made-public.html",
        crumbs=[
            CRUMBS[0],
            {"text": TITLES["place"], "url": "~/" + site.links.by("place")},
            {"text": name, "url": "~/" + site.links.by("place", place)},
        ],
        title=title,
        lead=lead,
        quarters=[
            {
                "id": quarter.key,
                "heading": quarter.words[:1].upper() + quarter.words[1:],
                "rows": rows,
                "pdf": f"~/{path}{quarter.key}.pdf" if papers and site.printed else "",
                "docx": f"~/{path}{quarter.key}.docx" if papers else "",
            }
            for quarter, rows in quarters.items()
        ],
    )
    return site.page("plain", path, title=title, description=lead, main=main)


def _last_day(site: Site, rows: Iterable[ListedRow]) -> date:
    """The day until which the list is known to hold, of a quarter that may go on: the latest that it names."""
    return max(row.last(site.now.date()) for row in rows)


def _paper(
    site: Site, place: str, agency: str, quarter: Quarter, rows: Sequence[ListedRow]
) -> DocumentData:
    name = site.registers.places[place].name
    last = _last_day(site, rows)
    cells = [
        [
            str(number),
            f"{row.event}: {row.title} ({row.id.upper()})",
            row.form,
            "; ".join(row.told(site.now.date())),
        ]
        for number, row in enumerate(rows, 1)
    ]
    return official_document.document(
        site,
        agency,
        official_document.NOTICE,
        f"danh mục nội dung đã công khai về dự thảo chính sách, {quarter.words}",
        [
            text(f"Các nội dung sau đã được công khai tại {name} để Nhân dân biết, góp ý:"),
            table(_COLUMNS, cells, _WIDTHS),
        ],
        closing=f"Trên đây là danh mục nội dung đã công khai trong {quarter.words}, ghi đến ngày {date_vi(last)}",
        dated=last,
        recipients=["Các thôn, tổ dân phố (để niêm yết)"],
        demo=any(row.demo for row in rows),
    )

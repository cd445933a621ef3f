"""What a commune made public, by quarters: a page, and a list to be signed and posted, as PDF and as a Word document.

Law 10/2022, Article 13(2) has a commune keep such a list and post it every quarter. It follows from the logs alone, names
forms and days, and nothing of the evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from duthao.clock import date_vi
from duthao.domain import commune_summaries
from duthao.domain import communication_log as log
from duthao.domain.communication_log import Quarter
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CRUMBS, TITLES
from duthao.outputs.shared.log_words import time_words
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.official_document_data import DocumentData, table, text
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippets
from duthao.records.record import Record
from duthao.rendering.links import PLACE_LOG

MADE_PUBLIC = "made_public"  # the snippet
_COLUMNS = ("Số TT", "Nội dung công khai", "Hình thức", "Thời gian")
_WIDTHS = (1, 7, 5, 5)


class ListedRow(NamedTuple):
    """What was made public in one form: of which draft, of what, how and when, last on which day (ISO). `demo`: it is invented."""

    id: str
    title: str
    demo: bool
    event: str
    form: str
    times: str
    last: str


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
            yield Artifact(
                site.links.file(path),
                partial(_page, site, place, quarters, bool(papers)),
                depends_on=(place, papers, site.printed, [*quarters.items()]),
            )
            for quarter, rows in quarters.items() if papers else ():
                yield from official_document.artifacts(
                    site,
                    path + quarter.key,
                    f"drafts/{rows[0].id}/log.csv",
                    _paper(site, place, papers, quarter, rows),
                    _last_day(rows),
                )


def _rows(record: Record) -> Iterator[tuple[str, int, int, tuple[str | bool, ...]]]:
    """Entries of one form, event and quarter are one row, with all their times."""
    times: dict[tuple[str, Quarter, str, str], list[str]] = defaultdict(list)
    last: dict[tuple[str, Quarter, str, str], str] = {}
    for entry in log.in_order(record.log.entries if record.log else ()):
        if entry.place:
            key = entry.place, log.quarter(entry.at.day), entry.event, entry.channel
            last[key] = entry.at.day.isoformat()
            if (words := time_words(entry)) not in times[key]:
                times[key].append(words)
    for key, when in times.items():
        place, (year, number), event, channel = key
        row = (
            record.id,
            record.draft.short_title,
            record.draft.demo,
            log.EVENTS[event],
            log.CHANNELS[channel].label,
            "; ".join(when),
            last[key],
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


def _page(
    site: Site, place: str, quarters: Mapping[Quarter, Iterable[ListedRow]], papers: bool
) -> bytes:
    name = site.registers.places[place].name
    path = site.links.by("place", place) + PLACE_LOG
    title = f"Nội dung đã công khai: {name}"
    lead = (
        f"Những việc niêm yết, phát thanh, gửi tài liệu về các dự thảo mà {name} đã làm, theo quý."
    )
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
                "rows": [{**row._asdict(), "url": "~/" + site.links.draft(row.id)} for row in rows],
                "pdf": f"~/{path}{quarter.key}.pdf" if papers and site.printed else "",
                "docx": f"~/{path}{quarter.key}.docx" if papers else "",
            }
            for quarter, rows in quarters.items()
        ],
    )
    return site.page("plain", path, title=title, description=lead, main=main)


def _last_day(rows: Iterable[ListedRow]) -> date:
    """The day until which the list is known to hold, of a quarter that may go on."""
    return max(date.fromisoformat(row.last) for row in rows)


def _paper(
    site: Site, place: str, agency: str, quarter: Quarter, rows: Sequence[ListedRow]
) -> DocumentData:
    name = site.registers.places[place].name
    cells = [
        [str(number), f"{row.event}: {row.title} ({row.id.upper()})", row.form, row.times]
        for number, row in enumerate(rows, 1)
    ]
    return official_document.document(
        site,
        agency,
        official_document.NOTICE,
        f"danh mục nội dung đã công khai về dự thảo chính sách, {quarter.words}",
        [
            text(
                f"{name[:1].upper()}{name[1:]} đã công khai để Nhân dân biết, góp ý các nội dung sau:"
            ),
            table(_COLUMNS, cells, _WIDTHS),
        ],
        closing=f"Trên đây là danh mục nội dung đã công khai trong {quarter.words}, ghi đến ngày {date_vi(_last_day(rows))}",
        dated=_last_day(rows),
        recipients=["Các thôn, tổ dân phố (để niêm yết)"],
        demo=any(row.demo for row in rows),
    )

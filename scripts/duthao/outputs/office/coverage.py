"""How far each draft was made known in each commune: `do-phu.html` and `do-phu.xlsx`, for the office alone, worst first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from duthao.clock import moment_words
from duthao.domain import log_coverage
from duthao.domain.communication_log import ABOUT, LogEntry
from duthao.domain.draft import Draft
from duthao.domain.log_coverage import GAPS, Asked, Figures, PlaceCoverage
from duthao.domain.registers import PublicPosting
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.workbook import Sheet, workbook
from duthao.text import sort_key

_LOG = "office_log"  # the snippet: short title, what of the front matter coverage follows from, the log's entries
_FIELDS = (
    "title",
    "short_title",
    "summary",
    "document_type",
    "agency",
    "issuer",
    "topics",
    "places",
    "nationwide",
    "rounds",
    "stages",
    "withdrawn",
    "demo",
)
_PAGE, _TABLE = "do-phu.html", "do-phu.xlsx"
_COUNTED = ("sent", "posted", "aired", "taken_down")
_HEADS = {
    "sent": "Gửi, đăng",
    "posted": "Niêm yết",
    "aired": "Phát loa",
    "taken_down": "Đã gỡ",
}


class DraftCoverage(NamedTuple):
    """A draft's asking or result: its figures, all and with evidence, every commune, and the days it is held against."""

    id: str
    draft: Draft
    asked: Asked
    places: tuple[PlaceCoverage, ...]
    all: Figures
    evidenced: Figures
    posting: PublicPosting | None

    @property
    def gaps(self) -> int:
        """How many things lack, in all communes."""
        return sum(len(place.gaps) for place in self.places)


class Coverage(Output):
    """By draft and by commune. What lacks changes from day to day, so it is worked out when the files are made."""

    name = "coverage"
    internal = True

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """`office_log`."""
        data = record.source.data
        entries = record.log.entries if record.log else ()
        return {_LOG: ({name: data[name] for name in _FIELDS if name in data}, entries)}

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """The page and the workbook."""
        depends_on = (snippet_digest(site.summaries, _LOG), site.now.isoformat())
        yield Artifact(_PAGE, partial(_page, site), depends_on)
        yield Artifact(_TABLE, partial(_workbook, site), depends_on)

    def site_links(self, site: Site) -> Iterator[PageLink]:
        """Both."""
        group = "Truyền thông"
        yield PageLink(group, "Độ phủ theo dự thảo và xã, phường", _PAGE, "nơi thiếu đứng trước")
        yield PageLink(group, "Độ phủ theo dự thảo và xã, phường", _TABLE, "Excel")


def covered(site: Site, summaries: Sequence[Summary]) -> tuple[list[DraftCoverage], list[str]]:
    """What there is to make known now of each draft that has a log, those in which most lacks first; and the codes of drafts
    without one, of which nothing can be counted, while opinions are taken.
    """
    found: list[DraftCoverage] = []
    unlogged: list[str] = []
    entries: tuple[LogEntry, ...]
    for summary, (data, entries) in zip(summaries, snippets(summaries, _LOG), strict=True):
        if not entries:
            unlogged += [summary.id.upper()] if summary.fields.state == "open" else []
            continue
        draft = Draft.model_validate(data).model_copy(update={"places": summary.fields.places})
        posting = site.registers.document_types[draft.document_type].public_posting
        for asked in log_coverage.asked_at(draft, site.now):
            places = log_coverage.coverage(
                site.registers, draft, entries, site.now, asked.about, asked.round
            )
            every = log_coverage.figures(places)
            shown = log_coverage.figures(places, evidenced=True)
            found.append(DraftCoverage(summary.id, draft, asked, places, every, shown, posting))
    return sorted(found, key=lambda c: (-c.gaps, c.id, c.asked.about)), unlogged


def _page(site: Site) -> bytes:
    drafts, unlogged = covered(site, site.summaries)
    return site.render(
        "office-coverage.html",
        site=site,
        as_of=moment_words(site.now),
        heads=[_HEADS[name] for name in _COUNTED],
        drafts=[
            {
                "title": c.draft.short_title,
                "code": c.id.upper(),
                "demo": c.draft.demo,
                "about": _about(c.asked),
                "communes": c.all.places,
                "figures": _figures(c),
                "duty": _duty(c.posting),
                "lacking": [_line(site, place) for place in c.places if place.gaps],
                "late": sum(place.late for place in c.places),
            }
            for c in drafts
        ],
        communes=_by_commune(site, drafts),
        unlogged=unlogged,
    ).encode()


def _about(asked: Asked) -> str:
    return f"{ABOUT[asked.about]}, đợt {asked.round}"


def _figures(c: DraftCoverage) -> list[tuple[int, int]]:
    return [(getattr(c.all, name), getattr(c.evidenced, name)) for name in _COUNTED]


def _duty(posting: PublicPosting | None) -> str:
    """What days are held against, with its source; "" where nothing is known."""
    if posting is None:
        return ""
    days = [
        f"niêm yết {posting.board_days} ngày" if posting.board_days else "",
        f"phát loa {posting.air_days} ngày" if posting.air_days else "",
    ]
    unsure = "" if posting.certainty == "verified" else "; chưa xác minh"
    return f"{', '.join(filter(None, days))} liên tục ({posting.source}{unsure})"


def _line(site: Site, place: PlaceCoverage) -> dict[str, Any]:
    done = place.all
    return {
        "name": site.registers.places[place.place].name,
        "gaps": "; ".join(GAPS[gap] for gap in place.gaps),
        "days": (done.posted_days, done.aired_days),
    }


def _by_commune(site: Site, drafts: Sequence[DraftCoverage]) -> list[dict[str, Any]]:
    """Every commune with how many things it was to make known, and how many of them it did; where most lacks first."""
    asked: dict[str, list[PlaceCoverage]] = {}
    for c in drafts:
        for place in c.places:
            asked.setdefault(place.place, []).append(place)
    rows = [
        {
            "name": site.registers.places[key].name,
            "asked": len(places),
            "lacking": sum(len(place.gaps) for place in places),
            "figures": [
                (
                    sum(_did(place.all, name) for place in places),
                    sum(_did(place.evidenced, name) for place in places),
                )
                for name in _COUNTED
            ],
        }
        for key, places in asked.items()
    ]
    return sorted(rows, key=lambda row: (-row["lacking"], sort_key(row["name"])))


def _did(done: log_coverage.Reach, name: str) -> bool:
    return bool(getattr(done, name))


def _workbook(site: Site) -> bytes:
    drafts, unlogged = covered(site, site.summaries)
    heads = [head for name in _COUNTED for head in (_HEADS[name], f"{_HEADS[name]}, có minh chứng")]
    of_drafts: list[list[str | int]] = [
        ["Mã hồ sơ", "Dự thảo", "Nội dung", "Số xã, phường", *heads]
    ]
    of_places: list[list[str | int]] = [
        ["Mã hồ sơ", "Nội dung", "Xã, phường", "Còn thiếu", "Ngày niêm yết liên tục", "Ngày phát loa liên tục", "Số phút phát", "Số bản tài liệu", "Làm muộn", "Việc đã ghi", "Việc có minh chứng"]
    ]  # fmt: skip
    for c in drafts:
        figures = [n for pair in _figures(c) for n in pair]
        of_drafts.append(
            [c.id.upper(), c.draft.short_title, _about(c.asked), c.all.places, *figures]
        )
        for place in c.places:
            done = place.all
            of_places.append(
                [
                    c.id.upper(),
                    _about(c.asked),
                    site.registers.places[place.place].name,
                    "; ".join(GAPS[gap] for gap in place.gaps),
                    done.posted_days,
                    done.aired_days,
                    done.minutes,
                    done.copies,
                    place.late,
                    done.entries,
                    place.evidenced.entries,
                ]
            )
    of_communes: list[list[str | int]] = [["Xã, phường", "Số việc cần làm", "Còn thiếu", *heads]]
    for row in _by_commune(site, drafts):
        figures = [n for pair in row["figures"] for n in pair]
        of_communes.append([row["name"], row["asked"], row["lacking"], *figures])
    notes: list[list[str | int]] = [[f"Tính đến {moment_words(site.now)}, theo nhật ký"]]
    notes += [[words] for words in site.warning]
    notes += [[f"Chưa có nhật ký: {code}"] for code in unlogged]
    return workbook(
        [
            Sheet("Theo dự thảo", of_drafts, {0: 16, 1: 50, 2: 28}),
            Sheet("Theo xã, phường", of_communes, {0: 26}),
            Sheet("Từng xã, phường", of_places, {0: 16, 1: 28, 2: 26, 3: 40}),
            Sheet("Ghi chú", notes, {0: 40}),
        ]
    )

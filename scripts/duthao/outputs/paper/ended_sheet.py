"""The short sheet that lies at the addresses of all that invited, once no opinions are taken: what became of the draft.

While a further round runs it lies at one alone: that of the sheet that replaced paper of a round before. When the draft is
no news any more, it names none and is the same of all drafts in that state.

It is nobody's: it names who drafts the text, and says nothing in their name.
"""

from __future__ import annotations

from collections.abc import Iterator

from duthao.clock import Point, date_vi
from duthao.domain import deadline_words
from duthao.domain.lifecycle import View
from duthao.domain.rounds import answer_due, latest_outcome
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared import status
from duthao.outputs.shared.over_sheet import no_longer_used
from duthao.outputs.shared.sheet import (
    INFORMATION,
    SheetData,
    document_line,
    ended_kinds,
    is_news,
    own_marks,
    sheet_artifact,
    sheet_data,
    takes_comments,
)
from duthao.outputs.site import Site
from duthao.records.record import Record

_OLD = "Tờ thay thế này không dùng nữa"  # while a further round runs
# To whoever has such paper still; nobody is named who would have to do it.
_ORDERS = [
    "Thông báo lấy ý kiến, tờ thông tin, áp phích nào còn treo: đề nghị gỡ xuống.",
    "Tờ rơi, phiếu góp ý nào còn lại: đề nghị không phát nữa.",
]
_ORDERS_OF_OLD = [
    "Tờ thay thế của đợt lấy ý kiến trước, nếu còn treo: đề nghị gỡ xuống.",
    "Thông báo, tờ thông tin của đợt này có ở trang của dự thảo.",
]


class EndedData(SheetData):
    """`theme/print/ended.typ`. `state` in an official's words, `told` what became of the draft, `orders` what to do with older paper."""

    kicker: str
    headline: str
    of: str
    drafter: str
    state: str
    told: list[str]
    orders: list[str]
    where: str


class EndedSheet(Output):
    """Made once, and linked to every address."""

    name = "ended_sheet"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """The same file at the address of each sheet that serves no more."""
        kinds = ended_kinds(site, record)
        if not is_news(site, record):
            for kind in kinds:
                yield no_longer_used(site, record, site.links.draft(record.id, kind.file))
        elif kinds:
            data = ended(site, record)
            for kind in kinds:
                yield sheet_artifact(site, record, kind.file, data, template="ended")

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """One of these addresses, under the name of what lies there, while it tells of the draft."""
        if INFORMATION in ended_kinds(site, record) and is_news(site, record):
            path = site.links.draft(record.id, INFORMATION.file)
            yield PageLink("print", _over(site.view(record)), path, "A4, thay mọi bản mời góp ý")


def ended(site: Site, record: Record) -> EndedData:
    """The data of the sheet."""
    draft, view = record.draft, site.view(record)
    asks = takes_comments(site, view)
    over = _OLD if asks else _over(view)
    return {
        **sheet_data(site, record, f"{over}: {draft.short_title}"),
        "marks": own_marks(site, record),  # how the draft stands is what the sheet is about
        "kicker": over.upper(),
        "headline": draft.short_title,
        "of": document_line(site, record, view),
        "drafter": f"Cơ quan soạn thảo: {site.drafters(record)}",
        "state": view.label,
        "told": list(_told(site, record, view)),
        "orders": _ORDERS_OF_OLD if asks else _ORDERS,
        "where": f"{_what_is_there(site, record)}: quét mã QR hoặc vào địa chỉ ghi dưới mã.",
    }


def _answer_due(site: Site, record: Record, view: View) -> Point | None:
    """By when the round shown is to be answered, while it is not: the same day once that has passed."""
    if not view.round or not view.closes or view.state not in ("analysing", "summarised"):
        return None
    return answer_due(record.draft.rounds[view.round - 1], view.closes, site.terms)


def _what_is_there(site: Site, record: Record) -> str:
    """What is read at the draft's address."""
    latest = latest_outcome(record.draft, site.now, ("answered",))
    answer = latest[1].answered if latest else None
    return (
        "Bản tiếp thu, giải trình và hồ sơ dự thảo" if answer and answer.file else "Hồ sơ dự thảo"
    )


def _over(view: View) -> str:
    return f"Đã hết hạn góp ý đợt {view.round}" if view.next_round else deadline_words.OVER


def _told(site: Site, record: Record, view: View) -> Iterator[str]:
    """What has happened, each with its day. Nothing that comes true by time alone: one edition says one thing."""
    draft, now = record.draft, site.now
    yield from status.taken_back(draft, now)
    if until := status.deadline(view, now, site.settings):
        yield f"{until['lead']} {until['words']}."
    for former in status.former_deadlines(draft, view, now):
        yield f"Thời hạn đã thông báo trước đây: {former['words']}. {former['change']}"
    yield from status.shortened(draft)
    if due := _answer_due(site, record, view):
        yield f"Hạn công bố tiếp thu, giải trình: {deadline_words.due(due.day)}."
    if found := status.outcome(site, record):
        for label, step in found["steps"]:
            yield f"{label} công bố ngày {date_vi(step.at.day)}."
        which = f"Đợt {found['round']}: " if found["round"] else ""
        parted = f"Trong đó: {found['fates']}." if found["fates"] else ""
        if counted := " ".join(filter(None, [found["total"], parted])):
            yield which + counted
    yield from status.unreported(draft, now)
    yield from status.issued(draft, now)
    yield from status.next_round(view)

"""The minutes by which an office accepts what came of a channel of a draft: facts from the record and its log, criteria from the
register, the agreed numbers and prices from the plan, room for marks and signatures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from duthao.clock import date_vi, midnight, moment_words
from duthao.domain import communication_log as log
from duthao.domain.acceptance import (
    CriteriaSet,
    entries_apart,
    entries_of_channel,
    entries_of_use,
)
from duthao.domain.approvals.approval_fields import LEVELS
from duthao.domain.channel_use import Acceptance, ChannelUse
from duthao.domain.communication_log import LogEntry
from duthao.domain.fields import Medium
from duthao.domain.plans import PRODUCTS, PlanRow, Product, row_of
from duthao.outputs import discovery
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.central_drafts import is_central
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.plan_document import amount, budget_lines, budget_rows
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.letterhead import BLANK
from duthao.outputs.shared.signed_papers.official_document import MINUTES
from duthao.outputs.shared.signed_papers.official_document_data import (
    Annex,
    Block,
    DocumentData,
    annex,
    blank,
    dashes,
    heading,
    table,
    text,
)
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.speech.sentences import listed
from duthao.text import slug

_LABEL = "Biên bản nghiệm thu"
_EMPTY_ROWS = 5  # where no criteria are known
_DIGEST = 16  # hex digits of the approval's digest that are printed
CERTAINTY: Mapping[str, str] = MappingProxyType(
    {
        "verified": "đã đối chiếu văn bản gốc",
        "second_hand": "theo nguồn thứ cấp, chưa đối chiếu văn bản gốc",
        "unverified": "chưa xác minh",
    }
)
# What a channel carries, of the products that a plan may name.
_CARRIES: Mapping[Medium, tuple[Product, ...]] = MappingProxyType(
    {
        "loudspeaker": ("loudspeaker_script",),
        "notice_board": ("notice", "information_sheet", "poster", "comment_form"),
        "screen": ("information_sheet", "poster"),
        "portal": ("news", "summary", "answers"),
        "fanpage": ("news",),
        "app": ("news",),
        "radio": ("news",),
        "television": ("news",),
        "newspaper": ("news",),
        "press_conference": ("press_material",),
        "handout": ("handout", "comment_form"),
    }
)
# Where what is read or shown in a channel stands: the group of links of the draft.
_LINKED: Mapping[Medium, str] = MappingProxyType(
    {
        "loudspeaker": "speech",
        "notice_board": "print",
        "handout": "print",
        "radio": "press",
        "television": "press",
        "newspaper": "press",
        "press_conference": "press",
    }
)


class AcceptanceMinutes(Output):
    """One for each channel of a record in which something was done; none of a central body's draft, which others pay for."""

    name = "acceptance_minutes"
    internal = True

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`<id>/nghiem-thu-<channel>.pdf` and `.docx`."""
        for channel in channels_done(site, record):
            dated = _dated(record, channel)
            data = minutes(site, record, channel)
            path = minutes_path(record.id, channel)
            yield from official_document.artifacts(site, path, record.path, data, dated)

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """Each in both forms."""
        for channel in channels_done(site, record):
            label = f"{_LABEL}: {log.PLANNED[channel][0].lower()}"
            path = minutes_path(record.id, channel)
            yield PageLink("acceptance", label, f"{path}.docx", "Word, để chấm rồi ký")
            if site.printed:
                yield PageLink("acceptance", label, f"{path}.pdf", "PDF")


def minutes_path(record_id: str, channel: Medium) -> str:
    """The file without its ending."""
    return f"{record_id}/nghiem-thu-{slug(log.PLANNED[channel][0])}"


def channels_done(site: Site, record: Record) -> list[Medium]:
    """The channels of the plan in which something was done, in the order of the record.

    Whatever record and log have counts: of days to come `check` tells, and a record is made anew when it changes.
    """
    if is_central(site.registers, record.draft.document_type):
        return []
    channels = dict.fromkeys(use.channel for use in record.draft.channels)
    return [channel for channel in channels if any(_days(record, channel))]


def _uses(record: Record, channel: Medium) -> list[ChannelUse]:
    return [use for use in record.draft.channels if use.channel == channel]


def _logged(record: Record, channel: Medium) -> tuple[LogEntry, ...]:
    entries = record.log.entries if record.log else ()
    return entries_of_channel(channel, record.draft.channels, entries)


def _days(record: Record, channel: Medium) -> Iterator[date]:
    """The days on which something was done in a channel, or accepted."""
    yield from (entry.at.day for entry in _logged(record, channel))
    for use in _uses(record, channel):
        if use.done:
            yield use.done
        if use.accepted:
            yield use.accepted.date


def _dated(record: Record, channel: Medium) -> date:
    """The day for which the minutes are made: that of the latest fact, so that they are no other paper each day."""
    return max(_days(record, channel))


def minutes(site: Site, record: Record, channel: Medium) -> DocumentData:
    """The data of the minutes; something must have been done in the channel."""
    draft = record.draft
    found = row_of(site.registers.plans, draft.plan) if draft.plan else None
    row = found[1] if found else None
    parts: list[tuple[str, list[Block]]] = [
        ("CĂN CỨ", [*_basis(record, row)]),
        ("THÀNH PHẦN", [blank("Bên giao, nghiệm thu:"), blank("Bên thực hiện:")]),
        ("SẢN PHẨM", [*_product(site, record, channel, row)]),
        ("NGHIỆM THU THEO TIÊU CHÍ", [*_criteria(site, record, channel)]),
    ]
    if costs := _costs(site, channel, row):
        parts.append(("SỐ LƯỢNG, GIÁ TRỊ THEO KẾ HOẠCH", costs))
    parts.append(("KẾT LUẬN", [*_conclusion()]))
    return official_document.document(
        site,
        draft.lead_agency,
        MINUTES,
        f"nghiệm thu sản phẩm truyền thông ({log.PLANNED[channel][0].lower()}) về {draft.title}",
        [
            block
            for roman, (name, blocks) in zip(
                ("I", "II", "III", "IV", "V", "VI"), parts, strict=False
            )
            for block in (heading(f"{roman}. {name}"), *blocks)
        ],
        closing="Biên bản lập thành ……… bản, mỗi bên giữ ……… bản",
        dated=_dated(record, channel),
        recipients=["Các bên tham gia nghiệm thu"],
        annexes=[*_annexes(site, record, channel)],
        signer=draft.signer,
        demo=draft.demo,
    )


def _basis(record: Record, row: PlanRow | None) -> Iterator[Block]:
    if row is not None:
        yield text(f"Dòng {record.draft.plan} của kế hoạch truyền thông: {row.title}.")
    yield blank("Hợp đồng, văn bản giao nhiệm vụ, căn cứ khác:")


# ---- what there is to accept


def _product(site: Site, record: Record, channel: Medium, row: PlanRow | None) -> Iterator[Block]:
    draft, logged = record.draft, _logged(record, channel)
    label, form = log.PLANNED[channel]
    said = [f"Về dự thảo: {draft.title} (mã hồ sơ {record.code})", f"Kênh truyền thông: {label}"]
    kinds = [PRODUCTS[kind].lower() for kind in _kinds(channel, row)]
    said.append(f"Loại sản phẩm: {listed(kinds) if kinds else BLANK}")
    # Which text was used is known where it was approved before, and has not been approved anew since.
    if draft.approved and draft.approved.date < min(_days(record, channel)):
        said.append(
            f"Nội dung đã duyệt {LEVELS[draft.approved.level_key].name}: ngày {date_vi(draft.approved.date)}, mã nội dung {draft.approved.sha256[:_DIGEST]}"
        )
    said.append(f"Địa chỉ công bố: {site.links.spelled(site.links.short(record.id))}")
    said += [
        f"{link.label}: {site.links.spelled(link.path)}"
        for link in discovery.page_links(site, record)
        if link.group == _LINKED.get(channel) and link.path.endswith("/")
    ]
    if logged:
        counted = {
            "minutes": f", {sum(entry.minutes for entry in logged)} phút",
            "copies": f", {sum(entry.copies for entry in logged)} bản",
            "": "",
        }[log.CHANNELS[form].amount]
        said.append(f"Theo nhật ký truyền thông: {len(logged)} việc{counted} (Phụ lục)")
    entries = record.log.entries if record.log else ()
    if apart := entries_apart(channel, draft.channels, entries):
        said.append(
            f"Nhật ký còn {len(apart)} việc cùng hình thức, của đơn vị khác hoặc không ghi đơn vị, không tính ở đây"
        )
    yield dashes([*(f"{line};" for line in said[:-1]), f"{said[-1]}."])
    columns = ("Số TT", "Đơn vị thực hiện", "Thời gian", "Minh chứng", "Đã nghiệm thu")
    rows = [
        [
            str(number),
            use.unit or BLANK,
            "\n".join(_times(site, record, use)) or "…",
            _evidence(record, use),
            _accepted(use.accepted),
        ]
        for number, use in enumerate(_uses(record, channel), 1)
    ]
    yield table(columns, rows, (1.1, 3.4, 3.4, 3.4, 3))


def _kinds(channel: Medium, row: PlanRow | None) -> list[Product]:
    """Of the products that the channel carries, those that the plan names: what nobody wrote is left to a pen."""
    return [kind for kind in _CARRIES.get(channel, ()) if row and kind in row.products]


def _times(site: Site, record: Record, use: ChannelUse) -> Iterator[str]:
    """When it was planned and done, and the day of what had been put out by then, as paper says it at its foot."""
    if use.planned:
        yield f"Dự kiến {date_vi(use.planned)}"
    if use.done:
        yield f"Làm {date_vi(use.done)}"
        after = midnight(use.done + timedelta(days=1))
        if any(event.when < after for event in site.events(record)):
            yield f"Theo bản ngày {date_vi(edition(site, record, before=after))}"


def _evidence(record: Record, use: ChannelUse) -> str:
    entries = record.log.entries if record.log else ()
    logged = [e for e in entries_of_use(use, record.draft.channels, entries) if e.evidence]
    found = [use.evidence or "", f"{len(logged)} việc ở nhật ký" if logged else ""]
    return "; ".join(filter(None, found)) or "chưa có"


def _accepted(accepted: Acceptance | None) -> str:
    if accepted is None:
        return ""
    total = accepted.total
    marks = "" if total is None else f", {total} điểm"
    return f"Số {accepted.number}, ngày {date_vi(accepted.date)}{marks}"


def _annexes(site: Site, record: Record, channel: Medium) -> Iterator[Annex]:
    logged = _logged(record, channel)
    if not logged:
        return
    columns = ("Số TT", "Thời điểm", "Đến ngày", "Địa bàn", "Đơn vị thực hiện", "Nội dung", "Số phút", "Số bản", "Minh chứng")  # fmt: skip
    rows = [
        [
            str(number),
            moment_words(entry.at.start),
            date_vi(entry.until) if entry.until else "",
            site.registers.places[entry.place].name if entry.place else "",
            entry.unit,
            log.EVENTS[entry.event],
            str(entry.minutes or ""),
            str(entry.copies or ""),
            "\n".join(entry.evidence) or "chưa có",
        ]
        for number, entry in enumerate(log.in_order(logged), 1)
    ]
    totals = [sum(entry.minutes for entry in logged), sum(entry.copies for entry in logged)]
    rows.append(["", "Cộng", "", "", "", "", *(str(total or "") for total in totals), ""])
    yield annex(
        "Việc đã làm, theo nhật ký truyền thông",
        [table(columns, rows, (1.1, 2.5, 2.5, 2.2, 3.2, 2.6, 1.3, 1.3, 4.6), (6, 7))],
        landscape=True,
    )


# ---- by what it is accepted, and for how much


def sets_for(site: Site, record: Record, channel: Medium) -> list[CriteriaSet]:
    """The sets of criteria by which the minutes judge: those that acceptances name, else those for such products on the day
    when they were done, one for demonstration only where there is no other.
    """
    known, demo = site.registers.criteria, record.draft.demo
    accepted = [use.accepted for use in _uses(record, channel) if use.accepted]
    named = [known[a.criteria] for a in accepted if a.criteria and a.criteria in known]
    day = _dated(record, channel)
    fit = [criteria for criteria in known.values() if criteria.holds(channel, day, demo=demo)]
    own = [criteria for criteria in fit if not criteria.demo] or fit
    return [*{criteria.name: criteria for criteria in named or own}.values()]


def _criteria(site: Site, record: Record, channel: Medium) -> Iterator[Block]:
    sets = sets_for(site, record, channel)
    for criteria in sets:
        unsure = f"{criteria.source}; {CERTAINTY[criteria.certainty]}"
        yield text(f"{criteria.name} ({unsure}).")
        if criteria.criteria:
            yield _marks_table(criteria, _marks(site, record, channel, criteria))
            if criteria.needed is not None:
                yield text(f"Mức đạt: từ {criteria.needed} điểm.")
        else:
            yield text(
                "Danh mục tiêu chí chưa có tiêu chí của văn bản này: cần nhập từ văn bản gốc. Ghi tiêu chí và điểm vào bảng:"
            )
            yield _empty_table()
    if not sets:
        yield text("Danh mục tiêu chí chưa có bộ nào cho sản phẩm này. Ghi tiêu chí vào bảng:")
        yield _empty_table()


_MARKS = ("Số TT", "Tiêu chí", "Điểm tối đa", "Điểm", "Nhận xét")
_MARKS_WIDTHS = (1, 6, 1.6, 1.4, 4)


def _marks_table(criteria: CriteriaSet, marks: Mapping[str, int]) -> Block:
    rows = [
        [str(n), criterion.name, amount(criterion.maximum), amount(marks.get(key)), ""]
        for n, (key, criterion) in enumerate(criteria.criteria.items(), 1)
    ]
    total = sum(marks.values()) if marks else None
    rows.append(["", "Cộng", amount(criteria.maximum), amount(total), ""])
    return table(_MARKS, rows, _MARKS_WIDTHS, (2, 3))


def _empty_table() -> Block:
    return table(_MARKS, [["", "", "", "", ""] for _ in range(_EMPTY_ROWS)], _MARKS_WIDTHS)


def _marks(site: Site, record: Record, channel: Medium, criteria: CriteriaSet) -> Mapping[str, int]:
    """The marks that are recorded, where all that was done was accepted by the same minutes; else there is room for a pen."""
    accepted = [use.accepted for use in _uses(record, channel)]
    first = accepted[0]
    if first is None or any(other != first for other in accepted):
        return {}
    if site.registers.criteria.get(first.criteria or "") != criteria:
        return {}
    return {mark.criterion: mark.mark for mark in first.marks}


def _costs(site: Site, channel: Medium, row: PlanRow | None) -> list[Block]:
    """What the row of the plan reckons with for this channel, by `unit_prices.yml`; the number that is accepted is left to a pen."""
    prices = site.registers.unit_prices
    lines = budget_lines(
        site,
        (
            cost
            for task in (row.internal.tasks if row and row.internal else ())
            for cost in task.costs
            if prices[cost.item].channel == channel
        ),
    )
    if not lines:
        return []
    rows = [[*told[:3], "", *told[3:5]] for told in budget_rows(lines)]
    columns = ("Khoản", "Đơn vị tính", "Số lượng theo kế hoạch", "Số lượng nghiệm thu", "Đơn giá (đồng)", "Thành tiền theo kế hoạch (đồng)")  # fmt: skip
    return [
        text("Số lượng là của cả dòng kế hoạch. Số lượng nghiệm thu ghi theo thực tế."),
        table(columns, rows, (3.6, 1.5, 1.8, 1.8, 2, 2.4), (2, 4, 5)),
    ]


def _conclusion() -> Iterator[Block]:
    yield text(f"Kết quả (ghi đạt, không đạt, hoặc đạt sau khi sửa): {BLANK}")
    yield blank("Nội dung phải sửa, bổ sung; thời hạn:")
    yield blank("Đại diện bên thực hiện (ký, ghi rõ chức vụ, họ tên):", 3)

"""The periodic report that an agency signs (Decree 30, sample 1.4), with its figures, what they count and the drafts behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from duthao.clock import moment_words
from duthao.domain.deadline_words import due
from duthao.domain.statistics.breakdowns import COLUMNS, BreakdownKind
from duthao.domain.statistics.figure_definitions import DEFINITIONS, GROUPS
from duthao.domain.statistics.figure_types import CountedItem, Statistics
from duthao.domain.statistics.report_periods import ReportPeriod
from duthao.errors import Finding, Findings, Say
from duthao.outputs.shared.period_figures import (
    KIND_LABEL,
    NOTHING,
    SHORT_LABEL,
    PeriodReport,
    nothing_words,
    overlap_words,
    row_name,
)
from duthao.outputs.shared.signed_papers.official_document import REPORT, document
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
from duthao.records.report_text import HEADINGS, ReportText

SUBJECT = "kết quả truyền thông dự thảo chính sách"
_ROMAN = ("I", "II", "III", "IV")
# Columns of the two lists of drafts behind the figures: the figure's key, and a short heading.
_ASKED = (
    ("rounds", "Đợt lấy ý kiến"),
    ("scope_strict", "Phạm vi theo câu chữ"),
    ("scope_declared", "Phạm vi theo căn cứ của tỉnh"),
    ("told_declared", "Truyền thông mọi giai đoạn"),
    ("channel_uses", "Lần dùng kênh"),
    ("meetings", "Cuộc họp"),
    ("meeting_people", "Người dự họp"),
    ("training", "Tập huấn"),
    ("training_people", "Người dự tập huấn"),
    ("issued", "Ban hành"),
    ("ended", "Rút, dừng"),
)
_ANSWERED = (
    ("received", "Nhận được"),
    ("accepted", "Tiếp thu"),
    ("partly", "Một phần"),
    ("kept", "Giữ nguyên"),
    ("noted", "Ghi nhận"),
    ("out_of_scope", "Ngoài phạm vi"),
    ("due", "Đợt đến hạn"),
    ("on_time", "Đúng hạn"),
    ("late", "Chậm"),
    ("no_report", "Không báo cáo"),
    ("overdue", "Quá hạn"),
)


# By the order of the annexes.
_ANNEXES = (
    "Cách tính từng chỉ tiêu có tại Phụ lục I; số liệu theo cơ quan, loại văn bản, lĩnh vực và quý có tại Phụ lục II; danh mục "
    "dự thảo của từng chỉ tiêu có tại Phụ lục III."
)
_MOVES = (
    "Lần dùng kênh truyền thông, nhật ký truyền thông và thời điểm bắt đầu lấy ý kiến tính theo ngày thực hiện, không có ngày "
    "công bố riêng; ghi bổ sung sau khi chốt số liệu thì số của kỳ đã qua thay đổi theo."
)


def report_document(
    site: Site, report: PeriodReport, written: ReportText, agency: str, *, whole_province: bool
) -> DocumentData:
    """The report that the agency of this key signs: of its own drafts, or of the whole province. Raises Findings where the
    register has no such agency.

    What only a person knows stays to be filled in, where `written` does not say it.
    """
    if agency not in site.registers.agencies:
        raise Findings((_unknown(agency),))
    whole, dated = report.whole, report.whole.last_day
    name = site.registers.agencies[agency].name_on(dated)
    settings = site.settings.report
    return document(
        site,
        agency,
        REPORT,
        f"{SUBJECT} {whole.period.words}",
        [
            text(_opening(whole, name, site.settings.province.name if whole_province else "")),
            *_stands(whole),
            heading("I. KẾT QUẢ"),
            text(_ANNEXES),
            *_results(whole),
            *_written(written),
        ],
        closing=f"Trên đây là báo cáo của {name} về {SUBJECT} {whole.period.words} (số liệu tại các Phụ lục kèm theo)",
        dated=dated,
        recipients=settings.office_recipients if whole_province else settings.recipients,
        annexes=[_counted(whole), _divided(site, report), _drafts(whole)],
        demo=whole.demo,
        sent_out=True,
    )


def send_by(site: Site, period: ReportPeriod) -> str:
    """`gửi trước hết ngày 20/06/2026`; "" where no day is set for it."""
    set_days = site.settings.report.send_by
    days = {
        f"{period.last.year}-6-thang": set_days.half_year if set_days else None,
        f"{period.last.year}-nam": set_days.year if set_days else None,
    }
    day = days.get(period.key)
    return f"gửi trước {due(date.fromisoformat(f'{period.last.year}-{day}'))}" if day else ""


def _unknown(agency: str) -> Finding:
    return Finding(
        "mkdocs.yml",
        0,
        "report-office",
        Say(f"«{agency}» không có trong agencies.yml.", f"`{agency}` is not in agencies.yml."),
        Say("Sửa «report.office» trong mkdocs.yml.", "Mend `report.office` in mkdocs.yml."),
    )


def _opening(whole: Statistics, name: str, province: str) -> str:
    of = f" trên địa bàn {province}" if province else ""
    return f"{name} báo cáo {SUBJECT}{of} {whole.period.words} (số liệu {whole.period.days_words}) như sau:"


def _stands(whole: Statistics) -> Iterator[Block]:
    """What a reader must know before any figure."""
    if whole.demo:
        yield text("Báo cáo này lập từ dữ liệu minh họa; không phải số liệu thật.")
    if not whole.closed:
        yield text(
            f"Kỳ báo cáo chưa kết thúc; số liệu tính đến {moment_words(whole.cut)} và còn thay đổi."
        )


def _results(whole: Statistics) -> Iterator[Block]:
    for number, (group, label) in enumerate(GROUPS.items(), 1):
        yield heading(f"{number}. {label}", 2)
        told = [f for f in whole.figures.values() if f.definition.group == group]
        lines = []
        for figure in told:
            if figure.items is not None:
                lines.append(f"{figure.definition.label}: {figure.words};")
            if figure.key == "channel_uses" and whole.channels:
                uses = ", ".join(f"{c.label.lower()} {c.value}" for c in whole.channels)
                lines[-1] = f"{lines[-1][:-1]}, gồm: {uses};"
        yield dashes([*lines[:-1], f"{lines[-1][:-1]}."])
        for figure in told:
            if figure.items is None:
                yield blank(f"- {figure.definition.label} ({figure.words}; cơ quan tự điền):", 1)
    yield from _late(whole)


def _late(whole: Statistics) -> Iterator[Block]:
    """What came late and counts in another period than that in which it happened, and what that rule does not hold for."""
    if whole.late_entries:
        yield text("Việc của kỳ trước, công bố trong kỳ này nên tính vào kỳ này:")
        yield dashes(_ended([_entry(i) for i in whole.late_entries]))
    if whole.later_entries:
        yield text("Việc diễn ra trong kỳ nhưng công bố sau kỳ, tính vào kỳ sau:")
        yield dashes(_ended([_entry(i) for i in whole.later_entries]))
    if whole.undated:
        yield text(
            f"Có {len(whole.undated)} dự thảo đã lấy ý kiến nhưng hồ sơ không ghi thời gian, nên không tính vào kỳ nào."
        )
    yield text(_MOVES)


def _entry(item: CountedItem) -> str:
    number = f", đợt {item.round}" if item.round else ""
    return f"{item.title}{number}: {item.note}"


def _ended(items: Sequence[str]) -> list[str]:
    return [f"{item}{'.' if n == len(items) else ';'}" for n, item in enumerate(items, 1)]


def _written(written: ReportText) -> Iterator[Block]:
    """The parts that a person writes, or room to write them."""
    for number, (key, label) in enumerate(HEADINGS.items(), 1):
        yield heading(f"{_ROMAN[number]}. {label.upper()}")
        paragraphs: tuple[str, ...] = getattr(written, key)
        for paragraph in paragraphs:
            if paragraph.startswith("- "):
                yield dashes([paragraph[2:]])
            else:
                yield text(paragraph)
        if not paragraphs:
            yield blank("(Cơ quan báo cáo tự điền)", 3)


# ---- annexes


def _counted(whole: Statistics) -> Annex:
    rows = []
    for group, label in GROUPS.items():
        rows.append(["", label.upper(), "", ""])
        for figure in whole.figures.values():
            known = figure.definition
            if known.group == group:
                number = str(sum(bool(row[0]) for row in rows) + 1)
                how = f"{known.plain}\nCách đếm: {known.strict}"
                rows.append([number, known.label, figure.cell, how])
    columns = ("Số TT", "Chỉ tiêu", "Số liệu", "Chỉ tiêu này đếm gì")
    return annex("Số liệu và cách tính", [table(columns, rows, (1, 5, 3.4, 15))], landscape=True)


def _divided(site: Site, report: PeriodReport) -> Annex:
    blocks: list[Block] = []
    kinds: tuple[BreakdownKind, ...] = tuple(KIND_LABEL)
    for number, kind in enumerate(kinds, 1):
        blocks.append(heading(f"{number}. {KIND_LABEL[kind]}", 2))
        if said := overlap_words(kind, report.parts[kind]):
            blocks.append(text(said))
        if kind == "quarter":
            blocks.append(
                text("Kết quả trả lời của mỗi quý tính đến hết quý ấy, hoặc đến khi chốt số liệu.")
            )
        rows = [
            [
                row_name(site.registers, kind, row, report.whole.period),
                *(f.cell if f.told else NOTHING for f in row.figures),
            ]
            for row in report.parts[kind]
        ]
        columns = (
            KIND_LABEL[kind].removeprefix("Theo ").capitalize(),
            *(SHORT_LABEL[k] for k in COLUMNS),
        )
        widths = (6.0, *(3.0 if DEFINITIONS[key].none else 1.9 for key in COLUMNS))
        numbers = tuple(range(1, len(columns)))
        blocks.append(table(columns, rows, widths, numbers) if rows else text("Không có số liệu."))
    blocks.append(text(f"Ghi chú: dấu {NOTHING} nghĩa là {' hoặc '.join(nothing_words())}."))
    return annex("Số liệu theo cơ quan, loại văn bản, lĩnh vực và quý", blocks, landscape=True)


def _drafts(whole: Statistics) -> Annex:
    blocks: list[Block] = []
    for number, (title, columns) in enumerate(
        (("Lấy ý kiến và truyền thông", _ASKED), ("Ý kiến góp ý và trả lời", _ANSWERED)), 1
    ):
        blocks.append(heading(f"{number}. {title}", 2))
        rows = _rows(whole, [key for key, _ in columns])
        if len(rows) == 1:
            blocks.append(text("Không có dự thảo nào."))
            continue
        blocks.append(
            table(
                ("Dự thảo, cuộc họp", *(label for _, label in columns)),
                rows,
                (7.0, *(1.6 for _ in columns)),
                tuple(range(1, 1 + len(columns))),
            )
        )
    return annex("Danh mục dự thảo của từng chỉ tiêu", blocks, landscape=True)


def _rows(whole: Statistics, keys: Sequence[str]) -> list[list[str]]:
    """A row a draft that stands behind any of these figures, then their sums, which are the figures."""
    items = {key: whole.figures[key].items or () for key in keys}
    behind = {item.id: item for key in keys for item in items[key]}
    titles = {
        item.id: item.title if item.is_meeting else f"{item.title}\n{item.id.upper()}"
        for item in behind.values()
    }
    rows = [
        [titles[draft], *(_amount(items[key], draft) for key in keys)] for draft in sorted(titles)
    ]
    return [*rows, ["Cộng", *(str(whole.figures[key].value) for key in keys)]]


def _amount(items: Sequence[CountedItem], draft: str) -> str:
    """How many of a figure come from a draft; empty where none do."""
    return str(sum(item.amount for item in items if item.id == draft) or "")

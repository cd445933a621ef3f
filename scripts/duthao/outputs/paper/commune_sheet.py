"""The sheet on which a commune sums up what its people think: on paper to be signed, and as a workbook to be sent back.

`duthao responses import` reads the workbook without being told what its columns are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import TypedDict

from duthao.domain import commune_summaries as sheet
from duthao.domain import deadline_words, provisions, responses
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.central_drafts import whose
from duthao.outputs.shared.opinion_form import asked_in_words
from duthao.outputs.shared.over_sheet import over_text
from duthao.outputs.shared.sheet import (
    COMMUNES,
    SheetData,
    ended_kinds,
    form_addresses,
    is_news,
    of_what,
    sheet_artifact,
    sheet_data,
    sheet_kinds,
)
from duthao.outputs.site import Site
from duthao.records import draft_articles
from duthao.records.record import Record
from duthao.rendering.workbook import Sheet, workbook

FILE = "phieu-tong-hop.xlsx"
_FREE_ROWS = 6  # for what nobody asked about
_WIDTHS = {"part": 20, "ref": 18, "group": 34, "gist": 60, "who": 22, "count": 12}
_CHOICES = {"part": responses.PARTS, "who": responses.WHO}
# To whoever fills it in.
_ADVICE = (
    "Không ghi họ tên, số điện thoại, địa chỉ của người góp ý; không ghi bí mật nhà nước.",
    "Mỗi ý một dòng; nhiều người cùng nêu một ý thì ghi số lượt. Chủ thể góp ý bỏ trống: ý kiến của chính xã, phường.",
)


class SummaryRow(TypedDict):
    """A row of the table: the provision or "", and what is asked about; both "" where a commune writes of its own."""

    ref: str
    group: str


class CommuneSheetData(SheetData):
    """`theme/print/phieu-tong-hop.typ`. `when`, `forms` and `people` are labels of what is filled in by hand, each form with the unit
    that is counted; `columns` the headings of the table; what stands above the signatures in `signed`.
    """

    heading: str
    subject: str
    to: str
    until: str
    when: list[str]
    forms: list[list[str]]
    people: list[str]
    columns: list[str]
    rows: list[SummaryRow]
    majority: str
    advice: list[str]
    where: list[dict[str, str]]
    signed: list[list[str]]


class CommuneSheet(Output):
    """Of every draft of a body above communes; the paper as long as opinions are taken."""

    name = "commune_sheet"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`phieu-tong-hop.pdf` and `phieu-tong-hop.xlsx`, whose address stays when opinions are taken no more."""
        open_now = COMMUNES in sheet_kinds(site, record)
        if open_now:
            yield sheet_artifact(site, record, COMMUNES.file, commune_sheet(site, record))
        if _has_workbook(site, record):
            make = summary_workbook if is_news(site, record) else _over_workbook
            yield Artifact(site.links.draft(record.id, FILE), partial(make, site, record))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The workbook, while it can be sent back."""
        if _has_workbook(site, record) and COMMUNES not in ended_kinds(site, record):
            path = site.links.draft(record.id, FILE)
            yield PageLink("print", COMMUNES.label, path, "bảng Excel, gửi lại bằng tệp")


def _has_workbook(site: Site, record: Record) -> bool:
    dated = site.view(record).closes is not None and not whose(site, record)
    return dated and bool(sheet.summing_communes(site.registers, record.draft))


def asked_about(record: Record) -> tuple[SummaryRow, ...]:
    """Each article of the draft that is known for sure, and each question of the record: what a blank sheet holds."""
    articles = draft_articles.articles(record)
    questions = (responses.group_name(words) for words in asked_in_words(record))
    return (
        *(SummaryRow(ref=provisions.reference_words(a.ref), group=a.heading) for a in articles),
        *(SummaryRow(ref="", group=words) for words in questions),
    )


# ---- the workbook


def summary_workbook(site: Site, record: Record) -> bytes:
    """The workbook: facts of the asking, then the opinions; what is filled in stays text, whatever it begins with."""
    facts = {
        sheet.DRAFT: record.code,
        sheet.TITLE_OF_DRAFT: record.draft.short_title,
        sheet.ROUND: str(site.view(record).round or 1),
    }
    first = [[sheet.TITLE, sheet.FILLED_IN]]
    first += [[label, facts.get(key, "")] for key, label in sheet.FIELDS.items()]
    names = [
        site.registers.places[key].name
        for key in sheet.summing_communes(site.registers, record.draft)
    ]
    where = (1 + list(sheet.FIELDS).index(sheet.COMMUNE), 1)
    table = [[responses.heading(key) for key in sheet.COLUMNS]]
    table += [_cells(row) for row in asked_about(record)]
    table += [[""] * len(sheet.COLUMNS) for _ in range(_FREE_ROWS)]
    widths = {sheet.COLUMNS.index(key): width for key, width in _WIDTHS.items()}
    choices = {sheet.COLUMNS.index(key): list(labels.values()) for key, labels in _CHOICES.items()}
    advice = [["Cách ghi"], *([line] for line in _ADVICE)]
    return workbook(
        [
            Sheet(
                sheet.FACTS_SHEET, first, {0: 42, 1: 60}, cell_choices={where: names}, ruled=True
            ),
            Sheet(sheet.OPINIONS_SHEET, table, widths, choices, ruled=True),
            Sheet("Cách ghi", advice, {0: 100}),
        ]
    )


def _over_workbook(site: Site, record: Record) -> bytes:
    """In place of the workbook what lies in that of the paper."""
    return _workbook_of(tuple(over_text(site, record)))


@lru_cache(maxsize=16)
def _workbook_of(lines: Sequence[str]) -> bytes:
    """One for all drafts that are over and of which the same is said: nineteen in twenty."""
    return workbook([Sheet(sheet.FACTS_SHEET, [[line] for line in lines], {0: 100})])


def _cells(row: SummaryRow) -> list[str]:
    known = {"ref": row["ref"], "group": row["group"]}
    return [known.get(key, "") for key in sheet.COLUMNS]


# ---- the paper


def commune_sheet(site: Site, record: Record) -> CommuneSheetData:
    """The data of the paper."""
    draft, view = record.draft, site.view(record)
    assert view.opens is not None and view.closes is not None
    labels = sheet.FIELDS
    return {
        **sheet_data(site, record, f"Phiếu tổng hợp ý kiến: {draft.title}"),
        "heading": "PHIẾU TỔNG HỢP Ý KIẾN CỦA NHÂN DÂN",
        "subject": f"Đối với {of_what(record, view)} {draft.title}",
        "to": f"Kính gửi: {site.drafters(record)}",
        "until": f"Thời hạn góp ý: đến {deadline_words.until(view.closes)}",
        "when": ["từ ngày", "đến ngày"],
        "forms": [_parted(label) for label in sheet.FORMS.values()]
        + [[labels[sheet.OTHER_FORM], ""]],
        "people": [labels[sheet.PEOPLE], labels[sheet.AGREEING]],
        "columns": [
            "Điều, câu hỏi",
            responses.heading("gist"),
            responses.heading("who"),
            responses.heading("count"),
        ],
        "rows": list(asked_about(record)),
        "majority": labels[sheet.MAJORITY],
        "advice": list(_ADVICE),
        "where": _addresses(site, record),
        "signed": [["NGƯỜI TỔNG HỢP"], ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]],
    }


def _parted(label: str) -> list[str]:
    """`Họp thôn (số cuộc)` → `Họp thôn`, `cuộc`."""
    form, _, unit = label.rstrip(")").partition(" (số ")
    return [form, unit]


def _addresses(site: Site, record: Record) -> list[dict[str, str]]:
    address = site.links.spelled(site.links.draft(record.id, FILE))
    return [
        *form_addresses(site, record),
        {"label": "Bảng Excel, gửi lại bằng tệp", "words": address},
    ]

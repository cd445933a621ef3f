"""The table of opinions and answers that the drafting agency signs: as PDF, as a Word document, and as a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from duthao.clock import date_vi
from duthao.domain import deadline_words, provisions, responses
from duthao.domain.draft import Outcome, Round
from duthao.domain.responses import Response
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.paper.signed_table_data import (
    NumberedClause,
    SignedTableData,
    TablePart,
    TableRow,
)
from duthao.outputs.paper.signed_table_word import word_document
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.response_rows import (
    DOCX,
    PDF,
    XLSX,
    answered_rounds,
    fates_of,
    row_words,
)
from duthao.outputs.shared.sheet import sheet_artifact, sheet_data
from duthao.outputs.shared.signed_papers.letterhead import BLANK, letterhead
from duthao.outputs.site import Site
from duthao.records import responses_reader
from duthao.records.record import Record
from duthao.rendering.workbook import Sheet, workbook
from duthao.rules.posting_period import posted

HEADING = "BẢN TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý, PHẢN BIỆN XÃ HỘI"
COLUMNS = (
    "NHÓM VẤN ĐỀ, ĐIỀU, KHOẢN",
    "CHỦ THỂ GÓP Ý",
    "NỘI DUNG GÓP Ý",
    "NỘI DUNG TIẾP THU, GIẢI TRÌNH",
)
_WHOM = "cơ quan, tổ chức, cá nhân"
_UNSURE = re.compile(r"[,;]?\s*\(?chưa rõ[^)]*\)?")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WIDTHS = {"gist": 60, "answer": 60, "changed": 30, "group": 25, "ref": 18, "who": 22, "part": 22, "verdict": 22}  # fmt: skip
_NUMBERS = frozenset({"no", "round", "count"})


class SignedTable(Output):
    """Of the latest round whose answer is out; the workbook has the rows of all such rounds."""

    name = "signed_table"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`y-kien.pdf`, `y-kien.docx`, `y-kien.xlsx`."""
        known = answered_rounds(site, record)
        if not known:
            return
        latest = known[0]
        if site.printed:
            data = signed_table(site, record, latest.number, latest.rows)
            yield sheet_artifact(site, record, PDF, data)
        yield Artifact(
            site.links.draft(record.id, DOCX),
            partial(_word, site, record, latest.number, latest.rows),
        )
        rows = tuple(row for round_ in known for row in round_.rows)
        yield Artifact(site.links.draft(record.id, XLSX), partial(table_workbook, rows))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """All three."""
        if answered_rounds(site, record):
            files = (("Bản in PDF", PDF), ("Bản Word", DOCX), ("Bảng Excel", XLSX))
            for label, name in files if site.printed else files[1:]:
                yield PageLink("responses", label, site.links.draft(record.id, name), "")


def files(
    site: Site, record: Record, number: int, rows: Sequence[Response]
) -> dict[str, Callable[[], bytes]]:
    """The three files of a round by name, whether or not it is answered, each as what renders it."""
    data = signed_table(site, record, number, rows)
    return {
        PDF: sheet_artifact(site, record, PDF, data).render,
        DOCX: partial(_word, site, record, number, rows),
        XLSX: partial(table_workbook, rows),
    }


def _word(site: Site, record: Record, number: int, rows: Sequence[Response]) -> bytes:
    return word_document(signed_table(site, record, number, rows), edition(site, record))


def table_workbook(rows: Sequence[Response]) -> bytes:
    """The officer's table as a workbook: numbers as numbers, text as text whatever it begins with."""
    cells: list[list[str | int]] = [[column.heading for column in responses.COLUMNS]]
    for row in rows:
        written = zip(responses.KEYS, responses_reader.written(row), strict=True)
        cells.append([int(text) if key in _NUMBERS else text for key, text in written])
    widths = {responses.KEYS.index(key): width for key, width in _WIDTHS.items()}
    return workbook([Sheet("Ý kiến", cells, widths)])


def signed_table(
    site: Site, record: Record, number: int, rows: Sequence[Response]
) -> SignedTableData:
    """The data of the table of a round (from 1), answered or not yet."""
    draft = record.draft
    round_ = draft.rounds[number - 1]
    name = site.drafters(record)
    common = sheet_data(site, record, f"Tổng hợp ý kiến, tiếp thu, giải trình: {draft.short_title}")
    return {
        **common,
        **letterhead(site, record),
        "heading": HEADING,
        "subject": f"Đối với {'đề nghị xây dựng' if round_.of == 'proposal' else 'dự thảo'} {draft.title}",
        "opening": list(_opening(site, record, round_, name, len(draft.rounds), number)),
        "clauses": list(_clauses(site, record, round_.outcome or Outcome(), rows)),
        "columns": list(COLUMNS),
        "parts": list(_parts(site, record, rows)),
    }


def _opening(
    site: Site, record: Record, round_: Round, name: str, rounds: int, number: int
) -> Iterator[str]:
    """The legal basis as the register has it, blank where it has none; who asked on what, and when."""
    regime = None
    if round_.opens:
        kind = site.registers.document_types[record.draft.document_type]
        regime = kind.regime(posted(record.draft, round_))
    basis = _UNSURE.sub("", regime.source).strip(" ,;") if regime and regime.source else ""
    yield f"Căn cứ {basis or BLANK};"
    which = f" (đợt {number})" if rounds > 1 else ""
    when = ""
    if round_.opens and round_.closes:
        closes = round_.deadline_changes[-1].closes if round_.deadline_changes else round_.closes
        when = f", {deadline_words.period(round_.opens, closes)}"
    yield (
        f"{name} đã lấy ý kiến đối với {'đề nghị xây dựng' if round_.of == 'proposal' else 'dự thảo'} "
        f"{record.draft.title}{which}{when}. Kết quả như sau:"
    )


def _clauses(
    site: Site, record: Record, outcome: Outcome, rows: Sequence[Response]
) -> Iterator[NumberedClause]:
    """Bodies and persons asked, papers received and opinions in them are three counts; what nobody counted stays blank."""
    method = (
        f" Cách lấy và tổng hợp ý kiến: {outcome.method.rstrip('. ')}." if outcome.method else ""
    )
    received = outcome.received or responses.counts(rows)["received"]
    yield _clause(
        "1.",
        f"Tổng số {_WHOM} được gửi lấy ý kiến: {_figure(outcome.asked)}. "
        f"Số văn bản, phiếu có ý kiến góp ý: {_figure(outcome.documents)}; "
        f"số ý kiến góp ý trong các văn bản, phiếu đó: {received}.{method}",
    )
    yield _clause("2.", "Kết quả lấy ý kiến:")
    agreed = [
        _letter(
            site.agency_name(record, body.agency),
            body.number,
            date_vi(body.date) if body.date else None,
        )
        for body in outcome.agreed_bodies
    ]
    with_letters = ", trong đó có văn bản của:" if agreed else "."
    yield _clause(
        "2.1.",
        f"Thống nhất với nội dung dự thảo: {_figure(outcome.agreed)} {_WHOM}{with_letters}",
        _listed(agreed),
    )
    bodies = list(
        dict.fromkeys(
            site.agency_name(record, key)
            for row in rows
            for key in row.bodies
            if key in site.registers.agencies
        )
    )
    named = f" Cơ quan, đoàn thể có ý kiến: {'; '.join(bodies)}." if bodies else ""
    yield _clause("2.2.", f"Có ý kiến góp ý: {_figure(outcome.opined)} {_WHOM}.{named}")
    if outcome.silent is not None:
        yield _clause(
            "2.3.",
            f"Không có ý kiến trả lời: {outcome.silent} {_WHOM}; không tính là thống nhất.",
        )
    if rows and all(row.verdict for row in rows):
        yield _clause("3.", f"Trong {received} ý kiến góp ý: {fates_of(rows)}.")
    last = "4." if rows and all(row.verdict for row in rows) else "3."
    yield _clause(last, "Nội dung cụ thể như các bảng dưới đây.")


def _clause(number: str, text: str, points: list[str] | None = None) -> NumberedClause:
    return {"number": number, "text": text, "points": points or []}


def _figure(count: int | None) -> str:
    return BLANK if count is None else str(count)


def _letter(name: str, number: str | None, day: str | None) -> str:
    parts = [f"số {number}"] if number else []
    parts += [f"ngày {day}"] if day else []
    return f"{name} (Văn bản {' '.join(parts)})" if parts else name


def _listed(points: Sequence[str]) -> list[str]:
    return [f"{point};" for point in points[:-1]] + [f"{point}." for point in points[-1:]]


def _parts(site: Site, record: Record, rows: Sequence[Response]) -> Iterator[TablePart]:
    parts: dict[str, list[Response]] = {}
    for row in sorted(
        rows, key=lambda r: (responses.part_order(r.part), provisions.order(r.ref), r.no)
    ):
        parts.setdefault(row.part, []).append(row)
    for number, (part, of_part) in enumerate(parts.items()):
        label = responses.part_label(part)
        roman = _ROMAN[number] if number < len(_ROMAN) else str(number + 1)
        yield {
            "heading": f"{roman}. {label.upper()}",
            "rows": table_rows(site, record, of_part),
        }


def table_rows(site: Site, record: Record, rows: Sequence[Response]) -> list[TableRow]:
    """These rows as the table has them."""
    return [_row(site, record, row) for row in rows]


def _row(site: Site, record: Record, row: Response) -> TableRow:
    words = row_words(site, record, row)
    who = f"{words['who']} ({words['count']})" if words["count"] else words["who"]
    # What the heading of the part says is not said again in each of its rows.
    where = words["where"] if row.ref else ""
    place = list(dict.fromkeys(line for line in (words["group"], where) if line))
    return {
        "place": place,
        "who": who,
        "gist": f"{row.no}. {row.gist}",
        "verdict": words["label"],
        "answer": row.answer,
        "changed": row.changed.rstrip(". ") + "." if row.changed else "",
    }

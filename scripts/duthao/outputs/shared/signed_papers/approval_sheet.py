"""The sheet by which a record is approved: the whole of what will be published, what changed since the last approval, the files.

It is signed on paper or digitally. Each page bears the code of the content, and the file bears record and digest as data, so
that a machine knows of which content a signed sheet is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypedDict

from duthao.clock import date_vi
from duthao.domain.approvals.approval_fields import LEVELS, short_code
from duthao.errors import Findings
from duthao.outputs.shared.comment_channels import channels
from duthao.outputs.shared.sheet import imprint, own_marks
from duthao.outputs.shared.signed_papers.field_sentences import FieldSentence, field_sentences
from duthao.outputs.site import Site
from duthao.records import body
from duthao.records.approvals.approved_content import ApprovedContent
from duthao.records.approvals.sheet_marks import made_mark, mark
from duthao.records.record import Record
from duthao.rendering import typesetting

_TEMPLATE = "phieu-duyet.typ"
_BODY = "Thuyết minh"
_NOTHING = "(không có)"


class SheetRows(TypedDict):
    """A part of the sheet: `columns` of `rows` of cells, or, where there are no columns, paragraphs of one cell each."""

    heading: str
    note: str
    columns: list[str]
    widths: list[float]
    rows: list[list[str]]


class ApprovalSheetData(TypedDict):
    """`theme/print/phieu-duyet.typ`. `code` and `imprint` stand on each page, `keywords` are data of the file alone."""

    title: str
    marks: list[str]
    imprint: str
    keywords: list[str]
    code: str
    sha256: str
    record: str
    agency: str
    about: str
    parts: list[SheetRows]
    statement: str


def sheet_data(
    site: Site,
    record: Record,
    content: ApprovedContent,
    earlier: ApprovedContent | None,
    scripts: Sequence[tuple[str, str]],
) -> ApprovalSheetData:
    """The data of the sheet. `earlier` is what was approved last, None where that is not known; `scripts` are what is said on
    loudspeakers, each under its label.
    """
    sha256 = content.sha256
    return {
        "title": f"Phiếu duyệt hồ sơ {record.code}",
        "marks": own_marks(site, record),
        "imprint": imprint(site, f"Lập ngày {date_vi(site.now.date())}"),
        "keywords": [mark(record.id, sha256), made_mark(site.now)],
        "code": short_code(sha256),
        "sha256": sha256,
        "record": record.code,
        "agency": site.drafters(record),
        "about": record.draft.title,
        "parts": [
            _changes(site, record, content, earlier),
            _fields(site, content),
            *_sections(record.body),
            _ways(site, record),
            *_scripts(scripts),
            _files(record),
        ],
        "statement": (
            f"Người ký phiếu này duyệt để công bố hồ sơ {record.code} đúng như nội dung in ở trên và các tệp có mã SHA-256 như trên."
        ),
    }


def pdf(site: Site, record: Record, data: ApprovalSheetData) -> bytes:
    """The sheet as PDF. Raises Findings where it cannot be set."""
    template = site.root / "theme" / "print" / _TEMPLATE
    try:
        return typesetting.pdf(template, data, site.now.date())
    except typesetting.PrintError as error:
        raise Findings(error.findings(site.root, record.path)) from None


# ---- the whole text


def _fields(site: Site, content: ApprovedContent) -> SheetRows:
    rows = [[s.label, s.words] for s in field_sentences(content.fields, site.registers)]
    return _table("Các mục khai báo", ("Mục", "Nội dung"), (5, 6), rows)


def _sections(sections: body.Body) -> Iterator[SheetRows]:
    """Each section of the body, paragraph for paragraph; a table as a table."""
    for section in sections.sections:
        told = [[_block(kind, text)] for kind, text in section.blocks if kind != "row"]
        if told or not section.table:
            yield _text(section.heading, told)
        if section.table:
            head, *rows = section.table
            wide = [[*row, *[""] * (len(head) - len(row))][: len(head)] for row in rows]
            yield _table(section.heading if not told else "", head, (), wide)


def _block(kind: str, text: str) -> str:
    return f"– {text}" if kind == "item" else text


def _ways(site: Site, record: Record) -> SheetRows:
    rows = [[way["label"], _way(way)] for way in channels(site, record)]
    note = "" if rows else "Trang không nêu cách góp ý nào."
    return _table("Cách góp ý sẽ đăng", ("Cách", "Nội dung"), (3, 7), rows, note)


def _way(way: Mapping[str, str]) -> str:
    # Without what is filled in beforehand: that follows from the record's code and title.
    address = way["url"].partition("?")[0] if way["url"].startswith("http") else ""
    return " – ".join(filter(None, (way["text"], address, way["note"])))


def _scripts(scripts: Sequence[tuple[str, str]]) -> Iterator[SheetRows]:
    for label, text in scripts:
        yield _text(f"Bài phát thanh: {label}", [[line] for line in text.splitlines() if line])


def _files(record: Record) -> SheetRows:
    files = {**record.files, **record.side_files}
    rows = [
        [name, f"{file.format}, {file.extent_words}", file.sha256]
        for name, file in sorted(files.items())
    ]
    note = "" if rows else "Hồ sơ không có tệp nào."
    return _table("Các tệp", ("Tệp", "Loại, dung lượng", "Mã SHA-256"), (3, 2, 5), rows, note)


# ---- what changed


def _changes(
    site: Site, record: Record, content: ApprovedContent, earlier: ApprovedContent | None
) -> SheetRows:
    heading, before = "Thay đổi so với lần duyệt trước", record.draft.approved
    if before is None:
        return _text(
            heading, [["Hồ sơ chưa được duyệt lần nào: toàn bộ nội dung dưới đây là mới."]]
        )
    when = f"Lần trước: duyệt {LEVELS[before.level_key].name} ngày {date_vi(before.date)}, mã {short_code(before.sha256)}."
    if earlier is None:
        return _text(
            heading,
            [
                [
                    f"{when} Nội dung lần ấy không được giữ lại để so sánh: đọc toàn bộ nội dung dưới đây."
                ]
            ],
        )
    rows = [
        [new or old, was or _NOTHING, now or _NOTHING]
        for old, was, new, now in _differing(_said(site, earlier), _said(site, content))
    ]
    note = when if rows else f"{when} Không có thay đổi."
    return _table(heading, ("Mục", "Trước", "Nay"), (3, 3, 3), rows, note)


def _said(site: Site, content: ApprovedContent) -> list[FieldSentence]:
    """All that a content says, line for line: fields, the body, files."""
    sections, _ = body.parse(content.body, "", 1)
    told = [
        FieldSentence(f"{_BODY}, {section.heading}", _block(kind, text))
        for section in sections.sections
        for kind, text in section.blocks
    ]
    files = [
        FieldSentence(f"Tệp {name}", f"SHA-256 {sha}")
        for name, sha in sorted(content.files.items())
    ]
    return [*field_sentences(content.fields, site.registers), *told, *files]


def _differing(
    before: Sequence[FieldSentence], after: Sequence[FieldSentence]
) -> Iterator[tuple[str, str, str, str]]:
    """What differs, as label and words before, label and words after; "" for what was not there or is no more."""
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = list(before[i:j]), list(after[k:m])
        for new in come:
            old = next((o for o in gone if o.label == new.label), None)
            if old:
                gone.remove(old)
            yield (old.label if old else "", old.words if old else "", new.label, new.words)
        for old in gone:
            yield old.label, old.words, "", ""


def _text(heading: str, rows: list[list[str]], note: str = "") -> SheetRows:
    return {"heading": heading, "note": note, "columns": [], "widths": [], "rows": rows}


def _table(
    heading: str,
    columns: Sequence[str],
    widths: Sequence[float],
    rows: list[list[str]],
    note: str = "",
) -> SheetRows:
    wide = [float(width) for width in widths] or [1.0] * len(columns)
    return {
        "heading": heading,
        "note": note,
        "columns": list(columns),
        "widths": wide,
        "rows": rows,
    }

"""Cells of the comparison that name whom they touch in words by which no audience of the record is found.

Such a row stays as it is written and is shown to everybody; the page, the sheet and the words for an audience do not have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duthao.domain.lifecycle import takes_comments
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule, in_body
from duthao.speech.sentences import informs

RULES = {
    "affected-unknown": Rule(
        "Dòng của bảng so sánh không nêu đối tượng nào có trong danh mục",
        "Viết thêm tên đối tượng trong ô, hoặc thêm tên gọi ấy vào «also» trong audiences.yml.",
        "warning",
    ),
    "affected-unclear": Rule(
        "Ô của bảng so sánh không cho biết có loại trừ đối tượng hay không",
        "Viết phần loại trừ trong ngoặc đơn; đối tượng bị ảnh hưởng viết trước đó, hoặc sau dấu chấm phẩy.",
        "warning",
    ),
    "affected-unlisted": Rule(
        "Bảng so sánh nêu đối tượng không có ở «audiences» của hồ sơ",
        "Thêm khóa của đối tượng vào «audiences», hoặc sửa ô của bảng.",
        "warning",
    ),
}
_NAME_THEM = Say(
    "Viết thêm tên đối tượng trong ô, hoặc thêm tên gọi ấy vào «also» trong audiences.yml.",
    "Name the audience in the cell too, or add what it is called to `also` in audiences.yml.",
)
_NAMED = 5  # cells or audiences named in one finding


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every row that changes something is found by an audience that the record names."""
    section = record.body["new"]
    if section is None or not takes_comments(record.draft, context.now):
        return
    cells = dict.fromkeys(row[3] for row in section.table[1:] if len(row) > 3 and informs(row[3]))
    found = {cell: context.registers.audience_names.read(cell) for cell in cells}
    if unknown := [cell for cell, read in found.items() if not (read.keys or read.unclear)]:
        yield _in_cell(
            record,
            unknown[0],
            "affected-unknown",
            Say(
                f"Cột «Ai bị ảnh hưởng»: {_listed(unknown)} không nêu đối tượng nào có trong danh mục, nên không có ở trang của đối tượng nào.",
                f"Column of who is affected: {_listed(unknown)} names no audience of the register, so no audience's page has it.",
            ),
            _NAME_THEM,
        )
    if unclear := [cell for cell, read in found.items() if read.unclear]:
        names = _listed([*dict.fromkeys(name for cell in unclear for name in found[cell].unclear)])
        yield _in_cell(
            record,
            unclear[0],
            "affected-unclear",
            Say(
                f"Cột «Ai bị ảnh hưởng»: ô {_listed(unclear)} không cho biết {names} bị ảnh hưởng hay được loại trừ, nên không báo cho các đối tượng ấy.",
                f"Column of who is affected: {_listed(unclear)} does not tell whether {names} are touched or left out, so they are not told.",
            ),
            Say(
                "Viết phần loại trừ trong ngoặc đơn; đối tượng bị ảnh hưởng viết trước đó, hoặc sau dấu chấm phẩy.",
                "Put whom it leaves out into brackets; name those whom it touches before, or after a semicolon.",
            ),
        )
    named = dict.fromkeys(key for read in found.values() for key in read.keys)
    if unlisted := [key for key in named if key not in record.draft.audiences]:
        names = _listed([context.registers.audiences[key].name for key in unlisted])
        keys = ", ".join(unlisted[:_NAMED])
        yield record.finding(
            "affected-unlisted",
            ("audiences",),
            Say(
                f"Bảng so sánh nêu {names}, nhưng «audiences» không có.",
                f"The comparison names {names}, but `audiences` does not.",
            ),
            Say(
                f"Thêm vào «audiences»: {keys}; nếu không phải thì sửa ô của bảng.",
                f"Add to `audiences`: {keys}; or mend the cell.",
            ),
        )


def _listed(words: Sequence[str]) -> str:
    """`«a», «b»`, and an ellipsis where there are more."""
    return ", ".join(f"«{word}»" for word in words[:_NAMED]) + (", …" if words[_NAMED:] else "")


def _in_cell(record: Record, cell: str, rule: str, message: Say, remedy: Say) -> Finding:
    """A fault in the cell that says so; where its words are marked up in the source, in the section."""
    start = record.source.body.find(cell, record.source.body.find("\n|"))
    return in_body(record, max(start, 0), len(cell) if start >= 0 else 0, rule, message, remedy)

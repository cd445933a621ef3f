"""Rows of tables that compare what holds now with the draft, as offices lay them out: three to five columns in any order,
a header of one to three rows, numbering, merged cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duthao.errors import Say
from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.document import WordTable
from duthao.records.word_files.papers import Paper
from duthao.records.word_files.source_sentences import SourceSentence, single
from duthao.text import fold

MAX_ROWS = 200  # of one table: more belongs into an attachment, not on a page
_ROLES = (
    ("number", re.compile(r"(?:so )?(?:tt|stt)$|^#$|^so thu tu$")),
    ("reason", re.compile(r"ly do|thuyet minh|giai trinh|vi sao|co so (?:phap ly|de xuat|thuc tien)|^can cu|^ghi chu|^giai thich|can cu de xuat")),
    ("affected", re.compile(r"doi tuong|ai bi|chiu tac dong|anh huong")),
    ("now", re.compile(r"hien hanh|hien nay|hien tai|dang ap dung|dang thuc hien|quy dinh cu|truoc day|van ban cu|chua sua")),
    ("draft", re.compile(r"du thao|de xuat|phuong an|quy dinh moi|noi dung moi|sua doi|bo sung|van ban moi")),
    ("now", re.compile(r"(?:nghi quyet|quyet dinh) (?:so )?\d+")),
    ("what", re.compile(r"noi dung|van de|dieu|khoan|tieu chi|chi tieu|muc|chinh sach|quy dinh ve|linh vuc|nhom")),
)  # fmt: skip
_HEADER_ROWS = 3
_COLUMN_NUMBERS = re.compile(r"\(?(?:\d|[a-d])\)?(?:\s*=.*)?$", re.IGNORECASE)
_HEADING = re.compile(r"(?:điều|khoản|chương|mục)\s+\d+[a-zđ]?\s*[.:]\s*\S", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "\u2013", "\u2014", "…", "..."})
_EMPTY = Say("Có ô trống. Nếu chưa có quy định thì ghi «Không quy định».", "A cell is empty. Where nothing is laid down, write `Không quy định`.")  # fmt: skip
_WHICH = Say("Bảng này giống bảng so sánh nhưng không rõ cột nào là hiện hành, cột nào là dự thảo: tự chép các dòng cần nêu.", "It looks like a comparison, but which column holds now and which is the draft is not told: copy what you need.")  # fmt: skip


_ODD = Say("Hàng này có ô chỉ ghi con số, hoặc lặp tên cột: có thể lệch cột nên không lấy. Tự chép hàng này.", "A cell of this row is a bare number or the name of its column: it may be shifted, so it is not taken. Copy it.")  # fmt: skip
_MOST_ASKED = 20  # rows of one table that are asked one by one


def find(papers: Sequence[Paper]) -> Iterator[FieldCandidate]:
    """Candidates for `comparison`, each a row: what, now, draft, who is affected, why ("" where there is no such column)."""
    for paper in papers:
        for table in paper.tables:
            header = _header(table)
            if header:
                yield from _rows(paper.file, table, *header)
            elif paper.kind == "comparison" and len(table.rows) > 1 and len(set(table.rows[0])) > 1:
                source = SourceSentence(_joined(table.rows[0]), paper.file, table.place(0))
                yield FieldCandidate("comparison", "", source.text, source, "doubtful", _WHICH)


def _header(table: WordTable) -> tuple[int, dict[str, int]] | None:
    """The first row of data, and the column of each role; None where it is no comparison."""
    if not table.rows or not 2 <= len(table.rows[0]) <= 8:
        return None
    start = 0
    while start < min(3, len(table.rows)) and len(set(table.rows[start])) == 1:
        start += 1  # a title above the columns
    for end in range(start + 1, min(start + _HEADER_ROWS, len(table.rows)) + 1):
        names = [
            fold(single(" ".join(dict.fromkeys(row[column] for row in table.rows[start:end]))))
            for column in range(len(table.rows[start]))
        ]
        if any(len(name) > 200 for name in names):
            return None
        roles = _roles(names)
        if roles and "now" in roles and "draft" in roles:
            return end, roles
    return None


def _roles(names: Sequence[str]) -> dict[str, int] | None:
    """The column of each role; None where two columns seem to be the draft, or what holds now."""
    found: dict[str, int] = {}
    for column, name in enumerate(names):
        role = next((role for role, pattern in _ROLES if pattern.search(name)), None)
        if role in ("now", "draft") and role in found and names[found[role]] != name:
            return None
        if role:
            found.setdefault(role, column)
    return found


def _rows(
    file: str, table: WordTable, start: int, roles: dict[str, int]
) -> Iterator[FieldCandidate]:
    group = ""
    given = unread = 0
    header = {tuple(map(single, row)) for row in table.rows[:start]}
    for number in range(start, len(table.rows)):
        row = table.rows[number]
        told = {cell for column, cell in enumerate(row) if column != roles.get("number") and cell}
        if not told or all(_COLUMN_NUMBERS.match(cell) for cell in row if cell):
            continue
        if tuple(map(single, row)) in header:
            continue  # repeated at the top of the next page
        if len(told) == 1 and row[roles["now"]] == row[roles["draft"]]:
            group = single(told.pop())
            continue
        if _runs_over(table, start, number, roles):
            unread += 1
            if unread <= _MOST_ASKED:
                yield _not_read(file, table, number, _ODD)
            continue
        if given >= MAX_ROWS:
            rest = Say(f"Bảng còn {len(table.rows) - number} hàng không lấy: đính kèm bản so sánh.", f"{len(table.rows) - number} more rows were not taken: attach the table.")  # fmt: skip
            yield _not_read(file, table, number, rest)._replace(doubt="refused")
            break
        given += 1
        yield _row(file, table, number, roles, group)
    if unread > _MOST_ASKED:
        more = unread - _MOST_ASKED
        rest = Say(f"Trong bảng còn {more} hàng nữa như vậy không đọc được: tự chép các hàng ấy.", f"{more} more such rows of the table were not read: copy them.")  # fmt: skip
        yield _not_read(file, table, start - 1, rest)


def _not_read(file: str, table: WordTable, number: int, why: Say) -> FieldCandidate:
    source = SourceSentence(_joined(table.rows[number]), file, table.place(number))
    return FieldCandidate("comparison", "", source.text, source, "doubtful", why)


def _runs_over(table: WordTable, start: int, number: int, roles: dict[str, int]) -> bool:
    """Whether the columns of a row are not those of the header: its name goes on into the row, or a mere number stands
    where words should.
    """
    row, names = table.rows[number], table.rows[start - 1]
    return any(
        row[c] and row[c] == names[c] for role, c in roles.items() if role != "number"
    ) or any(re.fullmatch(r"\d{1,3}", row[roles[role]]) for role in ("now", "draft"))


def _row(
    file: str, table: WordTable, number: int, roles: dict[str, int], group: str
) -> FieldCandidate:
    row = table.rows[number]

    def cell(role: str) -> str:
        return _cell(row[roles[role]]) if role in roles else ""

    now, draft = cell("now"), cell("draft")
    what = (
        cell("what") or group or _heading_of(row[roles["draft"]]) or _heading_of(row[roles["now"]])
    )
    value = (what, now, draft, cell("affected"), cell("reason"))
    text = _joined((group, *row) if group and not cell("what") else row)
    source = SourceSentence(text, file, table.place(number))
    words = max((now, draft), key=len) or what
    empty = not now or not draft
    return FieldCandidate("comparison", value, words, source, "doubtful" if empty else "certain", _EMPTY if empty else None)  # fmt: skip


def _cell(text: str) -> str:
    plain = single(text)
    return "" if plain in _NOTHING else plain


def _heading_of(text: str) -> str:
    """`Điều 4. Mức hỗ trợ`, where the first line of a cell is the heading of an article and more follows."""
    first, _, rest = text.partition("\n")
    return single(first) if rest and len(first) <= 120 and _HEADING.match(first) else ""


def _joined(cells: Sequence[str]) -> str:
    return " | ".join(single(cell) for cell in dict.fromkeys(cells) if cell)

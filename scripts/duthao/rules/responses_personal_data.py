"""Nobody who commented can be found in the table of responses: what looks like a person's data is shown masked, and a person confirms it.

A confirmation names the row, the kind, and how many places: never the datum, nor a digest of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from types import MappingProxyType

from duthao.domain import responses
from duthao.domain.registers import Registers
from duthao.domain.responses import Response
from duthao.errors import Finding, Say
from duthao.records.named_persons import named_persons
from duthao.records.office_contacts import is_official
from duthao.records.record import Record
from duthao.records.response_table import ResponseTable
from duthao.records.sensitive_data import Hit, marks, personal
from duthao.rules import Context, Rule

RULES = {
    "response-personal-data": Rule(
        "Bảng tổng hợp ý kiến có chỗ giống dữ liệu cá nhân",
        "Xóa; nếu người đọc thấy được công bố thì ghi một mục ở «responses.confirmed» (no, kind, reason, by, date).",
    ),
    "response-secrecy-mark": Rule(
        "Bảng tổng hợp ý kiến có dấu chỉ độ mật", "Không công bố; nếu đã giải mật, bỏ dấu."
    ),
    "response-confirmed-nothing": Rule(
        "Xác nhận dữ liệu cá nhân ở dòng không có chỗ nào như vậy",
        "Xóa mục thừa ở «responses.confirmed».",
        "warning",
    ),
    "response-small-group": Rule(
        "Ghi địa bàn của nhóm quá ít người nên có thể nhận ra họ",
        "Bỏ trống cột «Địa bàn», hoặc gộp với các ý kiến khác cho đủ 5 lượt.",
    ),
}
_KINDS = MappingProxyType(
    {
        "id": Say("số giấy tờ tùy thân", "identity number"),
        "mobile": Say("số điện thoại di động", "mobile number"),
        "landline": Say("số điện thoại cố định", "telephone number"),
        "email": Say("địa chỉ thư điện tử", "e-mail address"),
        "account": Say("số tài khoản ngân hàng", "bank account"),
        "name": Say("họ tên người", "name of a person"),
        "address": Say("số nhà, địa chỉ", "address"),
    }
)
_TEXTS = ("group", "body", "place", "gist", "answer", "changed")
_FEWEST = 5  # of a kind of commenter in a place: fewer could be told apart by their neighbours


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every text of every row; places of groups that are too small."""
    table = record.responses
    if table is None:
        return
    confirmed = Counter[tuple[int, str]]()
    for entry in record.draft.responses.confirmed if record.draft.responses else ():
        confirmed[entry.no, entry.kind] += entry.hits
    contacts = list(_contacts(record))
    own = {hit.value for text in contacts for hit in personal(text)}
    found = Counter[tuple[int, str]]()
    for place, row in enumerate(table.rows):
        cells: dict[str, list[tuple[str, Hit]]] = defaultdict(list)
        for column in _TEXTS:
            text = _text(row, column, context.registers)
            for hit in personal(text):
                if not is_official(hit, own, context.registers, context.settings):
                    cells[hit.kind].append((column, hit))
            for hit in named_persons(text, contacts, context.registers):
                cells[hit.kind].append((column, hit))
            for hit in marks(text):
                yield table.finding(
                    "response-secrecy-mark",
                    place,
                    column,
                    Say(
                        f"Ý kiến số {row.no} có dấu «{hit.value}».",
                        f"Row {row.no} has a mark of secrecy: {hit.value}.",
                    ),
                    Say("Không công bố tài liệu mật.", "Never publish it."),
                )
        for kind, hits in cells.items():
            found[row.no, kind] = len(hits)
            if len(hits) > confirmed[row.no, kind]:
                yield _personal_data(table, place, kind, hits)
    yield from _needless(record, found)
    yield from _small_groups(table)


def _text(row: Response, column: str, registers: Registers) -> str:
    """A cell; of keys those that no register knows: whatever else was written there may be a name."""
    if column == "body":
        return "; ".join(key for key in row.bodies if key not in registers.agencies)
    if column == "place":
        return "" if row.place in registers.places else row.place
    return str(getattr(row, column))


def _contacts(record: Record) -> Iterator[str]:
    draft = record.draft
    yield from (*draft.comment.offline, *draft.comment.emails) if draft.comment else ()
    yield from filter(None, (draft.contact.phone, draft.contact.email) if draft.contact else ())


def _personal_data(
    table: ResponseTable, place: int, kind: str, hits: list[tuple[str, Hit]]
) -> Finding:
    row, (column, first) = table.rows[place], hits[0]
    count = f"{len(hits)} chỗ giống" if len(hits) > 1 else "chỗ giống"
    return table.finding(
        "response-personal-data",
        place,
        column,
        Say(
            f"Ý kiến số {row.no}, cột «{responses.heading(column)}»: có {count} {_KINDS[kind].vi}: «{first.masked}».",
            f"Row {row.no}, `{column}`: {len(hits)} that look like an {_KINDS[kind].en}: {first.masked}.",
        ),
        Say(
            f"Xóa khỏi bảng. Nếu đã đọc và thấy được công bố: thêm ở «responses.confirmed» một mục no: {row.no}, kind: {kind}, hits: {len(hits)}, kèm reason, by, date.",
            f"Remove it. Where a person read it and it may be published: `responses.confirmed` with no: {row.no}, kind: {kind}, hits: {len(hits)}, reason, by, date.",
        ),
    )


def _needless(record: Record, found: Counter[tuple[int, str]]) -> Iterator[Finding]:
    review = record.draft.responses
    for index, entry in enumerate(review.confirmed if review else ()):
        if not found[entry.no, entry.kind]:
            yield record.finding(
                "response-confirmed-nothing",
                ("responses", "confirmed", index),
                Say(
                    f"Ý kiến số {entry.no} không có {_KINDS[entry.kind].vi}.",
                    f"Row {entry.no} has no {_KINDS[entry.kind].en}.",
                ),
                Say("Xóa mục này.", "Delete the entry."),
            )


def _small_groups(table: ResponseTable) -> Iterator[Finding]:
    groups = Counter[tuple[int, str, str]]()
    for row in table.rows:
        groups[row.round, row.place, row.who] += row.count
    for place, row in enumerate(table.rows):
        size = groups[row.round, row.place, row.who]
        if row.place and row.who not in responses.PUBLIC_BODIES and size < _FEWEST:
            yield table.finding(
                "response-small-group",
                place,
                "place",
                Say(
                    f"Ý kiến số {row.no}: ở «{row.place}» chỉ có {size} lượt của loại «{responses.WHO[row.who]}», dưới {_FEWEST}.",
                    f"Row {row.no}: only {size} of kind `{row.who}` at `{row.place}`, fewer than {_FEWEST}.",
                ),
                Say("Bỏ trống cột «Địa bàn».", "Leave `place` empty."),
            )

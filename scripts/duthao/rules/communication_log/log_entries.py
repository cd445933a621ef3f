"""What stands in a log: places of the draft, amounts that fit the form, evidence that is there, nobody's name, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain import communication_log as log
from duthao.domain.communication_log import LogEntry
from duthao.errors import Finding, Say
from duthao.records.named_persons import named_persons
from duthao.records.office_contacts import is_official
from duthao.records.record import Record
from duthao.records.record_tables.log_table import LogTable
from duthao.records.sensitive_data import personal
from duthao.rules import Context, Rule
from duthao.text import closest, slug

RULES = {
    "log-place-unknown": Rule(
        "Địa bàn trong nhật ký truyền thông không có trong danh mục", "Ghi khóa trong places.yml."
    ),
    "log-place-outside": Rule(
        "Nhật ký truyền thông ghi ở nơi ngoài địa bàn của dự thảo",
        "Sửa cột «Địa bàn», hoặc thêm nơi ấy vào «places» của hồ sơ.",
        "warning",
    ),
    "log-amount-missing": Rule(
        "Nhật ký truyền thông không ghi số phút, số bản",
        "Ghi «Số phút» với đài truyền thanh, «Số bản» với bản tin, tài liệu.",
        "warning",
    ),
    "log-amount-unfit": Rule(
        "Nhật ký truyền thông ghi số phút, số bản cho hình thức không đếm như vậy",
        "Xóa số, hoặc sửa cột «Hình thức».",
        "warning",
    ),
    "log-evidence-form": Rule(
        "Minh chứng trong nhật ký truyền thông không phải tệp của hồ sơ hay địa chỉ https",
        "Ghi tên tệp trong thư mục hồ sơ, ví dụ minh-chung/bang-tin.jpg, hoặc địa chỉ https://….",
    ),
    "log-evidence-missing": Rule(
        "Tệp minh chứng không có trong thư mục hồ sơ",
        "Chép tệp vào thư mục hồ sơ hoặc sửa tên.",
    ),
    "log-personal-data": Rule(
        "Nhật ký truyền thông có chỗ giống dữ liệu cá nhân",
        "Xóa; chỉ ghi tên đơn vị, không ghi tên, số điện thoại của người.",
    ),
    "log-entry-twice": Rule(
        "Hai dòng của nhật ký truyền thông ghi cùng một việc",
        "Xóa một dòng; nếu là hai việc thì ghi rõ giờ hoặc đơn vị.",
    ),
}
# Besides what is counted of a form anyway: (amount, what is done in it).
_ALLOWED = {("copies", "posted"), ("copies", "told"), ("minutes", "told"), ("copies", "sent")}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every entry by itself, then those that say the same thing again."""
    table = record.log
    if table is None:
        return
    reached = {*context.registers.places_reached(record.draft.places), *record.draft.places}
    first: dict[tuple[str, ...], int] = {}
    for row, entry in enumerate(table.entries):
        if entry.place and entry.place not in context.registers.places:
            yield _unknown_place(table, row, context)
        elif entry.place and entry.place not in reached:
            yield table.finding(
                "log-place-outside",
                row,
                "place",
                Say(
                    f"«{entry.place}» không thuộc địa bàn của dự thảo.",
                    f"`{entry.place}` is none of the places of the draft.",
                ),
                Say("Sửa địa bàn, hoặc «places» của hồ sơ.", "Mend it, or `places` of the record."),
            )
        yield from _amounts(table, row, entry)
        yield from _evidence(table, row, entry)
        yield from _persons(table, row, entry, context)
        if entry.identity in first:
            line = table.line(first[entry.identity])
            yield table.finding(
                "log-entry-twice",
                row,
                "at",
                Say(f"Cùng việc với dòng {line}.", f"The same as line {line}."),
                Say(
                    "Xóa một dòng; nếu là hai việc thì ghi rõ giờ hoặc đơn vị thực hiện.",
                    "Delete one; where they are two, give the hour or the unit.",
                ),
            )
        first.setdefault(entry.identity, row)


def _unknown_place(table: LogTable, row: int, context: Context) -> Finding:
    names = {slug(place.name): key for key, place in context.registers.places.items()}
    names |= {key: key for key in context.registers.places}
    close = closest(slug(table.entries[row].place), names, 0.6)
    return table.finding(
        "log-place-unknown",
        row,
        "place",
        # Never the value: somebody may have written a person's name.
        Say(
            "Cột «Địa bàn» ghi khóa không có trong places.yml.",
            "Column `place` has a key that is not in places.yml.",
        ),
        Say(f"Có phải «{names[close]}»?", f"Did you mean `{names[close]}`?")
        if close
        else Say("Ghi khóa có trong places.yml.", "Write a key of places.yml."),
    )


def _amounts(table: LogTable, row: int, entry: LogEntry) -> Iterator[Finding]:
    """Minutes of what was aired, copies of what was handed out; neither of anything else. A board may say how many copies hang."""
    channel = log.CHANNELS[entry.channel]
    headings = {column.key: column.heading for column in log.COLUMNS}
    for name in ("minutes", "copies"):
        given = getattr(entry, name)
        if channel.amount == name and not given:
            yield table.finding(
                "log-amount-missing",
                row,
                name,
                Say(
                    f"«{channel.label}» mà không ghi «{headings[name]}».",
                    f"`{entry.channel}` without `{name}`.",
                ),
                Say("Ghi con số, ví dụ 4.", "Write the number, e.g. 4."),
            )
        elif given and channel.amount != name and (name, channel.act) not in _ALLOWED:
            yield table.finding(
                "log-amount-unfit",
                row,
                name,
                Say(
                    f"«{channel.label}» không đếm bằng «{headings[name]}».",
                    f"`{entry.channel}` is not counted in `{name}`.",
                ),
                Say("Xóa số, hoặc sửa hình thức.", "Delete it, or mend `channel`."),
            )


def _evidence(table: LogTable, row: int, entry: LogEntry) -> Iterator[Finding]:
    for evidence in entry.evidence:
        if not _is_evidence(evidence):
            yield table.finding(
                "log-evidence-form",
                row,
                "evidence",
                Say(
                    "Minh chứng không phải tên tệp trong thư mục hồ sơ, cũng không phải địa chỉ https.",
                    "The evidence is neither a file of the record's folder nor an https address.",
                ),
                Say(
                    "Ghi như minh-chung/bang-tin.jpg hoặc https://….",
                    "Write minh-chung/board.jpg or https://….",
                ),
            )
        elif evidence in table.missing:
            yield table.finding(
                "log-evidence-missing",
                row,
                "evidence",
                Say(
                    "Không thấy tệp minh chứng trong thư mục hồ sơ.",
                    "The file of evidence is not in the folder of the record.",
                ),
                Say(
                    "Chép tệp vào thư mục hồ sơ, hoặc sửa tên.",
                    "Copy it into the folder, or mend the name.",
                ),
            )


def _is_evidence(evidence: str) -> bool:
    """Whether it is an address that is safe to open, or a path within the folder of the record."""
    if log.is_address(evidence):
        return evidence.startswith("https://")
    parts = evidence.split("/")
    return all(part and part[0] != "." and "\\" not in part for part in parts)


def _persons(table: LogTable, row: int, entry: LogEntry, context: Context) -> Iterator[Finding]:
    texts = {"unit": entry.unit, "office": entry.office, "evidence": "; ".join(entry.evidence)}
    for column, text in texts.items():
        hits = [
            hit
            for hit in personal(text)
            if not is_official(hit, (), context.registers, context.settings)
        ]
        hits += named_persons(text, (), context.registers)
        if hits:
            yield table.finding(
                "log-personal-data",
                row,
                column,
                Say(
                    f"Có chỗ giống dữ liệu cá nhân: «{hits[0].masked}».",
                    f"This looks like personal data: {hits[0].masked}.",
                ),
                Say("Xóa; chỉ ghi tên đơn vị.", "Delete it; name the unit alone."),
            )

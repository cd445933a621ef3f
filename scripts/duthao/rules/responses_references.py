"""What a row of the table of responses names is there: provisions of the draft, bodies and places of the registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from duthao.domain import responses
from duthao.domain.provisions import article, reference_words
from duthao.domain.registers import Agency, Place
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.response_table import ResponseTable
from duthao.rules import Context, Rule
from duthao.text import closest, slug

RULES = {
    "response-reference-unknown": Rule(
        "Bảng tổng hợp ý kiến dẫn điều không có trong dự thảo",
        "Sửa cột «Điều, khoản, điểm» theo bản dự thảo đã lấy ý kiến.",
    ),
    "response-clause-unknown": Rule(
        "Bảng tổng hợp ý kiến dẫn khoản không thấy trong dự thảo",
        "Đối chiếu với bản dự thảo đã lấy ý kiến.",
        "warning",
    ),
    "response-body-unknown": Rule(
        "Cơ quan góp ý không có trong danh mục", "Ghi khóa trong agencies.yml."
    ),
    "response-body-private": Rule(
        "Nêu tên chủ thể không phải cơ quan, đoàn thể",
        "Xóa cột «Cơ quan góp ý»: người dân, doanh nghiệp chỉ ghi theo loại.",
    ),
    "response-place-unknown": Rule(
        "Địa bàn trong bảng tổng hợp ý kiến không có trong danh mục", "Ghi khóa trong places.yml."
    ),
}
_DRAFT = "du-thao"


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Provisions, where the draft's articles are known for sure; bodies and places always."""
    table = record.responses
    if table is None:
        return
    known = _provisions(record)
    for place, row in enumerate(table.rows):
        if known and row.ref:
            yield from _reference(table, place, known)
        if row.bodies and row.who not in responses.PUBLIC_BODIES:
            yield table.finding(
                "response-body-private",
                place,
                "body",
                Say(
                    f"Ý kiến số {row.no} là của loại «{responses.WHO[row.who]}», không ghi tên.",
                    f"Row {row.no} is of kind `{row.who}`, which is never named.",
                ),
                Say(
                    "Xóa ô này, hoặc sửa cột «Chủ thể góp ý» nếu là cơ quan, đoàn thể.",
                    "Empty the cell, or mend `who` where it is a public body.",
                ),
            )
            continue
        for body in row.bodies:
            if body not in context.registers.agencies:
                yield table.finding(
                    "response-body-unknown",
                    place,
                    "body",
                    *_unregistered(row.no, body, "agencies.yml", context.registers.agencies),
                )
        if row.place and row.place not in context.registers.places:
            yield table.finding(
                "response-place-unknown",
                place,
                "place",
                *_unregistered(row.no, row.place, "places.yml", context.registers.places),
            )


def _provisions(record: Record) -> frozenset[str]:
    """Articles and clauses of all versions of the draft that are published with it; empty where they are not known."""
    files = {document.file for _, document in record.documents() if document.kind == _DRAFT}
    return frozenset(
        provision
        for name in files
        if name and name in record.files
        for provision in record.files[name].scan.provisions
    )


def _reference(table: ResponseTable, place: int, known: frozenset[str]) -> Iterator[Finding]:
    row = table.rows[place]
    clause = ".".join(row.ref.split(".")[:2])
    if not row.ref.startswith("dieu-"):
        return
    if article(row.ref) not in known:
        yield table.finding(
            "response-reference-unknown",
            place,
            "ref",
            Say(
                f"Ý kiến số {row.no}: dự thảo không có {reference_words(article(row.ref))}.",
                f"Row {row.no}: the draft has no {article(row.ref)}.",
            ),
            Say(
                "Đối chiếu với bản dự thảo đã lấy ý kiến.",
                "Compare it with the draft that was out.",
            ),
        )
    elif (
        ".khoan-" in clause
        and clause not in known
        and any(other.startswith(f"{article(row.ref)}.") for other in known)
    ):
        yield table.finding(
            "response-clause-unknown",
            place,
            "ref",
            Say(
                f"Ý kiến số {row.no}: không thấy {reference_words(clause)} trong dự thảo.",
                f"Row {row.no}: {clause} was not found in the draft.",
            ),
            Say(
                "Đối chiếu với bản dự thảo đã lấy ý kiến.",
                "Compare it with the draft that was out.",
            ),
        )


def _unregistered(
    no: int, key: str, file: str, register: Mapping[str, Agency] | Mapping[str, Place]
) -> tuple[Say, Say]:
    names = {slug(entry.name): known for known, entry in register.items()}
    names |= {known: known for known in register}
    close = closest(slug(key), names, 0.6)
    column = "body" if file == "agencies.yml" else "place"
    message = Say(  # never the value: somebody may have written a person's name
        f"Ý kiến số {no}: cột «{responses.heading(column)}» ghi khóa không có trong {file}.",
        f"Row {no}: column `{column}` has a key that is not in {file}.",
    )
    if close:
        return message, Say(f"Có phải «{names[close]}»?", f"Did you mean `{names[close]}`?")
    return message, Say(f"Ghi khóa có trong {file}.", f"Write a key of {file}.")

"""All that a dossier offers for a record, and what a record needs that it does not tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.errors import Say
from duthao.records.word_files import (
    comparison_tables,
    contacts,
    deadlines,
    draft_titles,
    parties,
    provisions_of_draft,
    reached,
    sections,
)
from duthao.records.word_files.candidates import FieldCandidate, settled
from duthao.records.word_files.document import WordDocument, WordParagraph, WordTable
from duthao.records.word_files.papers import Paper, papers

# What `duthao check` asks of every record, in its order.
WANTED = (
    "title", "short_title", "summary", "document_type", "agency", "issuer", "topics", "places", "audiences",
    "rounds.0.opens", "rounds.0.closes", "comment", "official_posting.url", "body.necessity", "body.purpose",
    "body.scope", "body.content", "comparison", "body.contested",
)  # fmt: skip
_LONGEST = 5_000  # characters of a paragraph or a cell
_PLACES = {field: number for number, field in enumerate(WANTED)}
NOTES = {
    "tracked": Say("có dấu sửa (Track Changes): đã đọc chữ thêm vào, không đọc chữ bị xóa. Kiểm tra bản cuối.", "has tracked changes: insertions were read, deletions were not. Look at the final text."),
    "hidden": Say("có chữ ẩn, không đọc.", "has hidden text, which was not read."),
    "struck": Say("có chữ gạch ngang, không đọc. Kiểm tra bản cuối.", "has text that is struck through, which was not read. Look at the final text."),
    "comments": Say("có ghi chú bên lề (Comment), không đọc.", "has comments, which were not read."),
    "footnotes": Say("có chú thích cuối trang, không đọc.", "has notes, which were not read."),
    "nested": Say("có bảng lồng trong bảng, đọc như chữ thường.", "has a table in a table, which was read as text."),
    "cut": Say("quá dài, chỉ đọc phần đầu.", "is too long; only its beginning was read."),
    "long": Say("có đoạn hoặc ô dài quá 5.000 ký tự, không lấy gì ở đó.", "has a paragraph or cell of more than 5,000 characters, from which nothing is taken."),
    "no-tables": Say("là PDF: bảng so sánh không đọc được, dùng tệp Word.", "is a PDF: comparisons cannot be read from it; use the Word file."),
}  # fmt: skip
_UNNAMED = ("rounds.", "body.", "comparison")
_PRIVATE = Say("Đoạn này có tên, số điện thoại, hộp thư hoặc giấy tờ của cá nhân: không đưa vào.", "It holds personal data: it is not offered.")  # fmt: skip


class Dossier(NamedTuple):
    """What was found: the papers, the candidates in the order of a record, the wanted fields without any, notes on files.

    `missing` holds `affected` too, where rows of the comparison do not say who is affected.
    """

    papers: tuple[Paper, ...]
    candidates: tuple[FieldCandidate, ...]
    missing: tuple[str, ...]
    notes: tuple[Say, ...]

    def of(self, field: str) -> tuple[FieldCandidate, ...]:
        """The candidates for a field."""
        return tuple(c for c in self.candidates if c.field == field)


def read(
    documents: Sequence[WordDocument], registers: Registers, settings: Settings, year: int
) -> Dossier:
    """What these documents offer in the year of the build."""
    documents = [_bounded(document) for document in documents]
    found = papers(documents)
    names = list(draft_titles.find(found))
    all_found = [
        *names,
        *parties.find(found, registers, year),
        *reached.find(found, names, registers),
        *deadlines.find(found),
        *contacts.find(found, registers, settings),
        *sections.find(found),
        *comparison_tables.find(found),
        *provisions_of_draft.find(found),
    ]
    masked = cache(lambda text: contacts.masked(text, registers, settings))
    # A day is read out of sentences that say to whom opinions are sent; a proposal tells of persons by name.
    unnamed = cache(lambda text: contacts.masked(text, registers, settings, names=True))
    safe = (_masked(c, unnamed if c.field.startswith(_UNNAMED) else masked) for c in all_found)
    sure = _of_this_province(settled(c for c in safe if c.held))
    candidates = tuple(sorted(sure, key=_order))
    offered = {c.field for c in candidates if c.value}
    known = offered | {field.partition(".")[0] for field in offered}
    missing = [field for field in WANTED if field not in known]
    rows = [c.value for c in candidates if c.field == "comparison" and c.value]
    if rows and not all(row[3] for row in rows):
        missing.append("affected")
    return Dossier(tuple(found), candidates, tuple(missing), tuple(_notes(documents)))


def _of_this_province(found: Sequence[FieldCandidate]) -> Iterator[FieldCandidate]:
    """ "Trên địa bàn tỉnh" is this province, unless a body that no register has may be that of another one."""
    unknown = any(c.field in ("issuer", "agency") and c.doubt == "doubtful" and not c.value for c in found)  # fmt: skip
    for c in found:
        ours = unknown and c.field == "places" and c.words.casefold() == "tỉnh"
        yield c._replace(doubt="doubtful", question=reached.PLACE) if ours else c


def _bounded(document: WordDocument) -> WordDocument:
    """Without paragraphs and rows that are longer than people write: what looks through them would take too long."""
    blocks: list[WordParagraph | WordTable] = []
    for block in document.blocks:
        if isinstance(block, WordTable):
            blocks.append(
                block._replace(
                    rows=tuple(
                        row if max(map(len, row), default=0) <= _LONGEST else ("",) * len(row)
                        for row in block.rows
                    )
                )
            )
        elif len(block.text) <= _LONGEST:
            blocks.append(block)
    if tuple(blocks) == document.blocks:
        return document
    return document._replace(blocks=tuple(blocks), notes=(*document.notes, "long"))


def _order(candidate: FieldCandidate) -> int:
    """The place of its field in a record; of what no field holds the last."""
    head = candidate.field.partition(".")[0]
    return _PLACES.get(candidate.field, _PLACES.get(head, len(WANTED)))


def _notes(documents: Iterable[WordDocument]) -> Iterator[Say]:
    for document in documents:
        for note in document.notes:
            say = NOTES[note]
            yield Say(f"{document.file} {say.vi}", f"{document.file} {say.en}")


def _masked(candidate: FieldCandidate, masked: Callable[[str], str]) -> FieldCandidate:
    """Without anything of a person in its sentence; refused where the value itself holds such a thing."""
    if candidate.field.startswith("comment."):
        return candidate  # `contacts` has seen to it, and may ask about a number that no register knows
    text = masked(candidate.source.text)
    if text == candidate.source.text:
        return candidate
    cut = candidate._replace(source=candidate.source._replace(text=text))
    value = cut.value if isinstance(cut.value, str) else " ".join(cut.value)
    if cut.held and masked(value) == value:
        return cut
    return cut._replace(value="", words=text, doubt="refused", question=_PRIVATE)

"""`duthao new --from`: the files of a dossier to the text of a record, with a report of what was found, doubts first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from duthao.domain.draft import Draft, Issued, Round
from duthao.domain.draft_parts.comment_ways import Comment
from duthao.domain.draft_parts.dossier_documents import OfficialPosting
from duthao.domain.fields import fields_by_key
from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.editor.new_records.proposed_record import record_text
from duthao.errors import DuthaoError, Say
from duthao.records.body import HEADINGS
from duthao.records.word_files import dossier, dossier_files
from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.dossier import Dossier
from duthao.records.word_files.source_sentences import SourceSentence

_FLAGS = {"type": "document_type", "topic": "topics", "place": "places", "opens": "rounds.0.opens", "closes": "rounds.0.closes", "link": "official_posting.url"}  # fmt: skip
_MODELS: Mapping[str, type[BaseModel]] = {"rounds": Round, "comment": Comment, "official_posting": OfficialPosting, "issued": Issued}  # fmt: skip
_OWN = {
    "comparison": Say("Bảng so sánh", "Comparison"),
    "affected": Say("Cột «Ai bị ảnh hưởng» của bảng so sánh", "Who is affected, in the comparison"),
    "articles": Say("Các điều của dự thảo", "Articles"),
    "legal_basis": Say("Căn cứ ban hành", "Legal basis"),
    "repeals": Say("Văn bản được thay thế, bãi bỏ", "What it repeals"),
    "letter.number": Say("Số công văn", "Number of the letter"),
    "letter.date": Say("Ngày công văn", "Day of the letter"),
}
_LONGEST = 100  # characters of a value or a sentence on the screen


def read(
    paths: Sequence[Path],
    given: Mapping[str, str],
    registers: Registers,
    settings: Settings,
    year: int,
) -> Dossier:
    """What the files offer; a flag that was `given` takes the place of what they say. Raises DuthaoError with every file
    that cannot be read: of half a dossier nothing is made.
    """
    documents, faults = dossier_files.read(paths)
    if faults:
        lines = ("\n".join(fault.vi for fault in faults), "\n".join(fault.en for fault in faults))
        raise DuthaoError(
            Say(f"{lines[0]}\nChưa tạo hồ sơ nào.", f"{lines[1]}\nNo record was made.")
        )
    found = dossier.read(documents, registers, settings, year)
    typed = [_typed(_FLAGS.get(name, name), value) for name, value in given.items() if value]
    names = {candidate.field for candidate in typed}
    return found._replace(
        candidates=(*typed, *(c for c in found.candidates if c.field not in names)),
        missing=tuple(field for field in found.missing if field not in names),
    )


def _typed(field: str, value: str) -> FieldCandidate:
    return FieldCandidate(field, value, value, SourceSentence(value, "lệnh", "dòng lệnh"))


def text(found: Dossier, registers: Registers, closing: Sequence[str]) -> str:
    """The record."""
    return record_text(found, registers.document_kinds, closing)


def report(found: Dossier) -> Iterator[Say]:
    """What a person reads after the command, a line each: doubts, what was left out, what was filled in, what is missing."""
    yield from found.notes
    doubtful = [c for c in found.candidates if c.doubt == "doubtful"]
    refused = [c for c in found.candidates if c.doubt == "refused"]
    certain = [c for c in found.candidates if c.doubt == "certain"]
    if doubtful:
        yield Say(f"\nCần xem ({len(doubtful)}):", f"\nTo be looked at ({len(doubtful)}):")
        for candidate in doubtful:
            yield _line(candidate)
            if candidate.question:
                yield Say(f"      {candidate.question.vi}", f"      {candidate.question.en}")
    if refused:
        yield Say(f"\nKhông lấy ({len(refused)}):", f"\nLeft out ({len(refused)}):")
        for candidate in refused:
            yield _line(candidate)
            if candidate.question:
                yield Say(f"      {candidate.question.vi}", f"      {candidate.question.en}")
    yield Say(f"\nĐã điền ({len(certain)}):", f"\nFilled in ({len(certain)}):")
    for field in dict.fromkeys(c.field for c in certain):
        same = [c for c in certain if c.field == field]
        yield _line(same[0]) if len(same) == 1 else _several(field, same)
    if found.missing:
        yield Say("\nCòn thiếu:", "\nMissing:")
        for field in found.missing:
            name = label(field)
            yield Say(f"  {name.vi}", f"  {name.en}")


def label(field: str) -> Say:
    """What an officer knows a field as, with its key: `Hạn góp ý (closes)`."""
    name = words_of(field)
    if field in _OWN or field.startswith("body."):
        return name
    return Say(f"{name.vi} ({name.en})", name.en)


def words_of(field: str) -> Say:
    """What an officer knows a field as: `Hạn góp ý`; in English its key."""
    if field in _OWN:
        return _OWN[field]
    head, _, rest = field.partition(".")
    if head == "body":
        heading = next(heading for heading, key in HEADINGS.items() if key == rest)
        return Say(f"«{heading}»", heading)
    key = rest.rpartition(".")[2] or head
    model: type[BaseModel] = _MODELS[head] if rest else Draft
    words = str(fields_by_key(model)[key].description).partition(",")[0].partition(";")[0]
    return Say(words, key)


def _line(candidate: FieldCandidate) -> Say:
    value = candidate.value if isinstance(candidate.value, str) else " | ".join(filter(None, candidate.value))  # fmt: skip
    name = label(candidate.field)
    where = f"{candidate.source}: «{_short(candidate.source.text)}»"
    shown = f" = {_short(value)}" if value else ""
    return Say(f"  {name.vi}{shown}\n      {where}", f"  {name.en}{shown}\n      {where}")


def _several(field: str, candidates: Sequence[FieldCandidate]) -> Say:
    name = label(field)
    places = "; ".join(dict.fromkeys(c.source.file for c in candidates))
    return Say(f"  {name.vi}: {len(candidates)} mục\n      {places}", f"  {name.en}: {len(candidates)}\n      {places}")  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} …"

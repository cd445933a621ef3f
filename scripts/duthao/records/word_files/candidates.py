"""What is offered for a field of a record: a value, the words it was read from, where they stand, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from duthao.errors import Say
from duthao.records.word_files.source_sentences import SourceSentence, stands_in

Certainty = Literal["certain", "doubtful", "refused"]
FieldValue = str | tuple[str, ...]

# Fields of which a record has one value; of the others each candidate is one of several.
SINGLE = (
    "title", "document_type", "agency", "issuer", "rounds.0.opens", "rounds.0.closes", "official_posting.url",
    "comment.form_url", "comment.email", "comment.postal_address", "comment.phone", "comment.in_person",
    "letter.number", "letter.date", "issued.effective",
)  # fmt: skip
_MOST_OTHERS = 10  # further places of one value that are kept
_DIFFER = Say("Các tệp ghi khác nhau; chọn một.", "The files differ; choose one.")
_SEVERAL = Say("Tệp ghi nhiều giá trị; chọn một.", "The file gives several; choose one.")
_BESIDE = Say("Một nơi khác trong hồ sơ còn điều chưa rõ (xem bên dưới). Giá trị này đúng không?", "Another place of the dossier is unclear (see below). Is this right?")  # fmt: skip


class FieldCandidate(NamedTuple):
    """One value offered. `field` is the path in the schema, or one of:

    `body.<key>` (a paragraph of that section of the body), `comparison` (a row: what, now, draft, who is affected, why),
    `articles`, `legal_basis`, `repeals`, `letter.number`, `letter.date` (of the letter that asks for opinions).

    `value` as the record has it; "" where only a question can be asked, or where it is refused. `words` stand in the
    sentence of `source`. `question` is None of what is certain; of what is refused it says why. `others` are further
    places that say the same; `also` are other values that the same words may mean.
    """

    field: str
    value: FieldValue
    words: str
    source: SourceSentence
    doubt: Certainty = "certain"
    question: Say | None = None
    others: tuple[SourceSentence, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether its words stand in its sentence."""
        return bool(self.words.strip()) and stands_in(self.words, self.source.text)


def settled(found: Iterable[FieldCandidate]) -> list[FieldCandidate]:
    """Each value of a field once, the surest first. Where a record has one value of a field, any doubt about it, and values that
    differ, make all of them doubtful.
    """
    kept: dict[tuple[str, FieldValue], FieldCandidate] = {}
    refused: dict[tuple[object, ...], FieldCandidate] = {}
    for candidate in found:
        if candidate.doubt == "refused" or not candidate.value:
            refused.setdefault(candidate[:3], candidate)
            continue
        key = (candidate.field, candidate.value)
        kept[key] = _surer(kept[key], candidate) if key in kept else candidate
    return [*_unlike(list(kept.values()), list(refused.values())), *refused.values()]


def _surer(one: FieldCandidate, other: FieldCandidate) -> FieldCandidate:
    first, second = (
        (other, one) if one.doubt == "doubtful" and other.doubt == "certain" else (one, other)
    )
    others = dict.fromkeys((*one.others, *other.others, second.source))
    more = tuple(source for source in others if source != first.source)[:_MOST_OTHERS]
    return first._replace(others=more)


def _unlike(
    candidates: list[FieldCandidate], beside: list[FieldCandidate]
) -> Iterator[FieldCandidate]:
    unclear = {c.field for c in beside if c.doubt == "doubtful"}
    for candidate in candidates:
        same = [c for c in candidates if c.field == candidate.field]
        if candidate.field not in SINGLE or (len(same) == 1 and candidate.field not in unclear):
            yield candidate
            continue
        files = {c.source.file for c in same}
        why = _BESIDE if len(same) == 1 else _DIFFER if len(files) > 1 else _SEVERAL
        asked = candidate.question or Say("", "")
        question = Say(f"{why.vi} {asked.vi}".strip(), f"{why.en} {asked.en}".strip())
        yield candidate._replace(doubt="doubtful", question=question)

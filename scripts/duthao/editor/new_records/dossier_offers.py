"""What a dossier offers, as a person sees it and answers: each value beside its sentence, and what of it was taken.

Nothing is taken that was not ticked. The days of opening and closing are no ticks but questions: each has to be answered,
with a day that the files name, another one, or that it is not known yet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from duthao import clock
from duthao.domain import deadline_words
from duthao.domain.record_questions.choices import choices
from duthao.domain.registers import Registers
from duthao.editor.new_records.from_files import words_of
from duthao.editor.record_forms.form_answers import Sent
from duthao.editor.record_forms.shown_values import read, shown
from duthao.records.word_files.candidates import SINGLE, FieldCandidate
from duthao.records.word_files.dossier import Dossier
from duthao.records.word_files.source_sentences import SourceSentence

TAKEN, VALUE, DAY, TYPED = "lay:", "gia-tri:", "ngay:", "ngay-khac:"
TOLD = "da-bao"  # the key of a value that was mended and not taken, which the person was told of
LATER, OTHER = "chua-ro", "khac"  # answers to a question of a day
DAYS = ("rounds.0.opens", "rounds.0.closes")
CELLS = ("Nội dung", "Quy định hiện hành", "Dự thảo", "Ai bị ảnh hưởng", "Lý do")
_TABLES = {"document_type": "document_types", "agency": "agencies", "issuer": "agencies", "topics": "topics", "places": "places", "audiences": "audiences"}  # fmt: skip
_SEVERAL = ("agency", "issuer")  # one value of each in most records, but there may be several
_OF_LETTER = ("letter.number", "letter.date")  # of no field: told, never taken
_SENTENCE_IS_VALUE = ("issued.effective",)  # the record tells it in the words of the dossier
_QUESTIONS = {
    "rounds.0.opens": "Ngày nào bắt đầu lấy ý kiến?",
    "rounds.0.closes": "Ngày nào là ngày cuối cùng còn nhận góp ý?",
}


class ShownSource(NamedTuple):
    """A sentence in three pieces, the words that a value was read from in the middle; where it stands, and what is to be asked."""

    pieces: tuple[str, str, str]
    place: str
    others: tuple[str, ...]
    question: str


class Offer(NamedTuple):
    """A value that may be taken. `key` names it in a form; `words` is one, or the cells of a row of the comparison.

    `edited`: a person wrote another value than the one that was read.
    """

    key: str
    candidate: FieldCandidate
    source: ShownSource
    kind: Literal["text", "choice", "cells"]
    words: tuple[str, ...]
    taken: bool
    edited: bool


class OfferGroup(NamedTuple):
    """The offers for a field. `one`: only one of them may be taken."""

    field: str
    label: str
    offers: tuple[Offer, ...]
    one: bool
    choices: Mapping[str, str]
    fault: str


class DayQuestion(NamedTuple):
    """A day that a person has to name. `options`: value → words; `answer`: what was chosen, "" where nothing was."""

    field: str
    label: str
    sources: tuple[ShownSource, ...]
    options: Mapping[str, str]
    answer: str
    typed: str
    fault: str


def days(dossier: Dossier, sent: Sent, *, judged: bool) -> list[DayQuestion]:
    """The two questions. `judged`: with what is wrong with their answers."""
    return [_day_question(dossier, field, sent, judged) for field in DAYS]


def groups(
    dossier: Dossier, registers: Registers, sent: Sent, certainty: str, *, judged: bool
) -> list[OfferGroup]:
    """The offers of this certainty, a group a field."""
    found = [c for c in dossier.candidates if c.doubt == certainty and c.field not in (*DAYS, *_OF_LETTER)]  # fmt: skip
    made = []
    for field in dict.fromkeys(c.field for c in found):
        same = [_offer(c, sent) for c in found if c.field == field]
        one = field in SINGLE and field not in _SEVERAL and len(same) > 1
        offered = choices(_TABLES[field], registers) if field in _TABLES else {}
        fault = ""
        for offer in same if judged else ():
            value = offer.words[0].strip()
            if offer.taken and not "".join(offer.words).strip():
                fault = "Đã đánh dấu nhưng chưa có giá trị: điền giá trị, hoặc bỏ đánh dấu."
            elif offer.taken and offered and value not in offered:
                fault = "Chọn một mục trong danh sách."
            elif offer.edited and not offer.taken and offer.key not in sent.get(TOLD, ()):
                fault = (
                    "Đã sửa nhưng chưa đánh dấu «Lấy». Nếu không lấy, bấm «Tạo bản nháp» lần nữa."
                )
        made.append(OfferGroup(field, words_of(field).vi, tuple(same), one, offered, fault))
    return made


def refused(dossier: Dossier) -> list[tuple[str, ShownSource]]:
    """What was left out and why: the name of its field, and its sentence."""
    return [(words_of(c.field).vi, _source(c)) for c in dossier.candidates if c.doubt == "refused"]


def letter(dossier: Dossier) -> list[tuple[str, str, ShownSource]]:
    """Number and day of the letter, which help to judge the other days."""
    return [
        (words_of(c.field).vi, shown("day", str(c.value)), _source(c))
        for c in dossier.candidates
        if c.field in _OF_LETTER and c.value and c.doubt != "refused"
    ]


def missing(dossier: Dossier) -> list[str]:
    """What a record needs and no file tells; the days are asked anyway."""
    return [words_of(field).vi for field in dossier.missing if field not in DAYS]


def taken(dossier: Dossier, offered: Sequence[OfferGroup], asked: Sequence[DayQuestion]) -> Dossier:
    """The dossier with nothing but what a person took, as the person mended it, all of it certain."""
    chosen: list[FieldCandidate] = []
    for question in asked:
        if value := _answer(question):
            chosen.append(_of_day(dossier, question.field, value))
    for group in offered:
        chosen += [_mended(offer) for offer in group.offers if offer.taken]
    return Dossier((), tuple(chosen), (), ())


def _mended(offer: Offer) -> FieldCandidate:
    candidate, values = offer.candidate, tuple(" ".join(v.split()) for v in offer.words)
    sure = candidate._replace(doubt="certain", question=None)
    if candidate.field in _SENTENCE_IS_VALUE:
        return sure._replace(source=sure.source._replace(text=values[0]))
    if offer.kind == "cells":
        return sure._replace(value=values)
    return sure._replace(value=values[0])


def _of_day(dossier: Dossier, field: str, value: str) -> FieldCandidate:
    """The day with the sentence that offered it; one that a person typed stands in no file."""
    for candidate in dossier.of(field):
        if value in (candidate.value, *candidate.also) and candidate.doubt != "refused":
            return candidate._replace(value=value, doubt="certain", question=None)
    source = SourceSentence(shown("moment", value), "biểu mẫu", "người soạn điền")
    return FieldCandidate(field, value, source.text, source)


def _answer(question: DayQuestion) -> str:
    """The day as a record has it; "" where it is not known yet."""
    if question.answer == OTHER:
        return read("moment", question.typed)
    return "" if question.answer == LATER else question.answer


def _day_question(dossier: Dossier, field: str, sent: Sent, judged: bool) -> DayQuestion:
    found = [c for c in dossier.of(field) if c.doubt != "refused"]
    values = [v for c in found if c.value for v in (str(c.value), *c.also)]
    options = {value: _day_words(field, value) for value in sorted(dict.fromkeys(values))}
    answer = sent.get(DAY + field, [""])[0]
    typed = sent.get(TYPED + field, [""])[0].strip()
    fault = ""
    if judged and answer not in (*options, OTHER, LATER):
        fault = "Chọn một câu trả lời; chưa biết thì chọn «Chưa rõ, điền sau»."
    elif judged and typed and answer != OTHER:
        fault = "Ô ngày có chữ nhưng câu trả lời không phải «Ngày khác»: chọn «Ngày khác», hoặc xóa ô ngày."
    elif judged and answer == OTHER:
        try:
            clock.parse(read("moment", typed))
        except ValueError:
            fault = "Điền ngày có thật, ví dụ 05/12/2026, hoặc kèm giờ: 05/12/2026 17:00."
    sources = tuple(_source(candidate) for candidate in found)
    return DayQuestion(field, _QUESTIONS[field], sources, options, answer, typed, fault)


def _day_words(field: str, value: str) -> str:
    point = clock.parse(value)
    words = deadline_words.until(point) if field == DAYS[1] else clock.at_words(point)
    return f"{clock.weekday(point.day)}, {words}" if not point.timed else words


def _offer(candidate: FieldCandidate, sent: Sent) -> Offer:
    key = hashlib.sha256(repr(candidate[:4]).encode()).hexdigest()[:16]
    kind: Literal["text", "choice", "cells"] = "text"
    if candidate.field in _SENTENCE_IS_VALUE:
        values: tuple[str, ...] = (candidate.source.text,)
    elif isinstance(candidate.value, tuple):
        kind, values = "cells", candidate.value
    else:
        kind, values = "choice" if candidate.field in _TABLES else "text", (candidate.value,)
    typed = tuple(value.replace("\r\n", "\n") for value in sent.get(VALUE + key, ()))
    edited = len(typed) == len(values) and typed != values
    is_taken = key in sent.get(TAKEN + candidate.field, ())
    shown = typed if edited else values
    return Offer(key, candidate, _source(candidate), kind, shown, is_taken, edited)


def _source(candidate: FieldCandidate) -> ShownSource:
    question = candidate.question.vi if candidate.question else ""
    others = tuple(map(str, candidate.others[:3]))
    text, is_row = candidate.source.text, isinstance(candidate.value, tuple)
    pieces = (text, "", "") if is_row else _pieces(text, candidate.words)
    return ShownSource(pieces, str(candidate.source), others, question)


def _pieces(text: str, words: str) -> tuple[str, str, str]:
    """The sentence before, in and behind these words; all of it before where they are most of it."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    match = re.search(pattern, text, re.IGNORECASE) if pattern else None
    if match is None or 2 * len(match[0]) > len(text):
        return text, "", ""
    return text[: match.start()], match[0], text[match.end() :]


def keys(offered: Sequence[OfferGroup], field: str) -> Iterator[tuple[str, str]]:
    """Field and key of every offer of a field, "" for every field, of which not only one may be taken."""
    for group in offered:
        if field in ("", group.field) and not group.one:
            yield from ((group.field, offer.key) for offer in group.offers)

"""What a draft's comment form asks, on paper and on line under the same numbers; and its columns, when it comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import NamedTuple

from duthao.domain import responses
from duthao.domain.provisions import Article
from duthao.domain.registers import Registers
from duthao.outputs.shared.sheet import changes, points
from duthao.records.form_exports.export_columns import OPINION, ColumnUse
from duthao.records.record import Record
from duthao.text import slug

WHO, PLACE, OTHER = "ai", "xa", "khac"
_NUMBER = re.compile(r"^\d{1,3}\. ")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


class Question(NamedTuple):
    """A question: its name in exports (letters and digits alone), what it says, what may be chosen (key → label), what its column is for."""

    name: str
    label: str
    choices: Mapping[str, str]
    use: ColumnUse
    hint: str = ""


def asked(record: Record) -> list[str]:
    """What a form asks about, in order: the officer's questions, else what the draft changes, else its chief points."""
    return (
        asked_in_words(record)
        or [f"{row['subject']}: {row['draft']}" for row in changes(record)]
        or points(record)
    )


def asked_in_words(record: Record) -> list[str]:
    """The officer's own questions."""
    section = record.body["questions"]
    return list(section.items) if section else []


def questions(
    record: Record, articles: Sequence[Article], registers: Registers
) -> tuple[Question, ...]:
    """Every question of the form on line; none of them asks who somebody is, and none must be answered."""
    places = {
        key: registers.places[key].name
        for key in registers.places_reached(record.draft.places)
        if registers.places[key].kind != "tinh"
    }
    return (
        Question(WHO, "Người góp ý là", responses.WHO, ColumnUse("who")),
        *([Question(PLACE, "Xã, phường", places, ColumnUse("place"))] if len(places) > 1 else []),
        *(
            Question(f"cau{number}", f"{number}. {words}", {}, ColumnUse(OPINION))
            for number, words in enumerate(asked(record), 1)
        ),
        *(
            Question(
                article.ref.replace("-", ""),
                f"Ý kiến về {article.words}",
                {},
                ColumnUse(OPINION, article.ref),
                "Bỏ trống nếu không có ý kiến về điều này.",
            )
            for article in articles
        ),
        Question(OTHER, "Ý kiến khác", {}, ColumnUse(OPINION)),
    )


def columns(asked_questions: Sequence[Question]) -> dict[str, ColumnUse]:
    """Each heading, as a slug, that exports of the form can have → what the column is for."""
    own: dict[str, ColumnUse] = {}
    for question in asked_questions:
        own |= {
            slug(question.name): question.use,
            slug(question.label): question.use,
            slug(f"{question.name}. {question.label}"): question.use,
        }
    return own


def labels(asked_questions: Sequence[Question]) -> dict[str, str]:
    """The name of each column, as `name_of` gives it → the question without its number; "" where it asks nothing certain."""
    found: dict[str, str] = {}
    for question in asked_questions:
        words = "" if question.name == OTHER else _NUMBER.sub("", question.label)
        for heading in (question.name, question.label, f"{question.name}. {question.label}"):
            found[name_of(heading)] = words
    return found


def use_of(heading: str, own: Mapping[str, ColumnUse]) -> ColumnUse | None:
    """What a column of our own form is for, by name, by question, or behind the name of a group (`nhom/cau1`); None: it is none."""
    return own.get(slug(_plain(heading))) or own.get(name_of(heading))


def name_of(heading: str) -> str:
    """A heading as a slug, without marks and without the name of a group before it."""
    text = _plain(heading)
    group, _, last = text.rpartition("/")
    return slug(last if group and " " not in last else text)


def _plain(heading: str) -> str:
    return unescape(_TAG.sub("", heading))


def codes(question: Question) -> dict[str, str]:
    """Codes for what may be chosen, where a tool takes but five letters and digits: `A3` → the key."""
    letter = question.name[0].upper()
    return {f"{letter}{number}": key for number, key in enumerate(question.choices, 1)}

"""The questions of a record ask for the whole schema, or say why they do not, in words of an office."""

from __future__ import annotations

import re

import pytest

from duthao.domain.record_questions import choices, headings, questions
from duthao.domain.record_questions.questions import NOT_ASKED, RecordQuestion
from duthao.records import register_reader
from tests.conftest import ROOT

ALL = [question for group in questions.groups() for question in group.questions]


def test_groups_stand_in_the_order_of_an_office() -> None:
    titles = [group.title for group in questions.groups()]
    assert titles == ["Văn bản", "Thời gian", "Cách góp ý", "Tiêu chí", "Nội dung", "Tệp"]


def test_every_field_of_the_schema_is_asked_or_named_as_not_asked() -> None:
    def left_out(path: str) -> bool:
        return any(path == head or path.startswith(f"{head}.") for head in NOT_ASKED)

    paths = questions.paths_of_schema()
    assert len(paths) > 120
    assert [p for p in paths if questions.is_asked(p) == left_out(p)] == []
    asked = [q.path for q in ALL if not q.path.startswith("body.")]
    assert set(asked) <= set(paths)
    assert len(asked) == len(set(asked))


def test_every_section_is_asked_in_order() -> None:
    sections = [q for q in ALL if q.kind == "section"]
    assert [(q.label, q.path) for q in sections] == [
        (heading, f"body.{key}") for heading, key in headings.HEADINGS.items()
    ]


@pytest.mark.parametrize("question", ALL, ids=lambda q: q.path)
def test_no_question_speaks_of_keys_or_files_of_the_program(question: RecordQuestion) -> None:
    shown = f"{question.label} {question.hint}"
    assert question.label[0].isupper() or question.label[0].isdigit()
    assert not re.search(r"khóa|\.yml|\.csv|\.md|true|false|\b[a-z]+_[a-z]+\b", shown)


def test_choices_are_named_in_vietnamese() -> None:
    registers, _ = register_reader.load(ROOT)
    assert registers
    for question in ALL:
        assert bool(question.choices_of) == (question.kind in ("choice", "choices"))
        if question.choices_of:
            offered = choices.choices(question.choices_of, registers)
            assert offered
            assert all(name[0].isupper() or " " in name for name in offered.values())
    assert choices.choices("agencies", registers)["hdnd-tinh"].startswith("Hội đồng nhân dân")


def test_kinds_follow_the_schema() -> None:
    kinds = {path: question.kind for path, question in questions.by_path().items()}
    assert kinds["rounds.*.closes"] == "moment"
    assert kinds["rounds.*.answer_due"] == "day"
    assert kinds["topics"] == "choices"
    assert kinds["contact.email"] == "email"
    assert kinds["agency"] == kinds["issuer"] == "choices"
    assert kinds["documents.*.file"] == "file"
    assert kinds["documents.*.version"] == "count"
    assert kinds["scope.a"] == "truth"
    assert questions.by_path()["scope.a"].required
    assert not questions.by_path()["rounds.*.opens"].required
    assert questions.label_of("rounds.*.deadline_changes") == "Các lần gia hạn hoặc rút ngắn"


def test_what_may_be_several_is_asked_so() -> None:
    several = {q.path: q.kind for q in ALL if q.one_or_several}
    ways = ("form_url", "email", "postal_address", "phone", "in_person", "zalo")
    assert several == {
        "agency": "choices",
        "issuer": "choices",
        **{f"comment.{way}": "lines" for way in ways},
    }
    assert all(questions.hint_of(path) for path in several)
    assert questions.one_or_several(["a"]) == "a"
    assert questions.one_or_several(["a", "b"]) == ["a", "b"]


def test_a_deadline_is_asked_with_what_before_a_day_means() -> None:
    deadlines = [q for q in ALL if q.path.endswith(".closes")]
    assert len(deadlines) == 5
    assert [
        q.path for q in deadlines if "«trước ngày 20/12» là đến hết ngày 19/12" not in q.hint
    ] == []

"""Every case is read as an announcer says it, or left and told."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from duthao.speech import read

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8")
)["cases"]
SPELLINGS = {
    "ngàn": "nghìn",
    "lẻ": "linh",
    "tỉ": "tỷ",
    "mồng": "mùng",
    "uỷ": "ủy",
    "hoà": "hòa",
    "khoá": "khóa",
}
MARKS = re.compile(r"[.,;:!?\"'()/\-–…]")


def fold(text: str) -> str:
    """What the ear hears: no capitals, no marks, one spelling of words that have two."""
    heard = unicodedata.normalize("NFC", text).lower()
    for one, other in SPELLINGS.items():
        heard = heard.replace(one, other)
    return " ".join(MARKS.sub(" ", heard).split())


READ = [case for case in CASES if "say" in case]
LEFT = [case for case in CASES if "unread" in case]


@pytest.mark.parametrize("case", READ, ids=lambda case: case["in"])
def test_it_is_read(case: dict[str, Any]) -> None:
    reading = read(case["in"])
    assert fold(reading.text) == fold(case["say"])
    assert not reading.unread


@pytest.mark.parametrize("case", READ, ids=lambda case: case["in"])
def test_what_is_spoken_is_read_as_it_stands(case: dict[str, Any]) -> None:
    spoken = read(case["in"]).text
    assert read(spoken).text == spoken


@pytest.mark.parametrize("case", LEFT, ids=lambda case: case["in"])
def test_what_is_not_certain_is_left_and_told(case: dict[str, Any]) -> None:
    reading = read(case["in"])
    assert [unread.token for unread in reading.unread] == case["unread"]
    for unread in reading.unread:
        assert case["in"][unread.start :].startswith(unread.token)
        assert unread.token in reading.text
        assert unread.suggestion


def test_every_kind_has_cases() -> None:
    kinds = {case["kind"] for case in CASES}
    assert kinds == {
        "number",
        "percent",
        "fraction",
        "measure",
        "money",
        "date",
        "time",
        "range",
        "legal",
        "abbrev",
        "roman",
        "phone",
        "email",
        "url",
        "names",
    }
    assert len(CASES) >= 300
    assert all(("say" in case) != ("unread" in case) for case in CASES)


def test_other_right_readings_are_patterns_that_the_own_one_differs_from() -> None:
    for case in READ:
        for pattern in case.get("accept", []):
            assert not re.fullmatch(pattern, fold(case["say"])), case["in"]

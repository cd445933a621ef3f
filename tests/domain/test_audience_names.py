"""Whom a cell of the comparison names: whole words with their marks, the longest name first, nobody whom it leaves out."""

from __future__ import annotations

import unicodedata

import pytest

from duthao.domain.audience_names import AudienceNames
from duthao.records import register_reader
from tests.conftest import ROOT

NAMES = AudienceNames(
    {
        "poor": ("Hộ nghèo, hộ cận nghèo", "hộ nghèo", "hộ cận nghèo"),
        "people": ("Người dân",),
        "minorities": ("Đồng bào dân tộc thiểu số", "người dân tộc thiểu số"),
        "pupils": ("Học sinh",),
        "workers": ("Người lao động",),
        "foreigners": ("Người nước ngoài", "người lao động nước ngoài"),
    }
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Hộ nghèo", ("poor",)),
        ("Hộ nghèo, hộ cận nghèo, học sinh", ("poor", "pupils")),
        ("Học sinh; HỘ  NGHÈO", ("pupils", "poor")),
        ("Người dân tộc thiểu số", ("minorities",)),  # no `người dân`
        ("Người lao động nước ngoài, người lao động", ("foreigners", "workers")),
        ("Người dân trong thôn", ("people",)),
        ("ho ngheo", ()),  # without marks it may be other words
        ("Hồ nghèo", ()),
        ("Hộ nghèođói", ()),
        ("Người dân, trừ hộ nghèo, học sinh", ("people",)),
        ("Người dân (không bao gồm hộ nghèo), học sinh", ("people", "pupils")),
        ("Trừ hộ nghèo; học sinh", ("pupils",)),
        ("Chưa có thông tin", ()),
        ("", ()),
    ],
)
def test_whom_a_cell_names(text: str, keys: tuple[str, ...]) -> None:
    assert NAMES.keys(text) == keys
    assert NAMES.keys(unicodedata.normalize("NFD", text)) == keys


def test_no_names_find_nobody() -> None:
    assert AudienceNames({}).keys("người dân") == ()


def test_every_name_of_the_sample_finds_its_audience() -> None:
    registers, _ = register_reader.load(ROOT)
    assert registers
    for key, audience in registers.audiences.items():
        for name in (audience.name, *audience.also):
            assert registers.audience_names.keys(name) == (key,), name

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
        ("Người dân không thuộc hộ nghèo", ("people",)),
        ("Hộ nuôi (ngoài hộ nghèo), học sinh", ("pupils",)),
        ("Không thuộc diện hộ nghèo, hộ cận nghèo", ()),
        ("Người dân khác hộ nghèo", ("people",)),
        ("Người dân khác với các hộ nghèo", ("people",)),
        ("Người dân không có hộ nghèo", ("people",)),
        ("Người dân không phải là học sinh", ("people",)),
        ("Người dân chưa phải hộ nghèo", ("people",)),
        ("Người dân (không hộ nghèo), học sinh", ("people", "pupils")),
        ("Người dân, không phân biệt hộ nghèo", ("people", "poor")),
        ("Người dân (trừ hộ nghèo (chuẩn mới), hộ cận nghèo), học sinh", ("people", "pupils")),
        ("Người dân (trừ hộ nghèo; học sinh)", ("people",)),
        ("Người dân trừ các nhóm: hộ nghèo; học sinh", ("people",)),
        ("Đội phòng trừ sâu bệnh, học sinh", ("pupils",)),
        ("Người được khấu trừ thuế, học sinh", ("pupils",)),
        ("Người được miễn trừ, diệt trừ mối, học sinh", ("pupils",)),
        ("Tổ bài trừ hủ tục; học sinh", ("pupils",)),
        ("Trường ngoài công lập, học sinh", ("pupils",)),
        ("Hộ nghèo và người dân khác, học sinh", ("poor", "people", "pupils")),
        ("Người nước ngoài, học sinh", ("foreigners", "pupils")),
        ("Chưa có thông tin", ()),
        ("", ()),
    ],
)
def test_whom_a_cell_names(text: str, keys: tuple[str, ...]) -> None:
    assert NAMES.keys(text) == keys
    assert NAMES.keys(unicodedata.normalize("NFD", text)) == keys


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("Người dân, trừ hộ nghèo, học sinh", ("học sinh",)),
        ("Người dân (trừ hộ nghèo, học sinh)", ()),
        ("Người dân, trừ hộ nghèo; học sinh", ()),
        ("Không thuộc diện hộ nghèo, hộ cận nghèo", ()),  # one name
        ("Hộ nghèo, chủ trại ong; học sinh", ()),
        ("Hộ nghèo (xã, bản), thợ trẻ", ()),
        ("Chủ trại ong", ()),
        ("Người dân, trừ chủ trại ong, thợ trẻ", ()),
        ("", ()),
    ],
)
def test_what_may_be_meant_for_others(text: str, unclear: tuple[str, ...]) -> None:
    read = NAMES.read(text)
    assert read.unclear == unclear


def test_a_tone_may_stand_on_either_vowel() -> None:
    names = AudienceNames({"people": ("Ủy ban nhân dân cấp xã",), "other": ("Nhà quý, hòa giải",)})
    assert names.keys("Uỷ ban nhân dân cấp xã") == ("people",)
    assert names.keys("nhà quý, hoà giải") == ("other",)


def test_no_names_find_nobody() -> None:
    assert AudienceNames({}).keys("người dân") == ()


def test_every_name_of_the_sample_finds_its_audience() -> None:
    registers, _ = register_reader.load(ROOT)
    assert registers
    for key, audience in registers.audiences.items():
        for name in (audience.name, *audience.also):
            assert registers.audience_names.keys(name) == (key,), name

"""Names and homes in a table that was written by hand; what registers know is nobody's."""

from __future__ import annotations

import pytest

from duthao.domain.registers import bare_name
from duthao.records.named_persons import named_persons
from tests.judged_records import KNOWN


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nguyễn Văn Tèo ở thôn Lao Chải đề nghị tăng", ["Nguyễn Văn Tèo"]),
        ("Giàng A Páo đề nghị tăng.", ["Giàng A Páo"]),
        ("Tôi tên là Lò Thị Mai, ở thôn 3, xã Tả Van", ["Lò Thị Mai", "thôn 3, xã Tả Van"]),
        ("tôi tên là tèo.", ["tèo"]),
        ("Hộ Bun Hợp xin thêm con giống.", ["Bun Hợp"]),
        ("Hộ Mông nghèo xin thêm con giống.", []),
        ("Ghi tên đơn vị và đường dây nóng ở đầu tuyến.", []),
        ("Nơi nhận: số 12 đường Phan Đình Phùng.", ["số 12 đường Phan Đình Phùng"]),
    ],
)
def test_what_is_found(text: str, found: list[str]) -> None:
    assert [hit.value for hit in named_persons(text, (), KNOWN)] == found


def test_an_address_that_the_record_offers_is_an_offices() -> None:
    offered = ["Sở, số 12 đường Phan Đình Phùng, phường Thành Sen"]
    text = "Nơi nhận: số 12 đường Phan Đình Phùng."
    assert list(named_persons(text, offered, KNOWN)) == []


def test_names_of_places_and_agencies_are_nobodys() -> None:
    names = [n for p in KNOWN.places.values() for n in (p.name, bare_name(p.name), *p.former)]
    names += [agency.name for agency in KNOWN.agencies.values()]
    assert [
        (name, hit.value)
        for name in names
        for text in (name, f"Đề nghị {name} sửa đường.", f"Đường qua {name}")
        for hit in named_persons(text, (), KNOWN)
    ] == []


def test_a_communes_name_behind_a_form_of_address_is_a_persons() -> None:
    place = next(
        name for p in KNOWN.places.values() if len((name := bare_name(p.name)).split()) == 2
    )
    assert [hit.value for hit in named_persons(f"Ông {place} xin sửa.", (), KNOWN)] == [place]

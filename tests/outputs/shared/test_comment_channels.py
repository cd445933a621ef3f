"""Every way to comment on a draft, as a reader can use it: what is shown, what is dialled, what is filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from duthao.outputs.shared import comment_channels
from tests.outputs.loudspeaker.test_script_phrases import FIELDS, of

NOW = "2026-11-20"
OWN = "https://bieumau.hatinh.example/gop-y"
SUBJECT = (
    "?subject=G%C3%B3p%20%C3%BD%20d%E1%BB%B1%20th%E1%BA%A3o%20HT-2026-002%3A%20"
    "Ph%E1%BB%91i%20h%E1%BB%A3p%20qu%E1%BA%A3n%20l%C3%BD%20b%E1%BA%BFn%20c%E1%BA%A3ng"
)


def test_every_channel_that_a_record_names() -> None:
    site, record, _ = of(NOW, comment={**FIELDS["comment"], "form_url": OWN})
    shown = comment_channels.channels(site, record)
    assert [(c["icon"], c["label"], c["text"], c["url"]) for c in shown] == [
        (
            "form",
            "Góp ý trực tuyến",
            "Mở biểu mẫu tại bieumau.hatinh.example",
            f"{OWN}?ma=HT-2026-002&ten=Ph%E1%BB%91i+h%E1%BB%A3p+qu%E1%BA%A3n+l%C3%BD+b%E1%BA%BFn+c%E1%BA%A3ng",
        ),
        ("email", "Thư điện tử", "gopy@hatinh.example", f"mailto:gopy@hatinh.example{SUBJECT}"),
        ("phone", "Điện thoại", "0239 000 0103", "tel:02390000103"),
        ("post", "Thư bưu điện", "Số 1, đường Lê Lợi, phường Vũng Áng", ""),
        ("in_person", "Góp ý trực tiếp", "Bộ phận Tiếp nhận, Ban Quản lý Khu kinh tế tỉnh", ""),
    ]
    assert {c["note"] for c in shown} == {""}
    assert [c["primary"] for c in shown] == [True, False, False, False, False]


@pytest.mark.parametrize("comment", [None, {}, {"prefill": {"id": "ma"}}])
def test_where_a_record_names_none_the_agencys_own_stand(comment: Any) -> None:
    site, record, _ = of(NOW, comment=comment)
    assert [(c["icon"], c["text"]) for c in comment_channels.channels(site, record)] == [
        ("email", "bqlkkt@hatinh.example"),
        ("phone", "0239 000 0103"),
        ("post", "Số 03 đường Minh Họa, phường Vũng Áng, tỉnh Hà Tĩnh"),
    ]


@pytest.mark.parametrize("named", [*FIELDS["comment"]])
def test_one_that_is_named_stands_alone(named: str) -> None:
    site, record, _ = of(NOW, comment={named: FIELDS["comment"][named]})
    (only,) = comment_channels.channels(site, record)
    assert only["text"] == FIELDS["comment"][named] and only["primary"] is False


ELSEWHERE = "https://forms.example/f?x=1"


@pytest.mark.parametrize(
    ("comment", "address"),
    [
        (None, ""),
        ({"phone": "0239 000 0103"}, ""),
        ({"form_url": ELSEWHERE}, ELSEWHERE),
        ({"form_url": ELSEWHERE, "prefill": {"id": "entry.7"}}, f"{ELSEWHERE}&entry.7=HT-2026-002"),
        ({"form_url": OWN, "prefill": {"id": "so"}}, f"{OWN}?so=HT-2026-002"),
    ],
)  # fmt: skip
def test_a_form_is_filled_in_where_its_fields_are_known(comment: Any, address: str) -> None:
    site, record, _ = of(NOW, comment=comment)
    assert comment_channels.form_url(record, site.settings) == address


def test_a_form_on_a_service_abroad_says_so() -> None:
    site, record, _ = of(NOW, comment={"form_url": OWN})
    assert comment_channels.channels(site, record)[0]["note"] == ""
    (provider,) = site.settings.comment.providers
    comment = site.settings.comment.model_copy(
        update={"providers": (provider.model_copy(update={"foreign": True}),)}
    )
    abroad = replace(site, settings=site.settings.model_copy(update={"comment": comment}))
    (form,) = comment_channels.channels(abroad, record)
    assert form["note"] == "Biểu mẫu đặt trên dịch vụ ở nước ngoài."


AGENCY = [
    ("Cơ quan chủ trì soạn thảo", "Ban Quản lý Khu kinh tế tỉnh", ""),
    ("Địa chỉ", "Số 03 đường Minh Họa, phường Vũng Áng, tỉnh Hà Tĩnh", ""),
    ("Điện thoại", "0239 000 0103", "tel:02390000103"),
    ("Thư điện tử", "bqlkkt@hatinh.example", "mailto:bqlkkt@hatinh.example"),
]


@pytest.mark.parametrize(
    ("contact", "rows"),
    [
        (None, []),
        (
            {"name": "Nguyễn A", "unit": "Văn phòng", "phone": "0239 000 0199", "email": "baochi@hatinh.example", "spokesperson": True},
            [
                ("Người phát ngôn", "Nguyễn A, Văn phòng", ""),
                ("Điện thoại báo chí", "0239 000 0199", "tel:02390000199"),
                ("Thư điện tử báo chí", "baochi@hatinh.example", "mailto:baochi@hatinh.example"),
            ],
        ),
        ({"unit": "Văn phòng"}, [("Đầu mối báo chí", "Văn phòng", "")]),
    ],
)  # fmt: skip
def test_whom_to_reach(contact: Any, rows: list[tuple[str, str, str]]) -> None:
    site, record, _ = of(NOW, contact=contact)
    shown = comment_channels.contact(site, record)
    assert [(r["label"], r["text"], r["url"]) for r in shown] == [*AGENCY, *rows]

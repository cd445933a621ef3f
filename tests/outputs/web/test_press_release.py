"""The press release says how the draft stands, from the press kit, and stays where it was."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from duthao import clock
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.site import INTERNAL, Site
from duthao.outputs.web.press_release import PressRelease, press_release
from tests import states
from tests.conftest import PROVINCE, ROOT
from tests.outputs.office.test_letters import record_of, said, site_at
from tests.outputs.shared.test_official_document import _pages


def public(root: Path = PROVINCE) -> Site:
    return replace(site_at(root=root), internal=False)


@pytest.mark.parametrize(
    ("state", "title", "told", "asks"),
    [
        ("open", "lấy ý kiến đối với dự thảo", "đến hết ngày 02/12/2026", True),
        ("upcoming", "lấy ý kiến đối với dự thảo", "sẽ lấy ý kiến", True),
        ("extended", "lấy ý kiến đối với dự thảo", "đã thông báo trước đây là hết ngày 20/11/2026", True),
        ("proposal", "lấy ý kiến đối với đề nghị xây dựng", "đề nghị xây dựng", True),
        ("analysing", "về dự thảo", "Tình trạng: đang tổng hợp", False),
        ("answered", "về dự thảo", "Đã nhận được", False),
        ("withdrawn", "về dự thảo", "Lý do:", False),
        ("dropped", "về dự thảo", "việc xây dựng văn bản dừng", False),
        ("issued", "về dự thảo", "Văn bản đã ban hành", False),
    ],
)  # fmt: skip
def test_it_says_how_the_draft_stands(state: str, title: str, told: str, asks: bool) -> None:
    data = press_release(public(), states.record(state))
    words = said(data)
    assert data["subject"].lower().startswith(title.lower()) and told in words
    assert ("Cách góp ý" in words) == asks


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-11-17", False),  # a month after it was answered
        ("2026-11-18", True),  # adopted
        ("2026-11-20", True),  # issued
        ("2026-12-19", True),
        ("2026-12-20", False),
    ],
)
def test_a_text_is_news_when_it_is_issued(now: str, told: bool) -> None:
    site = replace(public(), now=clock.now(f"{now}T08:00+07:00"))
    record = states.record("issued")
    (released,) = [a for a in PressRelease().for_record(site, record) if a.path.endswith(".docx")]
    with zipfile.ZipFile(io.BytesIO(released.render())) as package:
        words = package.read("word/document.xml").decode()
    assert ("thông cáo báo chí lấy ý kiến không dùng nữa" in words) is not told
    issued = "Văn bản số 12/2026/NQ-HĐND, ban hành ngày 20/11/2026"
    assert (issued in words) is (told and now >= "2026-11-20")


def test_none_without_dates_and_none_of_a_ministry() -> None:
    assert not [*PressRelease().for_record(public(), states.record("unknown-time"))]
    assert not [*PressRelease().for_record(public(), record_of("bxd-2023-001", PROVINCE))]


def test_on_paper() -> None:
    site, record = public(ROOT), record_of("lc-2026-007")
    assert {a.path for a in PressRelease().for_record(replace(site, printed=True), record)} == {
        f"du-thao/lc-2026-007/bao-chi/thong-cao.{form}" for form in ("pdf", "docx")
    }
    data = press_release(site, record)
    paper = " ".join(_pages(official_document.pdf(site, "x", data, edition(site, record))))
    for part in ("THÔNG CÁO BÁO CHÍ", "/TC-SGDĐT", "Dữ liệu minh họa", "bao-chi./.", "Chưa được hỗ trợ"):  # fmt: skip
        assert part in paper, part
    assert INTERNAL not in paper

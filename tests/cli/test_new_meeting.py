"""`duthao new --meeting`: the folder of a meeting of the whole site."""

from __future__ import annotations

from pathlib import Path

from duthao.records import register_reader
from tests.conftest import NOW, duthao

ASKED = ("--kind", "đối thoại", "--title", "Đối thoại: về đất ở", "--agency", "so-tu-phap",
         "--at", "05/12/2026 14:00", "--ends", "05/12/2026 16:30", "--place", "Nhà văn hóa xã")  # fmt: skip


def new(root: Path, *arguments: str) -> tuple[int, str]:
    done = duthao("new", "--root", root, "--as-of", NOW, "--meeting", *arguments)
    return done.returncode, done.stdout + done.stderr


def test_it_is_made_whole_and_read_back(province: Path) -> None:
    """An id of its kind and month, the next one free; not shown until it is published."""
    assert new(province, *ASKED)[0] == new(province, *ASKED)[0] == 0
    known, findings = register_reader.load(province)
    assert known and not findings
    assert [*known.meetings] == ["doi-thoai-2026-12", "doi-thoai-2026-12-2"]
    made = known.meetings["doi-thoai-2026-12"]
    meeting = made.meeting
    assert (meeting.kind, meeting.title, meeting.agency) == ("doi-thoai", ASKED[3], "so-tu-phap")
    assert f"{meeting.at.start:%d/%m/%Y %H:%M}" == ASKED[7] and meeting.place == ASKED[11]
    assert meeting.ends and f"{meeting.ends.start:%H:%M}" == "16:30"
    assert meeting.published is None and made.body == ""


def test_what_cannot_be_used_is_said_and_nothing_is_made(province: Path) -> None:
    for wrong, said in (
        (("--kind", "liên hoan"), "--kind"),
        (("--at", "05/12/2026 14:00", "--ends", "05/12/2026 13:00"), "--ends"),
        (("Họp",), "chữ thường"),
        (("--central",), "--meeting"),
        (("lc-2026-099",), "mã của dự thảo"),
        (("--kind", "đối thoại", "--title", "A", "--agency", "Sở Tư pháp; Sở Y tế"), "một cơ quan"),
    ):
        code, text = new(province, *wrong)
        assert code == 2 and said in text
    assert not (province / "drafts/_events").exists()
    assert new(province, "hop-1", *ASKED)[0] == 0
    assert new(province, "hop-1", *ASKED)[0] == 2

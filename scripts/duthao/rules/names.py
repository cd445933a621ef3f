"""Ids and file names that would stand in the way of an address of the site."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.errors import Finding, Say
from duthao.records import Record
from duthao.rules import Context, Rule

RULES = {
    "id-reserved": Rule("Mã hồ sơ trùng với địa chỉ của trang", "Đổi tên thư mục hồ sơ."),
    "file-name-reserved": Rule("Tên tệp trùng với tệp do hệ thống tạo", "Đổi tên tệp."),
}
_IDS = frozenset({"trang"})  # later pages of the list of all drafts
_FILES = frozenset(
    {
        "thong-bao.pdf",
        "to-thong-tin.pdf",
        "ap-phich.pdf",
        "to-roi.pdf",
        "phieu-gop-y.pdf",
        "thay-the.pdf",
        "ket-qua.pdf",
        "the.png",
        "man-hinh.png",
    }
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """A record and its files take no address that is made for all records."""
    if record.id in _IDS:
        yield Finding(
            record.path,
            0,
            "id-reserved",
            Say(
                f"Mã «{record.id}» trùng với địa chỉ của trang.",
                f"The id `{record.id}` is an address of the site.",
            ),
            Say("Đổi tên thư mục, ví dụ lc-2026-007.", "Rename the folder, e.g. lc-2026-007."),
        )
    for loc, name in record.named_files():
        if name.lower() in _FILES:
            yield record.finding(
                "file-name-reserved",
                loc,
                Say(
                    f"Tên «{name}» dành cho tệp do hệ thống tạo.",
                    f"The name `{name}` is that of a generated file.",
                ),
                Say("Đổi tên tệp.", "Rename the file."),
            )

"""Ids and file names that would stand in the way of an address, or that a server or a computer cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duthao.errors import Finding, Say
from duthao.records.record import FOLDER, Record
from duthao.rendering.links import BESIDE
from duthao.rules import Context, Rule
from duthao.text import nfc, slug

RULES = {
    "id-reserved": Rule("Mã hồ sơ trùng với địa chỉ của trang", "Đổi tên thư mục hồ sơ."),
    "file-name-reserved": Rule("Tên tệp trùng với tệp do hệ thống tạo", "Đổi tên tệp."),
    "file-name-unfit": Rule(
        "Tên tệp mà máy chủ hoặc máy Windows không giữ được",
        "Đặt tên ngắn, không dấu: chữ thường, chữ số, dấu «-», ví dụ du-thao.pdf.",
    ),
    "file-name-twin": Rule(
        "Hai tệp có tên chỉ khác nhau ở chữ hoa, chữ thường", "Đổi tên một trong hai tệp."
    ),
}
_LONGEST = 240  # bytes of a path within the repository: Windows has 260 characters with the folders above it
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"),
}
_IDS = {"trang"}  # later pages of the list of all drafts
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\#%\u2028\u2029]')


def check(record: Record, context: Context) -> Iterator[Finding]:
    """A record and its files take no address that is made for all records, and names that can be held anywhere."""
    if record.id in _IDS | _DEVICES:
        yield Finding(
            record.path,
            0,
            "id-reserved",
            Say(
                f"Mã «{record.id}» trùng với địa chỉ của trang hoặc tên mà máy Windows giữ riêng.",
                f"The id `{record.id}` is an address of the site, or a name that Windows keeps.",
            ),
            Say("Đổi tên thư mục, ví dụ lc-2026-007.", "Rename the folder, e.g. lc-2026-007."),
        )
    first_names = dict[str, str]()
    for loc, name in record.named_files():
        if name.lower() in BESIDE:
            yield record.finding(
                "file-name-reserved",
                loc,
                Say(
                    f"Tên «{name}» dành cho tệp do hệ thống tạo.",
                    f"The name `{name}` is that of a generated file.",
                ),
                Say("Đổi tên tệp.", "Rename the file."),
            )
        if reason := _unfit(record.id, name):
            yield record.finding("file-name-unfit", loc, reason, _shorter(name))
        twin = first_names.setdefault(nfc(name).casefold(), name)
        if twin != name:
            yield record.finding(
                "file-name-twin",
                loc,
                Say(
                    f"«{name}» và «{twin}» chỉ khác nhau ở chữ hoa, chữ thường.",
                    f"`{name}` and `{twin}` differ in case only.",
                ),
                Say("Đổi tên một trong hai tệp.", "Rename one of them."),
            )


def _unfit(record_id: str, name: str) -> Say | None:
    """Why a file of this name cannot be published or checked out everywhere."""
    if sign := _UNFIT.search(name):
        shown = f"U+{ord(sign[0]):04X}" if not sign[0].isprintable() else sign[0]
        return Say(f"Tên tệp có ký tự «{shown}».", f"The name of the file holds `{shown}`.")
    if name.split(".")[0].rstrip(" ").lower() in _DEVICES:
        return Say(
            f"Máy Windows không mở được tệp tên «{name}».", f"Windows cannot hold a file `{name}`."
        )
    if name != name.strip(" ."):
        return Say(
            f"Tên tệp «{name}» bắt đầu hoặc kết thúc bằng dấu chấm hay khoảng trắng.",
            f"`{name}` begins or ends with a dot or a blank.",
        )
    if len(f"{FOLDER}/{record_id}/{name}".encode()) > _LONGEST:
        return Say(
            f"Đường dẫn của tệp dài quá {_LONGEST} byte.",
            f"The path of the file is longer than {_LONGEST} bytes.",
        )
    return None


def _shorter(name: str) -> Say:
    stem, _, end = nfc(name).rpartition(".")
    better = f"{slug(stem)[:60].strip('-') or 'tep'}.{slug(end)}"
    return Say(
        f"Đổi tên tệp, ví dụ «{better}», rồi sửa tên ở đây.",
        f"Rename the file, `{better}` say, and mend the name here.",
    )

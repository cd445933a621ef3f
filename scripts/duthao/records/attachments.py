"""Files beside a record: what they are, how large, and their digest, read from the file itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from duthao.errors import Finding, Say
from duthao.records import attachment_scan

# No SVG: it may hold a script. No .docm, .xlsm: they hold macros.
ALLOWED = MappingProxyType(
    {
        ".pdf": "PDF",
        ".docx": "Word",
        ".xlsx": "Excel",
        ".pptx": "PowerPoint",
        ".odt": "ODT",
        ".ods": "ODS",
        ".csv": "CSV",
        ".txt": "Văn bản thuần",
        ".png": "PNG",
        ".jpg": "JPG",
        ".jpeg": "JPG",
        ".mp3": "MP3",
        ".zip": "ZIP",
    }
)
_PACKED = frozenset(ALLOWED)
_ZIP = (b"PK\x03\x04",)
_MAGIC = MappingProxyType(
    {
        ".pdf": (b"%PDF-",),
        ".docx": _ZIP,
        ".xlsx": _ZIP,
        ".pptx": _ZIP,
        ".odt": _ZIP,
        ".ods": _ZIP,
        ".zip": (*_ZIP, b"PK\x05\x06"),
        ".png": (b"\x89PNG\r\n\x1a\n",),
        ".jpg": (b"\xff\xd8\xff",),
        ".jpeg": (b"\xff\xd8\xff",),
        ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2"),
    }
)
_OFFICE_WITH_PASSWORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_BYTES = 50 * 1024 * 1024
_NOT_SCANNED = attachment_scan.Scan()


class Attachment(NamedTuple):
    """A file beside a draft. `size` in bytes, `sha256` in hex, `format` as people call it.

    `scan` is what it holds: pages, authors' names, and what must not be published.
    """

    name: str
    size: int
    sha256: str
    format: str
    scan: attachment_scan.Scan = _NOT_SCANNED

    @property
    def pages(self) -> int | None:
        """How many pages it has, where the file counts them (PDF)."""
        return self.scan.pages

    @property
    def size_words(self) -> str:
        """`35 kB`, `1,2 MB`."""
        if self.size < 1_000_000:
            return f"{max(1, round(self.size / 1000))} kB"
        return f"{self.size / 1_000_000:.1f} MB".replace(".", ",")

    @property
    def extent_words(self) -> str:
        """`12 trang, 35 kB`; without pages only the size."""
        return f"{self.pages} trang, {self.size_words}" if self.pages else self.size_words


def read(folder: Path, root: Path, names: list[str]) -> tuple[dict[str, Attachment], list[Finding]]:
    """Describe the files `names` of a record's folder; what may not be published is a finding."""
    files: dict[str, Attachment] = {}
    findings: list[Finding] = []
    for name in sorted(names):
        path = folder / name
        faults = list(_faults(path, path.relative_to(root).as_posix()))
        findings += faults
        if not faults:
            files[name] = _described(path, root)
    return files, findings


def side_files(folder: Path, root: Path, names: list[str]) -> dict[str, Attachment]:
    """The record's own texts in other languages, recordings and response table: no documents, but published too."""
    paths = [folder / name for name in sorted(names)]
    return {
        path.name: _described(path, root)
        for path in paths
        if path.is_file() and not path.is_symlink()
    }


def _described(path: Path, root: Path) -> Attachment:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    form = ALLOWED.get(path.suffix.lower(), "Markdown")
    return Attachment(
        path.name,
        path.stat().st_size,
        digest,
        form,
        attachment_scan.scan(root, path, digest, _PACKED),
    )


def link_fault(where: str) -> Finding:
    """The finding about a link or folder where a file should be."""
    return Finding(
        where,
        0,
        "attachment-link",
        Say(
            "Chỉ nhận tệp thật, không nhận liên kết hoặc thư mục.",
            "Only real files, no links or folders.",
        ),
        Say("Chép tệp vào thư mục hồ sơ.", "Copy the file into the folder."),
    )


def _faults(path: Path, where: str) -> Iterator[Finding]:
    suffix = path.suffix.lower()
    if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
        yield link_fault(where)
    elif suffix not in ALLOWED:
        yield Finding(
            where,
            0,
            "attachment-format",
            Say(
                f"Định dạng «{suffix or path.name}» không được công bố.",
                f"Format `{suffix or path.name}` is not published.",
            ),
            Say(
                "Dùng một trong các định dạng: " + ", ".join(s[1:] for s in ALLOWED) + ".",
                "Use one of: " + ", ".join(s[1:] for s in ALLOWED) + ".",
            ),
        )
    elif path.stat().st_size > MAX_BYTES:
        yield Finding(
            where,
            0,
            "attachment-size",
            Say("Tệp lớn hơn 50 MB.", "The file is larger than 50 MB."),
            Say("Nén hoặc chia nhỏ tệp.", "Compress or split it."),
        )
    else:
        yield from _head_faults(path, where, suffix)


def _head_faults(path: Path, where: str, suffix: str) -> Iterator[Finding]:
    with path.open("rb") as stream:
        head = stream.read(8)
    if suffix in _MAGIC and _MAGIC[suffix] == _ZIP and head == _OFFICE_WITH_PASSWORD:
        yield Finding(
            where,
            0,
            "attachment-encrypted",
            Say(
                "Tệp đặt mật khẩu (hoặc theo định dạng Office cũ) nên người đọc không mở được.",
                "The file has a password (or an old Office format): readers cannot open it.",
            ),
            Say(
                "Bỏ mật khẩu rồi lưu lại ở định dạng mới.",
                "Remove the password and save it in the present format.",
            ),
        )
    elif not head.startswith(_MAGIC.get(suffix, (b"",))):
        yield Finding(
            where,
            0,
            "attachment-content",
            Say(
                f"Nội dung tệp không phải là {ALLOWED[suffix]}.",
                f"The content is not {ALLOWED[suffix]}.",
            ),
            Say("Xuất lại tệp từ chương trình soạn thảo.", "Export the file again."),
        )

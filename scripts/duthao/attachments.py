"""Files beside a record: what they are, how large, and their digest, read from the file itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from duthao.errors import Finding, Say

ALLOWED = MappingProxyType({
    ".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel", ".pptx": "PowerPoint", ".odt": "ODT", ".ods": "ODS",
    ".csv": "CSV", ".txt": "Văn bản thuần", ".png": "PNG", ".jpg": "JPG", ".jpeg": "JPG", ".mp3": "MP3", ".zip": "ZIP",
})
_MAGIC = MappingProxyType({
    ".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04", ".pptx": b"PK\x03\x04", ".odt": b"PK\x03\x04",
    ".ods": b"PK\x03\x04", ".zip": b"PK", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff",
})
MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is published beside its draft. `size` in bytes, `sha256` in hex, `format` as people call it."""

    name: str
    size: int
    sha256: str
    format: str

    @property
    def size_words(self) -> str:
        """`35 kB`, `1,2 MB`."""
        if self.size < 1_000_000:
            return f"{max(1, round(self.size / 1000))} kB"
        return f"{self.size / 1_000_000:.1f} MB".replace(".", ",")


def read(folder: Path, root: Path, names: list[str]) -> tuple[dict[str, Attachment], list[Finding]]:
    """Describe the files `names` of a record's folder; what may not be published is a finding."""
    files: dict[str, Attachment] = {}
    found: list[Finding] = []
    for name in sorted(names):
        path = folder / name
        faults = list(_faults(path, path.relative_to(root).as_posix()))
        found += faults
        if not faults:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            files[name] = Attachment(name, path.stat().st_size, digest, ALLOWED[path.suffix.lower()])
    return files, found


def _faults(path: Path, where: str) -> Iterator[Finding]:
    suffix = path.suffix.lower()
    if path.is_symlink() or not path.is_file():
        yield Finding(where, 0, "attachment-link", Say("Chỉ nhận tệp thật, không nhận liên kết hoặc thư mục.", "Only real files, no links or folders."),
                      Say("Chép tệp vào thư mục hồ sơ.", "Copy the file into the folder."))
    elif suffix not in ALLOWED:
        yield Finding(where, 0, "attachment-format", Say(f"Định dạng «{suffix or path.name}» không được công bố.", f"Format `{suffix or path.name}` is not published."),
                      Say("Dùng một trong các định dạng: " + ", ".join(s[1:] for s in ALLOWED) + ".", "Use one of: " + ", ".join(s[1:] for s in ALLOWED) + "."))
    elif path.stat().st_size > MAX_BYTES:
        yield Finding(where, 0, "attachment-size", Say("Tệp lớn hơn 50 MB.", "The file is larger than 50 MB."), Say("Nén hoặc chia nhỏ tệp.", "Compress or split it."))
    else:
        with path.open("rb") as stream:
            head = stream.read(8)
        if not head.startswith(_MAGIC.get(suffix, b"")):
            yield Finding(where, 0, "attachment-content", Say(f"Nội dung tệp không phải là {ALLOWED[suffix]}.", f"The content is not {ALLOWED[suffix]}."),
                          Say("Xuất lại tệp từ chương trình soạn thảo.", "Export the file again."))

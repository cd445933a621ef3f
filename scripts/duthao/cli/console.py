"""What commands share: exit codes, how far a build is, and files that are replaced as a whole."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from duthao.errors import DuthaoError, Say

FINE, FOUND, STUCK = 0, 1, 2
_STAGES = {
    "host": Say("khung trang", "shells"),
    "records": Say("hồ sơ", "records"),
    "lists": Say("danh sách, nguồn tin", "lists and feeds"),
    "switch": Say("đổi trang", "switching"),
}


def progress(stage: str, done: int, total: int) -> None:
    """A bar where a person watches; one line a stage where not."""
    label = _STAGES[stage]
    if sys.stderr.isatty() and "NO_COLOR" not in os.environ:
        filled = 24 * done // max(1, total)
        print(
            f"\r{label!s:24} {'█' * filled}{'·' * (24 - filled)} {done}/{total} ",
            end="\n" if done >= total else "",
            file=sys.stderr,
            flush=True,
        )
    elif done >= total:
        print(f"{label}: {total}", file=sys.stderr)


def replace_file(path: Path, text: str) -> None:
    """Write a file of `drafts/` so that nobody ever reads a half of it."""
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, content: bytes) -> None:
    """The same of bytes, and of files that lie elsewhere. What cannot be written leaves nothing behind.

    Raises DuthaoError where another program holds the file, as Excel does on Windows while it shows one.
    """
    half = path.with_name(f".{path.name}.half")
    try:
        half.write_bytes(content)
        half.replace(path)
    except PermissionError as error:
        raise DuthaoError(
            Say(
                f"Không ghi được {path}: tệp đang mở ở chương trình khác (Excel, Word) hoặc thư mục không cho ghi. "
                "Đóng tệp ấy rồi chạy lại; tệp cũ còn nguyên.",
                f"Cannot write {path}: another program (Excel, Word) has it open, or the folder may not be written to. "
                "Close it and run again; the file is as it was.",
            )
        ) from error
    finally:
        with suppress(OSError):  # why it could not be written is what matters
            half.unlink(missing_ok=True)

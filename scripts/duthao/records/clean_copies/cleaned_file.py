"""A file to its clean copy, by its kind."""

from __future__ import annotations

from typing import NamedTuple

from duthao.errors import Say
from duthao.records.clean_copies.uncleanable import CannotClean

__all__ = ["CannotClean", "Cleaned", "clean"]

CLEANED = (".docx", ".xlsx", ".pdf", ".jpg", ".jpeg", ".png")


class Cleaned(NamedTuple):
    """The copy, and what was taken from it, in words ("" of nothing: `taken` is empty)."""

    content: bytes
    taken: tuple[Say, ...]


def clean(raw: bytes, suffix: str) -> Cleaned:
    """The copy of a file with this (lower-case) suffix. Raises CannotClean."""
    if suffix not in CLEANED:
        raise CannotClean(
            Say(
                f"Không làm được bản sạch của tệp «{suffix}»; chỉ làm được với: {', '.join(CLEANED)}.",
                f"No clean copy of a `{suffix}` file; only of {', '.join(CLEANED)}.",
            )
        )
    try:
        return _cleaned(raw, suffix)
    except CannotClean:
        raise
    except Exception as error:  # a broken file breaks its reader in ways that nobody can list
        raise CannotClean(
            Say(
                "Tệp hỏng hoặc có mật khẩu nên không làm được bản sạch: mở bằng chương trình soạn thảo và xuất lại.",
                "The file is damaged or has a password: open it in its program and export it again.",
            )
        ) from error


def _cleaned(raw: bytes, suffix: str) -> Cleaned:
    if suffix == ".pdf":
        from duthao.records.clean_copies import cleaned_pdf

        return Cleaned(*cleaned_pdf.clean(raw))
    if suffix == ".docx":
        from duthao.records.clean_copies import cleaned_word

        return Cleaned(*cleaned_word.clean(raw))
    if suffix == ".xlsx":
        from duthao.records.clean_copies import cleaned_workbook

        return Cleaned(*cleaned_workbook.clean(raw))
    from duthao.records.file_contents import picture_details

    content = picture_details.stripped(raw)
    taken = (
        Say(
            "thông tin ghi trong ảnh (nơi chụp, người chụp, máy, lời ghi)",
            "what the picture says of itself (place, author, camera, words)",
        ),
    )
    return Cleaned(content, taken if content != raw else ())

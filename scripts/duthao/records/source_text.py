"""The bytes of a file in `drafts/` to text in normal form, or to what hinders that."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.errors import Finding, Say
from duthao.text import nfc

MAX_BYTES = 256 * 1024


def decode(raw: bytes, path: str, most: int = MAX_BYTES) -> tuple[str, list[Finding]]:
    """The text in NFC with LF line ends; faults if it is not UTF-8, larger than `most` bytes, or has control characters."""
    if len(raw) > most:
        return "", [
            Finding(
                path,
                0,
                "file-size",
                Say(
                    f"Tệp lớn hơn {most // 1024} kB.",
                    f"The file is larger than {most // 1024} kB.",
                ),
                Say(
                    "Rút gọn nội dung; đưa phần dài vào tệp đính kèm.",
                    "Shorten it; put the long part into an attachment.",
                ),
            )
        ]
    try:
        text = raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", [
            Finding(
                path,
                line,
                "not-utf8",
                Say("Tệp không phải mã UTF-8.", "The file is not UTF-8."),
                Say("Lưu lại tệp với bảng mã UTF-8.", "Save the file as UTF-8."),
            )
        ]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = nfc(text)
    return text, list(_control_characters(text, path))


def _control_characters(text: str, path: str) -> Iterator[Finding]:
    if text.replace("\n", "").isprintable():
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.isprintable() or all(is_allowed(c) for c in line):
            continue
        column = next(i for i, c in enumerate(line, 1) if not is_allowed(c))
        yield _fault(path, number, line[column - 1], column)


def control_character_in_cell(text: str, path: str, row: int, name: str) -> Iterator[Finding]:
    """The fault of a cell of a sheet that has a control character; `name` as on the sheet (`G12`)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if char := next((c for c in text if c != "\n" and not is_allowed(c)), ""):
        yield _fault(path, row, char, 0, f" (ô {name})")


def control_character_in_value(text: str, path: str, line: int) -> Iterator[Finding]:
    """The fault of a text that was written with signs for letters (`"\\u0007"`) and has a control character."""
    if char := next((c for c in text if c != "\n" and not is_allowed(c)), ""):
        yield _fault(path, line, char, 0)


def _fault(path: str, line: int, char: str, column: int, at: str = "") -> Finding:
    code = f"U+{ord(char):04X}"
    return Finding(
        path,
        line,
        "control-character",
        Say(
            f"Có ký tự điều khiển {code} không nhìn thấy được{at}.",
            f"There is an invisible control character {code}{at}.",
        ),
        Say(
            "Xóa ký tự đó (thường do dán từ tệp Word hoặc PDF).",
            "Delete it (often pasted from Word or PDF).",
        ),
        column=column,
        width=1 if column else 0,
    )


def is_allowed(char: str) -> bool:
    # No-break and narrow spaces, soft hyphens and joiners come with honest copy and paste.
    return (
        char.isprintable()
        or char in "\t\u00a0\u00ad\u2007\u2009\u200b\u200c\u200d\u202f\u3000\ufeff"
    )

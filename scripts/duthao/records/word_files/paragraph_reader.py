"""The files of a dossier to documents, or to why one cannot be read; asked of the process that reads attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from duthao.errors import Say
from duthao.records import text_extraction
from duthao.records.word_files import docx_reader
from duthao.records.word_files.document import cleaned

_BEGINS = re.compile(
    r"(?:Điều \d|Chương [IVX\d]|[IVX]{1,4}\. |\d{1,2}[.)] |[a-zđ]\) |[-+•] |Căn cứ |Kính gửi|Số:|V/v)"
)
_ENDS = (".", ";", ":", "/.")
_FULL_LINE = 60  # characters: a shorter line ends its paragraph


def read(stream: IO[bytes], suffix: str) -> dict[str, Any]:
    """As `docx_reader.read`; of a PDF its lines put together to paragraphs, without tables."""
    if suffix == ".docx":
        return docx_reader.read(stream)
    content = text_extraction.read(stream, ".pdf")
    if content.faults and (not content.text.strip() or set(content.faults) - {"hidden", "macros"}):
        return {"fault": content.faults[0]}
    blocks = [{"text": text, "centred": False} for text in paragraphs(content.text)]
    cut = len(blocks) > docx_reader.MAX_PARAGRAPHS
    notes = ["no-tables", *(["cut"] if cut else [])]
    return {"blocks": blocks[: docx_reader.MAX_PARAGRAPHS], "notes": notes}


def paragraphs(text: str) -> Iterator[str]:
    """The lines of a PDF put together to paragraphs."""
    gathered = ""
    for line in (cleaned(line) for line in text.splitlines()):
        if not line or line.isdigit():  # between pages: their numbers
            continue
        if gathered and (
            gathered.endswith(_ENDS)
            or len(gathered.rpartition("\n")[2]) < _FULL_LINE
            or _BEGINS.match(line)
        ):
            yield gathered.replace("\n", " ")
            gathered = line
        else:
            gathered = f"{gathered}\n{line}" if gathered else line
    if gathered:
        yield gathered.replace("\n", " ")


FAULTS = {
    "damaged": Say("tệp hỏng hoặc không phải tệp Word. Mở bằng Word rồi lưu lại thành .docx.", "the file is damaged or no Word file. Open it in Word and save it as .docx."),
    "encrypted": Say("tệp có mật khẩu, hoặc là tệp .doc cũ mang đuôi .docx. Bỏ mật khẩu, hoặc mở bằng Word rồi lưu thành .docx.", "the file has a password, or is an old .doc. Take the password off, or save it as .docx."),
    "bomb": Say("tệp giải nén ra quá lớn, không đọc.", "the file unpacks to something unreasonable; it is not read."),
    "old-font": Say("chữ dùng phông cũ (TCVN3, VNI), không phải Unicode. Đổi sang Unicode (Times New Roman) rồi lưu lại.", "its letters are in an old typeface (TCVN3, VNI), not Unicode. Convert it to Unicode and save it again."),
    "no-text": Say("tệp không có chữ, có thể là ảnh quét. Dùng tệp gốc còn sửa được.", "the file has no text; it may be a scan. Use the file that it was made from."),
    "unread": Say("không đọc được hết tệp trong thời gian cho phép. Bỏ ảnh, lưu lại rồi thử lại.", "the file could not be read to its end in time. Take the pictures out and try again."),
}  # fmt: skip
_DOC = Say("tệp .doc đời cũ không đọc được. Mở bằng Word, chọn Tệp › Lưu thành (Save As) › «Word Document (*.docx)», rồi dùng tệp mới.", "an old .doc cannot be read. In Word choose File, Save As, `Word Document (*.docx)`, and use the new file.")  # fmt: skip
_OTHER = Say("chỉ đọc tệp .docx, hoặc .pdf có chữ.", "only .docx is read, or a .pdf with text.")
_ABSENT = Say("không thấy tệp này.", "there is no such file.")


def fault_of_name(path: Path) -> Say | None:
    """Why a file of this name is not read at all."""
    if path.suffix.lower() == ".doc":
        return _DOC
    if path.suffix.lower() not in (".docx", ".pdf"):
        return _OTHER
    return None if path.is_file() else _ABSENT

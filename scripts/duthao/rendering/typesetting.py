"""Setting print: a Typst template and plain data to PDF or a picture. The only importer of typst.

Data reaches a template as JSON and is never read as markup. What cannot be set (a letter that the font
lacks, a sheet that does not fit its page) is told as a fault of the data, never cut or printed as a box.

Typst keeps threads of its own. A process forked from one that has set a page would wait for ever for
threads that it does not have, so there `pdf` refuses: start such workers with `spawn` or `forkserver`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from duthao.clock import VN
from duthao.errors import DuthaoError, Finding, Say
from duthao.rendering import fonts, palette
from duthao.text import nfc

if TYPE_CHECKING:
    import typst

STANDARDS: tuple[typst.PDFStandard, ...] = ("ua-1", "a-2a")
# Controls, and the marks that turn the direction of writing: print would differ from what was checked.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_OVERFLOW = re.compile(r'panicked with: "?sheet-overflow')


class PrintFault(NamedTuple):
    """Why data cannot be set: the public id of the rule, the characters meant ("" for the whole)."""

    rule: str
    text: str
    message: Say
    remedy: Say


class PrintError(Exception):
    """The data cannot be set as it is."""

    def __init__(self, faults: tuple[PrintFault, ...]) -> None:
        super().__init__("; ".join(str(fault.message) for fault in faults))
        self.faults = faults

    def __reduce__(self) -> tuple[type[PrintError], tuple[tuple[PrintFault, ...]]]:
        return type(self), (self.faults,)

    def findings(self, root: Path, path: str) -> tuple[Finding, ...]:
        """The faults as findings in the file `path` (relative to `root`) that the data came from."""
        try:
            lines = nfc((root / path).read_text(encoding="utf-8")).splitlines()
        except (OSError, UnicodeDecodeError):
            lines = []
        return tuple(
            Finding(path, _line(lines, fault.text), fault.rule, fault.message, fault.remedy)
            for fault in self.faults
        )


def needs(template: Path, data: Mapping[str, object], dated: date) -> str:
    """A digest (hex) of all that the bytes of `pdf` or `png` depend on; it costs no setting."""
    digest = hashlib.sha256(repr((_engine(), STANDARDS, template.name, dated)).encode())
    digest.update(fonts.installed().digest.encode() + _json(data).encode())
    digest.update(_read(_templates(template.parent)))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _engine() -> tuple[str, str]:
    """Typst's version, and Pillow's: asked of the packages' metadata, which takes 2 ms each."""
    return version("typst"), palette.engine()


def _templates(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Path, time of change and size of each template; asked for with every sheet, so not by `Path`, which takes ten times as long."""
    try:
        with os.scandir(folder) as entries:
            found = [(e.path, e.stat()) for e in entries if e.name.endswith(".typ")]
    except FileNotFoundError:  # told where a sheet is set
        return ()
    return tuple(sorted((path, stat.st_mtime_ns, stat.st_size) for path, stat in found))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[str, int, int], ...]) -> bytes:
    """A digest of templates, read again only when one has another time or size."""
    return hashlib.sha256(
        b"".join(hashlib.sha256(Path(file).read_bytes()).digest() for file, _, _ in files)
    ).digest()


def pdf(template: Path, data: Mapping[str, object], dated: date) -> bytes:
    """Set `data` (what JSON can hold) by `template`: PDF/UA-1 and PDF/A-2a, the same bytes every time.

    `dated` is the day that the file bears as made and changed. Raises PrintError.
    """
    output = _set(
        template,
        data,
        {
            "format": "pdf",
            "pdf_standards": list(STANDARDS),
            "timestamp": datetime.combine(dated, time(12), VN),
        },
    )  # noon: that day in UTC too
    assert isinstance(output, bytes)
    return output


def png(template: Path, data: Mapping[str, object]) -> bytes:
    """Set `data` by a template of one page whose lengths are points: a picture of as many pixels. Raises PrintError."""
    # Only in a PDF does Typst tell of letters that the font lacks; a picture would show boxes.
    letters = {c for c in nfc("".join(_texts(data))) if not c.isspace()}
    if odd := fonts.missing_characters(_face(fonts.installed().sans.files[0]), letters):
        raise PrintError(tuple(map(_missing, odd)))
    output = _set(template, data, {"format": "png", "ppi": 72.0})
    assert isinstance(output, bytes)
    return palette.indexed(output)


@lru_cache(maxsize=1)
def _face(file: Path) -> bytes:
    return file.read_bytes()


def _set(template: Path, data: Mapping[str, object], form: Mapping[str, Any]) -> object:
    import typst  # 30 ms: paid only where a page is set

    if hidden := sorted(set(_HIDDEN.findall("".join(_texts(data))))):
        raise PrintError(tuple(map(_hidden, hidden)))
    if not template.is_file():
        where = "/".join(template.parts[-3:])
        raise DuthaoError(
            Say(
                f"Không thấy mẫu in {where}: chạy lệnh ở thư mục của trang, nơi có theme/.",
                f"There is no template {where}: run it in the folder of the site, which has theme/.",
            )
        )
    font_set = fonts.installed()
    inputs = {"data": _json(data), "serif": font_set.serif.name, "sans": font_set.sans.name}
    try:
        output, warnings = _compiler(template.parent).compile_with_warnings(
            input=str(template), sys_inputs=inputs, **form
        )
    except typst.TypstError as error:
        raise PrintError(tuple(_faults(error.message, error.diagnostic))) from None
    if warnings:
        raise PrintError((_failed("; ".join(warning.message for warning in warnings)),))
    return output


def _compiler(folder: Path) -> typst.Compiler:
    if _home() != os.getpid():
        raise DuthaoError(
            Say(
                "Tiến trình này được tách (fork) sau khi đã dàn trang in nên không dàn tiếp được.",
                "This process was forked after print had been set, so it cannot set any.",
            )
        )
    return _started(folder)


@lru_cache(maxsize=1)
def _home() -> int:
    """The process in which Typst started its threads."""
    return os.getpid()


@lru_cache(maxsize=4)
def _started(folder: Path) -> typst.Compiler:
    """One compiler a process: it reads fonts once, and templates anew when they change."""
    import typst

    return typst.Compiler(
        root=str(folder), font_paths=_only(fonts.installed()), ignore_system_fonts=True
    )


def _only(font_set: fonts.FontSet) -> typst.Fonts:
    """Just the files of the set. Typst takes folders only, so they are linked into one for a moment."""
    import typst

    with tempfile.TemporaryDirectory(prefix="duthao-fonts-") as folder:
        try:
            for number, file in enumerate(font_set.files):
                (Path(folder) / f"{number}{file.suffix}").symlink_to(file)
            paths = [folder]
        except OSError:
            # Windows without the right to link: templates name their families, the rest stays unused.
            paths = sorted({str(file.parent) for file in font_set.files})
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=paths
        )


def _json(data: Mapping[str, object]) -> str:
    return nfc(json.dumps(data, ensure_ascii=False, sort_keys=True))


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, Iterable):
        for value in data:
            yield from _texts(value)


def _faults(message: str, diagnostic: str) -> Iterator[PrintFault]:
    missing = _MISSING.findall(diagnostic)
    for text in sorted(set(missing)):
        yield _missing(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text))
    if missing:
        return
    yield _overflow() if _OVERFLOW.match(message) else _failed(message)


def _named(text: str) -> str:
    """`«क» (U+0915 DEVANAGARI LETTER KA)`; what cannot be seen is told by its number only."""
    codes = ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '')}".rstrip() for c in text)
    return f"«{text}» ({codes})" if text.isprintable() else codes


def _missing(text: str) -> PrintFault:
    return PrintFault(
        "missing-glyph",
        text,
        Say(
            f"Phông chữ bản in không có ký tự {_named(text)}.",
            f"The print font has no glyph for {_named(text)}.",
        ),
        Say("Thay bằng chữ hoặc từ tương đương.", "Write it in letters that the font has."),
    )


def _hidden(text: str) -> PrintFault:
    return PrintFault(
        "hidden-character",
        text,
        Say(
            f"Có ký tự ẩn {_named(text)}, làm chữ in ra khác chữ đã soạn.",
            f"There is a hidden character {_named(text)}, which makes print differ from the text.",
        ),
        Say("Xóa ký tự này.", "Delete it."),
    )


def _overflow() -> PrintFault:
    return PrintFault(
        "sheet-overflow",
        "",
        Say(
            "Nội dung không vừa một trang dù đã dùng cỡ chữ nhỏ nhất.",
            "The content does not fit one page even at the smallest type.",
        ),
        Say(
            "Rút gọn tên ngắn, tóm tắt, cách góp ý hoặc các dòng đầu của bảng nội dung mới.",
            "Shorten the short title, the summary, the channels or the first rows of the table.",
        ),
    )


def _failed(message: str) -> PrintFault:
    return PrintFault(
        "not-set",
        "",
        Say(f"Không dàn được trang in: {message}", f"The page cannot be set: {message}"),
        Say(
            "Báo cho người quản trị trang kèm tệp này.",
            "Tell the site's maintainer, with this file.",
        ),
    )


def _line(lines: list[str], text: str) -> int:
    """The first line that holds `text`, from 1; 0 when none does or nothing certain is meant."""
    return next((n for n, line in enumerate(lines, 1) if text and text in line), 0)

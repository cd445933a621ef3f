"""Links and pictures in the body and in translations: each leads somewhere, and none would be dropped from the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Library, Rule, in_body

RULES = {
    "link-to-no-record": Rule(
        "Liên kết tới hồ sơ không có", "Viết «duthao:<mã>» với mã của một hồ sơ có thật."
    ),
    "link-to-no-file": Rule(
        "Liên kết tới tệp hoặc trang không có",
        "Khai báo tệp ở «documents», hoặc viết địa chỉ đầy đủ.",
    ),
    "link-dropped": Rule(
        "Liên kết dạng không được phép",
        "Chỉ dùng https, mailto, tel, «duthao:<mã>» hoặc tên tệp của hồ sơ.",
    ),
    "picture-dropped": Rule(
        "Hình trong thân hồ sơ không được hiển thị", "Đưa hình vào tệp đính kèm.", "warning"
    ),
}
# A link's words may hold brackets of their own, so its target is looked for, and its beginning from there.
_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]^]+\]:[ \t]*\n?[ \t]*<?([^\s>]+)", re.MULTILINE
)
_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)")
_OUTWARD = frozenset({"http", "https", "mailto", "tel"})


class _Fault(NamedTuple):
    """A fault of a link: the character at which its target begins, how long it is, and what is said of it."""

    start: int
    width: int
    rule: str
    message: Say
    remedy: Say


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every link of the body and of translations leads out, to a record that there is, or to a file that the record names."""
    files = frozenset(file for _, file in record.named_files())
    for fault in _faults(files, context.ids, record.source.body):
        yield in_body(record, *fault)
    for lang, text in record.translations.items():
        if lang in record.draft.translations:
            for part in text.shown:
                for fault in _faults(files, context.ids, part.markdown):
                    line = part.text_line + part.markdown.count("\n", 0, fault.start)
                    yield Finding(
                        text.path,
                        line,
                        fault.rule,
                        fault.message,
                        fault.remedy,
                        field=("body", part.key),
                    )


def check_all(library: Library) -> Iterator[Finding]:
    """The same in meetings of the site."""
    for dossier in library.registers.meetings.values():
        files = frozenset(dossier.files)
        for fault in _faults(files, library.ids, dossier.body):
            rule, message, remedy = fault[2:]
            yield dossier.finding_in_text(rule, (), fault.start, fault.width, message, remedy)


def _faults(files: frozenset[str], ids: frozenset[str], text: str) -> Iterator[_Fault]:
    if "]" not in text:
        return
    if "`" in text:
        text = _CODE.sub(lambda code: " " * len(code[0]), text)
    for match in _LINK.finditer(text):
        group = 1 if match[1] else 2
        if match[1] and _is_picture(text, match.start()):
            yield _Fault(
                match.start(group),
                len(match[group]),
                "picture-dropped",
                Say(
                    "Hình trong thân hồ sơ không được hiển thị.",
                    "Pictures in the body are not shown.",
                ),
                Say(
                    "Đưa hình vào tệp đính kèm và khai báo ở «documents».",
                    "Attach it and list it under `documents`.",
                ),
            )
        elif fault := _fault(files, ids, match[group]):
            yield _Fault(match.start(group), len(match[group]), *fault)


def _is_picture(text: str, end: int) -> bool:
    """Whether the bracket that closes at `end` was opened by `![`."""
    earliest, depth = max(0, end - 500), 0
    if "![" not in text[earliest:end]:
        return False
    for place in range(end, earliest - 1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if depth == 0:
            return text[place - 1 : place] == "!"
    return False


def _fault(files: frozenset[str], ids: frozenset[str], target: str) -> tuple[str, Say, Say] | None:
    target = unescape(target)  # as browsers do
    scheme = _SCHEME.match(target)
    if scheme and scheme[1] == "duthao":
        if scheme[2] in ids:
            return None
        return (
            "link-to-no-record",
            Say(f"Không có hồ sơ «{scheme[2]}».", f"There is no record `{scheme[2]}`."),
            Say(
                "Viết «duthao:<mã>» với mã của một hồ sơ có thật.",
                "Write `duthao:<id>` with the id of a record.",
            ),
        )
    if scheme:
        if scheme[1].lower() in _OUTWARD:
            return None
        return (
            "link-dropped",
            Say(
                f"Liên kết «{scheme[1]}:» không được phép.",
                f"Links with `{scheme[1]}:` are not allowed.",
            ),
            Say(
                "Chỉ dùng https, mailto, tel, «duthao:<mã>» hoặc tên tệp của hồ sơ.",
                "Use https, mailto, tel, `duthao:<id>` or a file of the record.",
            ),
        )
    name = unquote(re.split(r"[?#]", target, maxsplit=1)[0]).removeprefix("./")
    if target[0] == "#" or name in files:
        return None
    return (
        "link-to-no-file",
        Say(f"Hồ sơ không khai báo tệp «{target}».", f"The record names no file `{target}`."),
        Say(
            "Khai báo tệp ở «documents»; liên kết tới hồ sơ khác viết «duthao:<mã>».",
            "List it under `documents`; write `duthao:<id>` for another record.",
        ),
    )

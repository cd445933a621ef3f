"""Clean copies of files, one after the other, each written as a whole or not at all."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from duthao.cli.console import FINE, FOUND, replace_bytes
from duthao.errors import DuthaoError, Say
from duthao.records import attachment_scan, attachments
from duthao.records.clean_copies import cleaned_file
from duthao.records.sensitive_data import Hit
from duthao.rules.attachments import FAULTS
from duthao.rules.file_traces import active_content, review_traces
from duthao.rules.secrecy import hit_words

_SUFFIX = "-sach"


def run(arguments: argparse.Namespace) -> int:
    """Returns 1 where a file could not be cleaned, or its copy still holds what is refused. Raises DuthaoError."""
    pairs = [
        (path, _target(path, arguments.output, len(arguments.files))) for path in arguments.files
    ]
    targets = [target.resolve() for _, target in pairs]
    for (path, target), place in zip(pairs, targets, strict=True):
        _refuse(path, target, targets.count(place) > 1)
    codes = [_one(arguments.root.resolve(), path, target) for path, target in pairs]
    return max(codes, default=FINE)


def _target(path: Path, output: Path | None, files: int) -> Path:
    name = f"{path.stem}{_SUFFIX}{path.suffix.lower()}"
    if output is None:
        return path.with_name(name)
    return output / name if files > 1 or output.is_dir() else output


def _kind(path: Path) -> str:
    return path.suffix.lower().replace(".jpeg", ".jpg")


def _refuse(path: Path, target: Path, twice: bool) -> None:
    """Say what hinders before anything is written."""
    if not path.is_file():
        raise DuthaoError(Say(f"Không thấy tệp {path}.", f"There is no file {path}."))
    if path.stat().st_size > attachments.MAX_BYTES:
        raise DuthaoError(Say(f"{path}: tệp lớn hơn 50 MB.", f"{path} is larger than 50 MB."))
    if _kind(target) != _kind(path):
        raise DuthaoError(
            Say(
                f"{target}: bản sạch là tệp {path.suffix}, tên phải kết thúc bằng {path.suffix}.",
                f"{target}: the copy is a {path.suffix} file, and its name has to end so.",
            )
        )
    if target.exists() or twice:
        raise DuthaoError(
            Say(
                f"Đã có tệp {target}, không ghi đè: đổi tên, xóa tệp đó, hoặc ghi nơi khác với -o.",
                f"{target} is there already and is not written over: move it, or give another place with -o.",
            )
        )
    if not target.parent.is_dir():
        raise DuthaoError(Say(f"Không có thư mục {target.parent}.", f"No folder {target.parent}."))


def _one(root: Path, path: Path, target: Path) -> int:
    suffix = path.suffix.lower()
    try:
        content, taken = cleaned_file.clean(path.read_bytes(), suffix)
    except cleaned_file.CannotClean as refused:
        print(f"{path}: {refused.say}", file=sys.stderr)
        return FOUND
    replace_bytes(target, content)
    print(f"{path} → {target}")
    if taken:
        print(Say("  Đã bỏ:", "  Taken:"))
        for what in taken:
            print(f"  - {what}")
    else:
        print(Say("  Không có gì phải bỏ.", "  There was nothing to take."))
    digest = hashlib.sha256(content).hexdigest()
    scan = attachment_scan.scan(root, target, digest, frozenset(attachments.ALLOWED))
    offices = [hit for hit in scan.hits if _may_be_of_an_office(hit)]
    left = list(_left(scan._replace(hits=tuple(h for h in scan.hits if h not in offices))))
    if left:
        print(
            Say(
                "  Bản này VẪN CÒN, phải tự sửa trong chương trình soạn thảo:",
                "  STILL in the copy, for you to take out in the program that made the file:",
            )
        )
        for what in left:
            print(f"  - {what}")
    if offices:
        print(
            Say(
                "  Xem lại (của cơ quan thì để nguyên, của cá nhân thì xóa; lệnh này không đọc danh mục nên không phân biệt được):",
                "  To be looked at (an office's may stay, a person's may not; this command reads no register and cannot tell):",
            )
        )
        for what in dict.fromkeys(map(hit_words, offices)):
            print(f"  - {what}")
    print(
        Say(
            "  Mở bản này, đọc lại, rồi dùng nó thay cho tệp cũ.",
            "  Open the copy, read it, then use it in place of the file.",
        )
    )
    return FOUND if left else FINE


def _may_be_of_an_office(hit: Hit) -> bool:
    """What a check of a record warns of, or passes where the office is known: a fixed line, an address of the State."""
    return hit.kind == "landline" or (hit.kind == "email" and hit.value.endswith(".gov.vn"))


def _left(scan: attachment_scan.Scan) -> Iterator[Say]:
    """What a check of a record would tell of this file."""
    for fault in scan.faults:
        yield FAULTS[fault][1]
    for trace in scan.traces:
        told = review_traces.told(trace) or active_content.told(trace)
        if told:
            yield told[1]
    if scan.authors:
        names = ", ".join(f"«{name}»" for name in scan.authors[:3])
        yield Say(f"Tệp còn ghi tên người soạn: {names}.", f"The file still names {names}.")
    yield from dict.fromkeys(map(hit_words, scan.hits))

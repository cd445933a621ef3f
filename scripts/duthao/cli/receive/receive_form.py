"""The command: a form is read, compared, judged and told of; then it is written, or its faults go back in it."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from duthao.cli.console import FINE, FOUND, replace_bytes
from duthao.cli.receive import received as forms
from duthao.cli.receive import written
from duthao.cli.receive.received import FormFault, Received
from duthao.errors import Say
from duthao.records import register_reader, settings_reader
from duthao.records.word_forms import commented_copy
from duthao.records.word_forms.commented_copy import RowComment

_FAULTY = ".loi"
_COPY = re.compile(r"\.loi(-\d+)?$")
_WARNING = Say("cảnh báo", "warning")
_ERROR = Say("lỗi", "error")


def run(arguments: argparse.Namespace) -> int:
    """Returns 1 where there is a fault, or nobody said yes. Raises DuthaoError."""
    root = arguments.root.resolve()
    settings, _ = settings_reader.load(root)
    registers = register_reader.sound(root)
    received = forms.read(arguments, root, registers, settings)
    for fault in received.faults:
        print(_line(fault))
    if received.is_faulty:
        copy = _copy(arguments.file, received)
        errors = sum(fault.severity == "error" for fault in received.faults)
        print(
            Say(
                f"{errors} lỗi; chưa ghi gì. Các lỗi nằm ở nhận xét trong {copy.name}: sửa ngay trong tệp đó rồi gửi lại.",
                f"{errors} errors; nothing was written. They are comments in {copy.name}: mend them there.",
            )
        )
        return FOUND
    for name in received.files.left:
        print(
            Say(
                f"Cạnh mẫu có tệp {name} khác tệp của hồ sơ; không lấy, vì dòng tên tệp và phiên bản không đổi. Muốn thay thì ghi phiên bản mới hoặc đặt tên khác.",
                f"Beside the form lies another {name} than the record has; it is not taken, since the rows of its name and version did not change. Give it a version or another name to replace it.",
            )
        )
    _tell(received)
    if not received.changes and not received.files.taken:
        print(
            Say(
                f"Mẫu không đổi gì của hồ sơ {received.draft_id}.",
                f"The form changes nothing of {received.draft_id}.",
            )
        )
        return FINE
    if not arguments.write and not _agreed():
        print(
            Say(
                "Chưa ghi. Chạy lại với --write để ghi.",
                "Nothing was written. Run it with --write.",
            )
        )
        return FOUND
    written.write(received)
    again = bool(received.known and "approved" in received.known.data)
    after_vi = " Hồ sơ đã duyệt trước đây phải được duyệt lại." if again else ""
    after_en = " It has to be approved again." if again else ""
    print(
        Say(
            f"Đã ghi {received.target / 'index.md'}. Chạy «duthao check» trước khi duyệt.{after_vi}",
            f"Wrote {received.target / 'index.md'}. Run `duthao check` before it is approved.{after_en}",
        )
    )
    return FINE


def _line(fault: FormFault) -> str:
    kind = _ERROR if fault.severity == "error" else _WARNING
    row = f"{Say('Dòng', 'Row')} {fault.number}: " if fault.number else ""
    return f"{row}{kind}[{fault.rule}]: {fault.message} {fault.remedy}".rstrip()


def _copy(path: Path, received: Received) -> Path:
    """Write the copy with comments beside the form; no file is written over, since somebody may mend faults in it."""
    comments = [
        RowComment(fault.place, f"{fault.message} {fault.remedy}".rstrip())
        for fault in received.faults
        if fault.severity == "error"
    ]
    stem = _COPY.sub("", path.stem)
    names = (f"{stem}{_FAULTY}{f'-{n}' if n > 1 else ''}.docx" for n in range(1, 1000))
    target = next(place for name in names if not (place := path.with_name(name)).exists())
    replace_bytes(target, commented_copy.commented(path.read_bytes(), comments))
    return target


def _tell(received: Received) -> None:
    """Say what will be another: row by row, then the files."""
    what = Say("Hồ sơ mới", "New record") if received.known is None else Say("Hồ sơ", "Record")
    print(f"{what} {received.draft_id}")
    nothing = Say("(trống)", "(empty)")
    for change in received.changes:
        before = (
            ""
            if received.known is None
            else f"«{change.old}» → "
            if change.old
            else f"{nothing} → "
        )
        after = f"«{change.new}»" if change.new else nothing
        print(f"  {change.number} {change.label}: {before}{after}")
    for name in received.files.taken:
        kind = (
            Say("thay tệp", "replaces the file")
            if name in received.files.replaced
            else Say("thêm tệp", "adds the file")
        )
        print(f"  {kind} {name}")


def _agreed() -> bool:
    if not sys.stdin.isatty():
        return False
    try:
        reply = input(str(Say("Ghi vào hồ sơ? (c/k) ", "Write it? (y/n) ")))
    except EOFError:
        return False
    return reply.strip().lower() in ("c", "co", "có", "y", "yes")

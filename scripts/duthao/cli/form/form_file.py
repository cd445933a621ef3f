"""The form of a record as a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from duthao.cli.console import FINE, replace_bytes
from duthao.errors import DuthaoError, Say
from duthao.outputs.shared.record_form import form_document
from duthao.records import record, register_reader
from duthao.records.word_forms import record_at

BLANK = "mau-ho-so.docx"


def run(arguments: argparse.Namespace) -> int:
    """Write the form. Raises DuthaoError."""
    root = arguments.root.resolve()
    registers = register_reader.sound(root)
    draft_id = (arguments.id or "").lower()
    target = arguments.output or Path(f"{draft_id}.docx" if draft_id else BLANK)
    if target.suffix.lower() != ".docx":
        raise DuthaoError(Say(f"{target}: mẫu là tệp .docx.", f"{target}: the form is a .docx."))
    if target.exists():
        raise DuthaoError(
            Say(
                f"{target} đã có; không ghi đè. Chọn tên khác bằng -o.",
                f"{target} is there already; name another by -o.",
            )
        )
    if draft_id:
        known = record_at.read(root / record.FOLDER / draft_id)
        if known is None:
            raise DuthaoError(Say(f"Không có hồ sơ {draft_id}.", f"There is no record {draft_id}."))
        content = form_document.form(registers, known.tree, draft_id, known.mark)
    else:
        content = form_document.form(registers)
    replace_bytes(target, content)
    print(
        Say(
            f"Đã tạo {target}. Điền xong, chạy «duthao receive {target}».",
            f"Made {target}. When it is filled in, run `duthao receive {target}`.",
        )
    )
    return FINE

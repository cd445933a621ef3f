"""`duthao approve --sheet`: the sheet of one record as a file, ready to be signed on paper or digitally."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from duthao.cli.approvals.approval_answers import undeclared
from duthao.cli.approvals.approval_flags import ApprovalFlags
from duthao.cli.console import replace_bytes, replace_file
from duthao.domain.approvals.approval_fields import short_code
from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.editor.sheet_to_sign import sheet
from duthao.errors import Say
from duthao.outputs.site import Site
from duthao.records import approval, record_reader
from duthao.records.approvals import sheet_marks
from duthao.records.record import Record
from duthao.rendering.links import Links


def make(
    root: Path,
    record_id: str,
    flags: ApprovalFlags,
    now: datetime,
    settings: Settings,
    site_url: str,
    registers: Registers,
) -> None:
    """Write the sheet and say what is to be done with it. The declaration that there is no secret is written into the record
    first, for it is part of what is signed. Raises DuthaoError where nobody makes it, Findings where the sheet cannot be set.
    """
    record, _ = record_reader.read(root, record_id)
    assert record
    if flags.no_secret_by:
        text = approval.declared_text(record, root, flags.no_secret_by, now.date())
        replace_file(root / record.path, text)
        record, _ = record_reader.read(root, record_id)
        assert record
    elif record.draft.no_secret is None:
        raise undeclared(record)
    site = Site(root, settings, Links(site_url), registers, now, {})
    target = flags.output or root / "build" / "approvals" / f"{record_id}-phieu-duyet.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_bytes(target, sheet(site, record))
    code = short_code(approval.content_sha256(record))
    print(target)
    print(
        Say(
            f"Mã nội dung: {code}. Ký giấy xong thì chạy «duthao approve {record_id} --paper SỐ --date NGÀY --code MÃ --by NGƯỜI_DUYỆT»; "
            f"ký số xong thì chạy «duthao approve {record_id} --signed TỆP».",
            f"Code of the content: {code}. Once it is signed on paper run `duthao approve {record_id} --paper NUMBER --date DAY "
            f"--code CODE --by APPROVER`, digitally `duthao approve {record_id} --signed FILE`.",
        )
    )


def reworded(site: Site, record: Record, signed: bytes) -> bool:
    """Whether the pages of a signed sheet say something else than the program sets for this record: then somebody signed what
    is not approved here, whatever the data of the file says.
    """
    made = sheet_marks.made_for(signed)
    if made is None or made > site.now:
        return True
    again = sheet(replace(site, now=made), record)
    return sheet_marks.page_texts(again) != sheet_marks.page_texts(signed)

"""Approves the sample's records anew after they were edited, each at its level: `.venv/bin/python -m tests.sample_approvals`.

The day stays that of the sample. Everything is invented: numbers of papers, offices that sign, and the key, which is made for the
moment and forgotten; its certificates are put into the registers.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from duthao import clock
from duthao.editor import sheet_to_sign
from duthao.outputs.site import Site
from duthao.records import approval, record_reader, register_reader, settings_reader
from duthao.records.approvals import approval_faults, approved_content, signed_sheet
from duthao.records.record import FOLDER, Record
from duthao.rendering.links import Links
from tests.signatures import holder, signed

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 22)
GIT = ("lc-2026-010", "lc-2026-014", "lc-2026-015")
SIGNED = ("lc-2026-013",)
POSTED_BY = "so-tu-phap"  # who puts out here what central bodies draft


def write(root: Path) -> None:
    """Approve all records of the site at `root` that are invented; those of real drafts keep the approval that they have."""
    for number, record_id in enumerate(record_reader.ids(root), 1):
        record, _ = record_reader.read(root, record_id)
        assert record and not record.faulty_fields, record_id
        if record.draft.demo:
            _approve(root, record, number)
    for record_id in record_reader.ids(root):
        record, _ = record_reader.read(root, record_id)
        settings, _ = settings_reader.load(root)
        registers, _ = register_reader.load(root)
        assert record and registers
        if record.draft.demo:
            found = approval_faults.faults(root, record, registers, settings)
            assert not found, [*map(str, found)]


def _approve(root: Path, record: Record, number: int) -> None:
    registers, _ = register_reader.load(root)
    assert registers
    agency = record.draft.lead_agency
    if registers.agencies[agency].level == "central":
        agency = POSTED_BY
    by = next(key for key, entry in registers.approvers.items() if entry.agency == agency)
    given = approval.GivenApproval(
        by, DAY, "paper", f"{number:02d}/PD-{registers.agencies[agency].symbol}"
    )
    if record.id in GIT:
        given = approval.GivenApproval(by, DAY, "git")
    if record.id in SIGNED:
        given = approval.GivenApproval(by, DAY, "signed")
        _sign(root, record, by)
    written = approval.text_with_approval(root, record.id, given)
    folder = root / FOLDER / record.id
    (folder / approved_content.NAME).write_bytes(written.content.text.encode())
    (folder / "index.md").write_bytes(written.text.encode())


def _sign(root: Path, record: Record, by: str) -> None:
    """Sign the sheet, unless one that is signed already is of this content and holds."""
    settings, url = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    assert registers
    approved = record.draft.approved
    if (
        approved
        and approved.level == "signed"
        and not approval_faults.faults(root, record, registers, settings)
    ):
        return
    site = Site(root, settings, Links(url), registers, clock.now(settings.as_of), {})
    authority = holder("Gốc chứng thư minh họa", authority=True)
    office = holder("Sở Y tế, chứng thư minh họa", authority)
    data = signed(sheet_to_sign.sheet(site, record), office, authority)
    (root / FOLDER / record.id / signed_sheet.NAME).write_bytes(data)
    folder = root / register_reader.FOLDER
    (folder / register_reader.ROOTS).write_bytes(authority.pem.encode())
    path = folder / "approvers.yml"
    text = path.read_text(encoding="utf-8")
    entry = re.compile(rf"(?m)^({by}:\n(?:  (?!certificates).*\n)*)(?:  certificates: .*\n)?")
    text, count = entry.subn(rf"\1  certificates: [{office.sha256}]\n", text)
    assert count == 1
    path.write_bytes(text.encode())


if __name__ == "__main__":
    write(ROOT)

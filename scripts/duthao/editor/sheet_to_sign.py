"""The sheet that is signed where a record is approved, on paper or digitally: for `duthao approve` and for who hands a record over."""

from __future__ import annotations

from duthao.outputs.loudspeaker.script_kinds import kinds
from duthao.outputs.loudspeaker.scripts import scripts
from duthao.outputs.shared.signed_papers import approval_sheet
from duthao.outputs.site import Site
from duthao.records import approval
from duthao.records.approvals import approved_content
from duthao.records.record import Record


def sheet(site: Site, record: Record) -> bytes:
    """The bytes of the sheet. Raises Findings where it cannot be set."""
    folder = (site.root / record.path).parent
    before = record.draft.approved
    earlier = approved_content.kept(folder, before.sha256) if before else None
    spoken = scripts(site, record).texts if kinds(site, record) else ()
    said = [(script.label, script.text) for script in spoken if not script.expired]
    data = approval_sheet.sheet_data(site, record, approval.content(record), earlier, said)
    return approval_sheet.pdf(site, record, data)

"""The notice for the board: of every round whose dates are known; it stays when that is over, with a mark that says so."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.paper.notice_text import notice
from duthao.outputs.shared.sheet import NOTICE, sheet_artifact, sheet_kinds
from duthao.outputs.site import Site
from duthao.records.record import Record


class NoticeSheet(Output):
    """The notice for the board: of every round whose dates are known; it stays when that is over, with a mark that says so."""

    name = "notice"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`thong-bao.pdf`, where it is known until when opinions are taken."""
        if NOTICE in sheet_kinds(site, record):
            yield sheet_artifact(site, record, NOTICE.file, notice(site, record, site.view(record)))

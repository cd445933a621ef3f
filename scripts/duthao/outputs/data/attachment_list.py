"""The attachments of all drafts, each with its SHA-256: what whoever copies them can check them by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.shown_meetings import files_out
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.links import ATTACHMENTS

_LINES = "attachment_lines"  # the snippet


class AttachmentList(Output):
    """One list for all drafts, in the form of `sha256sum`: paths as they lie below `/du-thao/`, or where attachments are."""

    name = "attachment_list"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/du-thao/SHA256SUMS`."""
        summaries = tuple(sorted(site.summaries, key=lambda summary: summary.id))
        yield Artifact(
            ATTACHMENTS, partial(_list, summaries), depends_on=snippet_digest(summaries, _LINES)
        )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's lines."""
        files = sorted(files_out(site, record).items())
        return {_LINES: "".join(f"{file.sha256}  {record.id}/{name}\n" for name, file in files)}


def _list(summaries: Sequence[Summary]) -> bytes:
    return "".join(snippets(summaries, _LINES)).encode()

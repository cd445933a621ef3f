"""The files beside a draft, published next to its page under their own names, or elsewhere (`attachments_url`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.site import Site
from duthao.records.record import FOLDER, Record


class DossierFiles(Output):
    """The files beside a draft, published next to its page under their own names."""

    name = "dossier"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """Every attachment that the record names, byte for byte; none where they lie elsewhere."""
        if site.links.attachments_url:
            return
        folder = site.root / FOLDER / record.id
        for name in sorted(record.files):
            yield Artifact(site.links.draft(record.id, name), partial(_read, str(folder / name)))


def _read(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()

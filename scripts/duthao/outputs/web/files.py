"""The files beside a draft, published next to its page under their own names, or elsewhere (`attachments_url`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from duthao.errors import DuthaoError, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.shown_meetings import files_out
from duthao.outputs.site import Site
from duthao.records.record import FOLDER, Record


class DossierFiles(Output):
    """The files beside a draft, published next to its page under their own names."""

    name = "dossier"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """Every attachment that is out, byte for byte; none where they lie elsewhere."""
        if site.links.attachments_url:
            return
        folder = site.root / FOLDER / record.id
        for name, file in sorted(files_out(site, record).items()):
            yield Artifact(
                site.links.draft(record.id, name),
                partial(_read, folder / name, file.sha256),
                content_key=partial(str, file.sha256),  # files that several records share lie once
            )


def _read(path: Path, sha256: str) -> bytes:
    """The bytes that were judged. Raises DuthaoError where the file has others by now."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DuthaoError(
            Say(
                f"{path}: tệp thay đổi trong khi dựng trang. Chạy lại.",
                f"{path}: the file changed while the site was built. Run again.",
            )
        )
    return content

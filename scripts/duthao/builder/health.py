"""health.json of a site that was made: of which build it is, from what, and when."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping

from duthao import clock
from duthao.builder import inputs
from duthao.builder.state import FileState, RecordState
from duthao.outputs.site import Site
from duthao.rendering import fonts


def build_id(
    environment: str, rows: Mapping[str, RecordState], files: Mapping[str, FileState]
) -> str:
    """The id of a build: the same wherever and whenever the same site is made."""
    digest = hashlib.sha256(environment.encode())
    for record_id, row in sorted(rows.items()):
        digest.update(f"{record_id} {row.digest} {row.since}\n".encode())
    for path, file in sorted(files.items()):
        digest.update(f"{path} {file.cache_key}\n".encode())
    return digest.hexdigest()[:24]


def content(base: Site, build_id: str, records_published: int) -> bytes:
    """The bytes of health.json after a build."""
    git = ["git", "-C", str(base.root), "rev-parse", "HEAD"]
    try:
        commit = subprocess.run(git, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        commit = ""
    values: dict[str, object] = {
        "build": build_id,
        "built": clock.now().isoformat(),
        "as_of": base.now.isoformat(),
        "commit": commit,
        "records": records_published,
        "stale_after_hours": base.settings.stale_after_hours,
        "sample": base.settings.sample,
        **({inputs.INTERNAL: True} if base.internal else {}),
        "fonts": fonts.installed().description if base.printed else None,
    }
    return inputs.health(values)

"""All that the digest of an approval is made of, and `approved.json`, which keeps it until the next approval.

What is kept proves itself: its digest is that which the record's approval names, else it is not used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

NAME = "approved.json"
_FORM = b"duthao-approval-1\n"  # the way in which the digest is made: another way gets another name


class ApprovedContent(NamedTuple):
    """`fields` as they were written, the body, SHA-256 (hex) of each file by name, and what is published of a table of responses
    that does not go out whole (None: there is none, or it is one of the files).
    """

    fields: Mapping[str, Any]
    body: str
    files: Mapping[str, str]
    responses: str | None

    @property
    def sha256(self) -> str:
        """The digest (hex) that approval is given to."""
        digest = hashlib.sha256(_FORM)
        for text in (_json(self.fields), self.body):
            digest.update(text.encode() + b"\0")
        for name, sha256 in sorted(self.files.items()):
            digest.update(f"{name} {sha256}\n".encode())
        if self.responses:
            digest.update(self.responses.encode())
        return digest.hexdigest()

    @property
    def text(self) -> str:
        """It as the text of `approved.json`."""
        return json.dumps(self._asdict(), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _json(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def kept(folder: Path, sha256: str) -> ApprovedContent | None:
    """What was approved under this digest, as the record's folder keeps it; None where nothing of that digest is kept."""
    try:
        values = json.loads((folder / NAME).read_bytes())
        content = ApprovedContent(**values)
        return content if content.sha256 == sha256 else None
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None

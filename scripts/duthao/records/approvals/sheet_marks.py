"""What the sheet of an approval says as data of its PDF, and on its pages: of which record, which content, which instant it is."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO

from duthao.clock import iso, parse

_MARK = re.compile(r"duthao-approval-1:([a-z0-9-]+):([0-9a-f]{64})")
_MADE = re.compile(r"duthao-made:(\S+?)(?:,|;|\s|$)")


def mark(record_id: str, sha256: str) -> str:
    """The keyword by which a sheet says of which record and of which content it is."""
    return f"duthao-approval-1:{record_id}:{sha256}"


def made_mark(made: datetime) -> str:
    """The keyword by which a sheet says for which instant it was made, so that it can be made again."""
    return f"duthao-made:{iso(made)}"


def marks(data: bytes) -> list[tuple[str, str]]:
    """Every record and digest that a PDF names in its keywords; a sheet names one."""
    return _MARK.findall(keywords(data))


def made_for(data: bytes) -> datetime | None:
    """The instant for which a sheet was made; None where it does not say so."""
    found = _MADE.search(keywords(data))
    try:
        return parse(found[1]).start if found else None
    except ValueError:
        return None


def page_texts(data: bytes) -> list[str]:
    """What stands on each page as it was set, without what a signature draws on it; nothing where it cannot be read."""
    from pypdf import PdfReader

    try:
        return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]
    except Exception:  # as above
        return []


def keywords(data: bytes) -> str:
    """The keywords that a PDF bears as data; "" where it cannot be read."""
    from pypdf import PdfReader

    try:
        info = PdfReader(BytesIO(data)).metadata
        return str(info.get("/Keywords") or "") if info else ""
    except Exception:  # as above
        return ""

"""Web and e-mail addresses as they are said: `laocai chấm gov chấm vn`."""

from __future__ import annotations

import re

from duthao.speech.numbers import DIGITS

_SUSPECT = re.compile(r"@|://|\.[a-zA-Z]")
_LABEL = r"(?i:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)"
# A bare name must look like an address beyond doubt: "xanh.Ai" may be a space left out.
_BARE = rf"{_LABEL}{{1,8}}(?:vn|com|net|org|edu|gov|info|asia|app|xyz)(?![\w-]|\.\w)"
_SHORT = rf"{_LABEL}{{1,3}}(?:me|ly|gl|gle|be|io|link|page|site|ee)(?=/\w)"
_FULL = rf"(?i:https?://){_LABEL}{{1,8}}(?i:[a-z]{{2,24}})(?![\w-]|\.\w)"
_REST = r"(?::[0-9]{1,5}(?![0-9]))?(?:[/?#][^\s<>“”\"»]{0,2000})?"
_ADDRESS = re.compile(
    rf"(?<![\w@.])(?:(?i:[a-z0-9][a-z0-9._+-]{{0,63}}@){_LABEL}{{1,8}}(?i:[a-z]{{2,24}})(?![\w-])"
    rf"|(?:{_FULL}|{_BARE}|{_SHORT}){_REST})")
_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?(?=.)", re.IGNORECASE)
_TRAILING = ".,;:!?'’…*"
_SIGNS = {
    "@": "a còng", ".": "chấm", "/": "gạch chéo", "-": "gạch ngang", "_": "gạch dưới",
    "?": "chấm hỏi", "=": "bằng", "&": "và", "#": "thăng", ":": "hai chấm", "%": "phần trăm",
    "+": "cộng", "~": "dấu ngã", ",": "phẩy", ";": "chấm phẩy", "!": "chấm than",
    **{str(value): word for value, word in enumerate(DIGITS)},
}
_PIECE = re.compile(r"[^\W\d_]+|.", re.ASCII | re.DOTALL)


def addresses(text: str) -> list[tuple[int, int, str]]:
    """Start, end and words of every address in the text."""
    if not _SUSPECT.search(text):
        return []
    return [said for found in _ADDRESS.finditer(text)
            if (said := _said(found.start(), found.group())) is not None]


def _said(start: int, address: str) -> tuple[int, int, str] | None:
    kept = address.rstrip(_TRAILING)
    while kept.endswith(")") and kept.count("(") < kept.count(")"):
        kept = kept[:-1].rstrip(_TRAILING)
    scheme = _SCHEME.match(kept)
    bare = kept[scheme.end():] if scheme and "@" not in kept else kept
    pieces = _PIECE.findall(bare.rstrip("/").lower())
    if not all(piece.isascii() and (piece.isalpha() or piece in _SIGNS) for piece in pieces):
        return None
    return start, start + len(kept), " ".join([_SIGNS.get(piece, piece) for piece in pieces])

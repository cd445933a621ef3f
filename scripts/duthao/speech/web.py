"""Web and e-mail addresses as they are said: `laocai chấm gov chấm vn`."""

from __future__ import annotations

import re

from duthao.speech.numbers import DIGITS

_SUSPECT = re.compile(r"@|://|\.[a-zA-Z]")
_TOP = ("vn|com|net|org|edu|gov|info|asia|app|io|me|be|ly|gl|fb|dev|xyz|int|eu|us|uk|cn|la|kr|jp|tv|"
        "online|site|tech|ai|page|link")
_HOST = rf"(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,8}}(?:{_TOP})(?![\w-]|\.\w)"
_ADDRESS = re.compile(
    rf"(?<![\w@.])(?:[a-z0-9][\w.+-]{{0,63}}@{_HOST}"
    rf"|(?:https?://)?{_HOST}(?::[0-9]{{1,5}})?(?:[/?#][^\s<>“”\"»]{{0,2000}})?)",
    re.IGNORECASE | re.ASCII)
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

"""What a camera or a program wrote into a picture: the place where it was taken, who took it, words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from duthao.records.file_contents.extracted_content import Content, Trace

_GPS = 0x8825
_ARTISTS = (0x013B, 0x9C9D)  # Artist, XPAuthor
_WORDS = (0x010E, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F, 0x8298)  # descriptions, titles, keywords
_DETAILS = 0x8769
_USER_COMMENT = 0x9286
_MAX_WORDS = 20_000


def read(raw: bytes) -> Content:
    """Words, names and place; nothing of what no picture reader opens: browsers do not show it either."""
    from PIL import Image

    try:
        with Image.open(BytesIO(raw), formats=("JPEG", "PNG")) as picture:
            exif = picture.getexif()
            words = [_text(exif.get(tag)) for tag in _WORDS]
            words.append(_text(exif.get_ifd(_DETAILS).get(_USER_COMMENT)))
            words += [
                str(value)[:_MAX_WORDS]
                for key, value in picture.info.items()
                if isinstance(value, str) and str(key).lower() != "xml:com.adobe.xmp"
            ]
            place = exif.get_ifd(_GPS)
    except Exception:
        return Content()
    located = any(tag in place for tag in (2, 4))
    return Content(
        authors=tuple(_text(exif.get(tag)) for tag in _ARTISTS),
        beside="\n".join(filter(None, words)),
        traces=(Trace("picture-place"),) if located else (),
    )


def _text(value: Any) -> str:
    """Text of an EXIF field; Windows stores some as UTF-16, and comments begin with the name of their alphabet."""
    if isinstance(value, bytes):
        if value[:8] in (b"ASCII\0\0\0", b"UNICODE\0"):
            value = value[8:]
        utf16 = value[1::2].count(0) > len(value) // 4
        value = value.decode("utf-16-le" if utf16 else "utf-8", "replace")
    return str(value or "").replace("\0", "").strip()[:_MAX_WORDS]

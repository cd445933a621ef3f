"""What a camera or a program wrote into a picture: the place where it was taken, who took it, words."""

from __future__ import annotations

import re
import struct
from io import BytesIO
from typing import Any

from duthao.records.file_contents.extracted_content import Content, Trace

_GPS = 0x8825
_ARTISTS = (0x013B, 0x9C9D)  # Artist, XPAuthor
_WORDS = (0x010E, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F, 0x8298)  # descriptions, titles, keywords
_DETAILS = 0x8769
_USER_COMMENT = 0x9286
_MAX_WORDS = 20_000
_MAX_XMP = 200_000
_XMP_WORDS = re.compile(
    r"<dc:(creator|title|description|subject|rights)\b[^>]{0,200}>(.{0,2000}?)</dc:\1>", re.S
)
_XMP_PLACE = re.compile(r"\bGPSL(?:atitude|ongitude)\b")
_TAGS = re.compile(r"<[^<>]{0,500}>")


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
            words.append(_text(picture.info.get("comment")))
            xmp = _xmp(picture.info)
            place = exif.get_ifd(_GPS)
    except Exception:
        return Content()
    located = any(tag in place for tag in (2, 4)) or _XMP_PLACE.search(xmp)
    authors = [_text(exif.get(tag)) for tag in _ARTISTS]
    for kind, inside in _XMP_WORDS.findall(xmp):
        text = " ".join(_TAGS.sub(" ", inside).split())
        (authors if kind == "creator" else words).append(text)
    return Content(
        authors=tuple(authors),
        beside="\n".join(filter(None, words)),
        traces=(Trace("picture-place"),) if located else (),
    )


def _xmp(info: dict[Any, Any]) -> str:
    raw = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
    return (raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw))[:_MAX_XMP]


def _text(value: Any) -> str:
    """Text of an EXIF field; Windows stores some as UTF-16, and comments begin with the name of their alphabet."""
    if isinstance(value, bytes):
        if value[:8] in (b"ASCII\0\0\0", b"UNICODE\0"):
            value = value[8:]
        utf16 = value[1::2].count(0) > len(value) // 4
        value = value.decode("utf-16-le" if utf16 else "utf-8", "replace")
    return str(value or "").replace("\0", "").strip()[:_MAX_WORDS]


# ---- pictures without all that, and no dot of them changed

_ORIENTATION = 0x0112
_SOI, _EOI, _SOS = b"\xff\xd8", b"\xff\xd9", 0xDA
# Segments that decide how a JPEG looks: JFIF, profile of colours, Adobe's transform.
_KEPT_SEGMENTS = {0xE0: b"JFIF", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
_PNG = b"\x89PNG\r\n\x1a\n"
_DROPPED_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


def stripped(raw: bytes) -> bytes:
    """The picture without what it says of itself, and without what stands behind its end; which way is up is kept.

    What is no JPEG or PNG comes back as it is. Raises ValueError or struct.error of one that breaks off.
    """
    if raw.startswith(_PNG):
        return _png(raw)
    return _jpeg(raw) if raw.startswith(_SOI) else raw


def _png(raw: bytes) -> bytes:
    out, at = [_PNG], len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", raw, at)
        kind, end = raw[at + 4 : at + 8], at + 12 + length
        if end > len(raw):
            raise ValueError("a chunk breaks off")
        if kind not in _DROPPED_CHUNKS:
            out.append(raw[at:end])
        if kind == b"IEND":
            return b"".join(out)
        at = end


def _jpeg(raw: bytes) -> bytes:
    out, at = [_SOI, *_upright(raw)], 2
    while True:
        while raw[at : at + 2] == b"\xff\xff":  # filling
            at += 1
        marker, length = struct.unpack_from(">xBH", raw, at)
        if raw[at] != 0xFF:
            raise ValueError("no segment")
        if marker == _SOS:
            end = raw.index(_EOI, at)
            return b"".join([*out, raw[at : end + 2]])
        segment, at = raw[at : at + 2 + length], at + 2 + length
        kept = _KEPT_SEGMENTS.get(marker)
        of_the_maker = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not of_the_maker or (kept and segment[4:].startswith(kept)):
            out.append(segment)


def _upright(raw: bytes) -> list[bytes]:
    """A segment that says which way is up, where the picture is stored turned."""
    from PIL import Image

    with Image.open(BytesIO(raw), formats=("JPEG",)) as picture:
        turned = picture.getexif().get(_ORIENTATION, 1)
    if turned in (0, 1):
        return []
    exif = Image.Exif()
    exif[_ORIENTATION] = turned
    body = exif.tobytes()
    return [b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body]

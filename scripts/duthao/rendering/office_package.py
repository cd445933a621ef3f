"""Files of office programs: parts of XML packed in one, the same bytes for the same content on every machine."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first instant that a packed file can name
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts by their paths, in this order, packed without the time of day or the name of a machine."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path, content in parts.items():
            entry = zipfile.ZipInfo(path, _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def xml_text(text: str) -> str:
    """The text without signs that XML cannot hold."""
    return _NO_XML.sub("", text)


def xml_bytes(root: Any) -> bytes:
    """An lxml element as a part."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def content_types(kinds: Mapping[str, str]) -> bytes:
    """`[Content_Types].xml`: path of a part → its type."""
    from lxml import etree

    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=kind)
    for path, kind in kinds.items():
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{path}", ContentType=kind)
    return xml_bytes(root)


def relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    """A part of relationships: id → (last word of its type, target)."""
    from lxml import etree

    root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    for key, (kind, target) in targets.items():
        full = kind if "/" in kind else _RELATION + kind
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=key, Type=full, Target=target)
    return xml_bytes(root)

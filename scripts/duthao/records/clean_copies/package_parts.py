"""A packed office file as parts and relations, from which both can be taken without leaving one that leads nowhere."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any

from duthao.errors import Say
from duthao.records.clean_copies.uncleanable import CannotClean
from duthao.records.file_contents import active_parts, picture_details
from duthao.records.packed_files import member_bytes, open_archive, tree

_TYPES = "[Content_Types].xml"
_PICTURE = re.compile(r"\.(?:jpe?g|png)$", re.IGNORECASE)
_FIXED = (1980, 1, 1, 0, 0, 0)  # the same file makes the same copy
_PROPERTIES = re.compile(r"docProps/|customXml/")
_RELATIONS_OF_PROPERTIES = frozenset(
    {"core-properties", "extended-properties", "custom-properties", "customXml", "thumbnail"}
)
_ACTING = frozenset({"vbaProject", "wordVbaData", "control", "activeXControlBinary"})
_EXTERNAL = frozenset(
    {"attachedTemplate", "image", "frame", "subDocument", "oleObject", "mailMergeSource"}
)


class Package:
    """The parts by name, and trees of those that were asked for, written back when it is packed again."""

    def __init__(self, raw: bytes) -> None:
        opened = open_archive(BytesIO(raw))
        if opened is None:
            raise ValueError("unreasonable size")
        archive, members = opened
        self.parts = {member.filename: member_bytes(archive, member) for member in members}
        self._trees: dict[str, Any] = {}
        self.taken: list[Say] = []
        if any(name.startswith("_xmlsignatures/") for name in self.parts):
            raise CannotClean(
                Say(
                    "Tệp có chữ ký số, bản sạch sẽ mất chữ ký: xóa phần thừa ở tệp chưa ký rồi ký lại.",
                    "The file is signed and a copy would lose that: clean it before it is signed.",
                )
            )

    def root(self, name: str) -> Any:
        """The tree of a part; what is changed in it is kept."""
        if name not in self._trees:
            self._trees[name] = tree(self.parts[name])
        return self._trees[name]

    def say(self, vi: str, en: str) -> None:
        self.taken.append(Say(vi, en))

    def take_parts(self, wanted: Callable[[str], object]) -> list[str]:
        """Take the parts with such names, and every relation to them."""
        names = [name for name in self.parts if wanted(name)]
        for name in names:
            self.parts.pop(name, None)
            self.parts.pop(relations_name(name), None)
            self._trees.pop(name, None)
            self._trees.pop(relations_name(name), None)
        gone = set(names)
        if gone:
            self.take_relations(lambda _, relation, target: target in gone)
            self._take_types(gone)
        return names

    def take_relations(self, wanted: Callable[[str, Any, str], object]) -> int:
        """Take relations, and in the part that has them whatever names them. `wanted` is given the relation's kind, the
        element, and the part to which it leads.
        """
        count = 0
        for name in [n for n in self.parts if n.endswith(".rels")]:
            source = _source(name)
            gone = set[str]()
            for relation in self.root(name).findall("{*}Relationship"):
                target = (
                    "" if relation.get("TargetMode") == "External" else _target(source, relation)
                )
                if wanted(relation.get("Type", "").rpartition("/")[2], relation, target):
                    gone.add(relation.get("Id", ""))
                    relation.getparent().remove(relation)
            count += len(gone)
            if gone and source in self.parts and source.endswith(".xml"):
                _forget(self.root(source), gone)
        return count

    def _take_types(self, gone: set[str]) -> None:
        for override in self.root(_TYPES).findall("{*}Override"):
            if override.get("PartName", "").lstrip("/") in gone:
                override.getparent().remove(override)

    def packed(self) -> bytes:
        """The file again, its list of types first."""
        from lxml import etree

        for name, root in self._trees.items():
            self.parts[name] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        return pack(self.parts)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """An office file of these parts, its list of types first; the same parts make the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda n: (n != _TYPES, n)):
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name])
    return out.getvalue()


def relations_name(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _source(relations: str) -> str:
    folder, _, name = relations.rpartition("_rels/")
    return folder + name.removesuffix(".rels")


def _target(source: str, relation: Any) -> str:
    target = relation.get("Target", "")
    if target.startswith("/"):
        return str(target[1:])
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


# Elements that are nothing without what they name.
_NOTHING_ALONE = frozenset(
    {
        *("OLEObject", "attachedTemplate", "externalData", "altChunk", "control", "oleObject"),
        *(
            "legacyDrawing",
            "externalReference",
            "imagedata",
            "subDoc",
            "dataSource",
            "headerSource",
        ),
    }
)


def _forget(root: Any, ids: set[str]) -> None:
    """Take what names these relations: the element where it is nothing without, else the attribute alone."""
    for element in [e for e in root.iter() if isinstance(e.tag, str)]:
        named = [k for k, v in element.items() if v in ids and "/relationships}" in k]
        if not named:
            continue
        for key in named:
            del element.attrib[key]
        name = element.tag.rpartition("}")[2]
        if name in _NOTHING_ALONE:
            take(element)
        elif name == "blip" and not any("/relationships}" in key for key in element.attrib):
            drawing = next(element.iterancestors("{*}drawing", "{*}pict"), None)
            if drawing is not None:
                take(drawing)


def take(element: Any) -> None:
    """Remove an element, and keep the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: Any) -> None:
    """Put what an element holds in its place."""
    for child in list(element):
        element.addprevious(child)
    take(element)


def clean_common(package: Package) -> None:
    """What files of Word and Excel have in common: properties, programs, embedded files, parts from elsewhere, pictures."""
    if any(_PROPERTIES.match(name) for name in package.parts):
        package.take_parts(lambda name: _PROPERTIES.match(name))
        package.take_relations(lambda kind, _, __: kind in _RELATIONS_OF_PROPERTIES)
        package.say(
            "thuộc tính của tệp (người soạn, đơn vị, tên, từ khóa…)", "properties of the file"
        )
    acting = package.take_relations(lambda kind, _, __: kind in _ACTING)
    acting += len(package.take_parts(active_parts.MACROS.search))
    if acting:
        package.say("macro", "macros")
        for override in package.root(_TYPES).iter("{*}Override", "{*}Default"):
            kind = override.get("ContentType", "")
            if "macroEnabled" in kind and ".main+xml" in kind:
                word = "word" in kind
                override.set("ContentType", _MAIN_TYPES["word" if word else "sheet"])
    programs = [
        name for name, raw in package.parts.items() if active_parts.is_program(name, raw[:4])
    ]
    if programs:
        package.take_parts(set(programs).__contains__)
        package.say(
            f"chương trình: {', '.join(programs[:3])}", f"programs: {', '.join(programs[:3])}"
        )
    embedded = package.take_parts(
        lambda name: "/embeddings/" in name or active_parts.EMBEDDED.search(name)
    )
    embedded_elsewhere = package.take_relations(
        lambda kind, _, __: kind in ("oleObject", "package", "aFChunk")
    )
    if embedded or embedded_elsewhere:
        package.say(
            f"{max(len(embedded), embedded_elsewhere)} tệp, đối tượng nhúng (hình của nó còn lại)",
            f"{max(len(embedded), embedded_elsewhere)} embedded files or objects (their picture stays)",
        )
    _take_what_is_elsewhere(package)
    located = 0
    for name, raw in package.parts.items():
        if _PICTURE.search(name) and (bare := picture_details.stripped(raw)) != raw:
            package.parts[name] = bare
            located += 1
    if located:
        package.say(
            f"thông tin ghi trong {located} ảnh (nơi chụp, người chụp)",
            f"what {located} pictures say of themselves (place, author)",
        )


_MAIN_TYPES = {
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}


def _take_what_is_elsewhere(package: Package) -> None:
    for relation in _external(package):
        target = relation.get("Target", "")
        package.say(
            f"phần lấy từ nơi khác: {target[:80]}", f"what came from elsewhere: {target[:80]}"
        )
    package.take_relations(lambda _, relation, __: _is_unwanted(relation))


def _external(package: Package) -> Iterator[Any]:
    for name in [n for n in package.parts if n.endswith(".rels")]:
        yield from filter(_is_unwanted, package.root(name).findall("{*}Relationship"))


def _is_unwanted(relation: Any) -> bool:
    kind = relation.get("Type", "").rpartition("/")[2]
    script = active_parts.SCRIPT_LINK.match(relation.get("Target", ""))
    return relation.get("TargetMode") == "External" and (kind in _EXTERNAL or bool(script))

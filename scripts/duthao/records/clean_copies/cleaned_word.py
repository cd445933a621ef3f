"""A DOCX without what reviewers left in it and without what acts by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from duthao.errors import Say
from duthao.records.clean_copies.package_parts import Package, clean_common, take, unwrap
from duthao.records.clean_copies.uncleanable import CannotClean
from duthao.records.file_contents import active_parts
from duthao.records.file_contents.word_review import (
    CHANGES,
    hidden_styles,
    is_hidden,
    local,
    text_of,
    value,
)

_TEXT_PARTS = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_REVIEW_PARTS = re.compile(r"word/(?:comments\w*|people|glossary/.*)\.xml|word/glossary/")
_COMMENT_MARKS = (
    "{*}commentRangeStart",
    "{*}commentRangeEnd",
    "{*}commentReference",
    "{*}annotationRef",
)
_OF_TABLES = ("{*}cellIns", "{*}cellDel", "{*}cellMerge")
_SETTINGS = ("{*}trackRevisions", "{*}rsids", "{*}docVars", "{*}mailMerge", "{*}attachedTemplate")
_MOVES = re.compile(r"(?:move(?:From|To)|customXml(?:Ins|Del|MoveFrom|MoveTo))Range(?:Start|End)$")
_MARKS_OF_PLACES = re.compile(r"(?:bookmark|permission|perm)(?:Start|End)$|proofErr$")
_KEPT_WHOLE = frozenset({"sectPr"})  # a paragraph that ends a section
_CONTENT = frozenset({"t", "delText", "drawing", "pict", "object", "sym", "tab", "br", "fldChar"})
_NOTE_MARKS = frozenset({"footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"})
# What a field shows out of the properties and variables that the copy does not have.
_OF_PROPERTIES = re.compile(
    r"\s*(?:TITLE|SUBJECT|AUTHOR|KEYWORDS|COMMENTS|LASTSAVEDBY|TEMPLATE|INFO|DOCPROPERTY|DOCVARIABLE|MERGEFIELD"
    r"|CREATEDATE|SAVEDATE|PRINTDATE|REVNUM|EDITTIME|FILENAME)\b",
    re.IGNORECASE,
)


def clean(raw: bytes) -> tuple[bytes, tuple[Say, ...]]:
    """The copy and what was taken. Raises CannotClean, and what a broken file makes its reader raise."""
    package = Package(raw)
    roots = [package.root(name) for name in package.parts if _TEXT_PARTS.fullmatch(name)]
    if any(next(root.iter(*_OF_TABLES), None) is not None for root in roots):
        raise CannotClean(
            Say(
                "Tệp còn vết thêm, xóa, gộp ô của bảng: chấp nhận hoặc bỏ từng chỗ trong Word (Review › Accept, Reject) rồi chạy lại.",
                "Cells of a table were inserted, deleted or merged: accept or reject that in Word first.",
            )
        )
    _take_hidden(package, roots)
    _accept_changes(package, roots)
    _take_comments(package, roots)
    _take_fields(package, roots)
    for root in roots:
        for binding in list(root.iter("{*}dataBinding")):
            take(binding)
    if "word/settings.xml" in package.parts:
        for element in list(package.root("word/settings.xml").iter(*_SETTINGS)):
            take(element)
    clean_common(package)
    return package.packed(), tuple(package.taken)


def _take_comments(package: Package, roots: Iterable[Any]) -> None:
    count = 0
    if "word/comments.xml" in package.parts:
        count = sum(1 for _ in package.root("word/comments.xml").iter("{*}comment"))
    for root in roots:
        for mark in list(root.iter(*_COMMENT_MARKS)):
            take(mark)
    package.take_parts(_REVIEW_PARTS.match)
    if count:
        package.say(f"{count} nhận xét", f"{count} comments")


def _take_hidden(package: Package, roots: Iterable[Any]) -> None:
    styles = package.root("word/styles.xml") if "word/styles.xml" in package.parts else None
    vanishing = hidden_styles(styles)
    texts = []
    for root in roots:
        for run in list(root.iter("{*}r")):
            if is_hidden(run, vanishing, surely=True) and (text := text_of(run).strip()):
                texts.append(text)
                take(run)
    if texts:
        package.say(f"chữ ẩn: {_named(texts)}", f"hidden text: {_named(texts)}")


def _accept_changes(package: Package, roots: Iterable[Any]) -> None:
    """As if every change were accepted; both texts are told, since this decides what the paper says."""
    added, dropped, moved, others, joined = list[str](), list[str](), list[str](), 0, 0
    for root in roots:
        for row in [r for r in root.iter("{*}tr") if r.find("{*}trPr/{*}del") is not None]:
            dropped.append(text_of(row))
            take(row)
        joined += _end_paragraphs(root, dropped)
        for element in list(root.iter()):
            name = local(element)
            if name in ("del", "moveFrom"):
                if name == "del" and text_of(element):
                    dropped.append(text_of(element))
                take(element)
            elif name in ("ins", "moveTo"):
                if text_of(element):
                    (added if name == "ins" else moved).append(text_of(element))
                unwrap(element)
            elif name in CHANGES:
                others += 1
                take(element)
            elif _MOVES.match(name):
                take(element)
    if added:
        package.say(
            f"vết sửa: đã LẤY chữ được thêm: {_named(added)}",
            f"tracked changes: what was added was KEPT: {_named(added)}",
        )
    if dropped:
        package.say(
            f"vết sửa: đã BỎ chữ bị xóa: {_named(dropped)}",
            f"tracked changes: what was deleted was DROPPED: {_named(dropped)}",
        )
    if moved:
        package.say(
            f"vết sửa: chữ được chuyển chỗ nay ở chỗ mới: {_named(moved)}",
            f"tracked changes: what was moved stands at its new place: {_named(moved)}",
        )
    if joined:
        package.say(
            f"vết sửa: {joined} chỗ ngắt đoạn bị xóa, hai đoạn nay là một",
            f"tracked changes: {joined} ends of paragraphs were deleted: two became one",
        )
    if others:
        package.say(
            f"{others} vết sửa về định dạng: đã lấy định dạng mới",
            f"{others} changes of format: the new one was kept",
        )


def _end_paragraphs(root: Any, dropped: list[str]) -> int:
    """Take paragraphs of which nothing stays, else their numbers would count on; join others with the next. How many were
    joined; what the first held that was deleted is added to `dropped`.
    """
    ended = [p for p in root.iter("{*}p") if _end_is_gone(p)]
    left = []
    for paragraph in ended:
        if _holds_something(paragraph) or not _may_go(paragraph):
            left.append(paragraph)
            continue
        dropped += [text for e in paragraph.iter("{*}del") if (text := text_of(e))]
        for mark in [e for e in paragraph if _MARKS_OF_PLACES.match(local(e))]:
            paragraph.addprevious(mark)
        take(paragraph)
    return sum(map(_join_with_next, left))


def _end_is_gone(paragraph: Any) -> bool:
    marks = paragraph.find("{*}pPr/{*}rPr")
    return marks is not None and any(local(e) in ("del", "moveFrom") for e in marks)


def _holds_something(paragraph: Any) -> bool:
    """Whether anything to be seen stands in it that was neither deleted nor moved away."""
    return any(
        local(e) in _CONTENT or local(e) in _NOTE_MARKS
        for e in paragraph.iter()
        if not any(local(a) in ("del", "moveFrom") for a in e.iterancestors())
    )


def _may_go(paragraph: Any) -> bool:
    """Not the end of a section, and not the last paragraph of the body, a cell, a note or a box: each has to have one."""
    if any(local(e) in _KEPT_WHOLE for e in paragraph.iter()):
        return False
    parent = paragraph.getparent()
    blocks = [e for e in parent if local(e) in ("p", "tbl", "sdt")]
    return len(blocks) > 1 and blocks[-1] is not paragraph


def _join_with_next(paragraph: Any) -> bool:
    """A paragraph whose end was deleted goes on in the next one, in that one's form; whether there was one."""
    following = paragraph.getnext()
    while following is not None and (
        _MARKS_OF_PLACES.match(local(following)) or _MOVES.match(local(following))
    ):
        following = following.getnext()
    if following is None or local(following) != "p" or not _may_go(paragraph):
        return False
    form = following.find("{*}pPr")
    at = 0 if form is None else list(following).index(form) + 1
    for child in reversed([c for c in paragraph if local(c) != "pPr"]):
        following.insert(at, child)
    take(paragraph)
    return True


def _take_fields(package: Package, roots: Iterable[Any]) -> None:
    """Fields that call a program, fetch a file, or show properties of the file become the text that they show."""
    count = shown = 0
    for root in roots:
        open_fields: list[list[Any]] = []
        for element in list(root.iter("{*}fldChar", "{*}instrText", "{*}fldSimple")):
            name = local(element)
            if name == "fldSimple":
                code = value(element, "instr") or ""
                acts = any(active_parts.of_code(code))
                if acts or _OF_PROPERTIES.match(code):
                    unwrap(element)
                    count += acts
                    shown += not acts
                continue
            kind = value(element, "fldCharType")
            if kind == "begin":
                open_fields.append([])
            if open_fields:
                open_fields[-1].append(element)
            if kind == "end" and open_fields:
                field = open_fields.pop()
                code = "".join(e.text or "" for e in field if local(e) == "instrText")
                acts = any(active_parts.of_code(code))
                if acts or _OF_PROPERTIES.match(code):
                    count += acts
                    shown += not acts
                    for part in field:
                        take(part)
    if count:
        package.say(
            f"{count} trường gọi chương trình hoặc tải tệp (chữ đang hiện còn lại)",
            f"{count} fields that call a program or fetch a file (what they show stays)",
        )

    if shown:
        package.say(
            f"{shown} trường lấy từ thuộc tính của tệp thành chữ đang hiện",
            f"{shown} fields of properties became the text that they show",
        )


def _named(texts: list[str]) -> str:
    """Every text, whole: the one that is left out may be the one that decides."""
    return "; ".join(f"«{' '.join(text.split())}»" for text in texts)

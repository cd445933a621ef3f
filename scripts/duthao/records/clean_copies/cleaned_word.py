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
_SHOWN = 5  # texts that are named


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
            if is_hidden(run, vanishing) and (text := text_of(run).strip()):
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
        for paragraph in list(root.iter("{*}p")):
            if paragraph.find("{*}pPr/{*}rPr/{*}del") is not None:
                joined += 1
                _join_with_next(paragraph)
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


def _join_with_next(paragraph: Any) -> None:
    """A paragraph whose end was deleted goes on in the next one, in that one's form."""
    following = paragraph.getnext()
    if following is None or local(following) != "p":
        return
    form = following.find("{*}pPr")
    at = 0 if form is None else list(following).index(form) + 1
    for child in reversed([c for c in paragraph if local(c) != "pPr"]):
        following.insert(at, child)
    take(paragraph)


def _take_fields(package: Package, roots: Iterable[Any]) -> None:
    """Fields that call a program or fetch a file become the text that they show."""
    count = 0
    for root in roots:
        open_fields: list[list[Any]] = []
        for element in list(root.iter("{*}fldChar", "{*}instrText", "{*}fldSimple")):
            name = local(element)
            if name == "fldSimple":
                if any(active_parts.of_code(value(element, "instr") or "")):
                    unwrap(element)
                    count += 1
                continue
            kind = value(element, "fldCharType")
            if kind == "begin":
                open_fields.append([])
            if open_fields:
                open_fields[-1].append(element)
            if kind == "end" and open_fields:
                field = open_fields.pop()
                code = "".join(e.text or "" for e in field if local(e) == "instrText")
                if any(active_parts.of_code(code)):
                    count += 1
                    for part in field:
                        take(part)
    if count:
        package.say(
            f"{count} trường gọi chương trình hoặc tải tệp (chữ đang hiện còn lại)",
            f"{count} fields that call a program or fetch a file (what they show stays)",
        )


def _named(texts: list[str]) -> str:
    shown = "; ".join(f"«{' '.join(text.split())[:80]}»" for text in texts[:_SHOWN])
    return shown + (f"; và {len(texts) - _SHOWN} chỗ nữa" if len(texts) > _SHOWN else "")

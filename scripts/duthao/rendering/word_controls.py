"""Content controls of a Word document: places to be filled in, with a list to choose from, a calendar or a box to tick."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from duthao.rendering.office_package import xml_text

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = MappingProxyType({"mc": _MC, "w14": _W14})  # of a document that has boxes to tick
IGNORABLE = f"{{{_MC}}}Ignorable"
TICKED, UNTICKED = "\u2612", "\u2610"
_GREY = "7F7F7F"
_BOX_FONT = "MS Gothic"  # has both signs on every Windows


class ContentControl(NamedTuple):
    """A place within a line. `text` is what stands in it ("": the `placeholder`, in grey, which goes when somebody types).

    `tag` names it for programs, `title` for people. `choices` are offered as (value, text). Of a `box` the text is `TICKED` or
    `UNTICKED`; of a `day` it is shown as `05/12/2026`, and `day` is the same as `2026-12-05`.
    """

    kind: Literal["text", "choice", "day", "box"]
    tag: str
    title: str
    text: str
    placeholder: str = ""
    choices: Sequence[tuple[str, str]] = ()
    day: str = ""
    size: float = 0


def add(paragraph: Any, control: ContentControl) -> None:
    """Put the control at the end of a paragraph."""
    element = _add(paragraph, "sdt")
    properties = _add(element, "sdtPr")
    _add(properties, "alias", val=control.title[:64])
    _add(properties, "tag", val=control.tag)
    if not control.text:
        _add(properties, "showingPlcHdr")
    if control.kind == "choice":
        offered = _add(properties, "dropDownList")
        for value, text in control.choices:
            _add(offered, "listItem", displayText=text, value=value)
    elif control.kind == "day":
        date = _add(properties, "date")
        if control.day:
            date.set(f"{{{_W}}}fullDate", f"{control.day}T00:00:00Z")
        _add(date, "dateFormat", val="dd/MM/yyyy")
        _add(date, "lid", val="vi-VN")
        _add(date, "storeMappedDataAs", val="dateTime")
        _add(date, "calendar", val="gregorian")
    elif control.kind == "box":
        box = _add(properties, "checkbox", _W14)
        _add(box, "checked", _W14, val=int(control.text == TICKED))
        for name, sign in (("checkedState", TICKED), ("uncheckedState", UNTICKED)):
            _add(box, name, _W14, val=f"{ord(sign):04X}", font=_BOX_FONT)
    else:
        _add(properties, "text")
    _content(_add(element, "sdtContent"), control)


def _content(content: Any, control: ContentControl) -> None:
    run = _add(content, "r")
    if control.kind == "box" or not control.text or control.size:
        style = _add(run, "rPr")
        if control.kind == "box":
            _add(style, "rFonts", ascii=_BOX_FONT, hAnsi=_BOX_FONT, eastAsia=_BOX_FONT)
        if not control.text:
            _add(style, "color", val=_GREY)
        if control.size:
            _add(style, "sz", val=round(control.size * 2))
            _add(style, "szCs", val=round(control.size * 2))
    text = _add(run, "t")
    text.text = xml_text(control.text or control.placeholder)
    text.set(_SPACE, "preserve")


def rich(cell: Any, tag: str, title: str, *, empty: bool) -> Any:
    """A control at the end of a cell that holds paragraphs; returns what they are to be put into. `empty`: they are a placeholder."""
    element = _add(cell, "sdt")
    properties = _add(element, "sdtPr")
    _add(properties, "alias", val=title[:64])
    _add(properties, "tag", val=tag)
    if empty:
        _add(properties, "showingPlcHdr")
    return _add(element, "sdtContent")


def _add(parent: Any, name: str, namespace: str = _W, /, **attributes: str | int) -> Any:
    from lxml import etree

    said = {f"{{{namespace}}}{key}": xml_text(str(value)) for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{namespace}}}{name}", said)

"""What reviewers left in a DOCX: comments, tracked changes and hidden text, each with the paragraph where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from duthao.records.file_contents.extracted_content import Trace, places

CHANGES = frozenset(
    {
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange"),
        *("trPrChange", "tcPrChange", "tblPrExChange"),
    }
)
_ARTICLE = re.compile(r"Điều\s+\d+[a-zđ]?\b")
_EXCERPT = 60  # characters of a paragraph, enough to find it


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Any, name: str) -> str | None:
    """An attribute by its local name."""
    return next((str(v) for k, v in element.items() if k.rpartition("}")[2] == name), None)


def is_on(element: Any) -> bool:
    """Whether a switch such as `w:vanish` is on: it may stand there to say that it is not."""
    return value(element, "val") not in ("0", "false", "off")


def hidden_styles(styles: Any | None) -> dict[str, bool]:
    """Whether text is hidden, by the ids of the styles that say so or the contrary, by themselves or by that on which they
    are based.
    """
    own, base = dict[str, bool](), dict[str, str]()
    for style in styles.iter("{*}style") if styles is not None else ():
        name = value(style, "styleId") or ""
        for vanish in style.iterfind("./{*}rPr/{*}vanish"):
            own[name] = is_on(vanish)
        for based in style.iterfind("./{*}basedOn"):
            base[name] = value(based, "val") or ""
    said = {name: _said_by_style(name, own, base) for name in sorted({*own, *base})}
    return {name: hidden for name, hidden in said.items() if hidden is not None}


def _said_by_style(name: str, own: dict[str, bool], base: dict[str, str]) -> bool | None:
    for _ in range(20):  # Word allows eleven; a circle ends here
        if name in own:
            return own[name]
        if name not in base:
            return None
        name = base[name]
    return None


def is_hidden(run: Any, styles: dict[str, bool], *, surely: bool = False) -> bool:
    """Whether a run is hidden by itself, by its style or by that of its paragraph; marks of paragraphs are no text.

    Where both styles say something, the one undoes the other, or not: `surely` leaves that out.
    """
    vanish = next(iter(run.iterfind("./{*}rPr/{*}vanish")), None)
    if vanish is not None:
        return is_on(vanish)
    if not styles:
        return False
    own = [value(s, "val") for s in run.iterfind("./{*}rPr/{*}rStyle")]
    paragraph = next(run.iterancestors("{*}p"), None)
    if paragraph is not None:
        own += [value(s, "val") for s in paragraph.iterfind("./{*}pPr/{*}pStyle")]
    said = [styles[style] for style in own if style in styles]
    return any(said) and not (surely and len(said) > 1)


def text_of(element: Any) -> str:
    """What the runs inside it say."""
    return "".join(t.text or "" for t in element.iter("{*}t", "{*}delText"))


def traces(parts: dict[str, Any], comments: Any | None, styles: Any | None) -> Iterator[Trace]:
    """What the parts with text (body, notes, headers) show of the making; `parts` by name, as trees."""
    vanishing = hidden_styles(styles)
    commented, changed, hidden = list[str](), list[str](), list[str]()
    for name, root in parts.items():
        article = ""
        for paragraph in root.iter("{*}p"):
            text = " ".join(text_of(paragraph).split())
            if heading := _ARTICLE.match(text):
                article = heading[0]
            place = _place(name, article, text)
            commented += [place for _ in paragraph.iter("{*}commentReference")]
            changed += [place for e in paragraph.iter() if local(e) in CHANGES]
            hidden += [
                place
                for run in paragraph.iter("{*}r")
                if is_hidden(run, vanishing) and text_of(run).strip()
            ]
        changed += [_place(name, "", "") for e in root.iter() if _changes_outside(e)]
    written = sum(1 for _ in comments.iter("{*}comment")) if comments is not None else 0
    for kind, found, count in (
        ("comments", commented, max(written, len(commented))),
        ("tracked-changes", changed, len(changed)),
        ("hidden-text", hidden, len(hidden)),
    ):
        if count:
            yield Trace(kind, places(found), count)


def _changes_outside(element: Any) -> bool:
    """Changes of rows, sections and tables, which stand in no paragraph."""
    return local(element) in CHANGES and next(element.iterancestors("{*}p"), None) is None


def _place(part: str, article: str, text: str) -> str:
    if "header" in part or "footer" in part:
        return "đầu trang, chân trang"
    excerpt = text if len(text) <= _EXCERPT else text[:_EXCERPT].rsplit(" ", 1)[0] + "…"
    note = "chú thích, " if "notes" in part else ""
    within = f"{article}, " if article and not text.startswith(article) else ""
    return f"{note}{within}đoạn «{excerpt}»" if excerpt else ""

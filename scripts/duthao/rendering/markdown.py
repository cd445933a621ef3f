"""Markdown of a record to safe HTML. Records come from many hands: raw HTML is dropped, the rest washed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import nh3
from cmarkgfm import cmark, markdown_to_html_with_extensions

# Without CMARK_OPT_UNSAFE raw HTML and odd schemes are dropped.
_OPTIONS = cmark.Options.CMARK_OPT_FOOTNOTES
_EXTENSIONS = ("table", "strikethrough", "autolink")
_TAGS = {
    "a",
    "abbr",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
_ATTRIBUTES = {"a": {"href", "id"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}, "li": {"id"}}
_OWN = re.compile(r'href="duthao:([a-z0-9-]+)"')
_WITH_ID = re.compile(r"<(?:a|li)\b[^>]*>")
_NOTE = re.compile(r'(?<=["#])(?=fn(?:ref)?-)')
_WASH = partial(
    nh3.clean,
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)


def raw_html(text: str) -> str:
    """The same before it is washed: never for a page."""
    return str(markdown_to_html_with_extensions(text, _OPTIONS, _EXTENSIONS))


def html(text: str, address: Callable[[str], str], notes: str = "") -> str:
    """CommonMark with tables, as HTML that holds no script, style, form or picture.

    `notes` begins the ids of footnotes: no two texts of one page may have the same.
    `address` turns the id in a link `duthao:<id>` into the address to write. All of it is washed: there is no way round.
    """
    raw = raw_html(text)
    if "duthao:" in raw:
        raw = _OWN.sub(lambda match: f'href="{address(match.group(1))}"', raw)
    washed = _WASH(raw)
    if notes and "fn" in washed:
        washed = _WITH_ID.sub(lambda tag: _NOTE.sub(notes, tag[0]), washed)
    return washed

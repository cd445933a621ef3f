"""Markdown of a record to safe HTML. Records come from many hands: raw HTML is dropped, the rest washed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import nh3
from cmarkgfm.cmark import Options, markdown_to_html_with_extensions

_OPTIONS = (
    Options.CMARK_OPT_FOOTNOTES
)  # without CMARK_OPT_UNSAFE raw HTML and odd schemes are dropped
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
# Tags that can do nothing: none has an address, a style or a name of its own.
_HARMLESS = re.compile(
    r"</?(?:blockquote|code|del|em|h[3-6]|li|ol|p|pre|strong|table|tbody|td|th|thead|tr|ul)"
    r'(?: align="(?:left|center|right)"| start="\d{1,9}")?>|<(?:br|hr) ?/?>'
)
_WASH = partial(
    nh3.clean,
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener",
)


def html(text: str, address: Callable[[str], str]) -> str:
    """CommonMark with tables, as HTML that holds no script, style, form or picture.

    `address` turns the id in a link `duthao:<id>` into the address to write.
    """
    raw = markdown_to_html_with_extensions(
        text, options=_OPTIONS, extensions=["table", "strikethrough", "autolink"]
    )
    if "duthao:" in raw:
        raw = _OWN.sub(lambda match: f'href="{address(match.group(1))}"', raw)
    return raw if _harmless(raw) else _WASH(raw)


def _harmless(raw: str) -> bool:
    """Whether every `<` of the text begins a tag that can do nothing: washing would find nothing to take away."""
    return raw.count("<") == len(_HARMLESS.findall(raw))

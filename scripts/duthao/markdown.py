"""Markdown of a record to safe HTML. Records come from many hands: raw HTML is dropped, the rest washed."""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import nh3
from cmarkgfm import _cmark, cmark

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
# A tag that could do something: all others have no address, no style and no name of their own.
_SUSPECT = re.compile(
    r"<(?!/?(?:p|li|td|tr|th|ul|strong|em|h[3-6]|ol|table|thead|tbody|blockquote|code|del|pre)"
    r'(?: align="(?:left|center|right)"| start="\d{1,9}")?>|(?:br|hr) ?/?>)'
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
    raw = _rendered(text)
    if "duthao:" in raw:
        raw = _OWN.sub(lambda match: f'href="{address(match.group(1))}"', raw)
    return raw if _harmless(raw) else _WASH(raw)


def _rendered(text: str) -> str:
    """CommonMark as HTML, and every byte that it took given back: cmarkgfm's own function keeps 47 kB a page."""
    parser = cmark.parser_new(_OPTIONS)
    try:
        for extension in _extensions():
            cmark.parser_attach_syntax_extension(parser, extension)
        cmark.parser_feed(parser, text)
        root = cmark.parser_finish(parser)
        written = _cmark.lib.cmark_render_html(
            root, _OPTIONS, cmark.parser_get_syntax_extensions(parser)
        )
        html = _cmark.ffi.string(written).decode()
        _release(root, written)
        return str(html)
    finally:
        cmark.parser_free(parser)


@cache
def _extensions() -> tuple[Any, ...]:
    cmark.core_extensions_ensure_registered()
    return tuple(cmark.find_syntax_extension(name) for name in _EXTENSIONS)


def _release(root: Any, written: Any) -> None:
    free_node, free = _free()
    if free_node and free:
        free_node(int(_cmark.ffi.cast("uintptr_t", root)))
        free(int(_cmark.ffi.cast("uintptr_t", written)))


@cache
def _free() -> tuple[Any, Any]:
    """What frees a tree and a text; None where the library does not show it (Windows): there the pages' memory is kept."""
    if os.name != "posix":
        return None, None
    free_node = getattr(ctypes.CDLL(_cmark.__file__), "cmark_node_free", None)
    free = getattr(ctypes.CDLL(None), "free", None)
    for function in filter(None, (free_node, free)):
        function.argtypes, function.restype = [ctypes.c_void_p], None
    return free_node, free


def _harmless(raw: str) -> bool:
    """Whether every `<` of the text begins a tag that can do nothing: washing would find nothing to take away."""
    return not _SUSPECT.search(raw)

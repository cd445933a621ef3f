"""How large a site is, by kind of file; taken from listings that the build has made anyway."""

from __future__ import annotations

from types import MappingProxyType

from duthao.rendering.links import ALL, BESIDE

# Kind → the ends of its files' names. A draft's attachments are told by where they lie.
_ENDS = MappingProxyType(
    {
        "pages": (".html", ".css", ".js", ".svg", "sitemap.xml", "robots.txt"),
        "feeds": (".xml", ".ics", "/feed.json"),
        "paper": (".pdf",),
        "pictures": (".png", ".jpg", ".jpeg"),
        "press": (".zip",),
        "texts": (".txt", ".ssml", ".mp3"),
    }
)
KINDS = (*_ENDS, "attachments", "data")


def kind_of(path: str) -> str:
    """The kind of a file of the site, one of `KINDS`."""
    if path.startswith(ALL) and path.count("/") == 2 and path.split("/")[2].lower() not in BESIDE:
        return "attachments"
    return next((kind for kind, ends in _ENDS.items() if f"/{path}".endswith(ends)), "data")

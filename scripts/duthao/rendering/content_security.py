"""The Content-Security-Policy of a page: what a browser may load and run on it, whatever got into its text.

Everything comes from the site itself. A script that stands in a page runs only where its hash is in the policy of that
page, so that one that came in with a record's text does not run. Styles stand in files alone.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"""(?<![\w-])src\s*=""", re.IGNORECASE)
_TYPE = re.compile(r"""(?<![\w-])type\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_RUNS = re.compile(r"|module|importmap|speculationrules|.+/.*(?:java|ecma)script.*", re.IGNORECASE)
_HASH = re.compile(r"'sha256-[A-Za-z0-9+/=]+'")
_FRAMES = ("iframe", "object", "embed")
_LINKED = frozenset(("stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"))
_DRAWN = ("image", "use", "feimage")  # parts of a drawing with an address


def policy(page: str = "") -> str:
    """The policy for a finished page, in the words of a `<meta>`."""
    return with_hashes([f"'sha256-{_sha256(script)}'" for script in _inline(page)])


def _inline(page: str) -> Iterator[str]:
    """The scripts that stand in the page and run: those whose type, where it has one, is no data (JSON-LD)."""
    for head, script in _SCRIPT.findall(page):
        kind = _TYPE.search(head)
        if not _SOURCE.search(head) and _RUNS.fullmatch(kind[1] if kind else ""):
            yield script


def hashes(page: str) -> list[str]:
    """The scripts that the policy in a finished page lets run, as it names them."""
    return _HASH.findall(page)


def with_hashes(hashes: Sequence[str]) -> str:
    """The policy that lets the scripts of these hashes run beside the site's own."""
    scripts = "".join(f" {each}" for each in hashes)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{scripts}",
            "style-src 'self'",
            "img-src 'self' data:",  # drawings in stylesheets
            "media-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


class Refused(NamedTuple):
    """Something in a page that its policy refuses, and how it is written.

    `kind`: `style`, `handler`, `script-link`, `frame`, `form`, `base` or `elsewhere`.
    """

    kind: str
    text: str


def refused(page: str, site_url: str = "") -> tuple[Refused, ...]:
    """What a browser will not show or run of a page of the site at `site_url` ("": unknown), as far as its HTML says, in the
    order in which it stands.
    """
    reader = _Reader(site_url)
    reader.feed(page)
    reader.close()
    return tuple(dict.fromkeys(reader.found))


class _Reader(HTMLParser):
    def __init__(self, site_url: str) -> None:
        super().__init__()
        self.found: list[Refused] = []
        self._site = urlsplit(site_url)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "style":
            self.found.append(Refused("style", "<style"))
        if tag in _FRAMES:
            self.found.append(Refused("frame", f"<{tag}"))
        rel = {word for name, value in attrs if name == "rel" for word in (value or "").split()}
        linked = tag == "link" and not _LINKED.isdisjoint(word.lower() for word in rel)
        for name, value in attrs:
            text = value or ""
            if kind := _always(tag, name, text):
                self.found.append(Refused(kind, text))
            elif name == "formaction" or (tag == "form" and name == "action"):
                if self._elsewhere(text):
                    self.found.append(Refused("form", text))
            else:
                loaded = _loaded(tag, name, text, linked)
                self.found += (Refused("elsewhere", url) for url in loaded if self._elsewhere(url))

    def _elsewhere(self, text: str) -> bool:
        """Whether an address leads to another origin, or nowhere since it cannot be read."""
        try:
            url = urlsplit(text)
        except ValueError:
            return True
        own = (url.scheme or self._site.scheme, url.netloc.lower())
        return bool(url.netloc) and own != (self._site.scheme, self._site.netloc.lower())


def _always(tag: str, name: str, text: str) -> str:
    """The kind of an attribute that is refused wherever it leads; "" of another."""
    if name == "style":
        return "style"
    if name.startswith("on"):
        return "handler"
    if name in ("href", "xlink:href", "action", "formaction"):
        if text.strip().lower().startswith("javascript:"):
            return "script-link"
        if tag == "base":
            return "base"
    return ""


def _loaded(tag: str, name: str, text: str, linked: bool) -> list[str]:
    """The addresses in an attribute that a browser fetches to show the page; `linked`: the tag links a part of the page."""
    if name in ("srcset", "imagesrcset"):
        return [each.split()[0] for each in text.split(",") if each.strip()]
    drawn = tag in _DRAWN and name in ("href", "xlink:href")
    source = name in ("src", "poster") and tag not in _FRAMES
    return [text] if drawn or source or (linked and name == "href") else []


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

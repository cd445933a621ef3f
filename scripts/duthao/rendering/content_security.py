"""The Content-Security-Policy of a page: what a browser may load and run on it, whatever got into its text.

Everything comes from the site itself. A script that stands in a page runs only where its hash is in the policy of that
page, so that one that came in with a record's text does not run. Styles stand in files alone.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

# A script without an address whose type, where it has one, is no data (JSON-LD).
_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
_HASH = re.compile(r"'sha256-[A-Za-z0-9+/=]+'")


def policy(page: str = "") -> str:
    """The policy for a finished page, in the words of a `<meta>`."""
    return with_hashes([f"'sha256-{_sha256(script)}'" for script in _INLINE.findall(page)])


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
    """Something in a page that its policy refuses: `style`, `handler`, `script-link`, `frame` or `elsewhere`, and how it is written."""

    kind: str
    text: str


def refused(page: str) -> tuple[Refused, ...]:
    """What a browser will not show or run of a page, as far as its HTML says, in the order in which it stands."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return tuple(dict.fromkeys(reader.found))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Refused] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "style":
            self.found.append(Refused("style", "<style"))
        if tag in ("iframe", "object", "embed"):
            self.found.append(Refused("frame", f"<{tag}"))
        for name, value in attrs:
            text = value or ""
            if name == "style":
                self.found.append(Refused("style", text))
            elif name.startswith("on"):
                self.found.append(Refused("handler", text))
            elif name in ("href", "action") and text.strip().lower().startswith("javascript:"):
                self.found.append(Refused("script-link", text))
            elif self._loads(tag, name, attrs) and urlsplit(text).netloc:
                self.found.append(Refused("elsewhere", text))

    def _loads(self, tag: str, name: str, attrs: list[tuple[str, str | None]]) -> bool:
        """Whether the browser fetches the attribute's address to show the page."""
        sheet = tag == "link" and name == "href" and ("rel", "stylesheet") in attrs
        return sheet or (name in ("src", "poster") and tag not in ("iframe", "embed"))


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

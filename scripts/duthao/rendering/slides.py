"""A page written by hand as slides: each of its sections one."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TypedDict

from duthao.rendering import markdown

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_FIELD = re.compile(r"^(\w+): +(.+)$", re.MULTILINE)
_ANCHOR = re.compile(r"\s*\{#[\w-]+\}\s*$")


class DeckSlide(TypedDict):
    """A section: its heading, its paragraphs, and the items of its list, which is `numbered` or not."""

    title: str
    paragraphs: list[str]
    items: list[str]
    numbered: bool


class SlideDeck(TypedDict):
    """A page: the fields of its front matter, its heading, and its sections; what stands before the first is for who reads the page."""

    fields: dict[str, str]
    title: str
    slides: list[DeckSlide]


def deck(text: str) -> SlideDeck:
    """Read a page of content/. Of a table, and of a list within a list, the words alone are taken."""
    fields, body = front_matter(text)
    reader = _Reader()
    reader.feed(markdown.raw_html(body))
    reader.close()
    first, *slides = reader.slides
    return {"fields": fields, "title": first["title"], "slides": slides}


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields of the front matter of a page of content/, each of one line, and what stands below it."""
    front = _FRONT.match(text)
    return (dict(_FIELD.findall(front[1])), text[front.end() :]) if front else ({}, text)


class _Reader(HTMLParser):
    """Gathers the words of headings, paragraphs and list entries; what marks them within a line is dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.slides: list[DeckSlide] = [_slide("")]
        self._words: list[str] = []
        self._in_item = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block."""
        if tag in ("h1", "h2", "p", "li", "td", "th"):
            self._words = []
        if tag == "li":
            self._in_item += 1
        if tag == "ol":
            self.slides[-1]["numbered"] = True

    def handle_endtag(self, tag: str) -> None:
        """End a block, and put its words where they belong."""
        words = _ANCHOR.sub("", " ".join("".join(self._words).split()))
        slide = self.slides[-1]
        if tag == "h1":
            self.slides[0]["title"] = words
        elif tag == "h2":
            self.slides.append(_slide(words))
        elif tag == "li":
            self._in_item -= 1
            if words:
                slide["items"].append(words)
        elif tag in ("p", "td", "th") and words and not self._in_item:
            slide["paragraphs"].append(words)
        else:
            return
        self._words = []

    def handle_data(self, data: str) -> None:
        """Words of the block at hand."""
        self._words.append(data)


def _slide(title: str) -> DeckSlide:
    return {"title": title, "paragraphs": [], "items": [], "numbered": False}

"""What is found inside a file, and how it is called."""

from __future__ import annotations

from typing import NamedTuple

MAX_TEXT = 8_000_000  # characters: more than two thousand pages


class Trace(NamedTuple):
    """Something that must not go out, or that somebody should look at, and where it stands.

    `kind` is of: comments, tracked-changes, hidden-text, hidden-sheets, scanned-pages, pdf-notes, earlier-revisions, picture-place, formula,
    formula-like, and of what acts by itself: remote-template, remote-part, external-link, data-source, embedded, dde, executable,
    xfa, script-link. `place` is in words for officers ("" where there is nothing to say), `times` how often it is there.
    """

    kind: str
    place: str = ""
    times: int = 1


class Content(NamedTuple):
    """What a file holds. `text` is what it shows, in NFC, pages divided by form feeds; `beside` is text that no page shows:
    properties, form fields, bookmarks, alternative texts. `pages` only where the file counts them.

    `faults` are of: damaged, encrypted, bomb, macros, foreign (a packed file that is not published), hidden
    (files inside a PDF), no-text (pictures of pages).
    """

    text: str = ""
    pages: int | None = None
    authors: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    beside: str = ""
    traces: tuple[Trace, ...] = ()


def places(shown: list[str], most: int = 3) -> str:
    """The first few of these places as words: `đoạn «…»; đoạn «…»; …`."""
    different = list(dict.fromkeys(filter(None, shown)))
    return "; ".join([*different[:most], *(["…"] if len(different) > most else [])])

"""Languages whose pages would have Vietnamese menus in silence: mkdocs.yml does not say what the site is called in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from duthao.errors import Finding
from duthao.records import record, settings_reader
from duthao.rendering import messages
from duthao.rendering.links import LISTED_IN

_LANG = re.compile(r"\A---\n(?:.*\n)*?lang:[ \t]*[\"']?([\w-]+)")


def findings(root: Path) -> Iterator[Finding]:
    """A warning for each language that has a catalogue and pages, and lacks words in `extra.languages` of mkdocs.yml."""
    lacking = settings_reader.unnamed_languages(root, messages.languages(root))
    for lang, finding in lacking.items():
        if lang in LISTED_IN or lang in _written(root) or _translated(root, lang):
            yield finding


def _written(root: Path) -> set[str]:
    """The languages that pages of content/ say they are in."""
    pages = (root / "content").rglob("*.md")
    said = (_LANG.match(path.read_text(encoding="utf-8", errors="replace")) for path in pages)
    return {match[1] for match in said if match}


def _translated(root: Path, lang: str) -> bool:
    """Whether some draft has a translation into the language."""
    return any((root / record.FOLDER).glob(f"*/{lang}.md"))

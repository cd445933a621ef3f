"""One term for one thing: what docs/terms.yml says is not said stands nowhere that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

TERMS = yaml.safe_load((ROOT / "docs" / "terms.yml").read_text(encoding="utf-8"))
KINDS = {".md", ".html", ".txt", ".typ", ".js", ".py"}
TEXTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for folder in ("content", "theme", "scripts")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in KINDS
}
TEXTS["mkdocs.yml"] = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def said(entry: dict[str, Any], name: str, text: str) -> Iterator[str]:
    """Each place in the text where what is not said stands, but where it may."""
    if any(name.startswith(where) for where in entry.get("but", {})):
        return
    pattern = re.compile("|".join(f"(?:{p})" for p in entry["not"]), re.IGNORECASE)
    for number, line in enumerate(text.splitlines(), 1):
        for match in pattern.finditer(line):
            yield f"{name}:{number}: «{match[0]}», say «{entry['say']}» ({entry['why']})"


@pytest.mark.parametrize("entry", TERMS, ids=lambda entry: entry["say"][:30])
def test_one_term_for_one_thing(entry: dict[str, Any]) -> None:
    assert [place for name, text in TEXTS.items() for place in said(entry, name, text)] == []


@pytest.mark.parametrize("entry", TERMS, ids=lambda entry: entry["say"][:30])
def test_an_entry_says_enough(entry: dict[str, Any]) -> None:
    """Its parts are there; what is said is not what is not said; and each exception is still needed."""
    assert set(entry) <= {"say", "not", "why", "but"} and entry["not"] and entry["why"]
    assert list(said({**entry, "but": {}}, "term", entry["say"])) == []
    for where in entry.get("but", {}):
        held = [name for name in TEXTS if name.startswith(where)]
        assert any(list(said({**entry, "but": {}}, name, TEXTS[name])) for name in held), where


def test_what_is_not_said_is_found() -> None:
    (entry,) = (entry for entry in TERMS if entry["say"] == "cách góp ý")
    assert list(said(entry, "content/a.md", "Có ba\nKênh góp ý.")) == [
        "content/a.md:2: «Kênh góp ý», say «cách góp ý» (kênh is of communication only)"
    ]
    assert len(TEXTS) > 500 and Path(ROOT, "content/index.md").is_file()

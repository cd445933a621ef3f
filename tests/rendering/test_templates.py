"""Templates: what is escaped, what an unknown name does, and what a fault says of its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import nodes
from markupsafe import Markup

from duthao.errors import DuthaoError, TemplateFault
from duthao.rendering import templates
from tests.conftest import ROOT

PAGE = """
{%- macro word(of) -%}<b>{{ of.text }}</b>{%- endmacro -%}
{{ of.text }} {{ finished }} {{ word(of) }} {{ "search" | icon }}
{{- rows[0] }}
"""
VALUES = {"of": {"text": "a < b"}, "finished": Markup("<u>xong</u>"), "rows": [0.5]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one template, as HTML and as plain text."""
    pages = tmp_path / "theme" / "pages"
    pages.mkdir(parents=True)
    write_icon(tmp_path, "M1 1")
    for end in ("html", "txt"):
        (pages / f"page.{end}").write_text(PAGE, encoding="utf-8")
    return tmp_path


def write_icon(root: Path, path: str) -> None:
    """Draw the icon `search` with this path."""
    drawings = root / "theme" / "pages" / "icons.json"
    drawings.write_text(f'{{"search": "{path}"}}', encoding="utf-8")
    templates.environment.cache_clear()


def icon(path: str) -> str:
    return f'<svg class="dt-i" viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>'


def test_html_is_escaped(root: Path) -> None:
    page = templates.render(root, "page.html", VALUES)
    assert page == f"a &lt; b <u>xong</u> <b>a &lt; b</b> {icon('M1 1')}0.5"


def test_plain_text_is_not_escaped(root: Path) -> None:
    page = templates.render(root, "page.txt", VALUES)
    assert page == f"a < b <u>xong</u> <b>a < b</b> {icon('M1 1')}0.5"


def test_a_fault_names_its_line_and_what_was_made(root: Path) -> None:
    known = {name: value for name, value in VALUES.items() if name != "rows"}
    with (
        pytest.raises(
            DuthaoError,
            match=r"theme/pages/page\.html, dòng 4: .*'rows' is undefined.*«embed» \(lc-1\)",
        ) as raised,
        templates.fault_context("embed", "lc-1"),
    ):
        templates.render(root, "page.html", known)
    assert "While making `embed` (lc-1)" in raised.value.say.en


def test_an_icon_that_is_not_drawn_is_a_fault(root: Path) -> None:
    (root / "theme" / "pages" / "odd.html").write_text("\n{{ 'sun' | icon }}", encoding="utf-8")
    with pytest.raises(TemplateFault, match=r"theme/pages/odd\.html, dòng 2: .*'sun'"):
        templates.render(root, "odd.html", {})


def test_broken_syntax_is_a_fault(root: Path) -> None:
    (root / "theme" / "pages" / "odd.html").write_text("\n{% if %}", encoding="utf-8")
    with pytest.raises(TemplateFault, match=r"odd\.html, dòng 2: "):
        templates.render(root, "odd.html", {})


def test_what_was_compiled_is_used_until_an_icon_changes(root: Path) -> None:
    templates.render(root, "page.html", VALUES)
    kept = root / "build" / "cache" / "templates"
    (first,) = kept.iterdir()
    before = first.stat().st_mtime_ns
    write_icon(root, "M1 1")
    templates.render(root, "page.html", VALUES)
    assert [first.stat().st_mtime_ns for first in kept.iterdir()] == [before]
    write_icon(root, "M2 2")
    assert icon("M2 2") in templates.render(root, "page.html", VALUES)


def test_no_entry_hides_behind_a_method_of_dictionaries() -> None:
    """Jinja reads `a.copy` as the method where `a` is a mapping: an entry of that name is written `a["copy"]`."""
    env = templates.environment(ROOT, "vi")
    assert env.loader
    hidden = []
    for name in env.list_templates(extensions=("html", "txt")):
        tree = env.parse(env.loader.get_source(env, name)[0])
        called = {id(call.node) for call in tree.find_all(nodes.Call)}
        hidden += [
            (name, node.lineno, node.attr)
            for node in tree.find_all(nodes.Getattr)
            if hasattr(dict, node.attr) and id(node) not in called
        ]
    assert not hidden

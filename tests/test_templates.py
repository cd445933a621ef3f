"""Templates are compiled our own way: what they give is what Jinja gives, character by character."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from duthao.errors import DuthaoError
from duthao.rendering import templates
from tests.conftest import ROOT

PIECES = """
{%- macro word(of, mark) -%}<b>{{ of.text }}</b>{% if mark %}{{ mark }}{% endif %}{%- endmacro -%}
{%- macro told(of, mark="!") -%}<i>{{ of.text }}</i>{{ mark }}{%- endmacro -%}
"""
PAGE = """
{%- from "pieces.html" import word, told -%}
{%- macro own(text) -%}[{{ text }}]{%- endmacro -%}
{{ of.text }} {{ number }} {{ part }} {{ truth }} {{ nothing }} {{ finished }} {{ raw | safe }}
{{ word(of, "<") }} {{ word(of, finished) }} {{ own(of.text) }} {{ own(own(of.text)) }}
{{ told(of=of) }} {{ told(of, mark="&") }} {{ word(*[of, ""]) }} {{ of.text.upper() }}
{%- for label, text in rows %}{{ loop.index }}{{ label }}{{ own(text) }}{% if not loop.last %}; {% endif %}{% endfor -%}
{%- set kept = own(of.text) %}{{ kept }}{{ raw | safe | upper }}
"""


def known(text: str) -> dict[str, object]:
    """What the page is given but for numbers and rows."""
    return {
        "of": {"text": text},
        "truth": True,
        "nothing": None,
        "finished": Markup("<u>xong</u>"),
        "raw": f"<p>{text}</p>",
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A theme with a page and the pieces that it takes from elsewhere, as HTML and as plain text."""
    root = tmp_path_factory.mktemp("theme-of-its-own")
    pages = root / "theme" / "pages"
    pages.mkdir(parents=True)
    (pages / "icons.json").write_text("{}", encoding="utf-8")
    for end in ("html", "txt"):
        (pages / f"pieces.{end}").write_text(PIECES, encoding="utf-8")
        page = PAGE.replace("pieces.html", f"pieces.{end}")
        (pages / f"page.{end}").write_text(page, encoding="utf-8")
    return root


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
@given(
    text=st.text(),
    number=st.integers(),
    part=st.floats(),
    rows=st.lists(st.tuples(st.text(), st.text()), max_size=3),
)
def test_a_template_gives_what_jinja_gives(
    folder: Path, name: str, text: str, number: int, part: float, rows: list[tuple[str, str]]
) -> None:
    stock = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder / "theme" / "pages"),
        autoescape=name.endswith(".html"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    values = {**known(text), "number": number, "part": part, "rows": rows}
    assert templates.render(folder, name, values) == stock.get_template(name).render(values)


def test_an_unknown_name_is_an_error(folder: Path) -> None:
    with pytest.raises(DuthaoError, match=r"theme/pages/page\.html.*'rows' is undefined"):
        templates.render(folder, "page.html", {**known(""), "number": 1, "part": 0.5})


def test_what_was_compiled_under_another_name_of_the_module_is_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Compiled templates import it by name: after it moved they could not be run."""

    def kept_under() -> str:
        templates.environment.cache_clear()
        return str(templates.environment(ROOT).bytecode_cache.made_of)  # type: ignore[union-attr]

    before = kept_under()
    monkeypatch.setattr(templates, "__name__", "duthao.elsewhere")
    after = kept_under()
    monkeypatch.undo()
    assert after != before == kept_under()

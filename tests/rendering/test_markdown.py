"""Markdown to safe HTML: all of it is washed."""

from __future__ import annotations

import os

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duthao.builder.processes import pool
from duthao.rendering import markdown


def html(text: str) -> str:
    return markdown.html(text, lambda draft_id: f"~/du-thao/{draft_id}/")


@pytest.mark.parametrize(
    "raw",
    [
        '<p onclick="x">a</p>',
        '<td style="x">a</td>',
        "<script>a</script>",
        "<p><svg><circle></p>",
        '<a href="javascript:x">a</a>',
        '<ol start="1" onload="x"><li>a</li></ol>',
        "<h1>a</h1>",
        '<img src="x">',
    ],
)
def test_all_is_washed(raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the renderer should let through one day: nothing reaches a page unwashed."""
    monkeypatch.setattr(markdown, "markdown_to_html_with_extensions", lambda *_: raw)
    made = html("a")
    assert not any(sign in made for sign in ("on", "style", "script", "svg", "h1", "img"))


def test_tables_and_lists_are_whole() -> None:
    made = html("3. ba\n4. bốn\n\n| a | b |\n|:--|--:|\n| **1** | ~~2~~ |\n\n> `x`\n\n---\n")
    for piece in ('<ol start="3">', '<td align="right"><del>2</del></td>', "<code>x</code>", "<hr"):
        assert piece in made


def test_links_are_washed() -> None:
    assert html("[x](https://a.example)") == (
        '<p><a href="https://a.example" rel="noopener">x</a></p>\n'
    )
    assert html("[x](duthao:lc-2026-007)") == (
        '<p><a href="~/du-thao/lc-2026-007/" rel="noopener">x</a></p>\n'
    )


@given(st.text(alphabet="<>/!-\"'=apscrithref:jv \n#|*_`[]()&;x1.", max_size=80))
def test_nothing_gets_by_the_second_wall(text: str) -> None:
    """What was washed stays as it is when it is washed again."""
    made = html(text)
    again = nh3.clean(
        made,
        tags=markdown._TAGS,
        attributes={**markdown._ATTRIBUTES, "a": {"href", "id", "rel"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    texts = (made, again)
    plain = [t.replace("&quot;", '"').replace("&amp;", "&").replace(" />", ">") for t in texts]
    assert plain[0] == plain[1]


def test_workers_end_after_so_many_batches_and_nothing_is_lost_or_moved() -> None:
    """The renderer keeps some of each page's memory: it goes with the process that has it."""
    with pool(2, _where, life=3) as spread:
        made = list(spread(range(20)))
    assert [batch for batch, _ in made] == list(range(20))
    pids = [pid for _, pid in made]
    assert len(set(pids)) >= 4 and max(map(pids.count, pids)) <= 6


def _where(batch: int) -> tuple[int, int]:
    return batch, os.getpid()

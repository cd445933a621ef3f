"""Which scripts the policy of a page lets run, and what it refuses."""

from __future__ import annotations

import pytest

from duthao.rendering.content_security import hashes, policy, refused

SITE = "https://gopy.example/tinh/"


@pytest.mark.parametrize(
    ("head", "runs"),
    [
        ("", True),
        (' type="text/javascript"', True),
        (" type=module", True),
        (' data-src="x"', True),
        (" SRC=a.js", False),
        (' type="application/ld+json"', False),
        (" type='text/template'", False),
    ],
)
def test_a_script_that_stands_in_a_page_and_runs_is_let_in_by_its_hash(
    head: str, runs: bool
) -> None:
    assert len(hashes(policy(f"<p></p><script{head}>\nf()</script>"))) == runs


@pytest.mark.parametrize(
    ("tag", "kind", "text"),
    [
        ('<img src="http://[hong">', "elsewhere", "http://[hong"),
        ('<img src="//noi-khac.example/a.png">', "elsewhere", "//noi-khac.example/a.png"),
        ('<img srcset="a.png, https://b.example/a.png 2x">', "elsewhere", "https://b.example/a.png"),
        ('<link rel="Stylesheet" href="https://b.example/a.css">', "elsewhere", "https://b.example/a.css"),
        ('<svg><image xlink:href="https://b.example/a.png"/></svg>', "elsewhere", "https://b.example/a.png"),
        ('<form action="https://b.example/gui">', "form", "https://b.example/gui"),
        ('<button formaction="//b.example/gui">', "form", "//b.example/gui"),
        ('<button formaction="javascript:f()">', "script-link", "javascript:f()"),
        ('<base href="/khac/">', "base", "/khac/"),
    ],
)  # fmt: skip
def test_what_the_policy_refuses_is_found(tag: str, kind: str, text: str) -> None:
    assert refused(tag, SITE) == ((kind, text),)


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="https://gopy.example/tinh/a.png">',
        '<img src="//GOPY.example/a.png" srcset="a.png 1x, ../b.png 2x">',
        '<img src="data:image/png;base64,AA==">',
        '<form action="/tim-kiem/"><button formaction="x">',
        '<a href="https://b.example/">',
        '<link rel="canonical" href="https://b.example/">',
    ],
)
def test_what_comes_from_the_site_is_let_in(tag: str) -> None:
    assert refused(tag, SITE) == ()

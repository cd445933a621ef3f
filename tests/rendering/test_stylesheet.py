"""The theme's stylesheet is cut to what the site's pages use, and nothing looks another way for it."""

from __future__ import annotations

from duthao.rendering.stylesheet import reduced, words

USED = words(['<body class="md-page"><p id="noi-dung" data-kind="a">'])


def test_a_rule_stays_where_all_that_its_selector_asks_for_may_be_there() -> None:
    assert reduced(".md-page p{color:red}", USED) == ".md-page p{color:red}"
    assert reduced(".md-page .other{color:red}", USED) == ""
    assert reduced("#noi-dung>a{color:red}", USED) == "#noi-dung>a{color:red}"
    assert reduced("#other{color:red}", USED) == ""
    assert reduced("[data-kind=a]{color:red}", USED) == "[data-kind=a]{color:red}"
    assert reduced("[data-kind=unheard]{color:red}", USED) == ""
    assert reduced("[data-kind^=unheard]{color:red}", USED) == "[data-kind^=unheard]{color:red}"
    assert reduced("[data-other]{color:red}", USED) == ""


def test_of_a_list_of_selectors_those_stay_that_may_match() -> None:
    assert reduced(".other,.md-page,em{color:red}", USED) == ".md-page,em{color:red}"
    assert reduced(":is(.other,.md-page) b{color:red}", USED) == ":is(.other,.md-page) b{color:red}"
    assert reduced(":is(.other,.none) b{color:red}", USED) == ""


def test_what_must_not_be_there_need_not_be_known() -> None:
    assert reduced("p:not(.other){color:red}", USED) == "p:not(.other){color:red}"


def test_groups_keep_what_stays_in_them_and_go_when_they_are_empty() -> None:
    css = "@media print{.other{color:red}p{margin:0}}@supports (a:b){.other{color:red}}"
    assert reduced(css, USED) == "@media print{p{margin:0}}"


def test_variables_stay_while_something_reads_them() -> None:
    css = ":root{--a:var(--b);--b:1px;--c:var(--d);--d:2px;--e:3px}p{margin:var(--a)}"
    assert reduced(css, USED) == ":root{--a:var(--b);--b:1px}p{margin:var(--a)}"
    assert reduced(css, USED, "p{padding:var(--e)}") == (
        ":root{--a:var(--b);--b:1px;--e:3px}p{margin:var(--a)}"
    )


def test_animations_stay_while_something_names_them() -> None:
    css = "@keyframes turn{to{top:0}}@keyframes fade{to{top:1px}}p{animation:turn 1s}"
    assert reduced(css, USED) == "@keyframes turn{to{top:0}}p{animation:turn 1s}"


def test_what_is_not_understood_stays() -> None:
    for css in ('@charset "UTF-8";', "@page{margin:1cm}", "p{color:red;& b{color:blue}}"):
        assert reduced(css, USED) == css

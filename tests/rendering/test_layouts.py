"""Pouring: what a finished page of the host is cut into, and what comes out at each depth."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duthao.rendering.layouts import Layout, parse, slot_arguments
from duthao.rendering.links import Links

HOST_PAGE = """<!doctype html><html lang="vi"><head>
<title><!-- duthao: title --> - Trang</title>
<meta name="description" content="<!-- duthao: description -->">
<link rel="canonical" href="<!-- duthao: canonical -->">
<link rel="stylesheet" href="../../assets/duthao.css">
<script>scope=new URL("../..",location),key=path+"."+name</script>
<!-- duthao: head --></head><body>
<a href="../..">Trang chủ</a> <a href="../../du-thao/">Dự thảo</a> <a href="#noi-dung">Nội dung</a>
<b><!-- duthao: title --></b>
<!-- duthao: main -->
</body></html>
"""
SLOTS = {
    "title": "Hỗ trợ bữa ăn trưa",
    "description": "Mô tả",
    "canonical": "https://gopy.example/du-thao/x/",
    "head": "",
    "main": '<h1>Một</h1><a href="~/du-thao/x/">x</a>',
}


def layout() -> Layout:
    return parse(HOST_PAGE, "_vo/draft/", Links.draft)


def addresses(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', page)


def test_slots_are_found_in_the_order_of_the_page_each_once() -> None:
    assert layout().keys == ("title", "description", "canonical", "head", "main")


def test_text_is_escaped_and_html_is_not() -> None:
    slots = {**SLOTS, "title": 'Thu "phí" <rác> & nước', "main": "<p>a &amp; b</p>"}
    page = layout().fill("du-thao/x/", slots).decode()
    assert "<title>Thu &quot;phí&quot; &lt;rác&gt; &amp; nước - Trang</title>" in page
    assert page.count("&lt;rác&gt;") == 2
    assert "<p>a &amp; b</p>" in page


@pytest.mark.parametrize("lacking", sorted(SLOTS))
def test_a_missing_slot_is_refused(lacking: str) -> None:
    slots = {key: value for key, value in SLOTS.items() if key != lacking}
    with pytest.raises(KeyError, match=lacking):
        layout().fill("du-thao/x/", slots)


def test_an_unknown_slot_is_refused() -> None:
    with pytest.raises(KeyError, match="titel"):
        layout().fill("du-thao/x/", {**SLOTS, "titel": "x"})


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("index.html", "."),
        ("du-thao/", ".."),
        ("du-thao/lc-2026-007/", "../.."),
        ("du-thao/lc-2026-007/loa/", "../../.."),
        ("dia-ban/trinh-tuong/trang/2/", "../../../.."),
    ],
)
def test_every_address_is_rebased_to_the_depth(path: str, root: str) -> None:
    page = layout().fill(path, SLOTS).decode()
    assert addresses(page) == [
        SLOTS["canonical"],
        f"{root}/assets/duthao.css",
        root,
        f"{root}/du-thao/",
        "#noi-dung",
        f"{root}/du-thao/x/",
    ]
    assert f'new URL("{root}",location),key=path+"."+name' in page


SEGMENT = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12)


@given(st.lists(SEGMENT, max_size=6))
def test_wherever_a_layout_is_filled_its_addresses_lead_to_the_same_places(
    parts: list[str],
) -> None:
    path = "".join(f"{part}/" for part in parts)
    site = "https://gopy.example/tinh/"
    found = [
        urljoin(site + path, address) for address in addresses(layout().fill(path, SLOTS).decode())
    ]
    assert [address.rstrip("/") for address in found] == [
        "https://gopy.example/du-thao/x",
        "https://gopy.example/tinh/assets/duthao.css",
        "https://gopy.example/tinh",
        "https://gopy.example/tinh/du-thao",
        f"{site}{path}#noi-dung",
        "https://gopy.example/tinh/du-thao/x",
    ]


def test_a_tilde_in_words_is_left_alone() -> None:
    slots = {**SLOTS, "main": '<p>khoảng ~30% "~/nhà" = ~/ </p><a href="~/">về</a>'}
    page = layout().fill("a/b/c/", slots).decode()
    assert '<p>khoảng ~30% "~/nhà" = ~/ </p><a href="../../../">về</a>' in page


def test_filling_leaves_no_trace_for_the_next_page() -> None:
    one = layout()
    first = one.fill("du-thao/a/", SLOTS)
    one.fill("du-thao/a/loa/", {**SLOTS, "title": "khác"})
    assert one.fill("du-thao/a/", SLOTS) == first == layout().fill("du-thao/a/", SLOTS)


def test_what_is_filled_once_stands_on_every_page_and_is_rebased_with_it() -> None:
    filled = layout().preset({"head": '<link rel="alternate" href="~/rss.xml">', "title": "A & B"})
    assert filled.keys == ("description", "canonical", "main")
    rest = {key: SLOTS[key] for key in filled.keys}
    page = filled.fill("a/b/c/", rest)
    assert b'<link rel="alternate" href="../../../rss.xml">' in page
    assert page.count(b"A &amp; B") == 2
    assert filled.preset({"canonical": "https://x.example/"}).keys == ("description", "main")


def test_a_page_with_addresses_of_its_own_folder_stays_at_its_depth() -> None:
    text = '<a href="..">lên</a><a href="../quy-tac/">bên cạnh</a><a href="../../gop-y/">x</a>'
    page = parse(text, "so-tay/muc/", Links.draft)
    assert page.fill("so-tay/muc/", {}).decode() == text
    with pytest.raises(ValueError, match="depth 3"):
        page.fill("so-tay/muc/sau/", {})


def test_the_home_page_is_filled_where_it_is() -> None:
    text = '<a href="gop-y/">Góp ý</a><!-- duthao: open limit=5 -->'
    home = parse(text, "", Links.draft)
    filled = home.fill("", {"open limit=5": '<a href="~/du-thao/x/">x</a>'}).decode()
    assert filled == '<a href="gop-y/">Góp ý</a><a href="./du-thao/x/">x</a>'


def test_links_of_hand_written_pages_lead_to_records_and_lists() -> None:
    text = (
        '<a href="duthao:lc-2026-007">a</a><a href="duthao:lc-2026-007#gop-y">b</a>'
        '<a href="duthao:/sap-het-han/">c</a><a href="mailto:x@y.example">d</a>'
    )
    page = parse(text, "so-tay/muc/", Links.draft).fill("so-tay/muc/", {}).decode()
    assert addresses(page) == [
        "../../du-thao/lc-2026-007/",
        "../../du-thao/lc-2026-007/#gop-y",
        "../../sap-het-han/",
        "mailto:x@y.example",
    ]


@pytest.mark.parametrize("base", ["", "/tinh"])
def test_the_page_for_lost_readers_names_the_root_in_full(base: str) -> None:
    text = f'<a href="{base}/du-thao/">a</a><a href="duthao:/gop-y/">b</a><!-- duthao: head -->'
    page = parse(text, "404.html", Links.draft, base)
    filled = page.fill("404.html", {"head": '<link href="~/rss.xml">'}).decode()
    assert addresses(filled) == [f"{base}/du-thao/", f"{base}/gop-y/", f"{base}/rss.xml"]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("counts", ("counts", {})),
        ("open limit=5", ("open", {"limit": "5"})),
        (
            "closing_soon limit=3 place=lao-cai",
            ("closing_soon", {"limit": "3", "place": "lao-cai"}),
        ),
    ],
)
def test_a_slot_names_itself_and_its_arguments(
    key: str, expected: tuple[str, dict[str, str]]
) -> None:
    assert slot_arguments(key) == expected


def test_other_comments_are_no_slots() -> None:
    text = "<!-- duthao --><!--duthao: x--><!-- ghi chú: duthao: x --><!-- duthao: Open -->"
    page = parse(text, "a/", Links.draft)
    assert page.keys == ()
    assert page.fill("a/", {}).decode() == text


def test_indents_go_and_space_that_shows_stays() -> None:
    kept = "<pre><code>a\n\n    b\n</code></pre><script>let x = `1\n   2`</script>"
    page = f"<body>\n\n  \n  <p>\n    Một\n    hai  ba</p>{kept}\n   <textarea>\n  c\n</textarea> \n\n</body>\n"
    filled = parse(page, "x/", Links.draft).fill("x/", {}).decode()
    assert filled == f"<body>\n<p>\nMột\nhai  ba</p>{kept}\n<textarea>\n  c\n</textarea>\n</body>\n"

"""What MkDocs and its theme must give us, and what they must not slip in."""

from __future__ import annotations

import re
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from duthao.clock import VN
from duthao.errors import DuthaoError, Findings
from duthao.records import settings_reader
from duthao.rendering import chrome_words, messages, mkdocs_site
from duthao.rendering.layouts import Layout, MkDocsSite
from duthao.rendering.links import (
    ALL,
    BY,
    CAMPAIGNS,
    LISTS,
    LISTS_IN,
    MEETINGS,
    PLANS,
    PRESS,
    RUNNING_ORDER,
    SEARCH,
    STATISTICS,
    SUBSCRIBE,
    Links,
)

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=VN)
SITE = "https://gopy.example/tinh/"
SLOTS = {
    "title": "Hỗ trợ bữa ăn trưa",
    "description": "Tóm tắt",
    "canonical": f"{SITE}du-thao/lc-2026-007/",
    "head": "",
    "toc": "",
    "main": '<article><h1 id="noi-dung">Hỗ trợ bữa ăn trưa</h1></article>',
}
HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
FENCE = re.compile(r"^( *)(```|~~~).*?^\1\2", re.MULTILINE | re.DOTALL)
WORD = re.compile(r'^  "([\w.]+)": "((?:[^"\\]|\\.)*)"', re.MULTILINE)
CALL = re.compile(r"\{[{%][^}]*?\.(\w+)\(")
GENERATED = {
    "health.json",
    ALL,
    CAMPAIGNS,
    PLANS,
    PRESS,
    RUNNING_ORDER,
    STATISTICS,
    SUBSCRIBE,
    MEETINGS,
    SEARCH,
    PLANS,
    STATISTICS,
    Links.desk(),
    Links.printing(),
    Links.screen(),
    *LISTS.values(),
    *BY.values(),
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own content and theme, rendered once."""
    folder = tmp_path_factory.mktemp("host")
    mkdocs_site.run(ROOT, folder, NOW)
    return folder


@pytest.fixture(scope="module")
def host(out: Path) -> MkDocsSite:
    return mkdocs_site.read(
        out, Links(SITE), lambda lang: f'<aside data-as-of="{lang}">mẫu</aside>'
    )


def tiny(root: Path, page: str, nav: str = "index.md") -> Path:
    """A site of one page with the project's theme."""
    (root / "content").mkdir(parents=True)
    (root / "content" / "index.md").write_text(page, encoding="utf-8")
    (root / "theme").symlink_to(ROOT / "theme")
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    nav = f"nav:\n  - Trang chủ: index.md\n  - Khác: {nav}\n\n"
    text = re.sub(r"^nav:\n.*?\n\n", nav, text, flags=re.MULTILINE | re.DOTALL)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return root


def filled(host: MkDocsSite, kind: str, path: str) -> Any:
    return lxml.html.fromstring(host.layouts[kind].fill(path, SLOTS))


def finished(page: Layout, address: str) -> Any:
    """A hand-written page with its slots left empty."""
    return lxml.html.fromstring(page.fill(address, dict.fromkeys(page.keys, "")))


def publisher() -> list[str]:
    """How who runs the site is reached, as links: addresses by themselves, behind which stands no page."""
    province = settings_reader.load(ROOT)[0].province
    assert province.contact_email and province.contact_phone
    return [
        f"mailto:{province.contact_email}",
        f"tel:{province.contact_phone.replace(' ', '')}",
    ]


# ---- shells


def test_there_is_a_layout_of_each_kind_with_the_same_slots(host: MkDocsSite) -> None:
    assert sorted(host.layouts) == sorted(mkdocs_site.kinds(ROOT))
    for kind, layout in host.layouts.items():
        assert set(layout.keys) == set(SLOTS), kind
        assert layout.movable, kind


@pytest.mark.parametrize("kind", mkdocs_site.KINDS)
def test_title_description_and_canonical_link_are_the_pages_own(
    host: MkDocsSite, kind: str
) -> None:
    page = filled(host, kind, "du-thao/lc-2026-007/")
    assert page.findtext(".//title").startswith("Hỗ trợ bữa ăn trưa - ")
    assert page.xpath("//meta[@name='description']/@content") == ["Tóm tắt"]
    assert page.xpath("//link[@rel='canonical']/@href") == [SLOTS["canonical"]]
    topic = page.xpath("//*[@data-md-component='header-topic']")[0]
    assert topic.text_content().strip() == "Hỗ trợ bữa ăn trưa"
    assert "_vo" not in lxml.html.tostring(page, encoding="unicode")


@pytest.mark.parametrize("kind", mkdocs_site.KINDS)
def test_a_layout_stands_under_its_tab_although_no_navigation_holds_it(
    host: MkDocsSite, kind: str
) -> None:
    page = filled(host, kind, "du-thao/lc-2026-007/")
    tab = {
        "open": "Đang lấy ý kiến",
        "grouped": "Lĩnh vực, địa bàn",
        "indexes": "Lĩnh vực, địa bàn",
        "follow": "Theo dõi",
        "communes": "Dành cho cơ quan",
        "press": "Dành cho cơ quan",
    }.get(kind, "Dự thảo")
    assert page.xpath("//*[@class='md-tabs__link' and @aria-current]/text()") == [tab]


@pytest.mark.parametrize("kind", sorted(mkdocs_site.kinds(ROOT).keys() - mkdocs_site.KINDS))
def test_the_chrome_speaks_the_language_of_the_page(host: MkDocsSite, kind: str) -> None:
    _, tab, lang = mkdocs_site.kinds(ROOT)[kind]
    path = f"{lang.lower()}/du-thao/lc-2026-011/"
    page = filled(host, kind, path)
    assert page.get("lang") == lang
    words = chrome_words.vietnamese(ROOT)
    said = [page.xpath("string(//a[@class='md-skip'])").strip(), *page.xpath("//@aria-label")]
    told = {messages.catalogue(ROOT, lang).gettext(word) for word in words.values()}
    brand = page.xpath("//a[contains(@class, 'md-logo')]/@aria-label")
    assert set(said) <= told | set(brand) and len(said) > 8
    page.make_links_absolute(SITE + path)
    assert page.xpath("//a[@class='md-tabs__link' and @aria-current]/@href") == [SITE + tab]
    assert page.xpath("//nav[@data-md-component='tabs']//a[@hreflang='vi']/@href") == [SITE]
    assert page.xpath("//aside/@data-as-of") == [lang]
    generated = {f"en/{path}" for path in LISTS_IN.values()}
    for link in page.xpath("//a/@href"):
        place = link.removeprefix(SITE).partition("#")[0]
        known = place in host.pages or place in generated or place in GENERATED
        assert known or link.startswith(SITE + path) or link in publisher(), link


@pytest.mark.parametrize(
    ("kind", "lang", "label"),
    [("draft", [], "Tìm kiếm"), ("en/draft", ["vi"], "Search (in Vietnamese)")],
)
def test_what_leads_to_search_says_that_it_is_in_vietnamese(
    host: MkDocsSite, kind: str, lang: list[str], label: str
) -> None:
    page = filled(host, kind, "a/b/")
    assert page.xpath("//a[contains(@class, 'dt-searchlink')]/@hreflang") == lang
    [box] = page.xpath("//form[@role='search']/input")
    assert (box.get("placeholder"), box.get("aria-label")) == (label, label)


def test_a_link_to_a_page_in_vietnamese_says_so(host: MkDocsSite) -> None:
    page = finished(host.pages["en/"], "en/")
    assert page.xpath("//a[text()='drafts open for comment']/@hreflang") == ["vi"]


@pytest.mark.parametrize(("address", "lang"), [("ko/", "ko"), ("hmn/", "vi"), ("gop-y/", "vi")])
def test_a_page_knows_in_which_language_it_is(host: MkDocsSite, address: str, lang: str) -> None:
    assert host.pages[address].lang == lang


def test_without_words_of_its_own_a_site_keeps_its_name_in_vietnamese(tmp_path: Path) -> None:
    root = tiny(tmp_path / "root", "# Trang {#trang}\n")
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    text = re.sub(r"^  languages:\n(?:    .*\n)+", "", text, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    mkdocs_site.run(root, tmp_path / "out", NOW)
    page = filled(mkdocs_site.read(tmp_path / "out", Links(SITE)), "ko/draft", "ko/du-thao/a/")
    assert page.get("lang") == "ko"
    brand = page.xpath("//*[contains(@class, 'dt-brand')]")[0]
    assert (brand.get("lang"), brand.text_content()) == (
        "vi",
        "Góp ý dự thảo chính sách tỉnh Lào Cai",
    )
    assert page.xpath("//nav[@data-md-component='tabs']//a/text()") == ["Tiếng Việt"]


@pytest.mark.parametrize("kind", mkdocs_site.KINDS)
def test_the_skip_link_leads_to_the_heading_of_the_page(host: MkDocsSite, kind: str) -> None:
    page = filled(host, kind, "du-thao/lc-2026-007/")
    (skip,) = page.xpath("//a[@class='md-skip']/@href")
    assert page.xpath(f"//h1[@id='{skip.removeprefix('#')}']")
    assert len(page.xpath("//h1")) == 1, "the sentinel heading itself is gone"


def test_no_contents_block_where_none_is_given(host: MkDocsSite) -> None:
    page = filled(host, "list", "du-thao/")
    assert not page.xpath("//*[@data-md-component='toc']")


@pytest.mark.parametrize("path", ["du-thao/", "du-thao/lc-2026-007/loa/", "dia-ban/x/trang/2/"])
def test_every_link_of_the_chrome_leads_somewhere(host: MkDocsSite, path: str) -> None:
    page = filled(host, "draft", path)
    page.make_links_absolute(SITE + path)
    for _, attribute, url, _ in page.iterlinks():
        place = url.removeprefix(SITE).split("#")[0]
        known = place in host.files or place in host.pages or place in GENERATED
        own = url == SLOTS["canonical"] or url.startswith(SITE + path)
        assert known or own or url in publisher(), (attribute, url)


@pytest.mark.parametrize("kind", mkdocs_site.KINDS)
def test_the_chrome_says_how_who_runs_the_site_is_reached_and_nobody_else(
    host: MkDocsSite, kind: str
) -> None:
    page = filled(host, kind, "du-thao/lc-2026-007/")
    urls = [url for _, _, url, _ in page.iterlinks() if re.match(r"(?!https?:)[a-z]+:", url)]
    assert urls == publisher()
    assert page.xpath("//*[@id='co-quan-quan-ly-trang']//a/@href") == urls


def test_the_banner_stands_on_every_page(host: MkDocsSite) -> None:
    for address, page in host.pages.items():
        text = page.fill(address, dict.fromkeys(page.keys, "")).decode()
        assert text.count("data-as-of") == 1, address
    assert filled(host, "draft", "du-thao/").xpath("//aside[@data-as-of]")


def test_the_banner_names_the_fixed_instant_of_a_sample_only() -> None:
    sample, _ = settings_reader.load(ROOT)
    text = mkdocs_site.banner(ROOT, sample, NOW)
    assert 'data-as-of="2026-11-22T08:00:00+07:00"' in text
    assert "08:00 ngày 22/11/2026" in text
    live = mkdocs_site.banner(ROOT, sample.model_copy(update={"as_of": None}), NOW)
    assert "data-as-of" not in live and "2026" not in live
    assert "data-old hidden" in live, "it may be old one day"


# ---- what must not slip in


def test_nothing_of_the_hosts_sitemap_search_or_script_is_published(host: MkDocsSite) -> None:
    assert not [
        name
        for name in host.files
        if re.search(r"sitemap|search|bundle|lunr|\.map$", name)
        and name not in ("assets/search.js", "assets/search.css")  # our own
    ]
    assert {name for name in host.files if name.endswith(".js")} == {
        "assets/affected.js",
        "assets/asked.js",
        "assets/clock.js",
        "assets/draft-files.js",
        "assets/draft.js",
        "assets/duthao.js",
        "assets/filter.js",
        "assets/follow.js",
        "assets/my-place.js",
        "assets/responses.js",
        "assets/screen.js",
        "assets/search.js",
        "assets/tasks.js",
        "assets/tools.js",
        "offline.js",  # at the root: a service worker answers only for what lies below it
    }
    for address, page in host.pages.items():
        text = page.fill(address, dict.fromkeys(page.keys, "")).decode()
        assert "assets/javascripts" not in text, address
        assert "__config" not in text, address


def test_no_page_and_no_sheet_asks_another_host(host: MkDocsSite) -> None:
    for address, page in host.pages.items():
        tree = finished(page, address)
        loaded = tree.xpath(
            "//script/@src | //img/@src | //link[not(@rel='canonical')]/@href | //iframe/@src"
        )
        assert loaded, address
        assert not [url for url in loaded if "//" in url], address
    for name, path in host.files.items():
        if name.endswith(".css"):
            assert not re.search(
                r"url\(\s*[\"']?(?:https?:)?//|@import|@font-face", path.read_text("utf-8")
            ), name


def test_no_script_in_a_page_changes_with_its_depth(host: MkDocsSite) -> None:
    """So that the hash in the content security policy, taken before a page is moved, holds at every address."""
    scripts = set()
    for path in ("du-thao/", "du-thao/a/", "du-thao/a/loa/"):
        for kind in mkdocs_site.KINDS:
            scripts |= set(filled(host, kind, path).xpath("//script[not(@src)]/text()"))
    for address, page in host.pages.items():
        tree = finished(page, address)
        scripts |= set(tree.xpath("//script[not(@src)]/text()"))
    assert len(scripts) == 1


def test_the_theme_says_every_word_in_vietnamese() -> None:
    spec = find_spec("material")
    assert spec is not None
    assert spec.origin is not None
    theirs = Path(spec.origin).parent / "templates" / "partials" / "languages" / "en.html"
    english = dict(WORD.findall(theirs.read_text(encoding="utf-8")))
    ours = dict(
        WORD.findall((ROOT / "theme/site/partials/languages/vi.html").read_text(encoding="utf-8"))
    )
    assert "search.result.initializer" in english
    untranslated = [
        key
        for key, word in english.items()
        if not ours.get(key) or (ours[key] == word and " " in word)
    ]
    assert untranslated == []


def test_the_theme_asks_nothing_of_python() -> None:
    """The host's successor renders the same templates with another engine, which knows no methods of str or dict."""
    for path in sorted((ROOT / "theme" / "site").rglob("*.html")):
        called = set(CALL.findall(path.read_text(encoding="utf-8"))) - {"t"}
        assert not called, path


# ---- pages written by hand


def test_headings_have_anchors_of_their_own() -> None:
    """The default slug drops đ, and an anchor that is made from the words changes with them."""
    for path in sorted((ROOT / "content").rglob("*.md")):
        text = FENCE.sub("", path.read_text(encoding="utf-8"))
        bare = [line for line in HEADING.findall(text) if not re.search(r"\{#[a-z0-9-]+\}$", line)]
        assert bare == [], path


def test_live_slots_survive_mkdocs(host: MkDocsSite) -> None:
    assert {"search", "counts", "open limit=6", "answered limit=3"} <= set(host.pages[""].keys)


def test_the_page_for_lost_readers_works_at_any_depth(host: MkDocsSite, out: Path) -> None:
    page = host.pages["404.html"]
    tree = finished(page, "404.html")
    assert tree.findtext(".//h1") == "Không tìm thấy trang"
    urls = [url for _, _, url, _ in tree.iterlinks() if not url.startswith(("/", "#", "http"))]
    assert urls == publisher()


def test_a_dead_link_in_a_page_is_a_finding_with_its_line(tmp_path: Path) -> None:
    root = tiny(tmp_path / "root", "# Trang {#trang}\n\nXem [trang khác](khong-co.md).\n")
    with pytest.raises(Findings) as caught:
        mkdocs_site.run(root, tmp_path / "out", NOW)
    (finding,) = caught.value.findings
    assert (finding.path, finding.line, finding.rule) == ("content/index.md", 3, "content-link")
    assert "khong-co.md" in finding.message.vi


def test_what_browsers_refuse_in_a_page_is_told_all_at_once(tmp_path: Path) -> None:
    """With its line; what a page may hold, and what it only shows, is no fault."""
    text = """# Trang {#trang}

Chữ [đỏ](index.md){: style="color: red" } và `style="x"`.

<p onclick="alert(1)">Bấm</p>

![Ảnh](https://noi-khac.example/a.png) ![Ảnh](a.png)

<a href="javascript:alert(2)">x</a>

<iframe src="https://noi-khac.example/"></iframe>

<script>document.title</script> [ra ngoài](https://noi-khac.example/)

| a | b |
|:--|--:|
| 1 | 2 |
"""
    root = tiny(tmp_path / "root", text)
    (root / "content/a.png").write_bytes(b"")
    with pytest.raises(Findings) as caught:
        mkdocs_site.run(root, tmp_path / "out", NOW)
    found = caught.value.findings
    assert {(f.path, f.rule, f.severity) for f in found} == {
        ("content/index.md", "content-refused", "error")
    }
    assert [(f.line, f.message.vi) for f in found] == [
        (3, "Trình duyệt từ chối định dạng viết ngay trong trang: «color: red»."),
        (5, "Trình duyệt từ chối lệnh gắn vào phần tử («onclick» và tương tự): «alert(1)»."),
        (
            7,
            "Trình duyệt từ chối ảnh hoặc tệp lấy từ máy chủ khác: «https://noi-khac.example/a.png».",
        ),
        (9, "Trình duyệt từ chối liên kết «javascript:»: «javascript:alert(2)»."),
        (11, "Trình duyệt từ chối khung nhúng trang hoặc tệp khác: «<iframe»."),
    ]


def test_an_address_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    text = "# Trang {#trang}\n\nXem [trang](http://[hong) và\n![ảnh](http://[hong/a.png).\n"
    root = tiny(tmp_path / "root", text)
    with pytest.raises(Findings) as caught:
        mkdocs_site.run(root, tmp_path / "out", NOW)
    assert [(f.line, f.rule, f.message.vi) for f in caught.value.findings] == [
        (3, "content-link", "Không đọc được địa chỉ «http://[hong»."),
        (4, "content-link", "Không đọc được địa chỉ «http://[hong/a.png»."),
    ]


def test_a_page_missing_from_the_navigation_is_told(tmp_path: Path) -> None:
    root = tiny(tmp_path / "root", "# Trang {#trang}\n", nav="khong-co.md")
    mkdocs_site.run(root, tmp_path / "out", NOW)
    with pytest.raises(DuthaoError, match=r"khong-co\.md"):
        mkdocs_site.read(tmp_path / "out", Links(SITE))


def test_an_mkdocs_that_cannot_run_is_told_with_its_own_words(tmp_path: Path) -> None:
    root = tiny(tmp_path / "root", "# Trang {#trang}\n")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as stream:
        stream.write("\nplugins: [khong-co]\n")
    with pytest.raises(DuthaoError, match="khong-co"):
        mkdocs_site.run(root, tmp_path / "out", NOW)


def test_the_same_inputs_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    mkdocs_site.run(ROOT, tmp_path / "again", NOW)
    first, second = out / "site", tmp_path / "again" / "site"
    names = sorted(p.relative_to(first) for p in first.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(second) for p in second.rglob("*") if p.is_file())
    assert [n for n in names if (first / n).read_bytes() != (second / n).read_bytes()] == []


def test_inputs_are_the_pages_the_theme_and_the_settings() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in mkdocs_site.inputs(ROOT)}
    assert names == {"content", "theme", "mkdocs.yml"}
    assert "mkdocs-material=" in mkdocs_site.versions()

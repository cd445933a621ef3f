"""Runs the host (MkDocs with Material) over a staged docs folder and reads back what it made.

The host sees content/ and one empty page for each kind of shell; nothing of the records reaches it.
It runs in a process of its own, so that the build holds none of its memory and it none of our state.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from duthao.domain import deadline_words
from duthao.domain.language_codes import VIETNAMESE
from duthao.domain.settings import Settings
from duthao.errors import DuthaoError, Finding, Findings, Say
from duthao.rendering import chrome_words, content_security, messages, stylesheet, templates
from duthao.rendering.layouts import Layout, MkDocsSite, parse
from duthao.rendering.links import ALL, LISTED_IN, LISTS_IN, Links

# A shell by kind: how its page is laid out, and an address of the tab under which it stands. It is in no navigation, so it
# says so itself.
KINDS = MappingProxyType(
    {
        "draft": ("draft", "du-thao/"),
        "list": ("list", "du-thao/"),
        "open": ("list", "dang-lay-y-kien/"),
        "grouped": ("list", "linh-vuc/"),
        "plain": ("plain", "du-thao/"),
        "speech": ("speech", "du-thao/"),
        "indexes": ("plain", "linh-vuc/"),
        "follow": ("plain", "theo-doi/"),
        "communes": ("plain", "loa/"),
        "press": ("plain", "bao-chi/"),
    }
)
# The shells' folder: no page of the site shares its first part, so that the host writes every address
# in a shell from the root and none relative to a neighbour.
SHELLS = "_vo"
_SHELL = """---
shell: {layout}
title: {kind}
tab: {tab}
lang: {lang}
---

# {kind} {{#noi-dung}}
"""
# What the host publishes and no page of ours asks for.
_DROPPED = re.compile(
    r"^sitemap\.xml(\.gz)?$|^search(/|\.json$)|^assets/(images|javascripts)/|/palette\.|\.map$"
)
WhileRunning = Callable[
    [Callable[[], bool]], None
]  # is given what tells whether the host still runs
_FAULT = re.compile(r"Doc file '([^']+)' (.*)$")
_TARGET = re.compile(r"link '([^']+)'")
_UNREADABLE = re.compile(r"Error reading page '([^']+)': ")
_ADDRESS = re.compile(r"\]\(\s*<?([^\s>)]+)|^ *\[[^\]]+\]:\s*<?([^\s>]+)")
_STRAY_PAGE = re.compile(r'href="([^":]+\.md)"')


def kinds(root: Path) -> dict[str, tuple[str, str, str]]:
    """Every shell by kind: its layout, its tab and its language. Of a language that has a catalogue: `en/draft`, the page
    of a translation, and where drafts are listed in it `en/` with a key of `LISTS_IN`.
    """
    made = {kind: (layout, tab, VIETNAMESE) for kind, (layout, tab) in KINDS.items()}
    for lang in messages.languages(root):
        home = Links.in_language(lang)
        lists = LISTS_IN if lang in LISTED_IN else {}
        made[f"{home}draft"] = ("draft", home + ALL if lists else home, lang)
        made |= {f"{home}{name}": ("list", home + path, lang) for name, path in lists.items()}
    return made


def inputs(root: Path) -> tuple[Path, ...]:
    """Every file that the host's output depends on, sorted: its stylesheet is cut to what our pages use."""
    theme = (root / "theme" / name for name in ("site", "pages", "locales"))
    folders = (root / "content", *theme)
    paths = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    return tuple(sorted({*paths, root / "mkdocs.yml"}))


def versions() -> str:
    """The host's versions, the shells that we ask of it and how its stylesheet is cut, on which its output depends too."""
    versions = [
        f"{name}={version(name)}" for name in ("mkdocs", "mkdocs-material", "Markdown", "tinycss2")
    ]
    made_by = [inspect.getsource(module) for module in (stylesheet, chrome_words)]
    asked = (dict(KINDS), dict(LISTS_IN), LISTED_IN)
    return " ".join([*versions, repr(asked), _SHELL, *made_by])


def run(
    root: Path,
    out: Path,
    now: datetime,
    meanwhile: WhileRunning = lambda running: None,
    site_url: str = "",
) -> None:
    """Render the host's pages into `out`/site, and do `meanwhile` while it runs. What a page loads from `site_url` is the
    site's own. Raises Findings for faults in content/, else DuthaoError.
    """
    stage(root, out)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(int(now.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(out / "mkdocs.yml"),
    ]
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as running:
        meanwhile(lambda: running.poll() is None)
        output, _ = running.communicate()
    if running.returncode == 0:
        if refused := tuple(_refused(root, out / "site", site_url)):
            raise Findings(refused)
        _cut_stylesheet(root, out / "site")
        return
    if faults := tuple(_faults(root, output)):
        raise Findings(faults)
    raise DuthaoError(
        Say(f"MkDocs không chạy được:\n{output.strip()}", f"MkDocs failed:\n{output.strip()}")
    )


def stage(root: Path, out: Path) -> None:
    """Lay out what the host reads: `out`/docs, `out`/theme and `out`/mkdocs.yml, which inherits the site's own."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(root / "content", out / "docs")
    for kind, (layout, tab, lang) in kinds(root).items():
        page = out / "docs" / SHELLS / f"{kind}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        text = _SHELL.format(kind=kind, layout=layout, tab=tab, lang=lang)
        page.write_text(text, encoding="utf-8", newline="\n")
    shutil.copytree(root / "theme" / "site", out / "theme")
    chrome_words.write(root, out / "theme")
    config = {
        "INHERIT": str((root / "mkdocs.yml").resolve()),
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"custom_dir": "theme"},
        "extra": {"spoken": list(messages.languages(root))},
    }
    (out / "mkdocs.yml").write_text(
        json.dumps(config, ensure_ascii=False), encoding="utf-8", newline="\n"
    )


def _cut_stylesheet(root: Path, site: Path) -> None:
    """Leave in the theme's stylesheet what the site's pages use, under a name that tells what is in it."""
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    theme = [path for path in (root / "theme").rglob("*") if path.suffix in (".html", ".js")]
    own = [
        path for path in site.rglob("*") if not _DROPPED.search(path.relative_to(site).as_posix())
    ]
    scripts = [path for path in own if path.suffix == ".js"]
    used = stylesheet.words(
        [*pages.values(), *(path.read_text(encoding="utf-8") for path in (*theme, *scripts))]
    )
    (whole,) = (site / "assets" / "stylesheets").glob("main.*.css")
    beside = [p.read_text(encoding="utf-8") for p in own if p.suffix == ".css" and p != whole]
    text = stylesheet.reduced(whole.read_text(encoding="utf-8"), used, "".join(beside))
    name = f"main.{hashlib.sha256(text.encode()).hexdigest()[:8]}.min.css"
    whole.unlink()
    (whole.parent / name).write_text(text, encoding="utf-8", newline="\n")
    for path, page in pages.items():
        path.write_text(page.replace(whole.name, name), encoding="utf-8", newline="\n")


def banner(root: Path, settings: Settings, now: datetime, lang: str = VIETNAMESE) -> str:
    """What every page begins with: the browser's clock, and what a sample whose clock stands still says of itself."""
    fixed = bool(settings.as_of)
    return templates.render(
        root,
        "banner.html",
        {
            "as_of": now.isoformat() if fixed else "",
            "words": deadline_words.moment_in(lang, now) if fixed else "",
            "stale": settings.stale_after_hours,
        },
        lang,
    )


def read(out: Path, links: Links, top: Callable[[str], str] = lambda lang: "") -> MkDocsSite:
    """Cut the pages under `out`/site into shells. `links` gives the addresses of records, `top` the banner in a language."""
    shells: dict[str, Layout] = {}
    pages: dict[str, Layout] = {}
    files: dict[str, Path] = {}
    site, top = out / "site", cache(top)

    def filled(layout: Layout, text: str) -> Layout:
        return layout.preset({"banner": top(layout.lang), "policy": content_security.policy(text)})

    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or _DROPPED.search(name):
            continue
        if path.suffix != ".html":
            files[name] = path
            continue
        text = path.read_text(encoding="utf-8")
        _refuse_stray_pages(text)
        address = name.removesuffix("index.html") if name.endswith("index.html") else name
        if address.startswith(f"{SHELLS}/"):
            kind = address.removeprefix(f"{SHELLS}/").rstrip("/")
            shells[kind] = filled(parse(text, address, links.draft), text)
        else:
            base = urlsplit(links.site_url).path.rstrip("/") if name == "404.html" else None
            pages[address] = filled(parse(text, address, links.draft, base), text)
    return MkDocsSite(shells, pages, files)


def _refuse_stray_pages(text: str) -> None:
    """The navigation may name addresses that only `build` makes, so MkDocs does not check it: a page does not end in .md."""
    if stray := _STRAY_PAGE.search(text):
        raise DuthaoError(
            Say(
                f"mkdocs.yml: mục «nav» trỏ tới trang không có: {stray[1]}",
                f"mkdocs.yml: `nav` points to a page that is not there: {stray[1]}",
            )
        )


def _faults(root: Path, output: str) -> Iterator[Finding]:
    for line in output.splitlines():
        if match := _UNREADABLE.search(line):
            yield from _unreadable(root, match[1])
        elif match := _FAULT.search(line):
            page, fault = match.groups()
            target = _TARGET.search(fault)
            yield Finding(
                f"content/{page}",
                _line_of(root / "content" / page, target[1] if target else ""),
                "content-link",
                Say(f"MkDocs báo: {fault}", f"MkDocs says: {fault}"),
                Say(
                    "Sửa liên kết; liên kết tới dự thảo viết là «duthao:<mã>».",
                    "Mend the link; write a link to a draft as `duthao:<id>`.",
                ),
            )


def _unreadable(root: Path, page: str) -> Iterator[Finding]:
    """Addresses over which the host stumbles: it names the page alone."""
    lines = (root / "content" / page).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        for address in filter(None, (first or last for first, last in _ADDRESS.findall(line))):
            try:
                urlsplit(address)
            except ValueError:
                yield Finding(
                    f"content/{page}",
                    number,
                    "content-link",
                    Say(
                        f"Không đọc được địa chỉ «{address}».",
                        f"The address `{address}` cannot be read.",
                    ),
                    Say("Viết lại địa chỉ cho đúng.", "Write the address as it should be."),
                )


# What a browser refuses in a page written by hand, and what is written in its place, in both languages.
_INSTEAD = MappingProxyType(
    {
        "style": (
            "định dạng viết ngay trong trang",
            "Bỏ «style»; dùng lớp có sẵn, hoặc thêm lớp vào tệp CSS của trang.",
            "a style written into the page",
            "Remove `style`; use a class, and write it into a stylesheet of the site.",
        ),
        "handler": (
            "lệnh gắn vào phần tử («onclick» và tương tự)",
            "Bỏ thuộc tính; viết lệnh trong một tệp .js của trang.",
            "a handler on an element (`onclick` and its like)",
            "Remove the attribute; write the script into a .js file of the site.",
        ),
        "script-link": (
            "liên kết «javascript:»",
            "Thay bằng liên kết tới một địa chỉ.",
            "a `javascript:` link",
            "Link to an address.",
        ),
        "frame": (
            "khung nhúng trang hoặc tệp khác",
            "Thay bằng liên kết tới trang hoặc tệp ấy.",
            "a frame with another page or file",
            "Link to that page or file.",
        ),
        "form": (
            "biểu mẫu gửi tới máy chủ khác",
            "Thay bằng liên kết tới trang có biểu mẫu ấy.",
            "a form that is sent to another server",
            "Link to the page that has the form.",
        ),
        "base": (
            "thẻ «base»",
            "Bỏ thẻ; viết đủ địa chỉ trong từng liên kết.",
            "the tag `base`",
            "Remove it; write each link in full.",
        ),
        "elsewhere": (
            "ảnh hoặc tệp lấy từ máy chủ khác",
            "Chép tệp vào content/ rồi trỏ tới đó.",
            "a picture or file from another server",
            "Copy the file into content/ and point there.",
        ),
    }
)


def _refused(root: Path, site: Path, site_url: str) -> Iterator[Finding]:
    """What the policy of a page written by hand lets no browser show: its writer would see nothing, and no fault."""
    for source in sorted((root / "content").rglob("*.md")):
        name = source.relative_to(root / "content").with_suffix("")
        folder = name.parent if name.name == "index" else name
        page = site / folder / "index.html"
        if not page.is_file():
            continue
        for kind, text in content_security.refused(page.read_text(encoding="utf-8"), site_url):
            vi, mend_vi, en, mend_en = _INSTEAD[kind]
            yield Finding(
                f"content/{source.relative_to(root / 'content').as_posix()}",
                _line_of(source, text),
                "content-refused",
                Say(f"Trình duyệt từ chối {vi}: «{text}».", f"Browsers refuse {en}: `{text}`."),
                Say(mend_vi, mend_en),
            )


def _line_of(path: Path, needle: str) -> int:
    if not needle or not path.is_file():
        return 0
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if needle in line), 0)

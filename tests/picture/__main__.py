"""`python -m tests.picture [SITE]`: write docs/one-record.png, and the handbook's pictures, from the built sample site."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import feedparser
import icalendar
import jinja2
from markupsafe import Markup, escape
from PIL import Image
from playwright.sync_api import Browser

from tests.browser import chromium, serve
from tests.picture import handbook
from tests.picture.tools import fonts, paper

ROOT = Path(__file__).resolve().parents[2]
RECORD = "lc-2026-007"
OUT = ROOT / "docs" / "one-record.png"
CELL, TALL = 400, 430  # CSS pixels of what a frame shows
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def main(site: Path) -> None:
    """Take every picture and set them on one sheet. SystemExit where the site is not built or a tool is missing."""
    draft = site / "du-thao" / RECORD
    if not draft.is_dir() or not shutil.which("pdftoppm"):
        raise SystemExit("needs the built sample site (make site) and pdftoppm")
    template = (Path(__file__).parent / "sheet.html").read_text(encoding="utf-8")
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(site) as address,
        chromium(
            "--font-render-hinting=none",
            env={**os.environ, "FONTCONFIG_FILE": str(fonts(Path(folder)))},
        ) as running,
    ):
        html = (
            jinja2.Environment(autoescape=True)
            .from_string(template)
            .render(
                record=_beginnings(
                    (ROOT / "drafts" / RECORD / "index.md").read_text(encoding="utf-8")
                ),
                id=RECORD,
                page=_shown(running, f"{address}du-thao/{RECORD}/", "article"),
                cards=_shown(running, f"{address}dang-lay-y-kien/", f'li:has(a[href*="{RECORD}"])'),
                script=_shown(running, f"{address}du-thao/{RECORD}/loa/", ".dt-script__text", 600),
                notice=_paper(draft / "thong-bao.pdf"),
                poster=_paper(draft / "ap-phich.pdf"),
                screen=_uri((draft / "man-hinh.png").read_bytes()),
                post=(draft / "zalo.txt").read_text(encoding="utf-8"),
                item=_item(site / "atom.xml", f"{RECORD}/opened/1"),
                entries=_entries(draft / "lich.ics"),
                data=_data_of(site / f"api/v1/drafts/{RECORD}.json"),
                cell=CELL,
                tall=TALL,
            )
        )
        sheet = running.new_page(viewport={"width": 1840, "height": 1000})
        sheet.set_content(html, wait_until="load")
        taken = sheet.locator("main").screenshot()
        handbook.take(running, address, site)
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    image.quantize(128, dither=Image.Dither.NONE).save(OUT, optimize=True)
    print(f"{OUT.relative_to(ROOT)}: {image.width} × {image.height}, {OUT.stat().st_size} bytes")


def _shown(browser: Browser, url: str, selector: str, width: int = CELL) -> str:
    """What a window of this width shows of a page, from the top of this element on."""
    page = browser.new_page(viewport={"width": width, "height": 1600}, bypass_csp=True)
    page.goto(url, wait_until="load")
    page.add_style_tag(content=":root { --md-text-font: 'Be Vietnam Pro' }")
    page.evaluate("document.fonts.ready")
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    clip = {"x": 0, "y": box["y"], "width": width, "height": TALL * width // CELL}
    taken = page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]
    page.close()
    return _uri(taken)


def _paper(path: Path) -> str:
    out = io.BytesIO()
    paper(path).save(out, "PNG")
    return _uri(out.getvalue())


def _item(path: Path, event: str) -> dict[str, str]:
    """An item of a feed, in full."""
    (entry,) = (e for e in feedparser.parse(path.read_bytes()).entries if e.id.endswith(event))
    return {"title": entry.title, "date": entry.published, "html": entry.content[0].value}


def _entries(path: Path) -> list[dict[str, str]]:
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    days = [(event.decoded("DTSTART"), str(event["SUMMARY"])) for event in events]
    return [
        {
            "day": f"{day:%d}",
            "month": f"{day:%m/%Y}",
            "weekday": WEEKDAYS[day.weekday()],
            "title": title,
        }
        for day, title in sorted(days, key=lambda entry: f"{entry[0]:%Y%m%d}")
    ]


def _beginnings(record: str) -> Markup:
    """The first lines of the record's declarations and of its text, in colours; folded texts are left to the frame to wrap."""
    front, body = record.removeprefix("---\n").split("\n---\n", 1)
    front = re.sub(
        r">-\n((?:  .*\n)+)",
        lambda m: f">-\n  {' '.join(map(str.strip, m[1].splitlines()))}\n",
        front,
    )
    lines = ["---", *front.split("\n")[:36], "…", "---", body[: body.index("## Vấn đề")]]
    text = str(escape("\n".join(lines)))
    text = re.sub(
        r"(?m)^ +", lambda indent: 3 * indent[0], text
    )  # no monospaced face here has good Vietnamese letters
    text = re.sub(r"(?m)^(\s*(?:- )?[a-z_]+:)", r"<b>\1</b>", text)
    return Markup(re.sub(r"(?m)^(## .*)$", r"<i>\1</i>", text))


def _data_of(path: Path) -> str:
    return json.dumps(json.loads(path.read_bytes()), ensure_ascii=False, indent=4)


def _uri(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site")

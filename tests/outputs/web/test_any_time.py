"""At any time a page says of time what a build at that time would have said: the browser's clock against the builder's.

A made-up province in which everything that can turn without anybody's doing turns at one midnight. Its pages are
found in what was built: a new kind of page is in it by itself.
"""

from __future__ import annotations

import difflib
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, Page

from duthao.clock import VN
from tests.browser import Quiet, serve, wait_until
from tests.conftest import approve, duthao, lay_out
from tests.record_edits import GOOD, edited

TURN = datetime(2026, 12, 1, tzinfo=VN)
BUILT = TURN - timedelta(hours=16)
INSTANTS = {
    "1 s before": TURN - timedelta(seconds=1),
    "at": TURN,
    "1 s after": TURN + timedelta(seconds=1),
    "5 h after": TURN + timedelta(hours=5),
    "3 days after": TURN + timedelta(days=3),
}
CLOSES, OPENS, SOON, DUE, AGAIN, MEETS, LATER = (f"ht-2026-9{n:02}" for n in range(1, 8))
PUT_OUT = TURN + timedelta(days=4, hours=9)
ROUNDS = GOOD[GOOD.index("  - of: draft") : GOOD.index("official_posting")]
CALENDAR = GOOD[GOOD.index("stages:\n") : GOOD.index("comment:\n")]
MOVES = GOOD[GOOD.index("\nchanges:\n") + 1 : GOOD.index("demo:")]
# Pages that say nothing of time: short addresses, which lead on at once, and what stands for an address that is not there.
TIMELESS = ("d/", "404.html")
# What is said of files, which only the next build makes or makes anew.
FILES = re.compile(
    r"^(Tệp lời đọc|Tệp lời nói|Tệp kịch bản|Phụ đề SRT|Phụ đề WebVTT|SSML)$| · \S+\.(txt|ssml)|Tệp ở địa chỉ cũ chỉ còn một câu thông báo như vậy\. "
)
# What a talk about several drafts says when one of them opens or closes: the next build writes another.
OVER = "mở lại trang để lấy bài mới"
KINDS_SHOWN = 2  # pages looked at of each kind, those that will turn most; of drafts all


def round_of(opens: str, closes: str, due: str, more: str = "") -> str:
    return f"  - of: draft\n    opens: {opens}\n    closes: {closes}\n{more}    answer_due: {due}\n"


def record(name: str, rounds: str, *edits: tuple[str, str]) -> str:
    day = rounds[rounds.index("opens: ") + 7 :][:10]
    return edited(
        GOOD,
        (
            ("Hỗ trợ hộ nuôi ong", f"Hỗ trợ hộ nuôi {name}"),
            ("chính sách hỗ trợ nuôi ong", f"chính sách hỗ trợ nuôi {name}"),
            (ROUNDS, rounds),
            (CALENDAR, ""),
            (MOVES, ""),
            ("du-thao/ht-2026-900\n  date: 2026-11-02", f"du-thao/ht-2026-900\n  date: {day}"),
            ("\nrounds:", "\ncampaigns: [thang-chan-nuoi]\nrounds:"),
            *edits,
        ),
    )


RECORDS = {
    CLOSES: record(
        "ong",
        round_of("2026-11-02", "2026-11-30", "2027-01-10"),
        (
            "demo: true",
            "translations:\n  en:\n    translator: Tổ dịch\n    reviewer: Sở Ngoại vụ\n"
            "    date: 2026-11-10\ndemo: true",
        ),
    ),
    OPENS: record("dê", round_of("2026-12-01", "2026-12-31", "2027-02-10")),
    SOON: record(
        "gà", round_of("2026-11-02", "2026-12-07", "2027-01-10"), ("[ha-tinh]", "[vung-ang]")
    ),
    DUE: record("vịt", round_of("2026-10-05", "2026-10-30", "2026-11-30")),
    AGAIN: record(
        "bò",
        round_of("2026-09-07", "2026-10-02", "2026-12-20")
        + round_of("2026-12-01", "2026-12-31", "2027-02-10"),
    ),
    MEETS: record(
        "cá",
        round_of("2026-11-02", "2026-12-20", "2027-01-10"),
        (
            "demo: true",
            "events:\n  - kind: doi-thoai\n    title: Gặp hộ nuôi cá\n    at: 2026-12-01\n"
            "    published: 2026-11-20\n    place: Nhà văn hóa\ndemo: true",
        ),
    ),
    LATER: record(
        "lợn",
        round_of(
            "2026-11-02",
            "2026-12-07",
            "2027-01-10",
            "    deadline_changes:\n      - closes: 2026-12-21\n        reason: Bí mật.\n"
            "        decided: 2026-11-27\n        published: 2026-12-05T09:00+07:00\n",
        ),
    ),
}


CAMPAIGN = """thang-chan-nuoi:
  name: Tháng chăn nuôi
  summary: Giới thiệu các dự thảo về chăn nuôi.
  opens: 2026-11-02
  closes: 2026-11-30
  agency: so-nong-nghiep-va-moi-truong
  places: [ha-tinh]
  demo: true
"""
TRANSLATION = "## Tên dự thảo | Title\n\nHelp for beekeepers\n\n## Tóm tắt\n\nIn short.\n"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site of each instant, and in `before` that of some hours before them all."""
    folder = tmp_path_factory.mktemp("any-time")
    root = lay_out(folder / "root")
    for old in (root / "drafts").glob("[!_]*"):
        shutil.rmtree(old)
    for record_id, text in RECORDS.items():
        (root / "drafts" / record_id).mkdir()
        (root / "drafts" / record_id / "index.md").write_text(
            text.replace("ht-2026-900", record_id), encoding="utf-8"
        )
    (root / "drafts/_registers/campaigns.yml").write_text(CAMPAIGN, encoding="utf-8")
    (root / "drafts" / CLOSES / "en.md").write_text(TRANSLATION, encoding="utf-8")
    approve(root)
    for name, instant in {"before": BUILT, **INSTANTS}.items():
        done = duthao("build", "--root", root, "--no-pdf", "--as-of", instant.isoformat())
        assert done.returncode == 0, done.stdout + done.stderr
        shutil.copytree(root / "site", folder / "sites" / folder_of(name))
    return folder / "sites"


class At(Quiet):
    """A server whose own clock is right: what it says stands in `now`."""

    now: ClassVar[datetime] = BUILT

    def date_time_string(self, timestamp: float | None = None) -> str:
        moment = self.now if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
        return format_datetime(moment.astimezone(UTC), usegmt=True)


@pytest.fixture(scope="module")
def address(sites: Path) -> Iterator[str]:
    with serve(sites, At) as address:
        yield address


def kind_of(path: str) -> str:
    """The kind of a page: its address with `*` for what names a draft, a topic, a place …"""
    if path.startswith("en/"):
        return "en/" + kind_of(path.removeprefix("en/"))
    first, *rest = path.split("/")
    return "/".join([first, *("*" if n % 2 == 0 else part for n, part in enumerate(rest))])


def pages(site: Path) -> list[str]:
    """Of each kind of page those that will turn most, by address."""
    kinds: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        if not path.startswith(TIMELESS):
            marks = re.findall(r" data-(?:span|steps|order|slide)=", file.read_text("utf-8"))
            kinds[kind_of(path)].append((-len(marks), path))
    return [
        path
        for kind, found in kinds.items()
        for _, path in sorted(found)[: None if kind.startswith("du-thao/*") else KINDS_SHOWN]
    ]


def stand(page: Page, now: datetime) -> None:
    """Device and server stand at `now`; a page left open is told that time has passed."""
    At.now = now
    page.clock.set_fixed_time(now)


def visible_text(page: Page) -> list[str]:
    """All that is seen of the page's own text; of the show the slides that are on."""
    text: str = page.evaluate(
        """() => {
            const slides = [...document.querySelectorAll("[data-slide]")];
            if (slides.length) return slides.filter((s) => duthaoClock.held(s.dataset.slide)).map((s) => s.textContent).join("\\n");
            return (document.querySelector(".md-main, .card") || document.body).innerText;
        }"""
    )
    lines = (FILES.sub("", " ".join(line.split())) for line in text.splitlines())
    return [line for line in lines if line]


def folder_of(instant: str) -> str:
    return instant.replace(" ", "-")


def file_of(path: Path) -> Path:
    return path / "index.html" if path.is_dir() else path


def goto(page: Page, url: str) -> None:
    page.goto(url)
    wait_until(page, "window.ticked")


def fresh(browser: Browser, **given: Any) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, **given).new_page()
    page.set_default_timeout(5000)
    page.add_init_script("addEventListener('duthao:clock', () => { window.ticked = true; })")
    return page


def test_a_page_says_at_any_time_what_a_build_at_that_time_says(
    browser: Browser, address: str, sites: Path
) -> None:
    page = fresh(browser)
    paths = pages(sites / "before")
    assert len({kind_of(path) for path in paths}) > 20
    assert f"en/du-thao/{CLOSES}/" in paths
    wrong = []
    for path in paths:
        turned = file_of(sites / "before" / path).read_bytes()
        built = {name: file_of(sites / folder_of(name) / path).read_bytes() for name in INSTANTS}
        others = [name for name in INSTANTS if built[name] != turned]  # else: one page, one time
        if not others:
            continue
        stand(page, BUILT)
        goto(page, f"{address}before/{path}")
        told = {}
        for name in others:
            stand(page, INSTANTS[name])
            page.evaluate("duthaoClock.tick()")
            told[name] = visible_text(page)
        open_file = turned
        for name in others:
            stand(page, INSTANTS[name])
            if built[name] == open_file:
                page.evaluate("duthaoClock.tick()")
            else:
                goto(page, f"{address}{folder_of(name)}/{path}")
                open_file = built[name]
            expected = visible_text(page)
            said = " ".join(told[name])
            if path.startswith("bai-noi/") and OVER in said and "Sao chép" not in said:
                assert "Kính thưa" not in said, path  # it is over, and no word of it is left
                continue
            if told[name] != expected:
                lines = difflib.unified_diff(
                    told[name], expected, "turned", "built", lineterm="", n=0
                )
                wrong.append("\n".join([f"{path} {name}", *lines]))
    page.context.close()
    assert not wrong, "\n\n".join(wrong)


# ---- devices, zones, scripts, and ways to come upon a page

ZONES = ("Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati")
DEVICES = {
    "right": timedelta(0),
    "two years slow": -timedelta(days=730),
    "a day fast": timedelta(1),
}
WAYS = ("fresh", "left open", "back button", "without a network")
FACTORS: tuple[tuple[object, ...], ...] = (ZONES, tuple(DEVICES), (True, False), WAYS)


def pairwise(factors: tuple[tuple[object, ...], ...]) -> list[tuple[object, ...]]:
    """Rows in which every two values of two factors meet, found greedily in a fixed order."""
    every = list(product(*factors))

    def pairs(row: tuple[object, ...]) -> set[object]:
        return {(a, row[a], b, row[b]) for a in range(len(row)) for b in range(a + 1, len(row))}

    wanted = set().union(*map(pairs, every))
    rows = []
    while wanted:
        best = max(every, key=lambda row: len(pairs(row) & wanted))
        rows.append(best)
        wanted -= pairs(best)
    return rows


@pytest.mark.parametrize(("zone", "device", "scripts", "way"), pairwise(FACTORS))
def test_whatever_the_device_nothing_false_is_said(
    browser: Browser, address: str, zone: str, device: str, scripts: bool, way: str
) -> None:
    """The page of a draft whose round ends, built before, a second before its end and at it."""
    page = fresh(browser, timezone_id=zone, java_script_enabled=scripts)
    url = f"{address}before/du-thao/{CLOSES}/"
    for instant, over in ((INSTANTS["1 s before"], False), (INSTANTS["at"], True)):
        At.now = instant
        if scripts:
            page.clock.set_fixed_time(instant + DEVICES[device])
        come(page, url, address, way, scripts=scripts)
        seen = page.inner_text(".dt-status")
        if not scripts:  # the words are true for ever
            assert "Đang lấy ý kiến" in seen and "tính đến" in seen
            assert "hết ngày 30/11/2026" in seen
            assert "Ý kiến gửi sau thời hạn" in page.inner_text(".dt-act")
            continue
        # Without a network only the device tells the time; before the build it is never.
        alone = way == "without a network"
        closed = device == "a day fast" or (over and device == "right") if alone else over
        assert ("Đang tổng hợp, tiếp thu ý kiến" if closed else "Đang lấy ý kiến") in seen
        assert page.is_visible("#gop-y") is not closed
        assert page.is_visible(".md-nav--secondary a[href='#gop-y']") is not closed
        counted = not closed and not (alone and device == "two years slow")
        assert ("Hôm nay là ngày cuối" in seen) is counted
    page.context.close()


def come(page: Page, url: str, address: str, way: str, *, scripts: bool) -> None:
    """Come upon a page that way, and wait until its clock has run."""
    if way == "without a network":
        page.route("**/health.json", lambda route: route.abort())
    if way == "left open" and page.url == url:
        if scripts:  # the reader looks at it again
            page.evaluate(
                "window.ticked = false; document.dispatchEvent(new Event('visibilitychange'))"
            )
    else:
        page.goto(url)
    if way == "back button":
        page.goto(f"{address}before/gop-y/")
        page.go_back()
    if scripts:
        wait_until(page, "window.ticked")


def test_what_is_put_out_later_stands_in_no_page_before(sites: Path) -> None:
    text = (sites / f"before/du-thao/{LATER}/index.html").read_text("utf-8")
    assert "Bí mật" not in text and str(int(PUT_OUT.timestamp())) not in text
    assert "21/12/2026" not in text, "not the new deadline either"
    listed = (sites / "before/dang-lay-y-kien/index.html").read_text("utf-8")
    assert str(int(PUT_OUT.timestamp())) not in listed

"""Every mark that the browser's clock knows, on a page of nothing else, one second before its instant and at it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser import wait_until
from tests.conftest import ROOT

SCRIPT = (ROOT / "theme" / "site" / "assets" / "clock.js").read_text(encoding="utf-8")
WORDS = (
    "còn 1 ngày|còn {} ngày|Hôm nay là ngày cuối|{} ngày"
    "|Trang được cập nhật lúc {hour} ngày {day}/{month}/{year}."
)
PAGE = "https://tinh.example/"
DAY, HOUR, MINUTE = 86400, 3600, 60
T = int(datetime.fromisoformat("2026-12-05T10:00:00+07:00").timestamp())
MIDNIGHT = int(datetime.fromisoformat("2026-12-06T00:00:00+07:00").timestamp())


class Server:
    """What the page came from: says the time (`date`), for how long a cache kept that (`age`) and when it built (`as_of`)."""

    def __init__(
        self, date: float | None = None, age: int | None = None, as_of: float | None = None
    ) -> None:
        self.date, self.age, self.as_of = date, age, as_of
        self.asked = 0

    def answer(self, route: Route) -> None:
        self.asked += 1
        headers = {} if self.date is None else {"Date": http(self.date)}
        headers |= {} if self.age is None else {"Age": str(self.age)}
        said = (
            {}
            if self.as_of is None
            else {"as_of": datetime.fromtimestamp(self.as_of, UTC).isoformat()}
        )
        route.fulfill(body=json.dumps(said), headers=headers)


class Silent(Server):
    """No network."""

    def answer(self, route: Route) -> None:
        self.asked += 1
        route.abort()


def http(instant: float) -> str:
    return format_datetime(datetime.fromtimestamp(instant, UTC), usegmt=True)


@pytest.fixture
def show(browser: Browser) -> Iterator[Any]:
    """Opens a page with these elements on a device that says `now`; its time stands still unless it is `running`."""
    context = browser.new_context(timezone_id="America/Lima")
    context.set_default_timeout(60_000)  # ms: a machine under load takes its time

    def shown(
        body: str,
        now: float,
        server: Server | None = None,
        *,
        running: bool = False,
        stale: int = 24,
        said: str = WORDS,
    ) -> Page:
        page = context.new_page()
        health = f' data-health="health.json" data-stale="{stale}"' if server else ""
        html = f'<!doctype html><body>{body}<script>window.ticks = 0; addEventListener("duthao:clock", () => ticks++)</script><script{health} data-words="{said}">{SCRIPT}</script>'

        def answer(route: Route) -> None:
            if server and route.request.url == f"{PAGE}health.json":
                server.answer(route)
            elif route.request.url == PAGE:
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            else:
                route.fulfill(status=404)

        page.route("**/*", answer)
        if running:
            page.clock.install(time=now - 1)
            page.clock.pause_at(now)  # from here on it runs as far as a test says
        else:
            page.clock.set_fixed_time(now)
        page.goto(PAGE)
        wait_until(page, "ticks || document.querySelector('[data-as-of]')")
        return page

    yield shown
    context.close()


def visible(page: Page) -> list[str]:
    """The texts of what can be seen of `<i>`, in the order in which they stand."""
    return [e.inner_text() for e in page.locator("i").all() if e.is_visible()]


@pytest.mark.parametrize(
    ("after", "texts"),
    [
        (-1, ["trước", "luôn"]),
        (0, ["giữa", "luôn", "từ"]),
        (99, ["giữa", "luôn", "từ"]),
        (100, ["luôn", "từ", "lại"]),
    ],
)
def test_a_stretch_is_shown_from_its_start_and_not_at_its_end(
    show: Any, after: int, texts: list[str]
) -> None:
    spans = {
        "trước": f"0-{T}",
        "giữa": f"{T}-{T + 100}",
        "luôn": "0-",
        "từ": f"{T}-",
        "lại": f"0-{T - 500} {T + 100}-",
    }
    marks = "".join(f'<i data-span="{span}">{name}</i>' for name, span in spans.items())
    assert visible(show(marks, T + after)) == texts


@pytest.mark.parametrize(
    ("after", "text", "state"),
    [(-1, "còn mở", "open"), (0, "đã đóng lúc 10 giờ", "closed"), (100, None, "closed")],
)
def test_a_text_and_a_colour_change_at_their_instants(
    show: Any, after: int, text: str | None, state: str
) -> None:
    """A text that ends is hidden."""
    steps = f"0 còn mở|{T} đã đóng lúc 10 giờ|{T + 100} "
    body = f'<i data-steps="{steps}">?</i><b data-states="0 open|{T} closed">x</b>'
    page = show(body, T + after)
    assert visible(page) == ([text] if text else [])
    assert page.evaluate("document.querySelector('i').hidden") is (text is None)
    assert page.get_attribute("b", "data-state") == state


@pytest.mark.parametrize(
    ("after", "texts"), [(-1, ["a", "b", "c"]), (0, ["c", "a"]), (100, ["không có gì"])]
)
def test_a_list_holds_what_stands_in_it_then_in_that_order(
    show: Any, after: int, texts: list[str]
) -> None:
    """Also when it has been in another before, and with a word where nothing stands in it."""
    items = "".join(f"<li><i>{name}</i></li>" for name in "abcd")
    body = f'<ul data-order="0 0 1 2|{T} 2 0|{T + 100} ">{items}</ul><i data-empty>không có gì</i>'
    page = show(body, T + after)
    assert visible(page) == texts
    page.clock.set_fixed_time(T + 500)
    page.evaluate("duthaoClock.tick()")
    assert visible(page) == ["không có gì"]
    page.clock.set_fixed_time(T + after)
    page.evaluate("duthaoClock.tick()")
    assert visible(page) == texts


def test_a_list_of_which_a_part_changes_places_is_put_in_order(show: Any) -> None:
    items = "".join(f"<li><i>{name}</i></li>" for name in "abc")
    assert visible(show(f'<ul data-order="0 0 1 2|{T} 0 2 1">{items}</ul>', T)) == ["a", "c", "b"]


def test_a_list_that_stands_right_is_not_touched(show: Any) -> None:
    """A reader who writes in it keeps the focus."""
    items = "".join(f"<li><input name={name}></li>" for name in "abc")
    page = show(f'<ul data-order="0 0 1 2|{T} 0 2">{items}</ul>', T - 1)
    page.focus("[name=a]")
    for now in (T - 1, T):
        page.clock.set_fixed_time(now)
        page.evaluate("duthaoClock.tick()")
        assert page.evaluate("document.activeElement.name") == "a"


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (T - 1, ""),
        (T, "còn 2 ngày"),
        (MIDNIGHT - 1, "còn 2 ngày"),
        (MIDNIGHT, "còn 1 ngày"),
        (MIDNIGHT + DAY - 1, "còn 1 ngày"),
        (MIDNIGHT + DAY, "Hôm nay là ngày cuối"),
        (MIDNIGHT + 2 * DAY - 1, "Hôm nay là ngày cuối"),
    ],
)
def test_days_are_counted_to_midnight_in_viet_nam(show: Any, now: int, text: str) -> None:
    page = show(f'<b data-left="2026-12-07 {T}">?</b>', now)
    assert page.inner_text("b") == text


@pytest.mark.parametrize(
    ("days", "said"),
    [(2, "2 days left"), (1, "1 day left"), (0, "last day today"), (-1, "last day today")],
)
def test_days_are_told_in_the_words_that_the_page_gives(show: Any, days: int, said: str) -> None:
    day = datetime.fromtimestamp(T + days * DAY, UTC).date()
    words = "1 day left|{} days left|last day today|{} days|Updated on {year}-{month}-{day}."
    page = show(f'<i data-left="{day} {T - 9 * DAY}"></i>', T, said=words)
    assert visible(page) == [said]


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (MIDNIGHT - 1, " 5 ngày"),
        (MIDNIGHT, " 6 ngày"),
        (MIDNIGHT + DAY - 1, " 6 ngày"),
        (MIDNIGHT + DAY, " 7 ngày"),
    ],
)
def test_days_of_a_delay_are_counted_from_midnight_in_viet_nam(
    show: Any, now: int, text: str
) -> None:
    page = show("<b>quá hạn<span data-late='2026-11-30'></span></b>", now)
    assert page.evaluate("document.querySelector('span').textContent") == text


@pytest.mark.parametrize(
    ("server", "now"),
    [
        (Server(T + 4), T),  # so much the way takes
        (Server(T - 4), T),
        (Server(T + 5), T + 5),
        (Server(T - 5), T - 5),
        (Server(T + HOUR), T + HOUR),
        (Server(T, age=60), T + 60),
        (Server(T - 60, age=60), T),
        (Server(as_of=T + DAY), T + DAY),  # it is not before the build
        (Server(as_of=T - DAY), T),
        (Server(), T),
        (Silent(), T),
    ],
    ids=lambda case: "",
)
def test_what_time_it_is_by_the_server(show: Any, server: Server, now: int) -> None:
    assert show("", T, server).evaluate("duthaoClock.now()") == now * 1000


def test_a_page_tells_when_it_was_built_in_viet_nam(show: Any) -> None:
    built = datetime.fromisoformat("2026-01-02T18:03:00+00:00").timestamp()
    words = "Trang được cập nhật lúc 01:03 ngày 03/01/2026."
    body = "<b data-built>chưa rõ</b><i data-old hidden>đã cũ</i>"
    page = show(body, built, Server(as_of=built))
    assert page.inner_text("b") == words and visible(page) == []
    assert show(body, T, Silent()).inner_text("b") == "chưa rõ"


@pytest.mark.parametrize(("hours", "old"), [(23.9, False), (24, True)])
def test_a_page_is_old_so_many_hours_after_its_build(show: Any, hours: float, old: bool) -> None:
    page = show("<i data-old>đã cũ</i>", T, Server(as_of=T - hours * HOUR))
    assert visible(page) == (["đã cũ"] if old else [])


def test_a_page_is_old_so_many_hours_after_the_server_was_heard(show: Any) -> None:
    """Where that does not say when it built; where it is silent, after the page was opened."""
    old = "<i data-old>đã cũ</i>"
    page = show(old, T, Server(T), running=True, stale=1)
    page.clock.run_for(59 * MINUTE * 1000)
    assert visible(page) == []
    behind = show(old, T, Server(T + 30 * HOUR))
    assert visible(behind) == [], "a device that is late does not make the page old"
    page = show(old, T, Silent(), running=True, stale=1)
    assert visible(page) == []
    page.clock.run_for(HOUR * 1000)
    page.evaluate("duthaoClock.tick()")
    wait_until(page, "!document.querySelector('[data-old]').hidden")


def test_the_server_is_asked_every_hour(show: Any) -> None:
    server = Server(T)
    page = show("", T, server, running=True)
    page.clock.run_for(59 * MINUTE * 1000)
    assert (server.asked, page.evaluate("ticks")) == (1, 60)
    page.clock.run_for(MINUTE * 1000)
    wait_until(page, "ticks === 61")
    assert server.asked == 2


def test_a_server_that_was_silent_is_asked_the_next_minute(show: Any) -> None:
    server = Silent()
    page = show("", T, server, running=True)
    page.clock.run_for(59_000)
    assert (server.asked, page.evaluate("ticks")) == (1, 1)
    page.clock.run_for(1_000)
    wait_until(page, "ticks === 2")
    assert server.asked == 2


def test_who_comes_back_to_a_page_is_told_the_time_anew(show: Any) -> None:
    server = Server(T)
    page = show("", T, server)
    persisted = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: %s}))"
    hidden = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true}); document.dispatchEvent(new Event('visibilitychange'))"
    for event, again in (
        (persisted % "true", 1), (persisted % "false", 0), (hidden % "true", 0), (hidden % "false", 1),
    ):  # fmt: skip
        before = server.asked, page.evaluate("ticks")
        page.evaluate(event)
        page.evaluate("duthaoClock.tick()")  # what was asked before it is through
        wait_until(page, f"ticks === {before[1] + again + 1}")
        assert server.asked == before[0] + again, event


def test_a_sample_stands_still(show: Any) -> None:
    """Nothing is asked, nothing changes, and other scripts hear the time at which it stands."""
    server = Server(T)
    body = f'<p data-as-of="2026-12-05T10:00:00+07:00">mẫu</p><i data-span="0-{T}">đã qua</i>'
    page = show(body, T + DAY, server)
    assert page.evaluate("duthaoClock.now()") == T * 1000
    assert page.evaluate(f"[duthaoClock.held('{T}-'), duthaoClock.held('{T + 1}-')]") == [
        True,
        False,
    ]
    assert page.evaluate("ticks") == 0 and visible(page) == ["đã qua"] and server.asked == 0


def test_a_page_without_a_server_asks_none(show: Any) -> None:
    page = show("<i data-old>đã cũ</i>", T)
    assert visible(page) == ["đã cũ"], "its age is not told"
    assert page.evaluate("ticks") == 1


@pytest.mark.parametrize(
    "mark",
    [
        f'<i data-span="{T + 90}-">x</i>',
        f'<i data-span="0-{T + 90}">x</i>',
        f'<i data-steps="0 a|{T + 90} b">x</i>',
        f'<ul data-order="0 0|{T + 90} ">x</ul>',
        f'<i data-slide="{T + 90}-">x</i>',
    ],
)
def test_a_page_wakes_at_the_instant_itself(show: Any, mark: str) -> None:
    """And every minute, since devices sleep."""
    page = show(f'<i data-span="{T}-{T + 1000}">y</i>{mark}', T, running=True)
    for wait, ticks in ((59_000, 1), (1_000, 2), (29_000, 2), (1_000, 3), (59_000, 3), (1_000, 4)):
        page.clock.run_for(wait)
        assert page.evaluate("ticks") == ticks, wait


def test_a_page_wakes_at_midnight_in_viet_nam(show: Any) -> None:
    page = show("<i data-left='2026-12-07 0'>x</i>", MIDNIGHT - 30, running=True)
    page.clock.run_for(29_000)
    assert visible(page) == ["còn 2 ngày"]
    page.clock.run_for(1_000)
    assert visible(page) == ["còn 1 ngày"]


def test_a_page_that_is_told_to_look_again_wakes_once(show: Any) -> None:
    page = show("", T, running=True)
    page.evaluate("duthaoClock.tick(), duthaoClock.tick()")
    assert page.evaluate("ticks") == 3
    page.clock.run_for(60_000)
    assert page.evaluate("ticks") == 4

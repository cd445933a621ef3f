"""Passing on and listening: what messengers are told of each page, sharing, the reminder, and the device's own voice."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import icalendar
import lxml.html
import pytest
from playwright.sync_api import Browser

from tests.browser import open_page, wait_until

ASKED = "du-thao/lc-2026-007/"
FULL = f"https://gopy.laocai.example/{ASKED}"
# A device with these voices that notes what it is given to say, and says it at once.
DEVICE = """
  window.spoken = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => VOICES, cancel() {}, addEventListener() {},
    speak(words) { spoken.push([words.text, words.voice.lang]); setTimeout(() => words.onend()); } } });
"""


def test_every_page_says_what_is_shown_of_a_shared_address(sample: Path) -> None:
    told = 0
    for path in sample.rglob("*.html"):
        page = lxml.html.fromstring(path.read_text("utf-8"))
        if path.name == "404.html" or page.xpath("//meta[@name='robots']"):
            continue

        def tag(name: str, page: lxml.html.HtmlElement = page) -> str:
            (value,) = page.xpath(f"//meta[@property='og:{name}']/@content")
            return str(value)

        assert tag("title") and tag("description") and tag("type"), path
        assert [tag("url")] == page.xpath("//link[@rel='canonical']/@href"), path
        told += 1
    assert told > 300


def test_services_are_given_the_address_without_their_scripts(sample: Path) -> None:
    page = lxml.html.fromstring((sample / ASKED / "index.html").read_text("utf-8"))
    facebook, zalo = page.xpath("//details[@data-share]//a[contains(@href, '//')]/@href")
    assert parse_qs(urlsplit(facebook).query)["u"] == [FULL]
    (given,) = parse_qs(urlsplit(zalo).query)["d"]
    assert json.loads(b64decode(given)) == {"url": FULL}


def test_the_reminder_is_a_calendar_with_the_deadline(sample: Path) -> None:
    page = lxml.html.fromstring((sample / ASKED / "index.html").read_text("utf-8"))
    (link,) = page.xpath("//*[@class='dt-tools']//a[@type='text/calendar']/@href")
    file = (sample / ASKED / link).resolve()
    said = icalendar.Calendar.from_ical(file.read_bytes())
    assert any("hạn" in str(event["summary"]).lower() for event in said.walk("VEVENT"))


def test_an_address_is_copied_where_the_device_cannot_share(browser: Browser, address: str) -> None:
    page, _ = open_page(
        browser, address + ASKED, 360, permissions=["clipboard-read", "clipboard-write"]
    )
    assert page.evaluate("navigator.share === undefined")
    page.get_by_text("Chia sẻ").click()
    page.locator(".dt-share").get_by_role("button", name="Sao chép").click()
    wait_until(page, "document.querySelector('[data-said]').textContent === 'Đã sao chép'")
    assert page.evaluate("navigator.clipboard.readText()") == address + "d/lc-2026-007/"
    page.context.close()


def test_a_device_that_can_share_does_so(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, "about:blank", 360)
    page.add_init_script("navigator.share = async (given) => { window.given = given; }")
    page.goto(address + ASKED)
    page.get_by_text("Chia sẻ").click()
    wait_until(page, "window.given")
    assert page.evaluate("given.url") == FULL
    assert page.locator(".dt-share[open]").count() == 0
    page.context.close()


@pytest.mark.parametrize(
    ("voices", "offered"),
    [
        ("[]", False),
        ("[{ lang: 'en-US', localService: true }]", False),
        ("[{ lang: 'vi-VN', localService: false }]", False),
        ("[{ lang: 'en-US', localService: true }, { lang: 'vi_VN', localService: true }]", True),
    ],
)
def test_listening_is_offered_where_the_device_has_a_vietnamese_voice(
    browser: Browser, address: str, sample: Path, voices: str, offered: bool
) -> None:
    """A voice of a service elsewhere is none: it would be sent what is read."""
    page, trouble = open_page(browser, "about:blank", 360)
    page.add_init_script(DEVICE.replace("VOICES", voices))
    page.goto(address + ASKED, wait_until="networkidle")
    button = page.locator("[data-hear]")
    assert button.is_visible() == offered
    if offered:
        assert "giọng máy của thiết bị này" in button.inner_text()
        button.click()
        wait_until(page, "document.querySelector('[data-hear]').dataset.reading === ''")
        written = (sample / ASKED / "loa" / "mo.txt").read_text("utf-8")
        lines = [line for line in written.splitlines() if line]
        assert page.evaluate("spoken") == [[line, "vi_VN"] for line in lines]
    assert trouble == []
    page.context.close()


def test_without_scripts_nothing_is_offered_that_does_not_work(
    browser: Browser, address: str
) -> None:
    page, _ = open_page(browser, address + ASKED, 360, java_script_enabled=False)
    assert not page.locator("[data-hear]").is_visible()
    page.get_by_text("Chia sẻ").click()
    assert page.get_by_role("link", name="Facebook").is_visible()
    assert page.locator(".dt-share button:visible").count() == 0
    page.context.close()

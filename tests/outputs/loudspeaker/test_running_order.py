"""The running order of a week: invites to nothing that is closed, keeps to its seconds and letters, and turns with the clock."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from lxml import etree

from duthao.clock import midnight, parse
from duthao.domain.deadline_words import until
from duthao.domain.lifecycle import view
from duthao.outputs.loudspeaker import running_order, running_order_items
from duthao.outputs.loudspeaker.running_order import RunningOrder
from duthao.outputs.loudspeaker.running_order_items import letters, order_item
from duthao.outputs.site import Site
from duthao.records import record_reader
from duthao.records.record import Record
from tests import states
from tests.conftest import PROVINCE, ROOT
from tests.outputs.office.test_letters import record_of, site_at
from tests.outputs.web.test_language_lists import LAYOUT
from tests.province_site import visible_at
from tests.summaries import summary_of

FIRST = date(2026, 11, 9)  # a Monday; a month from then on rounds open, close and are answered
WEEKS = {"": 0, "tuan-sau/": 7}
FOLDER = "bao-chi/khung-phat-song/"


@cache
def records(root: Path) -> tuple[Record, ...]:
    read = [record_reader.read(root, record_id)[0] for record_id in record_reader.ids(root)]
    return tuple(record for record in read if record)


def site_of(now: str, root: Path, *drafts: Record, still: bool = False) -> Site:
    """The site with a clock that runs, and these drafts (none: all of the root)."""
    site = replace(site_at(now, root), internal=False, layouts={"press": LAYOUT})
    settings = site.settings.model_copy(update={"as_of": now if still else None})
    site = replace(site, settings=settings)
    held = drafts or records(root)
    return replace(site, summaries=tuple(summary_of(site, r, RunningOrder()) for r in held))


def made(site: Site, name: str) -> bytes:
    (artifact,) = [a for a in RunningOrder().for_site(site) if a.path == FOLDER + name]
    return artifact.render()


def weeks(site: Site) -> Iterator[tuple[date, dict[str, Any]]]:
    """The first day of each week that is planned, and what its data say."""
    for name, ahead in WEEKS.items():
        today = site.now.date()
        monday = today - timedelta(days=today.weekday()) + timedelta(days=ahead)
        read = json.loads(made(site, f"{name}khung-phat-song.json"))
        assert read["week"] == monday.isoformat()
        yield monday, read


@pytest.mark.parametrize("root", [ROOT, PROVINCE], ids=["sample", "province"])
def test_for_a_month_nothing_invites_to_what_is_closed(root: Path) -> None:
    known = {record.id: record for record in records(root)}
    aired = set()
    for day in range(31):
        site = site_of(f"{FIRST + timedelta(days=day)}T08:00+07:00", root)
        for monday, week in weeks(site):
            for entry in week["items"]:
                said, record = json.dumps(entry, ensure_ascii=False), known[entry["id"]]
                assert 0 < entry["lead"]["seconds"] <= 30, said
                assert 0 < entry["item"]["seconds"] <= 60, said
                crawl = unicodedata.normalize("NFC", entry["crawl"])
                assert len(crawl) <= 120 and letters(entry["crawl"]) == len(crawl)
                aired.add((entry["id"], entry["kind"]))
                if entry["kind"] != "ask":
                    continue
                begins = max(site.now, midnight(monday))
                closes = [
                    seen.closes
                    for at in (site.now, begins, begins + timedelta(days=7))
                    for seen in (view(record.draft, at, site.terms),)
                    if seen.closes and until(seen.closes) in crawl
                ]
                assert closes and all(closing.end > begins for closing in closes), said
                ends = [line for line in entry["item"]["text"] if line.startswith("Xin nhắc lại")]
                assert ends and f"{closes[0].day:%d/%m}" in ends[0]
            shown = [entry["id"] for entry in week["items"] if entry["kind"] == "ask"]
            assert not {entry["id"] for entry in week["over"]} & set(shown)
    assert {kind for _, kind in aired} == {"ask", "result"} - (
        {"result"} if root == ROOT else set()
    )


def test_what_closes_soonest_comes_first() -> None:
    for _, week in weeks(site_of("2026-11-23T08:00+07:00", ROOT)):
        days = [entry["crawl"] for entry in week["items"] if "Góp ý" in entry["crawl"]]
        dates = [parse("-".join(c.split("ngày ")[1][:10].split("/")[::-1])).day for c in days]
        assert dates == sorted(dates) and len(dates) > 2


def test_who_is_invited_is_a_function_and_a_unit() -> None:
    (week, *_) = [week for _, week in weeks(site_of("2026-11-23T08:00+07:00", ROOT))]
    named = {
        record.draft.contact.name for record in records(ROOT) if record.draft.contact is not None
    } - {None}
    for entry in week["items"]:
        assert 2 <= len(entry["questions"]) <= 3
        who = [guest["who"] for guest in entry["guests"]]
        assert who[0].startswith("Đại diện lãnh đạo ") and not named & set(who)


@pytest.mark.parametrize(
    ("state", "kind", "told"),
    [
        ("open", "ask", "đang lấy ý kiến"),
        ("upcoming", "ask", "sẽ lấy ý kiến"),
        ("extended", "ask", "thay cho thời hạn đã thông báo trước đây, ngày 20/11."),
        ("proposal", "ask", "đề nghị xây dựng"),
        ("answered", "result", "đã công bố bản tiếp thu, giải trình"),
        ("withdrawn", "over", ""),
        ("dropped", "over", ""),
    ],
)
def test_an_item_says_how_the_draft_stands(state: str, kind: str, told: str) -> None:
    record = states.record(state)
    outcome = record.draft.rounds[-1].outcome
    answered = outcome.answered if outcome else None
    day = (answered.published or answered.at).day if answered else "2026-11-22"
    site = site_of(f"{day}T23:00+07:00", PROVINCE, record)
    item = order_item(site, record)
    assert item and item["kind"] == kind
    lines = [line for group in item["item"]["groups"] for line in group]
    assert any(told in line for line in lines) == bool(told)
    assert bool(item["over"]) == (kind != "ask")


def test_a_long_title_costs_neither_the_deadline_nor_a_word() -> None:
    record = states.record("open")
    title = " ".join(["Hỗ trợ"] * 12)[:90]
    draft = record.draft.model_copy(
        update={"short_title": title, "title": f"Nghị quyết {title} " * 4}
    )
    site = site_of("2026-11-22T08:00+07:00", PROVINCE, record)
    item = order_item(site, replace(record, draft=draft))
    assert item and letters(item["crawl"]) <= 120 and item["lead"]["seconds"] <= 30
    closes = view(record.draft, site.now, site.terms).closes
    assert closes and until(closes) in item["crawl"]
    assert title in item["crawl"] or record.code in item["crawl"]


def test_the_page_turns_with_the_clock() -> None:
    """What closes on Friday is offered until then, from then on named as over; on Monday no text is left."""
    record = next(r for r in records(ROOT) if r.id == "lc-2026-010")
    site = site_of("2026-11-30T08:00+07:00", ROOT, record)
    page = made(site, "index.html")
    for at, offered, over in (
        ("2026-12-04T23:59+07:00", 1, 0),
        ("2026-12-05T00:00+07:00", 0, 1),
        ("2026-12-07T00:00+07:00", 0, 0),
    ):
        seen = visible_at(page, parse(at).start)
        assert len(seen.xpath("//section[@class='dt-order__item']")) == offered, at
        assert len(seen.xpath("//li[a[contains(@href, 'lc-2026-010')]]")) == over, at
        assert ("của tuần đã qua" in seen.text_content()) == (at >= "2026-12-07")
    rows = json.loads(made(site, "khung-phat-song.json"))
    assert [entry["best"] for entry in rows["items"]] == [
        "từ thứ Hai, 30/11/2026 đến hết thứ Sáu, 04/12/2026; giờ truyền thanh xã, phường: 05:30, 17:00"
    ]


def test_a_result_is_told_in_its_week_alone() -> None:
    record = states.record("answered")
    step = record.draft.rounds[0].outcome
    assert step and step.answered
    day = (step.answered.published or step.answered.at).day
    for ahead, kinds in ((0, ["result"]), (7, [])):
        site = site_of(f"{day + timedelta(days=ahead)}T23:00+07:00", PROVINCE, record)
        week = json.loads(made(site, "khung-phat-song.json"))
        assert [entry["kind"] for entry in week["items"]] == kinds


def test_a_summary_is_asked_about_and_told_while_it_is_true() -> None:
    record = states.record("summarised")
    (round_,) = record.draft.rounds
    due = round_.model_copy(update={"answer_due": date(2026, 10, 21)})
    record = replace(record, draft=record.draft.model_copy(update={"rounds": (due,)}))
    item = order_item(site_of("2026-10-16T08:00+07:00", PROVINCE, record), record)
    assert item and item["holds"] == "đến hết ngày 21/10/2026"
    assert item["listed_until"].endswith("21/10/2026")
    assert not any("được tiếp thu, dự thảo" in question for question in item["questions"])
    answered = states.record("answered")
    told = order_item(site_of("2026-10-16T08:00+07:00", PROVINCE, answered), answered)
    assert told and any("được tiếp thu, dự thảo" in question for question in told["questions"])


def test_files_say_the_same_and_are_made_the_same() -> None:
    site = site_of("2026-11-22T08:00+07:00", ROOT, still=True)
    week = json.loads(made(site, "khung-phat-song.json"))
    text = made(site, "khung-phat-song.txt").decode()
    packed = zipfile.ZipFile(io.BytesIO(made(site, "khung-phat-song.docx")))
    body = etree.fromstring(packed.read("word/document.xml"))
    word = "\n".join(body.xpath("//*[local-name()='t']/text()"))
    for entry in week["items"]:
        for line in (*entry["lead"]["text"], *entry["item"]["text"], entry["crawl"], entry["best"]):
            assert line in text and line in word
    assert "Dữ liệu minh họa" in text and week["marks"] == ["Dữ liệu minh họa"]
    printed = replace(site, printed=True)
    pdf = made(printed, "khung-phat-song.pdf")
    assert pdf == made(printed, "khung-phat-song.pdf")
    pages = [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(io.BytesIO(pdf))]
    assert "Khung phát sóng tuần" in pages[0] and all("Dữ liệu minh họa" in p for p in pages)
    assert week["items"][0]["title"] in " ".join(pages[0].split())


def test_a_week_without_news_says_so() -> None:
    site = site_of("2027-08-02T08:00+07:00", PROVINCE)
    assert json.loads(made(site, "khung-phat-song.json"))["items"] == []
    assert "Không có tin cần phát trong tuần." in made(site, "khung-phat-song.txt").decode()
    assert "Không có tin cần phát" in made(site, "index.html").decode()


def test_it_is_planned_again_only_for_what_is_on_air() -> None:
    """A file rests on the week and on drafts with something to air: what was over long before changes nothing."""
    site = site_of("2026-11-23T08:00+07:00", ROOT)
    fewer = [s for s in site.summaries if s.id != "lc-2026-003"]  # withdrawn in spring
    keys = {a.path: a.cache_key for a in running_order.RunningOrder().for_site(site)}
    again = RunningOrder().for_site(replace(site, summaries=tuple(fewer)))
    assert {a.path: a.cache_key for a in again} == keys
    later = RunningOrder().for_site(replace(site, now=site.now + timedelta(days=7)))
    assert not {a.cache_key for a in later} & {*keys.values()}


def test_a_week_has_no_more_than_anybody_could_air() -> None:
    record = states.record("open")
    many = [replace(record, id=f"tt-2026-{n:03}") for n in range(62)]
    week = json.loads(
        made(site_of("2026-11-23T08:00+07:00", PROVINCE, *many), "khung-phat-song.json")
    )
    assert [entry["id"] for entry in week["items"]] == [r.id for r in many[:60]]
    assert week["left_out"] == 2
    site = site_of("2026-11-23T08:00+07:00", PROVINCE, *many)
    for file in ("khung-phat-song.txt", "index.html"):
        assert "Chỉ nêu 60 tin gấp nhất; còn 2 tin khác" in made(site, file).decode()


def later_round(opens: str, closes: str) -> Record:
    """A draft that was answered long ago, and of which opinions are asked again."""
    record = states.record("answered")
    (round_,) = record.draft.rounds
    update = {"opens": parse(opens), "closes": parse(closes), "answer_due": None, "outcome": None}
    rounds = (round_, round_.model_copy(update=update))
    return replace(record, draft=record.draft.model_copy(update={"rounds": rounds}))


def test_page_and_files_of_a_week_have_the_same() -> None:
    """A round that opens in ten days stands in the next week, on the page too, and says from when on."""
    record = later_round("2026-12-03", "2026-12-20")
    site = site_of("2026-11-23T08:00+07:00", PROVINCE, record)
    data = json.loads(made(site, "tuan-sau/khung-phat-song.json"))
    (coming,) = data["items"]
    assert coming["holds"] == "từ thứ Năm, 03/12/2026, đến hết ngày 20/12/2026"
    assert coming["best"].startswith("từ thứ Năm, 03/12/2026 đến hết Chủ nhật, 06/12/2026")
    page = made(site, "tuan-sau/index.html")
    for at in ("2026-11-23T08:00+07:00", "2026-12-03T00:00+07:00"):
        seen = visible_at(page, parse(at).start)
        assert len(seen.xpath("//section[@class='dt-order__item']")) == 1, at
        assert "1 dự thảo; phát lời dẫn" in seen.text_content()
    assert "từ thứ Năm, 03/12/2026, đến hết ngày 20/12/2026" in page.decode()


@pytest.mark.parametrize(
    ("at", "title", "offered"),
    [
        ("2026-12-06T23:00+07:00", "Khung phát sóng tuần sau", True),
        ("2026-12-07T00:00+07:00", "Khung phát sóng tuần", True),
        ("2026-12-14T00:00+07:00", "Khung phát sóng tuần", False),
    ],
)
def test_the_page_of_the_next_week_turns_too(at: str, title: str, offered: bool) -> None:
    record = next(r for r in records(ROOT) if r.id == "lc-2026-010")
    seen = visible_at(made(site_of("2026-12-01", ROOT, record), "tuan-sau/index.html"), parse(at).start)  # fmt: skip
    steps = seen.xpath("string(//h1/@data-steps)").split("|")
    said = [text for start, _, text in (s.partition(" ") for s in steps) if int(start) <= parse(at).start.timestamp()]  # fmt: skip
    assert said[-1] == title
    assert bool(seen.xpath("//a[contains(@href, 'khung-phat-song.txt')]")) == offered
    assert "của tuần đã qua" in seen.text_content() or offered


def test_nothing_is_headed_as_over_before_it_is_and_a_sample_is_marked() -> None:
    record = next(r for r in records(ROOT) if r.id == "lc-2026-010")
    site = site_of("2026-11-30T08:00+07:00", ROOT, record)
    page = made(site, "index.html")
    for at, headed in (("2026-12-04T23:59+07:00", False), ("2026-12-05T00:00+07:00", True)):
        seen = visible_at(page, parse(at).start)
        assert bool(seen.xpath("//h2[@id='da-het-han']")) == headed
        assert ("minh họa)" in seen.text_content()) == headed
    later = site_of("2026-12-05T08:00+07:00", ROOT, record)
    assert "; dữ liệu minh họa)" in made(later, "khung-phat-song.txt").decode()
    assert json.loads(made(later, "khung-phat-song.json"))["over"][0]["demo"] is True


def test_a_short_name_stands_for_one_issuer_alone() -> None:
    site, record = site_at("2026-11-22"), record_of("lc-2026-016")
    first = site.registers.agencies[record.draft.lead_issuer].short
    assert len(record.draft.issuers) > 1 and first
    assert f"{first}: " not in [*running_order_items._owners(site, record)]

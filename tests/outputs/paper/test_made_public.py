"""What a commune made public, by quarters: on a page, to be signed and posted; and nothing of the evidence anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import lxml.html
import pypdfium2
import pytest

from duthao import clock
from duthao.domain.communication_log import Act, LogEntry
from duthao.domain.settings import LogSettings
from duthao.outputs.paper import made_public
from duthao.outputs.paper.made_public import ListedRow, MadePublic
from duthao.outputs.shared import log_words
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering.links import Links
from tests.conftest import ROOT
from tests.summaries import summary_of

IDS = ("lc-2026-004", "lc-2026-007", "lc-2026-010")


def record(draft_id: str) -> Record:
    found, _ = record_reader.read(ROOT, draft_id)
    assert found and found.log
    return found


@pytest.fixture(scope="module")
def site() -> Site:
    settings, _ = settings_reader.load(ROOT)
    registers, _ = register_reader.load(ROOT)
    assert registers is not None
    now = clock.now(settings.as_of)
    return Site(ROOT, settings, Links("https://x.example/"), registers, now, {})


def with_drafts(site: Site, *records: Record) -> Site:
    return replace(site, summaries=tuple(summary_of(site, r, MadePublic()) for r in records))


def edited(draft_id: str, *entries: LogEntry) -> Record:
    old = record(draft_id)
    assert old.log
    return replace(old, log=replace(old.log, entries=entries, marks=()))


def told(when: str, channel: str = "bang-tin", until: str = "", place: str = "ta-van") -> LogEntry:
    last = clock.parse_date(until) if until else None
    return LogEntry(clock.parse(when), place, channel, "opened", "UBND xã", until=last)


def paths(site: Site) -> list[str]:
    return [a.path for a in MadePublic().for_site(site)]


def test_a_page_for_each_place_and_a_paper_for_each_quarter(site: Site) -> None:
    made = paths(with_drafts(site, *map(record, IDS)))
    of = "dia-ban/ta-van/da-cong-khai/"
    assert [p for p in made if p.startswith(of)] == [
        f"{of}index.html",
        f"{of}2026-quy-4.pdf",
        f"{of}2026-quy-4.docx",
        f"{of}2026-quy-3.pdf",
        f"{of}2026-quy-3.docx",
    ]
    # Without a committee in the register nobody would sign it.
    assert [p for p in made if "/pha-long/" in p] == []
    assert [p for p in made if "/bat-xat/" in p] == ["dia-ban/bat-xat/da-cong-khai/index.html"]
    assert not any(p.startswith("dia-ban/lao-cai/") for p in made)
    assert paths(with_drafts(site)) == []
    assert not any(
        p.endswith(".pdf") for p in paths(replace(with_drafts(site, record(IDS[0])), printed=False))
    )


def test_an_entry_belongs_to_the_quarter_in_which_it_began(site: Site) -> None:
    draft = edited(
        IDS[0],
        told("2026-09-30T23:59+07:00", until="2026-11-05"),
        told("2026-09-30T17:00Z", "dai-truyen-thanh"),
        told("2025-12-31", place=""),
    )
    made = {p.rpartition("/")[2] for p in paths(with_drafts(site, draft))}
    assert made == {"index.html", *(f"2026-quy-{n}.{f}" for n in (3, 4) for f in ("pdf", "docx"))}


def test_the_paper(site: Site) -> None:
    drafts = with_drafts(site, *map(record, IDS))
    (made,) = [
        a
        for a in MadePublic().for_site(drafts)
        if a.path.endswith("trinh-tuong/da-cong-khai/2026-quy-4.pdf")
    ]
    pages = pypdfium2.PdfDocument(made.render())
    words = " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in pages)
    for part in (
        "ỦY BAN NHÂN DÂN XÃ TRỊNH TƯỜNG",
        "dự thảo chính sách, quý IV năm 2026",
        "Dữ liệu minh họa",
        "từ 12/11/2026 đến hết 14/11/2026",
        "từ 09/11/2026",
        "quý IV năm 2026, ghi đến ngày 18/11/2026./.",
        "Lập theo số liệu đến ngày 18/11/2026",
    ):
        assert part in words, part
    assert "Nguyễn" not in words and "https" not in words


@pytest.mark.parametrize(
    ("first", "until", "act", "words"),
    [
        ("2026-08-25", "", "posted", "từ 25/08/2026"),
        ("2026-08-25", "2026-08-25", "posted", "ngày 25/08/2026"),
        ("2026-08-25", "", "aired", "ngày 25/08/2026"),
        ("2026-08-25", "2026-08-27", "aired", "từ 25/08/2026 đến hết 27/08/2026"),
        ("2026-08-25", "2026-08-31", "posted", "từ 25/08/2026 đến hết 31/08/2026"),
        ("2026-08-25", "2026-09-01", "posted", "từ 25/08/2026"),  # its last day goes on
        ("2026-08-25", "2026-09-02", "posted", "từ 25/08/2026"),
        ("2026-08-25", "2026-09-02", "sent", "từ 25/08/2026"),
        ("2026-09-01", "2026-09-01", "posted", "từ 01/09/2026"),
        ("2026-09-01", "2026-09-01", "aired", "ngày 01/09/2026"),
    ],
)
def test_times_in_words(first: str, until: str, act: Act, words: str) -> None:
    last = clock.parse_date(until) if until else None
    today = clock.parse_date("2026-09-01")
    assert log_words.time_words(clock.parse_date(first), last, act, today) == words


def listed(*times: tuple[str, str, Act]) -> ListedRow:
    return ListedRow("lc-2026-004", "Chợ", False, "Mở lấy ý kiến", "Bảng tin", times)


@pytest.mark.parametrize(
    ("today", "last"),
    [("2026-09-25", "2026-09-21"), ("2026-09-26", "2026-09-25"), ("2026-09-20", "2026-09-20")],
)
def test_a_list_holds_until_the_latest_day_that_it_names(today: str, last: str) -> None:
    row = listed(("2026-08-25", "2026-09-25", "posted"), ("2026-09-21", "2026-09-21", "aired"))
    assert row.last(clock.parse_date(today)) == clock.parse_date(last)


def test_a_last_day_is_told_on_the_page_when_it_has_passed(site: Site) -> None:
    row = listed(("2026-11-12", "2026-12-05", "posted"), ("2026-11-13", "", "posted"))
    (still,) = made_public._listed(site, [row])  # the clock of the sample stands still
    assert [(t["value"], t["when"]) for t in still["times"]] == [
        (("", "từ 12/11/2026"), ""),
        (("; ", "từ 13/11/2026"), ""),
    ]
    settings = site.settings.model_copy(update={"as_of": None})
    (row_now,) = made_public._listed(replace(site, settings=settings), [row])
    passed = int(clock.parse("2026-12-06").start.timestamp())
    assert {t["value"][1]: t["when"] for t in row_now["times"]} == {
        "từ 12/11/2026": f"-{passed}",
        "từ 12/11/2026 đến hết 05/12/2026": f"{passed}-",
        "từ 13/11/2026": "",
    }


def test_two_figures_stand_beside_each_other(site: Site) -> None:
    asking, result = log_words.spreads(site, record(IDS[0]))
    assert log_words.spread_words(asking) == (
        "đã niêm yết ở 2 trong 2 xã, phường, phát thanh ở 2; có minh chứng: niêm yết 1, phát thanh 2"
        " (theo báo cáo của xã, phường đến ngày 21/09/2026)"
    )
    assert log_words.spread_words(result).endswith(
        "niêm yết 1, phát thanh 0 (theo báo cáo của xã, phường đến ngày 22/10/2026)"
    )
    assert log_words.spread_words(asking._replace(rounds=2)).startswith("đợt 1: đã niêm yết")
    late = edited(IDS[0], told("2026-09-26"))
    assert list(log_words.spreads(site, late)) == []  # nothing was made known while it was asked
    of_today = edited(IDS[1], told("2026-11-22 17:00", place="bat-xat"))
    (spread,) = log_words.spreads(site, of_today)
    assert spread.all.posted == 1
    assert list(log_words.spreads(site, replace(late, log=None))) == []


def test_figures_of_a_round_are_not_told_of_the_next(site: Site) -> None:
    draft = record(IDS[1])
    (first,) = draft.draft.rounds
    second = first.model_copy(
        update={"opens": clock.parse("2027-02-01"), "closes": clock.parse("2027-03-03")}
    )
    both = draft.draft.model_copy(update={"rounds": (first, second)})
    draft = replace(draft, draft=both)
    (spread,) = log_words.spreads(site, draft)
    assert log_words.spread_words(spread).startswith("đợt 1: đã niêm yết ở 6")
    begun = replace(site, now=clock.now("2027-02-01"))
    assert list(log_words.spreads(begun, draft)) == []


def test_nothing_of_the_evidence_is_published(sample: Path) -> None:
    page = lxml.html.fromstring((sample / "dia-ban/ta-van/da-cong-khai/index.html").read_bytes())
    words = " ".join(page.text_content().split())
    assert "Quý IV năm 2026" in words and "Đài truyền thanh cấp xã, từ 22/10/2026" in words
    hrefs = page.xpath("//article//a/@href")
    assert any(h.endswith("2026-quy-4.pdf") for h in hrefs)
    board = lxml.html.fromstring((sample / "in/ta-van/index.html").read_bytes())
    assert any(h.endswith("dia-ban/ta-van/da-cong-khai/") for h in board.xpath("//a/@href"))
    other = (sample / "in/pha-long/index.html").read_text(encoding="utf-8")
    assert "da-cong-khai" not in other
    draft = (sample / "du-thao/lc-2026-007/index.html").read_text(encoding="utf-8")
    assert "đã niêm yết ở 6 trong 8 xã, phường" in draft and "Kế hoạch truyền thông" in draft
    evidence, coverage = re.compile(rb"laocai\.example/nhat-ky|minh-chung/[a-z]"), b"do-phu"
    texts = {
        path.relative_to(sample).as_posix(): path.read_bytes()
        for path in sample.rglob("*")
        if path.suffix in (".html", ".json", ".csv", ".xml", ".txt")
    }
    made = {name: text for name, text in texts.items() if not name.startswith("so-tay/")}
    assert [name for name, text in made.items() if evidence.search(text)] == []
    # By its name alone: the table of clauses says which papers the office has.
    named = {name for name, text in made.items() if coverage in text}
    assert named == {"huong-dan/dieu-khoan/index.html"}
    assert not list(sample.rglob("log.csv"))


def test_a_commune_reports_by_a_form_that_is_filled_in_or_by_letter(site: Site) -> None:
    given = {"draft": "lc-2026-007", "place": "ta-van", "event": "opened"}
    settings = site.settings.log
    assert settings.form_url
    assert log_words.report_address(site, **given) == (
        "https://bieumau.laocai.example/nhat-ky?ma=LC-2026-007&xa=x%C3%A3%20T%E1%BA%A3%20Van&viec=M%E1%BB%9F%20l%E1%BA%A5y%20%C3%BD%20ki%E1%BA%BFn"
    )
    assert log_words.report_address(site).endswith("?ma=&xa=&viec=")

    def of(**fields: str | None) -> Site:
        log = settings.model_copy(update={"form_url": None, **fields})
        return replace(site, settings=site.settings.model_copy(update={"log": log}))

    assert log_words.report_address(of(), **given) == ""
    letter = log_words.report_address(of(email="nhatky@laocai.example"), **given)
    assert (
        letter.startswith("mailto:nhatky@laocai.example?subject=B%C3%A1o%20")
        and "LC-2026-007" in letter
    )
    assert "\n" not in letter and letter.count("?") == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/{ho-ten}",
        "https://x.example/{draft",
        "http://x.example/",
        "https://{draft}",
    ],
)
def test_a_form_is_filled_in_with_nothing_else(url: str) -> None:
    with pytest.raises(ValueError):
        LogSettings.model_validate({"form_url": url})

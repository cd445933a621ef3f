"""The page of opinions and answers: every row has an address, and whatever the table says is said everywhere."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import lxml.html
import pytest
from playwright.sync_api import Browser, expect

from duthao import clock, rules
from duthao.domain import lifecycle
from duthao.domain.responses import VERDICTS, WHO
from duthao.outputs.data.responses_data import ResponsesData
from duthao.outputs.output import Output
from duthao.outputs.site import AHEAD, Site
from duthao.outputs.web.agency_responses import AgencyResponses
from duthao.outputs.web.draft_page import DraftPage
from duthao.outputs.web.responses_page import ResponsesPage
from duthao.records import responses_reader
from duthao.records.record import Record
from tests.browser import open_page
from tests.judged_records import ID
from tests.outputs.web.test_pages import library, site
from tests.province_site import visible_at
from tests.responses import ANSWERED, TABLE, answered_record, edited
from tests.summaries import summary_of

__all__ = ["library", "site"]

SAMPLE = "du-thao/lc-2026-004/y-kien/"


def made(site: Site, record: Record, *outputs: Output) -> dict[str, bytes]:
    return {
        artifact.path: artifact.render()
        for output in outputs
        for artifact in output.for_record(site, record)
    }


def page(site: Site, record: Record) -> Any:
    (content,) = made(site, record, ResponsesPage()).values()
    return lxml.html.fromstring(content.decode())


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_every_row_has_its_address_and_says_all(site: Site) -> None:
    tree = page(site, answered_record(site))
    assert [row.get("id") for row in tree.xpath("//*[@class='dt-plain dt-rows']/li")] == [
        "y-kien-1",
        "y-kien-2",
        "y-kien-3",
        "y-kien-4",
    ]
    (row,) = tree.xpath("//*[@id='y-kien-2']")
    for words in (
        "Hạ điều kiện từ 20 đàn xuống 10 đàn.",
        "Công dân · 3 lượt",
        "Giữ nguyên dự thảo, có nêu lý do",
        "Hộ dưới 20 đàn đã được hỗ trợ",
        "Khoản 1 Điều 3",
        "Không sửa",
    ):
        assert words in said(row)
    assert "Sở Tài chính" in said(tree.xpath("//*[@id='y-kien-3']")[0])
    assert "được giải trình" not in said(tree).lower()


def test_lists_by_verdict_and_commenter_need_no_script(site: Site) -> None:
    tree = page(site, answered_record(site))
    lists = {
        said(d.xpath("summary")[0]): [a.get("href") for a in d.xpath(".//a")]
        for d in tree.xpath("//details")
    }
    assert lists == {
        "Tiếp thu (12)": ["#y-kien-1"],
        "Tiếp thu một phần (1)": ["#y-kien-3"],
        "Giữ nguyên dự thảo, có nêu lý do (3)": ["#y-kien-2"],
        "Ngoài phạm vi dự thảo (1)": ["#y-kien-4"],
        "Công dân (3)": ["#y-kien-2"],
        "Hộ gia đình (12)": ["#y-kien-1"],
        "Doanh nghiệp (1)": ["#y-kien-4"],
        "Cơ quan nhà nước (1)": ["#y-kien-3"],
    }
    assert said(tree.xpath("//*[@class='dt-points']/li")[0]).startswith("Mức hỗ trợ (12 ý kiến)")


def test_nothing_is_out_before_the_answer(site: Site) -> None:
    record = answered_record(site)
    before = replace(site, now=clock.now("2026-09-24T23:59+07:00"))
    assert made(before, record, ResponsesPage(), ResponsesData()) == {}
    assert ResponsesPage().snippets(before, record) == {}
    assert AgencyResponses().snippets(before, record) == {
        "answer_overdue": [],
        "response_reasons": [],
    }
    assert b"dt-points" not in next(iter(made(before, record, DraftPage()).values()))


def test_data_say_the_rows(site: Site) -> None:
    files = made(site, answered_record(site), ResponsesData())
    data = json.loads(files[f"du-thao/{ID}/y-kien.json"])
    (round_,) = data["rounds"]
    assert {name: round_[name] for name in ("received", *VERDICTS)} == {
        "received": 17,
        "accepted": 12,
        "partly": 1,
        "kept": 3,
        "noted": 0,
        "out_of_scope": 1,
    }
    assert [row["no"] for row in round_["responses"]] == [1, 2, 3, 4]
    second = round_["responses"][1]
    assert second["ref"] == {"key": "dieu-3.khoan-1", "name": "khoản 1 Điều 3"}
    assert second["url"].endswith(f"/du-thao/{ID}/y-kien/#y-kien-2")
    table = files[f"du-thao/{ID}/y-kien.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["Kết quả"] for row in rows] == [
        VERDICTS[row["verdict"]["key"]] for row in round_["responses"]
    ]
    assert {row["Chủ thể góp ý"] for row in rows} <= set(WHO.values())


CHANGES = {
    "verdict": ("Ngoài phạm vi dự thảo", "Ghi nhận"),
    "answer": ("Hộ dưới 20 đàn đã được", "Hộ dưới 20 đàn vốn đã được"),
    "gist": ("Hạ điều kiện", "Giảm điều kiện"),
    "count": (";3;;Hạ", ";4;;Hạ"),
    "changed": ("Khoản 1 Điều 2\n", "Khoản 2 Điều 2\n"),
    "who": ("Doanh nghiệp", "Công dân"),
    "body": ("so-tai-chinh", "so-tu-phap"),
    "ref": ("Khoản 1 Điều 3", "Khoản 2 Điều 3"),
    "place": ("son-kim-1", "ky-anh"),
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_cell_is_followed_by_all_that_say_it(site: Site, column: str) -> None:
    outputs = (ResponsesPage(), ResponsesData())
    before = made(site, answered_record(site), *outputs)
    after = made(site, answered_record(site, edited(*CHANGES[column])), *outputs)
    assert before.keys() == after.keys()
    assert [path for path in before if before[path] == after[path]] == []
    if column in ("verdict", "count"):  # these change figures, which the draft's own page says
        path = f"du-thao/{ID}/index.html"
        texts = [
            made(site, answered_record(site, table), DraftPage())[path]
            for table in (TABLE, edited(*CHANGES[column]))
        ]
        assert texts[0] != texts[1]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Tiếp thu;Thùng", "Giữ nguyên;", "reason-missing"),
        ("Giữ nguyên dự thảo, có nêu lý do", "", "response-unanswered"),
        ("so-tai-chinh", "so-khong-co", "response-body-unknown"),
        (";12;", ";2;", "response-small-group"),
    ],
)
def test_a_cell_that_may_not_be_so_is_refused(site: Site, old: str, new: str, rule: str) -> None:
    table = (
        edited(old, new)
        if ";Thùng" not in old
        else TABLE.replace(
            "Tiếp thu;Thùng nuôi là khoản chi lớn nhất khi mới làm nghề.", "Giữ nguyên;"
        )
    )
    context = rules.Context(site.registers, site.settings, site.now, frozenset({ID}))
    found = list(rules.judge(answered_record(site, table), context))
    assert (rule, "error") in {(f.rule, f.severity) for f in found}


def test_text_is_escaped_and_no_cell_is_a_formula(site: Site) -> None:
    record = answered_record(
        site, edited("Mong có sàn giao dịch mật ong.", "=HYPERLINK(1) <script>x</script>")
    )
    files = made(site, record, ResponsesPage(), ResponsesData())
    content = files[f"du-thao/{ID}/y-kien/index.html"]
    assert b"<script>x" not in content and b"&lt;script&gt;x" in content
    rows = list(csv.reader(io.StringIO(files[f"du-thao/{ID}/y-kien.csv"].decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")]


def test_three_hundred_rows_weigh_sixty_kilobytes_at_most(site: Site, sample: Path) -> None:
    """Their words are put in another order in each row, so that no two rows are alike and pack too well."""
    raw = (sample / "du-thao" / "lc-2026-001" / "y-kien.csv").read_bytes()
    table, findings = responses_reader.parse(raw, "y-kien.csv")
    assert table and not findings
    rows = []
    for number in range(1, 301):
        row, order = table.rows[number % len(table.rows)], Random(number)
        texts = {
            name: " ".join(order.sample(words, len(words)))
            for name in ("gist", "answer", "changed")
            for words in [getattr(row, name).split()]
        }
        rows.append(dataclasses.replace(row, no=number, bodies=(), **texts))
    record = answered_record(site, responses_reader.to_csv(rows).decode())
    (content,) = made(site, record, ResponsesPage()).values()
    assert content.count(b'<li id="y-kien-') == 300
    assert len(gzip.compress(content, 9)) <= 60_000


def test_an_agency_has_its_reasons_and_what_it_owes(site: Site, library: dict[str, Record]) -> None:
    agency, output = "so-nong-nghiep-va-moi-truong", AgencyResponses()
    records = {**library, ID: answered_record(site)}
    summaries = tuple(
        summary_of(site, record, output)
        for _, record in sorted(records.items())
        if record.draft.lead_agency == agency
    )
    pages = {a.path: a for a in output.for_site(replace(site, summaries=summaries))}
    tree = lxml.html.fromstring(pages[f"co-quan/{agency}/y-kien/index.html"].render().decode())
    rows = [said(row) for row in tree.xpath("//*[@class='dt-plain dt-rows']/li")]
    assert [row.split(" · ")[0] for row in rows] == ["Ý kiến số 2", "Ý kiến số 3", "Ý kiến số 4"]
    assert "Hộ dưới 20 đàn đã được hỗ trợ" in rows[0]
    assert not any("Thùng nuôi" in row for row in rows)


def test_what_a_merged_agency_owes_and_answered_stands_at_its_successor_too(site: Site) -> None:
    agency, heir, output = "so-nong-nghiep-va-moi-truong", "so-xay-dung", AgencyResponses()
    merged = site.registers.agencies[agency].model_copy(update={"successor": heir})
    agencies = {**site.registers.agencies, agency: merged}
    registers = site.registers.model_copy(update={"agencies": agencies})
    late = answered_record(site, text=ANSWERED.replace(_OUTCOME, _DUE))
    for record, words in ((answered_record(site), "Hộ dưới 20 đàn"), (late, "hạn công bố là")):
        after = replace(site, registers=registers, now=clock.now("2026-11-22"))
        summaries = (summary_of(after, record, output),)
        pages = {a.path: a.render() for a in output.for_site(replace(after, summaries=summaries))}
        assert list(pages) == [f"co-quan/{key}/y-kien/index.html" for key in (agency, heir)]
        assert all(words in page.decode() for page in pages.values())


def test_an_agency_that_owes_nothing_yet_says_so_until_its_day(
    site: Site, library: dict[str, Record]
) -> None:
    output = AgencyResponses()
    running = replace(site, settings=site.settings.model_copy(update={"as_of": None}))
    summaries = tuple(summary_of(running, record, output) for _, record in sorted(library.items()))
    seen = set()
    for artifact in output.for_site(replace(running, summaries=summaries)):
        content = artifact.render()
        for now in (running.now, clock.now("2030-01-01")):
            text = said(visible_at(content, now).xpath("//article")[0])
            owes, nothing = "hạn công bố là" in text, "Hiện không có" in text
            assert owes != nothing or "Ý kiến số" in text, (artifact.path, now)
            seen.add((now == running.now, owes))
    assert seen >= {(True, False), (True, True), (False, True)}


_OUTCOME = "    outcome:\n      answered:\n        at: 2026-09-25\n"
_DUE = "    answer_due: 2026-10-20\n"
_STAGE = "    at: 2026-05-04\n"
# How a draft may stand while its answer of 20 October 2026 is late.
_STANDING = {
    "analysing": "",
    "submitted": "  - stage: submission\n    at: 2026-09-15\n",
    "adopted": "  - stage: adoption\n    at: 2026-10-12\n",
    "open": "  - opens: 2026-10-10\n    closes: 2026-11-10\n",
}


@pytest.mark.parametrize("built", ["2026-10-01", "2026-10-18", "2026-10-21", "2026-10-25"])
@pytest.mark.parametrize("state", _STANDING)
def test_what_the_list_of_late_answers_holds_its_agency_owes(
    site: Site, state: str, built: str
) -> None:
    """Whatever the state, and by the clock of the reader."""
    more, round_ = _STANDING[state], state == "open"
    text = ANSWERED.replace(_OUTCOME, _DUE + (more if round_ else ""))
    record = answered_record(site, text=text if round_ else text.replace(_STAGE, _STAGE + more))
    running = site.settings.model_copy(update={"as_of": None})
    at = replace(site, now=clock.now(built), settings=running)
    output = AgencyResponses()
    summaries = (summary_of(at, record, output),)
    pages = [a.render() for a in output.for_site(replace(at, summaries=summaries))]
    days = [clock.now(day) for day in ("2026-10-20T23:59+07:00", "2026-10-21", "2026-11-05")]
    for day in (day for day in days if day >= at.now):
        view = lifecycle.view(record.draft, day, site.terms)
        assert view.state == state and view.answer_overdue == (day > days[0])
        late = [
            said(entry)
            for page_ in pages
            for entry in visible_at(page_, day).xpath("//section[h2[@id='qua-han']]//li")
        ]
        if not pages:  # lists look ahead so many days: it is made by then
            assert at.now < days[1] - AHEAD
            continue
        assert [line.partition(":")[0] for line in late] == (
            ["Hỗ trợ nuôi ong Dữ liệu minh họa"] if view.answer_overdue else []
        )
        assert all("hạn công bố là hết ngày 20/10/2026, " in line for line in late)


@pytest.mark.parametrize(
    ("verdicts", "without"),
    [
        (("Tiếp thu", "Tiếp thu"), "Mọi ý kiến đều được tiếp thu."),
        (("Tiếp thu", "Ghi nhận"), "Mọi ý kiến đều được tiếp thu hoặc ghi nhận."),
        (("Ghi nhận", "Ghi nhận"), "Mọi ý kiến đều được ghi nhận."),
    ],
)
def test_that_all_was_accepted_is_said_only_where_it_was(
    site: Site, verdicts: tuple[str, str], without: str
) -> None:
    heading, first, second, *_ = TABLE.splitlines()
    rows = [
        line.replace(old, new)
        for line, old, new in zip(
            (first, second),
            ("Tiếp thu", "Giữ nguyên dự thảo, có nêu lý do"),
            verdicts,
            strict=True,
        )
    ]
    record = answered_record(site, "\n".join([heading, *rows, ""]))
    output = AgencyResponses()
    summaries = (summary_of(site, record, output),)
    (artifact,) = output.for_site(replace(site, summaries=summaries))
    text = said(lxml.html.fromstring(artifact.render().decode()).xpath("//article")[0])
    assert re.findall(r"Mọi ý kiến [^.]*\.", text) == [without]


def test_search_with_and_without_diacritics(browser: Browser, address: str) -> None:
    page_, trouble = open_page(browser, address + SAMPLE, 360)
    rows, box = page_.locator(".dt-rows > li:visible"), page_.locator("[data-responses-find] input")
    expect(rows).to_have_count(42)
    for words in ("kho bac", "Kho Bạc"):
        box.fill(words)
        expect(rows).to_have_count(1)
        expect(page_.locator("[data-responses-said]")).to_have_text("1 ý kiến")
    expect(rows).to_have_id("y-kien-34")
    page_.locator("details summary").first.click()
    page_.locator('details a[href="#y-kien-1"]').first.click()
    expect(rows).to_have_count(42)
    expect(page_.locator("#y-kien-1")).to_be_in_viewport()
    assert not trouble
    page_.context.close()


def test_without_scripts_all_rows_stand_there(browser: Browser, address: str) -> None:
    page_, _ = open_page(browser, address + SAMPLE + "#y-kien-12", 360, java_script_enabled=False)
    expect(page_.locator(".dt-rows > li:visible")).to_have_count(42)
    expect(page_.locator("#y-kien-12")).to_be_in_viewport()
    expect(page_.locator("[data-responses-find]")).to_be_hidden()
    page_.context.close()

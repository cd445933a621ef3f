"""What stands on the pages of drafts and in their lists, at given instants."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from duthao.clock import VN, date_vi
from duthao.domain.draft_parts.comment_ways import Comment
from duthao.domain.draft_parts.dossier_documents import DeadlineChange
from duthao.domain.lifecycle import STATES
from duthao.outputs import discovery
from duthao.outputs.output import IN_LANGUAGE, TO_AUDIENCE
from duthao.outputs.shared import listing
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.outputs.web import content_pages, draft_page, indexes, lists
from duthao.records.record import Record
from duthao.rendering.links import ALL, LISTS
from tests.province_site import records_of, site_without_summaries, visible
from tests.summaries import summary_of

OPEN, EXTENDED, SOON, TIMED = "ht-2026-002", "ht-2026-017", "ht-2026-007", "ht-2026-018"
WITHDRAWN, ANSWERED, UPCOMING, TWO_ROUNDS = (
    "ht-2026-015",
    "ht-2026-001",
    "ht-2026-006",
    "ht-2026-016",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_without_summaries(tmp_path_factory.mktemp("pages") / "root")


@pytest.fixture(scope="module")
def library(site: Site) -> dict[str, Record]:
    return records_of(site)


def at(site: Site, *moment: int) -> Site:
    """The site at an instant in Việt Nam."""
    return replace(site, now=datetime(*moment, tzinfo=VN))  # type: ignore[misc,arg-type]


def page_of(site: Site, record: Record) -> Any:
    (artifact,) = draft_page.DraftPage().for_record(site, record)
    assert artifact.path == f"du-thao/{record.id}/index.html"
    return visible(artifact.render())


def text(page: Any, path: str) -> str:
    return " ".join(" ".join(elements.text_content() for elements in page.xpath(path)).split())


def status(page: Any) -> str:
    return text(page, "//*[@class='dt-status']")


def comment_shown(page: Any) -> bool:
    return bool(page.xpath("//section[@class='dt-act' and not(@hidden)]"))


def changed(record: Record, **fields: Any) -> Record:
    return replace(record, draft=record.draft.model_copy(update=fields))


def list_summaries(site: Site, library: dict[str, Record]) -> tuple[Summary, ...]:
    made = (lists.Lists(), content_pages.ContentPages())
    return tuple(summary_of(site, record, *made) for record in library.values())


def made_by(module: Any, site: Site) -> dict[str, Any]:
    return {artifact.path: visible(artifact.render()) for artifact in module.for_site(site)}


# ---- the page of a draft


def test_the_province_has_a_draft_in_every_state(site: Site, library: dict[str, Record]) -> None:
    states = {site.view(record).state for record in library.values()}
    assert states == set(STATES) - {"undated"}  # that one stands in tests/states/unknown-time.yml


def headings(page: Any) -> Iterator[int]:
    for element in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6"):
        if not element.xpath("ancestor::footer"):
            yield int(element.tag[1])


def test_every_page_is_sound_whatever_its_state(site: Site, library: dict[str, Record]) -> None:
    for record in library.values():
        page = page_of(site, record)
        levels = list(headings(page))
        assert levels[0] == 1, record.id
        assert levels.count(1) == 1, record.id
        assert all(b - a <= 1 for a, b in pairwise(levels)), record.id
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), record.id
        inner = page.xpath("//a[starts-with(@href, '#')]/@href")
        assert {url.removeprefix("#") for url in inner} <= set(ids), record.id
        assert not page.xpath("//@href[contains(., '~/')] | //@src[contains(., '~/')]"), record.id


def test_title_state_and_deadline_come_first_then_what_changes_and_how_to_comment(
    site: Site, library: dict[str, Record]
) -> None:
    """The skip link leads to the title: what stands before it would be passed over."""
    page = page_of(site, library[OPEN])
    order = [
        e.get("class") or e.get("id") or e.tag
        for e in page.xpath("//*[@class='dt-badges'] | //h1 | //header//time | //article//h2")
    ]
    assert order[:8] == [
        "noi-dung",
        "dt-badges",
        "time",
        "tom-tat",
        "noi-dung-moi-so-voi-quy-dinh-hien-hanh",
        "cau-hoi-xin-y-kien",
        "doi-tuong",
        "gop-y",
    ]
    assert status(page) == "Đang lấy ý kiến Dữ liệu minh họa Góp ý đến hết ngày 10/12/2026"


def test_a_page_weighs_little(site: Site, library: dict[str, Record]) -> None:
    for record in library.values():
        (artifact,) = draft_page.DraftPage().for_record(site, record)
        assert len(gzip.compress(artifact.render(), 9)) <= 12_000, record.id


def test_what_every_page_loads_weighs_little() -> None:
    assets = Path(__file__).resolve().parents[3] / "theme" / "site" / "assets"
    weights = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in assets.iterdir()}
    assert weights["clock.js"] + weights["duthao.js"] <= 1445 + 2048, (
        "what the chrome took before, and 2 KB"
    )
    assert (
        sum(weights[name] for name in ("clock.js", "duthao.js", "duthao.css", "favicon.svg"))
        <= 12_000
    )


@pytest.mark.parametrize(
    ("record_id", "last", "first"),
    [
        (OPEN, (2026, 12, 10, 23, 59, 59), (2026, 12, 11, 0, 0, 0)),
        (EXTENDED, (2026, 12, 2, 23, 59, 59), (2026, 12, 3, 0, 0, 0)),
        (TIMED, (2026, 11, 20, 16, 59, 59), (2026, 11, 20, 17, 0, 0)),
    ],
)
def test_the_page_changes_at_the_closing_instant(
    site: Site,
    library: dict[str, Record],
    record_id: str,
    last: tuple[int, ...],
    first: tuple[int, ...],
) -> None:
    before, after = (page_of(at(site, *moment), library[record_id]) for moment in (last, first))
    assert status(before).startswith("Đang lấy ý kiến Sắp hết hạn góp ý")
    assert comment_shown(before)
    assert status(after).startswith("Đang tổng hợp, tiếp thu ý kiến")
    assert not comment_shown(after)
    assert "Thời hạn góp ý đã kết thúc:" in status(after)
    assert not after.xpath("//*[@href='#gop-y']")


def test_an_earlier_closing_date_stays_with_its_reason(
    site: Site, library: dict[str, Record]
) -> None:
    record = library[EXTENDED]
    change = record.draft.rounds[0].deadline_changes[0]
    page = page_of(site, record)
    assert text(page, "//s") == "hết ngày 15/11/2026"
    assert f"Gia hạn ngày {date_vi(change.decided.day)}: {change.reason}" in status(page)
    assert "Góp ý đến hết ngày 02/12/2026" in status(page)


def test_an_extension_is_silent_until_it_is_put_out(site: Site, library: dict[str, Record]) -> None:
    record = library[OPEN]
    later = DeadlineChange.model_validate(
        {
            "closes": "2027-01-15",
            "reason": "Bí mật",
            "decided": "2026-11-20",
            "published": "2026-11-30T09:00+07:00",
        }
    )
    round_ = record.draft.rounds[0].model_copy(update={"deadline_changes": (later,)})
    record = changed(record, rounds=(round_,))
    assert "15/01/2027" not in text(page_of(site, record), "//body")
    assert "Bí mật" not in text(page_of(site, record), "//body")
    later_page = page_of(at(site, 2026, 11, 30, 9, 0), record)
    assert "Góp ý đến hết ngày 15/01/2027" in status(later_page)
    assert text(later_page, "//s") == "hết ngày 10/12/2026"


def test_figures_appear_with_the_answer_and_not_before(
    site: Site, library: dict[str, Record]
) -> None:
    record = library[ANSWERED]
    outcome = record.draft.rounds[-1].outcome
    assert outcome is not None
    assert outcome.answered is not None
    figures = text(page_of(site, record), "//*[contains(@class, 'dt-figures')]")
    assert figures == (
        f"{outcome.accepted} được tiếp thu {outcome.partly} được tiếp thu một phần "
        f"{outcome.kept} giữ nguyên dự thảo, có nêu lý do"
    )
    assert not page_of(at(site, 2026, 9, 5, 8, 0), record).xpath("//*[@id='ket-qua']")


def test_the_bar_of_figures_fills_its_width(site: Site, library: dict[str, Record]) -> None:
    bars = page_of(site, library[ANSWERED]).xpath("//*[@class='dt-bar']/*")
    ends = [float(bar.get("x")) + float(bar.get("width")) for bar in bars]
    assert [float(bar.get("x")) for bar in bars] == pytest.approx([0, *ends[:-1]], abs=0.02)
    assert ends[-1] == pytest.approx(100, abs=0.02)


def test_a_withdrawn_draft_says_why_and_takes_no_comments(
    site: Site, library: dict[str, Record]
) -> None:
    record = library[WITHDRAWN]
    assert record.draft.withdrawn is not None
    page = page_of(site, record)
    assert status(page).startswith("Đã rút dự thảo")
    assert record.draft.withdrawn.reason in status(page)
    assert "Hạn góp ý đã công bố:" in status(page)
    assert not comment_shown(page)


def test_what_is_to_come_is_ready_for_the_browser(site: Site, library: dict[str, Record]) -> None:
    page = page_of(site, library[UPCOMING])
    assert "Lấy ý kiến từ ngày 27/11/2026 đến hết ngày 22/12/2026" in status(page)
    assert not comment_shown(page)
    (artifact,) = draft_page.DraftPage().for_record(site, library[UPCOMING])
    document = lxml.html.fromstring(artifact.render().decode())
    assert document.xpath("//section[@class='dt-act']/@data-span") == ["1795712400-1797958800"]


def test_the_timeline_has_one_now_between_past_and_future(
    site: Site, library: dict[str, Record]
) -> None:
    for record in library.values():
        steps = page_of(site, record).xpath("//ol[contains(@class, 'dt-line')]/li/@class")
        kinds = [step.removeprefix("dt-line--") for step in steps]
        assert kinds == sorted(kinds, key=["past", "now", "future"].index), record.id
        assert kinds.count("now") == 1, record.id


def test_the_timeline_tells_nothing_of_the_chain_twice(
    site: Site, library: dict[str, Record]
) -> None:
    page = page_of(site, library[OPEN])
    future = [
        " ".join(li.text_content().split()) for li in page.xpath("//li[@class='dt-line--future']")
    ]
    assert future[0].startswith("14:00 ngày 26/11/2026 Đối thoại: ")
    assert future[1] == "Hết ngày 10/12/2026 Hết hạn góp ý"
    assert future[-2:] == ["Ban hành", "Có hiệu lực"]
    done = page_of(site, library["ht-2026-013"])
    assert not done.xpath("//li[@class='dt-line--future']")


def test_every_channel_can_be_used(site: Site, library: dict[str, Record]) -> None:
    comment = Comment.model_validate(
        {
            "form_url": "https://forms.example/f?x=1",
            "email": "a@b.example",
            "phone": "0239 000 0001",
            "postal_address": "Số 1",
            "in_person": "Bộ phận một cửa",
            "prefill": {"id": "entry.7"},
        }
    )
    page = page_of(site, changed(library[OPEN], comment=comment))
    urls = page.xpath("//*[contains(@class, 'dt-channels')]//@href")
    assert urls[0] == f"https://forms.example/f?x=1&entry.7={OPEN.upper()}"
    assert urls[1].startswith("mailto:a@b.example?subject=G%C3%B3p%20%C3%BD")
    assert OPEN.upper() in urls[1]
    assert urls[2] == "tel:02390000001"
    channels = text(page, "//*[contains(@class, 'dt-channels')]")
    assert "Mở biểu mẫu tại forms.example" in channels
    assert "Bộ phận một cửa" in channels


def test_a_draft_without_channels_names_its_agencys(site: Site, library: dict[str, Record]) -> None:
    record = changed(library[OPEN], comment=None)
    agency = site.registers.agencies[record.draft.lead_agency]
    assert agency.contact.email
    assert comment_shown(page_of(site, record))
    assert agency.contact.email in text(page_of(site, record), "//*[@class='dt-act']")


def test_a_comparison_can_be_read_as_cards(site: Site, library: dict[str, Record]) -> None:
    page = page_of(site, library[OPEN])
    (table,) = page.xpath("//table[contains(@class, 'dt-table')]")
    heads = [th.text_content() for th in table.xpath(".//th")]
    assert heads == ["Nội dung", "Quy định hiện hành", "Dự thảo", "Ai bị ảnh hưởng"]
    for row in table.xpath(".//tbody/tr"):
        assert row.xpath("./td/@data-label") == heads
    roles = {element.tag: element.get("role") for element in table.iter() if element.get("role")}
    assert roles == {
        "thead": "rowgroup",
        "tbody": "rowgroup",
        "tr": "row",
        "th": "columnheader",
        "td": "cell",
    } | {"table": "table"}


@pytest.mark.parametrize(
    "evil",
    [
        '"><script>alert(1)</script>',
        "</title><script>1</script>",
        "{{ 7*7 }} ~/ <!-- duthao: main -->",
    ],
)
def test_words_of_a_record_stay_words(site: Site, library: dict[str, Record], evil: str) -> None:
    record = changed(library[OPEN], short_title=evil, title=evil, summary=evil)
    page = page_of(site, record)
    assert len(page.xpath("//script")) == len(page_of(site, library[OPEN]).xpath("//script"))
    assert text(page, "//h1") == evil
    assert page.xpath("//meta[@name='description']/@content") == [evil]
    (card,) = lxml.html.fragments_fromstring(lists.card(site, record))
    assert text(card, ".//h3") == evil


def test_a_fence_left_open_swallows_no_other_section(
    site: Site, library: dict[str, Record]
) -> None:
    record = library[OPEN]
    first, *rest = record.body.sections
    broken = replace(
        record, body=replace(record.body, sections=(replace(first, markdown="```\nmở"), *rest))
    )
    page = page_of(site, broken)
    assert text(page, "//section[@aria-labelledby='su-can-thiet-ban-hanh']//code").strip() == "mở"
    assert page.xpath("//table[contains(@class, 'dt-table')]")


def test_two_rounds_are_told_apart(site: Site, library: dict[str, Record]) -> None:
    assert "Đợt 2: lấy ý kiến về dự thảo" in text(page_of(site, library[TWO_ROUNDS]), "//dl")


def test_demonstration_data_is_marked_everywhere(site: Site, library: dict[str, Record]) -> None:
    for record in library.values():
        shown = "Dữ liệu minh họa" in status(page_of(site, record))
        assert shown == record.draft.demo == ("Dữ liệu minh họa" in lists.card(site, record))


def test_what_other_outputs_offer_stands_on_the_page(
    site: Site, library: dict[str, Record]
) -> None:
    page = page_of(site, library[OPEN])
    links = page.xpath("//*[contains(@class, 'dt-outputs')]//@href | //@data-hear")
    assert f"../../du-thao/{OPEN}/rss.xml" in links
    assert f"../../d/{OPEN}/" in links
    for output in discovery.chosen():
        for group, _, path, _ in output.page_links(site, library[OPEN]):
            elsewhere = group == "image" or group.startswith((IN_LANGUAGE, TO_AUDIENCE))
            assert elsewhere or f"../../{path}" in links, output.name


# ---- lists


@pytest.fixture(scope="module")
def full(site: Site, library: dict[str, Record]) -> Site:
    return replace(site, summaries=list_summaries(site, library))


@pytest.fixture(scope="module")
def listed(full: Site) -> dict[str, Any]:
    return made_by(lists.Lists(), full)


def ids_in(page: Any) -> list[str]:
    elements = page.xpath("//*[@class='dt-card__title' or @class='dt-entry__title']/a/@href")
    return [re.sub(r".*du-thao/([^/]+)/$", r"\1", url) for url in elements]


def test_the_list_of_all_holds_every_draft_once(
    listed: dict[str, Any], library: dict[str, Record]
) -> None:
    assert sorted(ids_in(listed[f"{ALL}index.html"])) == sorted(library)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_lists_by_state_hold_what_they_say(full: Site, listed: dict[str, Any], name: str) -> None:
    page = listed[f"{LISTS[name]}index.html"]
    expected = {summary.id for summary in listing.members(full.summaries, name)}
    assert set(ids_in(page)) == expected
    assert text(page, "//*[@class='dt-filters']//*[@aria-current]").endswith(str(len(expected)))


def test_what_closes_first_stands_first(listed: dict[str, Any]) -> None:
    assert ids_in(listed[f"{LISTS['open']}index.html"]) == [SOON, EXTENDED, TWO_ROUNDS, OPEN]


def test_a_commune_sees_its_own_and_what_it_can_still_comment_on(listed: dict[str, Any]) -> None:
    page = listed["dia-ban/vung-ang/index.html"]
    assert sorted(ids_in(page)) == sorted([OPEN, SOON, TWO_ROUNDS, UPCOMING])
    assert page.xpath("//*[@class='dt-more']//@href") == ["../../dia-ban/ha-tinh/"]
    assert ids_in(listed["dia-ban/son-kim-1/index.html"]).count(TIMED) == 1, (
        "its own stays when it is over"
    )


def test_a_successors_list_holds_its_predecessors_drafts(listed: dict[str, Any]) -> None:
    former, heir = (
        listed[f"co-quan/{key}/index.html"]
        for key in ("so-thong-tin-va-truyen-thong", "so-khoa-hoc-va-cong-nghe")
    )
    assert ids_in(former) == ["ht-2023-001"]
    assert "ht-2023-001" in ids_in(heir)
    assert "Sở Thông tin và Truyền thông" in text(heir, "//*[contains(@class, 'dt-card')]"), (
        "labelled"
    )
    assert former.xpath("//*[@class='dt-more']//@href") == [
        "../../co-quan/so-khoa-hoc-va-cong-nghe/"
    ]


def test_every_key_of_the_registers_has_a_list_and_is_counted_right(
    full: Site, listed: dict[str, Any]
) -> None:
    for path, index in made_by(indexes.Indexes(), full).items():
        folder = path.removesuffix("index.html")
        entries = index.xpath("//*[@data-entry]")
        assert len(entries) == len(
            [p for p in listed if p.startswith(folder) and p.count("/") == 2]
        ), path
        for entry in entries:
            page = listed[entry.xpath("./a/@href")[0].removeprefix("../") + "index.html"]
            for changes in page.xpath("//section[@aria-labelledby='thay-doi']"):
                changes.drop_tree()  # what they change stands before the list
            assert f"{len(ids_in(page))} dự thảo" in text(entry, "./small")


def test_a_long_list_is_cut_into_pages(full: Site) -> None:
    (summary,) = [summary for summary in full.summaries if summary.id == "ht-2026-013"]
    many = tuple(
        Summary(summary.fields._replace(id=f"ht-{n:04}"), summary.store, summary.first)
        for n in range(120)
    )
    paths = {
        artifact.path: artifact
        for artifact in lists.Lists().for_site(replace(full, summaries=many))
        if artifact.path.startswith(ALL)
    }
    assert sorted(paths) == [
        f"{ALL}index.html",
        f"{ALL}trang/2/index.html",
        f"{ALL}trang/3/index.html",
    ]
    second = lxml.html.fromstring(paths[f"{ALL}trang/2/index.html"].render().decode())
    assert len(ids_in(second)) == 50
    assert second.xpath("//*[@rel='prev']/@href") == ["../../../du-thao/"]
    assert second.xpath("//*[@rel='next']/@href") == ["../../../du-thao/trang/3/"]
    assert text(second, "//*[@class='dt-pages']//*[@aria-current]") == "2"
    assert second.xpath("//link[@rel='canonical']/@href") == [full.links.absolute(f"{ALL}trang/2/")]


def test_a_list_is_rendered_again_when_a_summary_in_it_changed_and_only_then(full: Site) -> None:
    before = {artifact.path: artifact.cache_key for artifact in lists.Lists().for_site(full)}
    (old,) = [summary for summary in full.summaries if summary.id == TIMED]
    digests = {**old.fields.snippet_digests, listing.CARDS: "changed"}
    new = Summary(old.fields._replace(snippet_digests=digests), old.store, old.first)
    after = {
        artifact.path: artifact.cache_key
        for artifact in lists.Lists().for_site(
            replace(full, summaries=tuple(new if c is old else c for c in full.summaries))
        )
    }
    moved = {path for path, needs in after.items() if before[path] != needs}
    assert "dia-ban/son-kim-1/index.html" in moved
    assert f"{ALL}index.html" in moved
    assert "dia-ban/vung-ang/index.html" not in moved


# ---- pages written by hand


def test_the_home_page_shows_what_is_open_soonest_first(full: Site) -> None:
    home = made_by(content_pages.ContentPages(), full)["index.html"]
    assert ids_in(home)[:4] == [SOON, EXTENDED, TWO_ROUNDS, OPEN]
    assert text(home, "//*[contains(@class, 'dt-counts')]/li[@data-state='open']//b") == "4"
    assert "duthao:" not in lxml.html.tostring(home, encoding="unicode")


def test_the_handbooks_tables_are_made_from_the_code(full: Site) -> None:
    made = made_by(content_pages.ContentPages(), full)
    fields = set(made["so-tay/truong-du-lieu/index.html"].xpath("//td/code/text()"))
    assert {
        "short_title",
        "rounds[].deadline_changes[].reason",
        "translations{}.reviewer",
    } <= fields
    assert "closes-before-opens" in made["so-tay/quy-tac/index.html"].xpath("//td/code/text()")

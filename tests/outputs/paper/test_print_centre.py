"""The print centre, the page for screens and the pictures: what stands in them, and that they say it in time."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import zxingcpp
from PIL import Image

from duthao import clock
from duthao.domain.draft_parts.dossier_documents import DeadlineChange
from duthao.outputs.data import record_json
from duthao.outputs.paper import (
    bundles,
    comparison_picture,
    handout,
    pictures,
    print_centre,
    short_messages,
)
from duthao.outputs.shared import sheet
from duthao.outputs.shared.listing import own_drafts
from duthao.outputs.site import Site
from duthao.outputs.web import draft_page, screens
from duthao.records.record import Record
from tests.pdf_text import Printed
from tests.province_site import records_of, site_without_summaries
from tests.summaries import summary_of

OPEN, WITHDRAWN, UPCOMING, ANSWERED = "ht-2026-002", "ht-2026-015", "ht-2026-006", "ht-2026-001"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_without_summaries(tmp_path_factory.mktemp("printing") / "root")


@pytest.fixture(scope="module")
def library(site: Site) -> dict[str, Record]:
    return records_of(site)


def filled(site: Site, library: dict[str, Record]) -> Site:
    """The site with a summary of every record."""
    summaries = (
        summary_of(site, record, screens.Screens(), print_centre.PrintCentre(), bundles.Bundles())
        for record in library.values()
    )
    return replace(site, summaries=tuple(summaries))


@pytest.fixture(scope="module")
def full(site: Site, library: dict[str, Record]) -> Site:
    return filled(site, library)


@pytest.fixture(scope="module")
def centre(full: Site) -> dict[str, Any]:
    return planned(full)


def planned(site: Site) -> dict[str, Any]:
    """The pages and bundles of the print centre, by path."""
    outputs = (print_centre.PrintCentre(), bundles.Bundles())
    return {artifact.path: artifact for output in outputs for artifact in output.for_site(site)}


def page(part: Any) -> Any:
    return lxml.html.fromstring(part.render().decode())


def open_ids(full: Site) -> list[str]:
    return [summary.id for summary in full.summaries if summary.fields.state == "open"]


# ---- the print centre


def headings(centre_page: Any) -> dict[str, list[str]]:
    """Heading → the drafts that stand under it now, by the addresses of their pages."""
    return {
        section.xpath("string(h2/text())"): [
            link.split("/")[-2]
            for link in section.xpath("ul[@class='dt-plain dt-entries']/li[not(@hidden)]/a/@href")
        ]
        for section in centre_page.xpath("//section[ul]")
    }


def test_the_page_begins_with_what_is_to_be_done_today(full: Site, centre: dict[str, Any]) -> None:
    """At the instant of the build, 2026-11-22: new is what opened, or has another deadline, since the 15th."""
    under = headings(page(centre["in/index.html"]))
    assert list(under)[:2] == ["Cần niêm yết", "Cần gỡ"]
    assert set(under["Cần niêm yết"]) | set(under["Đang niêm yết"]) <= set(open_ids(full))
    everywhere: dict[str, set[str]] = {}
    for path, part in centre.items():
        if path.endswith(".html"):
            for heading, ids in headings(page(part)).items():
                everywhere.setdefault(heading, set()).update(ids)
    assert everywhere["Cần niêm yết"] | everywhere["Đang niêm yết"] == set(open_ids(full))
    assert not everywhere["Cần niêm yết"] & everywhere["Đang niêm yết"]
    for summary in full.summaries:
        fields = summary.fields
        if fields.state == "open" and (fields.opens or 0) > full.now.timestamp() - 7 * 86400:
            assert summary.id in everywhere["Cần niêm yết"]


def test_what_is_new_names_every_sheet(site: Site, library: dict[str, Record]) -> None:
    """Texts to be copied are on the draft's page. `ht-2026-002` opened on 09/11/2026 for three communes."""
    here = filled(replace(site, now=clock.now("2026-11-10")), library)
    commune = page(planned(here)["in/vung-ang/index.html"])
    assert headings(commune)["Cần niêm yết"] == [OPEN]
    links = set(commune.xpath("//section//li/a/@href"))
    for group, _, path, _ in print_centre.PrintCentre().page_links(here, library[OPEN]):
        assert (f"../../{path}" in links) is (group == "print"), path


def test_a_new_deadline_is_new_for_a_week(site: Site, library: dict[str, Record]) -> None:
    record = library[OPEN]
    (round_,) = record.draft.rounds
    change = DeadlineChange.model_validate(
        {
            "closes": str(round_.closes.day + timedelta(days=9)),
            "reason": "Thêm thời gian.",
            "decided": "2026-11-20",
        }
    )
    later = record.draft.model_copy(
        update={"rounds": (round_.model_copy(update={"deadline_changes": (change,)}),)}
    )
    for now, heading in (("2026-11-26", "Cần niêm yết"), ("2026-11-27", "Đang niêm yết")):
        here = filled(replace(site, now=clock.now(now)), {OPEN: replace(record, draft=later)})
        pages = [page(part) for path, part in planned(here).items() if path.endswith(".html")]
        assert OPEN in {i for p in pages for i in headings(p)[heading]}, now


def test_every_place_has_a_page(full: Site, centre: dict[str, Any]) -> None:
    assert {path for path in centre if path.endswith(".html")} == {
        "in/index.html",
        *(f"in/{key}/index.html" for key in full.registers.places),
    }
    links = page(centre["in/index.html"]).xpath("//li[@data-entry]/a/@href")
    assert links == [
        f"../in/{key}/"
        for key in sorted(
            set(full.registers.places) - {full.settings.province.key},
            key=[link.split("/")[2] for link in links].index,
        )
    ]


def test_a_bundle_holds_a_places_own_and_pages_lead_to_the_provinces(
    full: Site, centre: dict[str, Any]
) -> None:
    home = full.settings.province.key
    own = own_drafts(
        full.registers, [summary for summary in full.summaries if summary.fields.state == "open"]
    )
    assert {path for path in centre if path.endswith(".pdf")} == {
        "in/bo.pdf",
        *(f"in/{key}/bo.pdf" for key, drafts in own.items() if drafts),
    }
    assert {summary.id for drafts in own.values() for summary in drafts} == set(open_ids(full))
    narrow = [key for key, drafts in own.items() if drafts and key != home]
    assert narrow and own[home]
    for key in own:
        links = page(centre[f"in/{key}/index.html"]).xpath("//a[contains(@href,'bo.pdf')]")
        said = {a.get("href").replace("../", ""): a.text_content() for a in links}
        want = {f"in/{home}/bo.pdf": f"Gói chung toàn tỉnh ({len(own[home])} dự thảo)"}
        if key in narrow:
            name = full.registers.places[key].name
            want[f"in/{key}/bo.pdf"] = f"Gói của {name} ({len(own[key])} dự thảo)"
        assert said == want


def test_a_bundle_changes_with_its_own_papers_only(
    site: Site, library: dict[str, Record], full: Site, centre: dict[str, Any]
) -> None:
    """Not when the same drafts are about to close, and not when another place has a draft more."""
    soon = filled(replace(site, now=site.now + timedelta(hours=1)), library)
    keys = {path: part.cache_key for path, part in planned(soon).items() if path.endswith(".pdf")}
    assert keys == {path: centre[path].cache_key for path in keys}
    home = full.settings.province.key
    gone = next(
        summary.id
        for summary in full.summaries
        if summary.fields.state == "open" and home not in summary.fields.places
    )
    fewer = planned(replace(full, summaries=tuple(s for s in full.summaries if s.id != gone)))
    assert fewer[f"in/{home}/bo.pdf"].cache_key == centre[f"in/{home}/bo.pdf"].cache_key
    assert centre["in/bo.pdf"].cache_key == centre[f"in/{home}/bo.pdf"].cache_key


def test_the_bundle_is_tagged_numbered_anew_and_holds_both_papers_of_each(
    full: Site, centre: dict[str, Any]
) -> None:
    content = centre["in/bo.pdf"].render()
    paper = Printed(content)
    with paper.pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == (
            "2",
            "A",
            "1",
        )
    assert bool(paper.pdf.Root.MarkInfo.Marked)
    squeezed = paper.text
    for summary in full.summaries:
        wide = full.settings.province.key in summary.fields.places
        held = squeezed.count(f"Mã: {summary.id.upper()}")
        assert held >= 2 if wide and summary.fields.state == "open" else held == 0
    marks = [run.page for run in paper.runs if run.text == "Dữ liệu minh họa"]
    assert marks == sorted(set(marks)), "a mark stands once on a page"
    assert len(marks) == len(paper.pdf.pages)
    numbers = [run.text for run in paper.runs if run.text.isdigit() and run.y < 20]
    assert set(numbers) <= {"2", "3"}
    assert centre["in/bo.pdf"].render() == content


def test_nothing_is_bundled_without_print_or_without_anything_open(full: Site) -> None:
    for quiet in (replace(full, printed=False), replace(full, summaries=())):
        assert not list(bundles.Bundles().for_site(quiet))
        for part in print_centre.PrintCentre().for_site(quiet):
            assert "bo.pdf" not in part.render().decode()


def test_hanging_paper_of_a_withdrawn_draft_is_called_in_until_its_deadline(
    site: Site, library: dict[str, Record]
) -> None:
    """`ht-2026-015` takes opinions until 01/10/2026; here it is withdrawn on 10/09."""
    was = library[WITHDRAWN].draft
    assert was.withdrawn is not None
    early = was.withdrawn.model_copy(update={"at": clock.parse("2026-09-10"), "published": None})
    record = replace(library[WITHDRAWN], draft=was.model_copy(update={"withdrawn": early}))

    def told(now: str) -> dict[str, Any]:
        there = replace(site, now=clock.now(now))
        return {
            **print_centre.PrintCentre().snippets(there, record),
            **bundles.Bundles().snippets(there, record),
        }

    shown = told("2026-09-30")
    assert "thay-the.pdf" in shown[print_centre.COMING_DOWN]
    assert "Gỡ mọi bản in" in shown[print_centre.COMING_DOWN]
    assert shown[print_centre.NEW] == shown[print_centre.HANGING] == ""
    assert shown[bundles.PAPERS] is None
    after = told("2026-10-02")[print_centre.COMING_DOWN]
    assert "Gỡ mọi bản in" not in after and "Đã rút" in after
    assert told("2026-10-09")[print_centre.COMING_DOWN] == ""


def test_the_drafts_page_offers_what_there_is(site: Site, library: dict[str, Record]) -> None:
    for record_id in (OPEN, ANSWERED, WITHDRAWN):
        record = library[record_id]
        artifacts = {
            part.path
            for module in (handout.Handouts(), pictures.Pictures())
            for part in module.for_record(site, record)
        }
        offered = {
            path
            for module in (print_centre.PrintCentre(), pictures.Pictures())
            for _, _, path, _ in module.page_links(site, record)
        }
        assert artifacts <= offered
        (part,) = draft_page.DraftPage().for_record(site, record)
        image = page(part).xpath("//meta[@property='og:image']/@content")
        assert image == [site.links.absolute(site.links.draft(record_id, "the.png"))]


def test_the_centre_changes_with_its_summaries_only(full: Site, centre: dict[str, Any]) -> None:
    again = {path: artifact.cache_key for path, artifact in planned(full).items()}
    assert again == {path: artifact.cache_key for path, artifact in centre.items()}
    fewer = replace(full, summaries=tuple(c for c in full.summaries if c.id != open_ids(full)[0]))
    assert planned(fewer)["in/index.html"].cache_key != again["in/index.html"]


# ---- pictures


@pytest.mark.parametrize(
    ("name", "size"), [("the.png", (1200, 630)), ("man-hinh.png", (1920, 1080))]
)
def test_pictures_have_their_size_and_the_same_bytes(
    site: Site, library: dict[str, Record], name: str, size: tuple[int, int]
) -> None:
    (artifact,) = [
        p for p in pictures.Pictures().for_record(site, library[OPEN]) if p.path.endswith(name)
    ]
    content = artifact.render()
    assert Image.open(io.BytesIO(content)).size == size
    assert artifact.render() == content


def test_the_slide_is_scanned_from_the_screen(site: Site, library: dict[str, Record]) -> None:
    (artifact,) = [
        p
        for p in pictures.Pictures().for_record(site, library[OPEN])
        if p.path.endswith("man-hinh.png")
    ]
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(artifact.render())).resize((960, 540)))
    assert code.text == site.links.absolute(site.links.short(OPEN))


def test_a_slide_is_there_only_while_it_is_true_and_a_card_always(
    site: Site, library: dict[str, Record]
) -> None:
    for record in library.values():
        names = {Path(p.path).name for p in pictures.Pictures().for_record(site, record)}
        current = site.view(record).state in ("open", "upcoming") and site.view(record).closes
        assert names == ({"the.png", "man-hinh.png"} if current else {"the.png"})
    assert list(pictures.Pictures().for_record(replace(site, printed=False), library[OPEN])) == []


def test_what_changes_is_drawn_whole_or_counted(site: Site, library: dict[str, Record]) -> None:
    """As many rows as fit stand there in the record's words; the code leads to the draft."""
    record = library[OPEN]
    (artifact,) = comparison_picture.ComparisonPicture().for_record(site, record)
    picture = Image.open(io.BytesIO(artifact.render()))
    assert picture.size == (1080, 1350)
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == site.links.absolute(site.links.short(OPEN))
    data = comparison_picture.comparison_picture(site, record, site.view(record))
    rows = sheet.changes(record)
    assert [row["draft"] for row in data["rows"]] == [row["draft"] for row in rows[:4]]
    assert data["others"] == max(0, len(rows) - 4)


def test_a_comparison_is_drawn_only_while_opinions_are_or_will_be_taken(
    site: Site, library: dict[str, Record]
) -> None:
    drawn = set()
    for record in library.values():
        made = list(comparison_picture.ComparisonPicture().for_record(site, record))
        view = site.view(record)
        assert bool(made) == bool(
            view.closes and sheet.takes_comments(site, view) and sheet.changes(record)
        ), record.id
        drawn.add(bool(made))
    assert drawn == {True, False}


def test_a_long_row_is_never_cut(site: Site, library: dict[str, Record]) -> None:
    """Where not one row fits whole the subjects stand there, and the picture is still of its size."""
    record = library[OPEN]
    (artifact,) = comparison_picture.ComparisonPicture().for_record(site, record)
    data = comparison_picture.comparison_picture(site, record, site.view(record))
    long = {**data["rows"][0], "draft": "một đoạn rất dài của dự thảo " * 60}

    def drawn(others: int) -> bytes:
        filled = {**data, "rows": [long] * 4, "others": others}
        return sheet.sheet_artifact(site, record, comparison_picture.FILE, filled).render()

    assert Image.open(io.BytesIO(drawn(0))).size == (1080, 1350)
    assert (
        len({drawn(0), drawn(2), drawn(3), artifact.render()}) == 4
    )  # how many more there are is said


def test_a_card_bears_the_drafts_name_while_it_is_news(
    site: Site, library: dict[str, Record]
) -> None:
    """`ht-2026-001`: opened on 03/08/2026, closed on 03/09, summary on 14/09, answer on 25/09."""
    record = library[ANSWERED]
    for now, own in (
        ("2026-09-03", True),
        ("2026-09-05", True),
        ("2026-09-14", True),
        ("2026-10-24", True),
        ("2026-10-26", False),
    ):
        there = replace(site, now=clock.now(f"{now}T08:00+07:00"))
        assert sheet.is_news(there, record) is own, now
        (data,) = record_json.RecordJson().for_record(there, record)
        groups = {link["group"] for link in json.loads(data.render())["links"]}
        assert ("image" in groups) is own, now


def test_drafts_in_the_same_state_share_a_card(site: Site, library: dict[str, Record]) -> None:
    def key(record: Record) -> str:
        (artifact,) = pictures.Pictures().for_record(site, record)
        assert artifact.content_key is not None
        return artifact.content_key()

    over = [r for r in library.values() if not sheet.is_news(site, r)]
    standing = {(site.view(r).state, r.draft.demo) for r in over}
    assert len(over) > len(standing) == len({key(record) for record in over})
    data = pictures.shared_card(site, library[ANSWERED], site.view(library[ANSWERED]))
    assert data["headline"] == "Đã công bố tiếp thu, giải trình"
    assert library[ANSWERED].draft.short_title not in str(data)
    assert ANSWERED not in str(data)


@pytest.mark.parametrize(
    "text", ["#panic(1) *x* $a$ <b>", "W" * 90, "Quy định " * 10, "a/b@c.d" * 12]
)
def test_any_headline_makes_a_picture(site: Site, library: dict[str, Record], text: str) -> None:
    record = library[OPEN]
    hostile = replace(record, draft=record.draft.model_copy(update={"short_title": text[:90]}))
    for artifact in pictures.Pictures().for_record(site, hostile):
        picture = Image.open(io.BytesIO(artifact.render())).convert("L")
        right = picture.crop((picture.width - 40, 30, picture.width, picture.height))
        assert min(right.tobytes()) > 200, "ink in the margin"


# ---- the page for screens


def shown_pages(full: Site) -> Iterator[tuple[str, Any]]:
    for artifact in screens.Screens().for_site(full):
        yield artifact.path, page(artifact)


def test_screens_show_what_is_open_and_load_nothing_from_elsewhere(full: Site) -> None:
    pages_by_path = dict(shown_pages(full))
    assert set(pages_by_path) == {
        "man-hinh/index.html",
        *(f"man-hinh/{key}/index.html" for key in full.registers.places),
    }
    screen = pages_by_path["man-hinh/index.html"]
    slides = screen.xpath("//*[@data-slide][not(@hidden)]")
    assert len(slides) == len(open_ids(full))
    assert all(
        re.fullmatch(r"-\d+", slide.get("data-slide"))
        and slide.xpath(".//*[@role='img']/@aria-label")
        for slide in slides
    )
    assert screen.xpath("//script/@src | //link[@rel='stylesheet']/@href") == [
        "../assets/screen.css",
        "../assets/clock.js",
        "../assets/screen.js",
        "../offline.js",
    ]
    assert not screen.xpath("//img | //iframe")
    for record_id in open_ids(full):
        assert f"d/{record_id}".replace("/", "") in "".join(
            screen.xpath("//*[@class='slide__address']//text()")
        ).replace("/", "").replace(" ", "")


def test_a_screen_without_anything_open_says_so(full: Site) -> None:
    (_, empty), *_ = shown_pages(replace(full, summaries=()))
    assert not empty.xpath("//*[@data-none]/@hidden")
    assert empty.xpath("//*[@data-none]//h2")


def test_words_of_a_record_stay_words_on_a_screen(site: Site, library: dict[str, Record]) -> None:
    record = library[OPEN]
    evil = replace(
        record, draft=record.draft.model_copy(update={"short_title": "<script>x</script>"})
    )
    assert screens.slides(site, evil)
    assert not [s for s in screens.slides(site, evil) if "<script>x" in s.html]
    shown = print_centre.PrintCentre().snippets(site, evil)
    assert not [name for name, html in shown.items() if "<script>x" in str(html)]


def test_the_clock_of_a_sample_is_stopped_on_the_screen(full: Site) -> None:
    (_, live), *_ = shown_pages(full)
    assert live.xpath("//body/@data-as-of") == []
    sample = replace(
        full,
        settings=full.settings.model_copy(
            update={"sample": True, "as_of": "2026-11-22T08:00+07:00"}
        ),
    )
    (_, still), *_ = shown_pages(sample)
    assert clock.parse(still.xpath("//body/@data-as-of")[0]).start == full.now


# ---- messages


@pytest.mark.parametrize(
    ("length", "count"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (300, 5)]
)
def test_sms_are_counted_as_networks_count_them(length: int, count: int) -> None:
    assert short_messages.parts("đ" * length) == count

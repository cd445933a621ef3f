"""What machines and announcers are given beside the plain text: SSML, and paper in large letters."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from duthao.outputs.loudspeaker import draft_scripts, script_kinds, scripts, scripts_sheet, ssml
from duthao.outputs.site import Site
from duthao.records import record_reader
from duthao.records.record import Record
from tests.conftest import PROVINCE
from tests.loudspeaker_scripts import ANSWERED, EVERY, OPEN, at_answer, edited, record_of, site_of
from tests.pdf_text import Printed

NS = {"s": "http://www.w3.org/2001/10/synthesis"}
IN_P = {f"{{{NS['s']}}}{name}" for name in ("s", "break")}
RELEASED = (
    "radio:\n  released:\n    by: Văn phòng Ban Quản lý Khu kinh tế tỉnh\n    date: 2026-11-09\n"
)


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A copy of one open record with the registers, to be edited."""
    for folder in ("_registers", OPEN):
        (tmp_path / "drafts" / folder).mkdir(parents=True)
        for path in (PROVINCE / "drafts" / folder).iterdir():
            (tmp_path / "drafts" / folder / path.name).write_bytes(path.read_bytes())
    return tmp_path


@EVERY
def test_ssml_is_well_formed_and_says_what_the_text_says(site: Site, record: Record) -> None:
    artifacts = {
        artifact.path.rpartition("/")[2]: artifact
        for artifact in draft_scripts.DraftScripts().for_record(site, record)
        if not artifact.content_key
    }
    for script in scripts.compose(site, record).texts:
        speak = etree.fromstring(artifacts[script.file.replace(".txt", ".ssml")].render())
        assert (
            speak.tag,
            speak.get("version"),
            speak.get("{http://www.w3.org/XML/1998/namespace}lang"),
        ) == (f"{{{NS['s']}}}speak", "1.1", "vi")
        assert all(child.tag in IN_P for child in speak.iterfind("s:p/*", NS))
        spoken = [" ".join("".join(s.itertext()).split()) for s in speak.iterfind(".//s:s", NS)]
        assert spoken == [line for line in script.text.split("\n") if line]
        pauses = (
            sum(int(b.get("time").removesuffix("ms")) for b in speak.iterfind(".//s:break", NS))
            / 1000
        )
        assert pauses == pytest.approx(
            script.seconds - 60 * script.syllables / site.settings.speech.rate
        )


@EVERY
def test_the_deadline_is_said_slowly(site: Site, record: Record) -> None:
    made, until = scripts.compose(site, record), scripts.until(site, record)
    for script in made.texts:
        for line in (
            line
            for group in ssml.sentence_groups(ssml.slow_phrases(made), script)
            for line in group
        ):
            assert line.slow or until not in " ".join(line.senses)


def paper(site: Site, record: Record) -> Printed:
    artifact = next(
        artifact
        for artifact in draft_scripts.DraftScripts().for_record(site, record)
        if artifact.path.endswith("/loa/loa.pdf")
    )
    assert artifact.content_key
    return Printed(artifact.render())


def test_the_paper_holds_every_word_in_large_letters_with_its_marks() -> None:
    site, record = site_of(PROVINCE), record_of(PROVINCE, OPEN)
    printed, made = paper(site, record), scripts.compose(site, record)
    letters = "".join(r.text for r in printed.runs if r.size == 18).replace(" ", "")
    for script in made.texts:
        spoken = "".join(script.text.split())
        assert spoken in letters, script.file
        assert f"{script.syllables} âm tiết · tốc độ 170 âm tiết một phút" in printed.text
    assert printed.text.count("[ngắt]") == sum(
        len(ssml.sentence_groups(ssml.slow_phrases(made), script)) for script in made.texts
    )
    assert (
        printed.text.count("[đọc") >= 2 * len(made.texts)
        and "Loại tin: Thông thường" in printed.text
    )


def test_a_sense_group_that_fits_stands_on_one_line() -> None:
    site, record = site_of(PROVINCE), record_of(PROVINCE, OPEN)
    printed, made = paper(site, record), scripts.compose(site, record)
    rows: dict[tuple[int, int], str] = {}
    for run in printed.runs:
        if run.size == 18:
            rows[run.page, round(run.y)] = rows.get((run.page, round(run.y)), "") + run.text
    page = [row.replace(" ", "") for row in rows.values()]
    short = [
        sense
        for script in made.texts
        for group in ssml.sentence_groups(ssml.slow_phrases(made), script)
        for line in group
        for sense in line.senses
        if len(sense) < 40
    ]
    assert len(short) > 40
    assert [
        sense for sense in short if not any(sense.replace(" ", "") in row for row in page)
    ] == []
    assert max(run.end for run in printed.runs if run.size == 18) <= 194.1


def test_the_stamp_lies_across_until_the_agency_releases(drafts: Path) -> None:
    after = paper(site_of(drafts), record_of(drafts, OPEN))
    assert (
        "CHƯA DUYỆT" not in after.text
        and "Cơ quan soạn thảo cho phát: Văn phòng Ban Quản lý" in after.text
    )
    before = paper(*edited(drafts, RELEASED, ""))
    stamped = {run.page for run in before.runs if run.size == 84}
    assert (
        stamped == set(range(1, len(before.pdf.pages) + 1))
        and "CHƯA DUYỆT. Chỉ dùng để chuẩn bị" in before.text
    )


def test_the_communes_own_approval_waits_for_a_pen() -> None:
    site, record = site_of(PROVINCE), record_of(PROVINCE, OPEN)
    printed = paper(site, record)
    blocks = re.findall(
        r"Ban biên tập của xã, phường duyệt phát Người duyệt: [. ]+ Ngày duyệt: [. ]+ Chữ ký: [. ]+ Phát ngày, giờ: [. ]+",
        printed.text,
    )
    assert len(blocks) == len(scripts.compose(site, record).texts)


def test_the_paper_is_archival_and_names_itself() -> None:
    printed = paper(site_of(PROVINCE), record_of(PROVINCE, OPEN))
    with printed.pdf.open_metadata() as metadata:
        assert (
            metadata["pdfaid:part"],
            metadata["pdfaid:conformance"],
            metadata["pdfuaid:part"],
        ) == (
            "2",
            "A",
            "1",
        )
        assert metadata["dc:title"].startswith("Bài phát thanh: ")
    assert "Mã: HT-2026-002 · Bản ngày" in printed.text and "Dữ liệu minh họa" in printed.text


def test_over_means_one_page_that_says_so() -> None:
    printed = paper(site_of(PROVINCE, "2026-12-11"), record_of(PROVINCE, OPEN))
    assert (
        len(printed.pdf.pages) == 1
        and "không phát nữa" in printed.text
        and "Thời gian góp ý đã kết thúc" in printed.text
        and "CHƯA DUYỆT" not in printed.text
    )
    record = record_of(PROVINCE, ANSWERED)
    answered = paper(at_answer(site_of(PROVINCE), record), record).text
    assert "Bài về kết quả lấy ý kiến, bản đầy đủ" in answered and "Bài mở đầu" not in answered


def test_paper_of_a_result_that_is_off_the_air_bears_no_edition_of_when_it_was() -> None:
    record = record_of(PROVINCE, ANSWERED)
    last = paper(site_of(PROVINCE, "2026-10-24T23:59+07:00"), record).text
    assert "Bài về kết quả" in last and "Bản ngày 25/09/2026" in last
    after = paper(site_of(PROVINCE), record_of(PROVINCE, ANSWERED)).text
    assert "Bản ngày" not in after
    assert "Thời gian góp ý đã kết thúc, kết quả đã công bố quá ba mươi ngày." in after


def test_what_is_off_the_air_for_the_same_reason_has_the_same_paper() -> None:
    site = site_of(PROVINCE, "2027-03-01")
    over: dict[tuple[object, ...], set[str]] = {}
    for record_id in record_reader.ids(PROVINCE):
        record = record_of(PROVINCE, record_id)
        if script_kinds.kinds(site, record):
            key = scripts_sheet.artifact(site, record).content_key
            assert key is not None
            why = (script_kinds.off_air_reasons(site, record), record.draft.demo)
            over.setdefault(why, set()).add(key())
    assert len(over) > 2 and {len(papers) for papers in over.values()} == {1}


def test_no_paper_where_none_is_wanted() -> None:
    site, record = replace(site_of(PROVINCE), printed=False), record_of(PROVINCE, OPEN)
    assert not [
        artifact
        for artifact in draft_scripts.DraftScripts().for_record(site, record)
        if artifact.path.endswith(".pdf")
    ]
    page = next(
        artifact
        for artifact in draft_scripts.DraftScripts().for_record(site, record)
        if artifact.path.endswith("index.html")
    )
    assert "loa.pdf" not in page.render().decode()

"""The loudspeaker scripts: what an announcer gets to read, and what must never reach the air."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from duthao.clock import parse
from duthao.domain.lifecycle import effective
from duthao.errors import Finding, Findings
from duthao.outputs.loudspeaker import draft_scripts, ssml
from duthao.outputs.loudspeaker import scripts as broadcast
from duthao.outputs.loudspeaker.scripts import Script, compose
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import Record
from duthao.rendering import layouts
from duthao.rendering.links import Links
from duthao.speech import syllables
from duthao.speech.sentences import inside, sentences
from tests.conftest import NOW, PROVINCE, ROOT, replace_text
from tests.province_site import seen
from tests.snapshots import compare

GOLDEN = ROOT / "tests" / "loudspeaker"
SLOTS = ("title", "description", "canonical", "head", "main", "toc")
OPEN, EXTENDED, ANSWERED, TWO_ROUNDS, UPCOMING = (
    "ht-2026-002",
    "ht-2026-017",
    "ht-2026-001",
    "ht-2026-016",
    "ht-2026-006",
)
DEMO = "Đây là bản tin minh họa, không phát trên hệ thống truyền thanh."
PAUSE = re.compile(r"[.,;:!?]")


def site_of(root: Path, now: str = NOW, province: Path = PROVINCE) -> Site:
    """The site of the records at `root`, with a page that is nothing but its slots."""
    ours, site_url = settings_reader.load(province)
    known, _ = register_reader.load(root)
    assert known is not None
    page = "".join(f"<!-- duthao: {slot} -->\n" for slot in SLOTS)
    shell = layouts.parse(page, "_vo/speech/index.html", lambda key: key)
    return Site(ROOT, ours, Links(site_url), known, parse(now).start, {"speech": shell})


def record_of(root: Path, record_id: str) -> Record:
    record, found = record_reader.read(root, record_id)
    assert record is not None, found
    return record


def texts(site: Site, record: Record) -> dict[str, Script]:
    if not broadcast.kinds(site, record):
        return {}
    return {script.file: script for script in compose(site, record).texts}


def scripts(record_id: str, now: str = NOW) -> dict[str, Script]:
    return texts(site_of(PROVINCE, now), record_of(PROVINCE, record_id))


def at_opening(site: Site, record: Record) -> Site:
    """The site as it was when opinions began to be taken."""
    opens = site.view(record).opens
    assert opens
    return replace(site, now=opens.start)


def at_answer(site: Site, record: Record) -> Site:
    """The site as it was when the answer to the opinions was put out."""
    outcome = record.draft.rounds[-1].outcome
    assert outcome
    step = outcome.answered or outcome.summarised
    assert step
    return replace(site, now=effective(step))


def scripts_as(record_id: str, then: Callable[[Site, Record], Site]) -> dict[str, Script]:
    record = record_of(PROVINCE, record_id)
    return texts(then(site_of(PROVINCE), record), record)


def everything() -> list[tuple[Site, Record]]:
    """Every record that has scripts, as it is now, and where they are over also as it was while they were on air."""
    found = []
    for root, province in ((PROVINCE, PROVINCE), (ROOT, ROOT)):
        site = site_of(root, province=province)
        for record in [record_of(root, i) for i in record_reader.ids(root)]:
            if kinds := broadcast.kinds(site, record):
                found.append((site, record))
                over = [k.name for k in kinds if broadcast.stopped(site, record, k)]
                if "mo" in over:
                    found.append((at_opening(site, record_of(root, record.id)), record))
                if "ket-qua" in over:
                    found.append((at_answer(site, record_of(root, record.id)), record))
    return found


EVERYTHING = everything()
EVERY = pytest.mark.parametrize(
    "site,record", EVERYTHING, ids=[f"{record.id}, {site.now:%F}" for site, record in EVERYTHING]
)


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A copy of one open record with the registers, to be edited."""
    for folder in ("_registers", OPEN):
        (tmp_path / "drafts" / folder).mkdir(parents=True)
        for path in (PROVINCE / "drafts" / folder).iterdir():
            (tmp_path / "drafts" / folder / path.name).write_bytes(path.read_bytes())
    return tmp_path


def edited(root: Path, old: str, new: str) -> tuple[Site, Record]:
    replace_text(root / "drafts" / OPEN / "index.md", old, new)
    return site_of(root), record_of(root, OPEN)


def line_of(root: Path, text: str) -> int:
    lines = (root / "drafts" / OPEN / "index.md").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


# ---- whole texts


@pytest.mark.parametrize(
    "name",
    [
        "ht-2026-002-mo",
        "ht-2026-002-mo-ngan",
        "ht-2026-002-nhac",
        "ht-2026-002-nhac-ngan",
        "ht-2026-002-hop-20261126-1400",
        "ht-2026-009-nhac-ngan",
        "ht-2026-017-gia-han",
        "ht-2026-017-gia-han-ngan",
        "ht-2026-001-mo",
        "ht-2026-001-ket-qua",
        "ht-2026-001-ket-qua-ngan",
    ],
)
def test_the_text_is_the_one_that_was_read_through(name: str) -> None:
    """DUTHAO_ACCEPT=1 takes the present texts as right: read them aloud first."""
    record_id, file = name[:11], name[12:] + ".txt"
    made = scripts(record_id)[file]
    if made.expired:
        made = scripts_as(record_id, at_answer if "ket-qua" in file else at_opening)[file]
    text = made.text
    compare(GOLDEN / f"{name}.txt", text)


@EVERY
def test_only_words_and_pauses_reach_the_air(site: Site, record: Record) -> None:
    for script in texts(site, record).values():
        assert script.text == unicodedata.normalize("NFC", script.text)
        strange = {c for c in script.text if not c.isalpha() and c not in " \n.,;:!?-"}
        assert not strange, (script.file, strange)
        assert script.text.endswith(".\n") and "\n\n\n" not in script.text


@EVERY
def test_a_line_is_one_sentence(site: Site, record: Record) -> None:
    for script in texts(site, record).values():
        for line in filter(None, script.text.split("\n")):
            assert line[0].isupper() and line[-1] in ".!?", line
            assert not re.search(r"[.!?] |  | [,.]|[,;:][,.;:]", line), line
            assert not re.search(r"\b(\w+ \w+) \1\b", line.replace("không hai không hai", "")), line


@EVERY
def test_the_deadline_is_said_twice(site: Site, record: Record) -> None:
    until = broadcast.until(site, record)
    assert until.startswith("đến ") and " năm hai nghìn" in until
    day = re.split("(?=thứ |Chủ nhật)", until)[1].partition(" năm hai nghìn")[0]
    for script in compose(site, record).texts:
        if not (script.expired or script.file.startswith(("ket-qua", "hop-"))):
            assert script.text.count(day) >= 2, script.file


@EVERY
def test_a_sample_says_so_before_all_else(site: Site, record: Record) -> None:
    for script in texts(site, record).values():
        assert (script.text.split("\n")[0] == DEMO) == record.draft.demo
        assert (DEMO in script.text) == record.draft.demo


# A record that has nothing more to say; its reminder was never timed as it opened.
SHORTER = {("bxd-2023-001", "nhac.txt")}


@EVERY
def test_a_script_fits_its_time(site: Site, record: Record) -> None:
    for script in texts(site, record).values():
        limits = (60, 90) if broadcast.brief(script) else (110, 240)
        if script.expired:
            limits = (4, 12)
        elif (record.id, script.file) in SHORTER:
            limits = (105, 110)
        assert limits[0] <= script.seconds <= limits[1], (script.file, script.seconds)
        assert script.syllables == syllables(script.text)


@EVERY
def test_no_breath_is_too_long_unsaid(site: Site, record: Record) -> None:
    told = [
        f
        for f in draft_scripts.DraftScripts().findings(site, record)
        if f.rule == "speech-long-sentence"
    ]
    assert all(f.severity == "warning" and f.line for f in told)
    for script in texts(site, record).values():
        long = [
            line for line in script.text.split("\n") if max(map(syllables, PAUSE.split(line))) > 25
        ]
        assert script.expired or all(any(line in f.message.vi for f in told) for line in long)


def test_the_same_input_gives_the_same_texts() -> None:
    assert scripts(OPEN) == scripts(OPEN)


def test_a_slow_announcer_gets_less_to_say() -> None:
    site, record = site_of(PROVINCE), record_of(PROVINCE, OPEN)
    speech = site.settings.speech.model_copy(update={"rate": 140})
    slow = replace(site, settings=site.settings.model_copy(update={"speech": speech}))
    assert texts(slow, record)["mo.txt"].syllables < texts(site, record)["mo.txt"].syllables
    assert 110 < texts(slow, record)["mo.txt"].seconds <= 240


def test_the_south_says_its_own_words() -> None:
    record = record_of(PROVINCE, "ht-2026-003")
    site = at_opening(site_of(PROVINCE), record)
    speech = site.settings.speech.model_copy(update={"region": "nam"})
    south = replace(site, settings=site.settings.model_copy(update={"speech": speech}))
    assert "mười ngàn" in texts(south, record)["mo.txt"].text
    assert "mười nghìn" in texts(site, record)["mo.txt"].text


# ---- which scripts, and when


@pytest.mark.parametrize(
    "record_id,now,files",
    [
        (OPEN, "2026-11-08T12:00+07:00", ["mo"]),
        (OPEN, NOW, ["mo", "nhac", "hop-20261126-1400"]),
        (EXTENDED, "2026-11-18T08:59+07:00", ["mo", "nhac"]),
        (EXTENDED, "2026-11-18T09:00+07:00", ["mo", "nhac", "gia-han"]),
        (ANSWERED, NOW, ["mo", "nhac", "ket-qua"]),
        (TWO_ROUNDS, "2026-08-01", ["mo", "nhac", "ket-qua"]),
        (TWO_ROUNDS, NOW, ["mo", "nhac"]),  # the answer is that of the first round
        ("ht-2026-005", NOW, []),
        ("ht-2025-001", NOW, []),
    ],
)
def test_each_moment_has_its_scripts(record_id: str, now: str, files: list[str]) -> None:
    assert list(scripts(record_id, now)) == [
        name
        for f in files
        for name in ((f"{f}.txt",) if "hop-" in f else (f"{f}.txt", f"{f}-ngan.txt"))
    ]


def test_a_record_without_dates_gets_no_page_either() -> None:
    site, record = site_of(PROVINCE), record_of(PROVINCE, "ht-2025-001")
    assert list(draft_scripts.DraftScripts().for_record(site, record)) == []
    assert list(draft_scripts.DraftScripts().page_links(site, record)) == []
    assert list(draft_scripts.DraftScripts().findings(site, record)) == []


@pytest.mark.parametrize(
    "now,over",
    [
        ("2026-12-10T23:59:59+07:00", False),
        ("2026-12-11T00:00+07:00", True),
        ("2026-12-10T17:00+00:00", True),
    ],
)
def test_after_the_last_second_the_text_says_that_and_nothing_else(now: str, over: bool) -> None:
    told = f"{DEMO}\nBài này đã hết thời gian phát, do thời gian góp ý đã kết thúc.\n"
    made = scripts(OPEN, now)
    for script in [made[f"{name}.txt"] for name in ("mo", "mo-ngan", "nhac", "nhac-ngan")]:
        assert script.expired == over == (script.text == told)


@pytest.mark.parametrize(
    "record_id,why",
    [("ht-2026-015", "dự thảo đã được rút"), ("ht-2026-014", "văn bản đã dừng xây dựng")],
)
def test_a_draft_taken_back_says_so(record_id: str, why: str) -> None:
    made = scripts(record_id)
    assert {s.text for s in made.values()} == {
        f"{DEMO}\nBài này đã hết thời gian phát, do {why}.\n"
    }
    page = page_of(site_of(PROVINCE), record_of(PROVINCE, record_id))
    [told] = page.xpath("//section[@aria-labelledby='khong-phat-nua']")
    assert f"{why[0].upper()}{why[1:]}, nên các bài dưới đây không phát" in told.text_content()
    assert not page.find_class("dt-script") and not page.xpath("//button")
    assert not page.xpath("//a[contains(@href, '.pdf')]")


def test_what_cannot_be_read_in_a_script_that_is_over_stops_nothing(drafts: Path) -> None:
    site, record = edited(
        drafts,
        "2. Các cơ quan phối hợp trả lời",
        "2. Các cơ quan phối hợp theo mẫu QXZ-7/4 trả lời",
    )
    assert [f.rule for f in draft_scripts.DraftScripts().findings(site, record)] == [
        "speech-unread"
    ]
    after = replace(site, now=parse("2026-12-11").start)
    record = record_of(drafts, OPEN)
    assert list(draft_scripts.DraftScripts().findings(after, record)) == []
    assert all(
        part.render()
        for part in draft_scripts.DraftScripts().for_record(after, record)
        if not part.cached
    )


def test_of_what_only_asks_for_opinions_nothing_is_read_beside_a_result(drafts: Path) -> None:
    shutil.copytree(PROVINCE / "drafts" / ANSWERED, drafts / "drafts" / ANSWERED)
    index = drafts / "drafts" / ANSWERED / "index.md"
    replace_text(index, "comment:\n", "shortened: {reason: Theo mẫu QXZ-7/4}\ncomment:\n")
    site, record = site_of(drafts), record_of(drafts, ANSWERED)
    assert faults(at_opening(site, record), record)
    after, record = at_answer(site, record), record_of(drafts, ANSWERED)
    assert faults(after, record) == []


@pytest.mark.parametrize(
    "now,over",
    [("2026-10-24T23:59:59+07:00", False), ("2026-10-25T00:00+07:00", True), (NOW, True)],
)
def test_a_result_is_told_for_thirty_days(now: str, over: bool) -> None:
    """It was put out on 25 September."""
    made = scripts(ANSWERED, now)
    for file in ("ket-qua.txt", "ket-qua-ngan.txt"):
        told = f"{DEMO}\nBài này đã hết thời gian phát, do kết quả đã công bố quá ba mươi ngày.\n"
        assert made[file].expired == over == (made[file].text == told)
    page = page_of(site_of(PROVINCE, now), record_of(PROVINCE, ANSWERED))
    [told] = page.xpath("//section[@aria-labelledby='khong-phat-nua']/p/text()")
    why = ", kết quả đã công bố quá ba mươi ngày" if over else ""
    assert told.startswith(f"Thời gian góp ý đã kết thúc{why}, nên các bài dưới đây")


def test_a_result_names_the_body_as_it_was_called() -> None:
    text = scripts_as("ht-2023-001", at_answer)["ket-qua.txt"].text
    assert "Sở Thông tin và Truyền thông" in text and "Sở Khoa học" not in text


def test_a_result_is_not_told_of_a_draft_that_was_taken_back(drafts: Path) -> None:
    shutil.copytree(PROVINCE / "drafts" / ANSWERED, drafts / "drafts" / ANSWERED)
    index = drafts / "drafts" / ANSWERED / "index.md"
    taken = "withdrawn: {reason: Xây dựng lại từ đầu, at: 2026-10-01, published: 2026-10-01}\n"
    replace_text(index, "radio:\n", taken + "radio:\n")
    before, after = (
        texts(site_of(drafts, now), record_of(drafts, ANSWERED))
        for now in ("2026-09-30", "2026-10-02")
    )
    assert not before["ket-qua.txt"].expired
    assert after["ket-qua.txt"].text == after["mo.txt"].text


def test_that_a_procedure_is_shortened_is_always_said_and_why_where_there_is_time() -> None:
    record = record_of(PROVINCE, "ht-2026-009")
    assert record.draft.shortened
    why = record.draft.shortened.reason.rstrip(".").lower()
    made = texts(site_of(PROVINCE, "2026-09-15"), record)
    assert {"mo.txt", "nhac.txt"} <= made.keys()
    for file, script in made.items():
        assert "Văn bản này được xây dựng theo thủ tục rút gọn.\n" in script.text
        assert (why in script.text.lower()) == ("-ngan" not in file), file


def test_a_reason_that_takes_few_words_is_said_in_short_scripts_too(drafts: Path) -> None:
    edited(drafts, "  phone: 0239 000 0103\n", "")
    site, record = edited(
        drafts, "comment:\n", "shortened: {reason: Cần áp dụng ngay.}\ncomment:\n"
    )
    for script in [s for s in texts(site, record).values() if not s.file.startswith("hop-")]:
        assert "theo thủ tục rút gọn.\nLý do: Cần áp dụng ngay.\n" in script.text
        assert script.seconds <= broadcast.LONGEST["-ngan" in script.file]


def test_before_the_opening_day_the_text_says_from_when() -> None:
    text = scripts(UPCOMING)["mo.txt"].text
    assert " sẽ lấy ý kiến Nhân dân, " in text and " đang lấy ý kiến" not in text
    assert (
        "từ thứ Sáu, ngày hai mươi bảy tháng mười một năm hai nghìn không trăm hai mươi sáu, đến hết thứ Ba, ngày"
        in text
    )


def test_a_proposal_is_no_draft_yet() -> None:
    text = scripts(TWO_ROUNDS, "2026-05-10")["mo.txt"].text
    assert "đối với đề nghị xây dựng Nghị quyết quy định chính sách khuyến khích dồn điền" in text
    assert "Đề nghị có những nội dung chính sau đây." in text and "ự thảo" not in text


def test_an_hour_is_said() -> None:
    assert (
        "đến mười bảy giờ, thứ Sáu, ngày hai mươi tháng mười một"
        in scripts_as("ht-2026-018", at_opening)["mo-ngan.txt"].text
    )


def test_a_shortened_deadline_is_not_called_an_extension(drafts: Path) -> None:
    change = "    deadline_changes:\n      - {closes: 2026-12-01, reason: Kỳ họp được tổ chức sớm hơn., decided: 2026-11-20}\n"
    site, record = edited(drafts, "    closes: 2026-12-10\n", "    closes: 2026-12-10\n" + change)
    text = texts(site, record)["gia-han.txt"].text
    assert "rút ngắn thời gian lấy ý kiến, đối với" in text and "kéo dài" not in text
    assert "Lý do rút ngắn thời gian lấy ý kiến như sau.\nKỳ họp được tổ chức sớm hơn." in text
    assert "Thời hạn góp ý mới: đến hết thứ Ba, ngày mùng một tháng mười hai năm" in text
    assert "Thời hạn đã thông báo trước đây là ngày mùng mười tháng mười hai." in text
    assert (
        "được rút ngắn đến hết thứ Ba, ngày mùng một tháng mười hai, thay cho ngày mùng mười tháng mười hai đã thông báo."
        in text
    )


def test_a_summary_does_not_count_what_was_not_answered() -> None:
    text = scripts("ht-2026-008")["ket-qua.txt"].text
    assert (
        "đã công bố bản tổng hợp ý kiến góp ý" in text
        and "Đã nhận được bốn mươi ý kiến góp ý." in text
    )
    assert (
        "công bố chậm nhất là thứ Ba, ngày mùng một tháng mười hai" in text
        and "được tiếp thu" not in text
    )


# ---- reminders, new deadlines, meetings


@EVERY
def test_a_reminder_says_that_it_is_one_and_the_last_day(site: Site, record: Record) -> None:
    made = texts(site, record)
    for form in ("", "-ngan"):
        reminder, opening = made.get(f"nhac{form}.txt"), made.get(f"mo{form}.txt")
        if reminder is None or opening is None or reminder.expired:
            continue
        assert reminder.text != opening.text
        said = re.search("(Sắp hết|Xin nhắc) thời hạn góp ý cho văn bản sau đây: ", reminder.text)
        assert said and (said[1] == "Sắp hết") == site.view(record).closing_soon
        assert re.search(r"\nNgày cuối cùng là (thứ [A-Z]\S+|Chủ nhật), ngày ", reminder.text)
        assert not re.search("Sắp hết|Ngày cuối cùng", opening.text)


def test_short_scripts_name_where_to_read_and_the_telephone() -> None:
    made = scripts(OPEN)
    for file in ("mo-ngan.txt", "nhac-ngan.txt"):
        assert "\nMời bà con xem nội dung tại bảng tin của phường.\n" in made[file].text
        assert "\nĐiện thoại góp ý: số không hai ba chín, " in made[file].text
    [no_other_way] = [scripts(EXTENDED)["gia-han-ngan.txt"].text]
    assert no_other_way.count("điện thoại") == 1 and "Điện thoại" not in no_other_way


def test_an_extension_ends_with_the_new_deadline_against_the_old() -> None:
    for file in ("gia-han.txt", "gia-han-ngan.txt"):
        [*_, again, thanks] = scripts(EXTENDED)[file].text.split("\n\n")
        assert again == (
            "Xin nhắc lại: thời hạn góp ý được kéo dài đến hết thứ Tư, ngày mùng hai tháng mười hai, "
            "thay cho ngày mười lăm tháng mười một đã thông báo."
        )
        assert thanks.startswith("Xin cảm ơn bà con")


def test_a_meeting_has_its_script_until_it_begins() -> None:
    before = scripts(OPEN, "2026-11-26T13:59:59+07:00")["hop-20261126-1400.txt"]
    assert not before.expired
    for words in (
        "Thời gian: lúc mười bốn giờ, thứ Năm, ngày hai mươi sáu tháng mười một",
        "cuộc họp bắt đầu lúc mười bốn giờ, thứ Năm, ngày hai mươi sáu tháng mười một",
        "Địa điểm: hội trường Ban Quản lý Khu kinh tế tỉnh, phường Vũng Áng.",
        "dự thảo Quyết định về phối hợp quản lý lao động nước ngoài",
        "Mời bà con thuộc diện được mời đến dự đúng giờ.",
    ):
        assert words in before.text, words
    after = scripts(OPEN, "2026-11-26T14:00+07:00")["hop-20261126-1400.txt"]
    assert after.text == f"{DEMO}\nBài này đã hết thời gian phát, do cuộc họp đã đến giờ bắt đầu.\n"


MEETING = "events:\n  - kind: doi-thoai\n"


@pytest.mark.parametrize(
    "old,new",
    [
        ("kind: doi-thoai", "kind: hop-bao"),  # a press conference is not the people's
        ("2026-11-26T14:00+07:00", "2026-11-26"),
        ("    place: Hội trường Ban Quản lý Khu kinh tế tỉnh, phường Vũng Áng\n", ""),
        ("    published: 2026-11-16\n", "    published: 2026-11-23\n"),
    ],
)
def test_only_a_meeting_that_people_can_find_is_called_to(drafts: Path, old: str, new: str) -> None:
    index = drafts / "drafts" / OPEN / "index.md"
    text = index.read_text(encoding="utf-8")
    if old not in text:
        pytest.fail(f"{OPEN} has no {old!r}")
    site, record = edited(drafts, old, new)
    assert not [file for file in texts(site, record) if file.startswith("hop-")]


def test_a_draft_that_was_withdrawn_calls_to_no_meeting(drafts: Path) -> None:
    taken = "withdrawn: {reason: Xây dựng lại từ đầu, at: 2026-11-20, published: 2026-11-20}\n"
    site, record = edited(drafts, "radio:\n", taken + "radio:\n")
    made = texts(site, record)["hop-20261126-1400.txt"]
    assert made.text == f"{DEMO}\nBài này đã hết thời gian phát, do dự thảo đã được rút.\n"


def test_without_a_comparison_table_the_new_points_are_still_told(drafts: Path) -> None:
    index = drafts / "drafts" / OPEN / "index.md"
    text = index.read_text(encoding="utf-8")
    new = "## Nội dung mới so với quy định hiện hành\n\nHồ sơ từ nay chỉ nộp ở một nơi.\n\n"
    index.write_text(
        re.sub("## Nội dung mới so với.*?(?=## )", new, text, flags=re.DOTALL), encoding="utf-8"
    )
    made = texts(site_of(drafts), record_of(drafts, OPEN))["mo.txt"].text
    assert "dự thảo có một số điểm mới.\nHồ sơ từ nay chỉ nộp ở một nơi.\n" in made


# ---- the record's words


def test_the_officers_own_words_take_the_place_of_the_points(drafts: Path) -> None:
    radio = (
        "## Bài phát thanh\n\nThưa bà con, từ nay chỉ còn một nơi nhận hồ sơ.\n\n## Nội dung cơ bản"
    )
    site, record = edited(drafts, "## Nội dung cơ bản", radio)
    asking = {f: s for f, s in texts(site, record).items() if not f.startswith("hop-")}
    assert asking
    for file, script in asking.items():
        assert "\nThưa bà con, từ nay chỉ còn một nơi nhận hồ sơ.\n" in script.text, file
        assert "Thứ nhất" not in script.text and "Lý do xây dựng" not in script.text


def test_the_title_made_for_the_ear_is_used(drafts: Path) -> None:
    assert (
        "dự thảo Quyết định về phối hợp quản lý lao động nước ngoài" in scripts(OPEN)["mo.txt"].text
    )
    site, record = edited(
        drafts,
        "  title: Quyết định về phối hợp",
        "  title: |\n    Dự thảo Quyết định\n    về phối hợp",
    )
    assert "đối với dự thảo Quyết định về phối hợp quản lý" in texts(site, record)["mo.txt"].text


def test_without_one_the_short_title_is_led_in_as_the_full_one() -> None:
    assert (
        "dự thảo Quyết định ban hành Quy chế hoạt động của đài"
        in scripts_as("ht-2023-001", at_opening)["mo.txt"].text
    )
    assert (
        "dự thảo Quyết định bãi bỏ một số quyết định cũ"
        in scripts_as("ht-2026-009", at_opening)["mo.txt"].text
    )


def test_a_web_address_is_not_read_where_a_place_can_be_named(drafts: Path) -> None:
    assert "a còng" not in scripts(OPEN)["mo.txt"].text
    index = drafts / "drafts" / OPEN / "index.md"
    for way in ("  phone: ", "  in_person: ", "  postal_address: "):
        index.write_text(
            re.sub(f"{way}.*\n", "", index.read_text(encoding="utf-8")), encoding="utf-8"
        )
    text = texts(site_of(drafts), record_of(drafts, OPEN))["mo-ngan.txt"].text
    assert (
        "Bà con gửi thư điện tử đến địa chỉ gopy" in text and "a còng hatinh chấm example" in text
    )


@pytest.mark.parametrize("record_id,unit", [("ht-2026-018", "xã"), ("ht-2026-003", "xã, phường")])
def test_the_notice_board_is_that_of_the_place(record_id: str, unit: str) -> None:
    assert (
        f"nội dung dự thảo tại bảng tin của {unit}.\n"
        in scripts_as(record_id, at_opening)["mo.txt"].text
    )


@pytest.mark.parametrize(
    "written,said",
    [
        ("Mức (Lào Cai cũ), ba năm (Yên Bái cũ)", ["Mức, Lào Cai cũ; ba năm, Yên Bái cũ."]),
        ("Nuôi bò, dê… và lợn. “Không” cấm…", ["Nuôi bò, dê, và lợn.", "Không cấm."]),
        ("Ban Văn hóa - Xã hội – cơ quan thẩm tra.", ["Ban Văn hóa Xã hội, cơ quan thẩm tra."]),
        ("giai đoạn 2027 - 2030 (dự kiến):", ["giai đoạn 2027 - 2030, dự kiến."]),
        ("Theo TP. Hồ Chí Minh. Xem https://laocai.example.", ["Theo TP. Hồ Chí Minh."]),
        ("Chưa có thông tin. Không có.", []),
        ("Mức 0,9 - 1,2 triệu đồng", ["Mức 0,9 - 1,2 triệu đồng."]),
        (
            "Lời" + " lời" * 19 + "; nói" + " nói" * 19,
            ["Lời" + " lời" * 19 + ".", "Nói" + " nói" * 19 + "."],
        ),
    ],
)
def test_written_text_becomes_sentences_for_the_ear(written: str, said: list[str]) -> None:
    assert sentences(written) == said


@pytest.mark.parametrize(
    "written,after",
    [
        ("Hộ nghèo", "hộ nghèo"),
        ("Ủy ban nhân dân xã", "Ủy ban nhân dân xã"),
        ("Sở Y tế", "Sở Y tế"),
        ("HĐND xã", "HĐND xã"),
        ("30% số hộ", "30% số hộ"),
        ("Tả Van và Tả Phìn", "Tả Van và Tả Phìn"),
        ("Theo Nghị quyết", "theo Nghị quyết"),
        ("Xã Tả Van", "xã Tả Van"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_capital_within_a_sentence(written: str, after: str) -> None:
    assert inside(written) == after


def test_the_built_in_abbreviations_stand_beside_the_provinces_own(drafts: Path) -> None:
    (drafts / "drafts" / "_registers" / "abbreviations.yml").write_text(
        '"BQLKKT": "Ban Quản lý Khu kinh tế"\n', encoding="utf-8"
    )
    site, record = edited(
        drafts,
        "1. Ban Quản lý Khu kinh tế là nơi",
        "1. Theo Nghị quyết số 146/2025/NQ-HĐND, BQLKKT là nơi",
    )
    assert (
        "Thứ nhất, theo Nghị quyết số một trăm bốn mươi sáu năm hai nghìn không trăm hai mươi lăm của Hội đồng nhân dân, "
        "Ban Quản lý Khu kinh tế là nơi nhận hồ sơ."
    ) in texts(site, record)["mo.txt"].text


# ---- what no announcer could say


def faults(site: Site, record: Record) -> list[Finding]:
    return list(draft_scripts.DraftScripts().findings(site, record))


def test_what_cannot_be_read_stops_the_texts_and_says_where(drafts: Path) -> None:
    site, record = edited(
        drafts,
        "2. Các cơ quan phối hợp trả lời",
        "2. Các cơ quan phối hợp theo mẫu QXZ-7/4 trả lời",
    )
    [found] = faults(site, record)
    assert (found.rule, found.severity, found.path) == (
        "speech-unread",
        "error",
        f"drafts/{OPEN}/index.md",
    )
    assert (
        found.line == line_of(drafts, "QXZ-7/4")
        and "QXZ" in found.message.vi
        and "spoken.terms" in found.remedy.vi
    )
    for part in draft_scripts.DraftScripts().for_record(site, record):
        with pytest.raises(Findings) as raised:
            part.render()
        assert raised.value.findings == (found,)


def test_the_record_settles_it(drafts: Path) -> None:
    edited(
        drafts,
        "2. Các cơ quan phối hợp trả lời",
        "2. Các cơ quan phối hợp theo mẫu QXZ-7/4 trả lời",
    )
    site, record = edited(drafts, '"e-mail": thư điện tử', '"QXZ-7/4": quy trình bảy trên bốn')
    assert faults(site, record) == []
    assert "theo mẫu quy trình bảy trên bốn trả lời" in texts(site, record)["mo.txt"].text


def test_a_reading_with_a_digit_in_it_is_no_reading(drafts: Path) -> None:
    edited(
        drafts, "2. Các cơ quan phối hợp trả lời", "2. Các cơ quan phối hợp theo mẫu QXZ trả lời"
    )
    site, record = edited(drafts, '"e-mail": thư điện tử', '"QXZ": mẫu 7')
    [found] = faults(site, record)
    assert found.rule == "speech-unread" and found.line == line_of(drafts, "QXZ trả lời")


@pytest.mark.parametrize("said", ["mẫu a/bê", "mẫu QXZ", "mẫu & bảng", "giảm %"])
def test_a_reading_with_what_no_mouth_says_is_no_reading(drafts: Path, said: str) -> None:
    edited(
        drafts, "2. Các cơ quan phối hợp trả lời", "2. Các cơ quan phối hợp theo mẫu QXZ trả lời"
    )
    site, record = edited(drafts, '"e-mail": thư điện tử', f'"QXZ": "{said}"')
    [found] = faults(site, record)
    assert found.rule == "speech-unread" and found.line == line_of(drafts, "QXZ trả lời")


def test_a_title_that_cannot_be_read_is_found_in_its_field(drafts: Path) -> None:
    site, record = edited(drafts, "  title: Quyết định về", "  title: Quyết định QXZW về")
    assert [(f.rule, f.line) for f in faults(site, record)] == [
        ("speech-unread", line_of(drafts, "QXZW"))
    ]


def test_only_what_goes_on_air_is_judged(drafts: Path) -> None:
    site, record = edited(
        drafts, "Khu kinh tế Vũng Áng có nhiều", "Theo mẫu QXZ-7/4, " + "rất " * 400 + "nhiều"
    )
    assert faults(site, record) == []


def test_a_sentence_too_long_for_a_breath_is_a_warning_with_its_line(drafts: Path) -> None:
    long = "2. Các cơ quan phối hợp có trách nhiệm xem xét và trả lời bằng văn bản cho cơ quan chủ trì soạn thảo hồ sơ trong thời hạn"
    site, record = edited(drafts, "2. Các cơ quan phối hợp trả lời trong", long)
    [found] = faults(site, record)
    assert (found.rule, found.severity, found.line) == (
        "speech-long-sentence",
        "warning",
        line_of(drafts, "có trách nhiệm xem xét"),
    )
    assert [part.render() for part in draft_scripts.DraftScripts().for_record(site, record)]


def test_a_script_longer_than_its_form_allows_says_what_to_cut(drafts: Path) -> None:
    told = "Bà con nghe rõ từng điều một. " * 130
    site, record = edited(drafts, "## Vấn đề khó", f"## Bài phát thanh\n\n{told}\n\n## Vấn đề khó")
    found = [f for f in faults(site, record) if f.rule == "speech-too-long"]
    over = [
        s for s in texts(site, record).values() if s.seconds > broadcast.LONGEST["-ngan" in s.file]
    ]
    assert len(found) == len(over) > 2
    for fault, script in zip(found, over, strict=True):
        assert (fault.severity, fault.line) == ("warning", line_of(drafts, "Bà con nghe rõ"))
        assert script.label in fault.message.vi and "«Bài phát thanh»" in fault.remedy.vi


def test_a_short_script_longer_than_a_session_names_the_place(drafts: Path) -> None:
    places = drafts / "drafts" / "_registers" / "places.yml"
    text = places.read_text(encoding="utf-8")
    places.write_text(text.replace("slot_minutes: 15", "slot_minutes: 1"), encoding="utf-8")
    site, record = site_of(drafts), record_of(drafts, OPEN)
    found = [f for f in faults(site, record) if f.rule == "speech-too-long"]
    assert found and all("1 phút của một buổi phát ở phường " in f.message.vi for f in found)
    assert all(re.match("Bài .*, bản ngắn dài|Bài mời họp .* dài", f.message.vi) for f in found)


@EVERY
def test_no_script_is_longer_than_it_is_allowed_to_be(site: Site, record: Record) -> None:
    assert [f for f in faults(site, record) if f.rule == "speech-too-long"] == []


# ---- the page


def page_of(site: Site, record: Record) -> lxml_html.HtmlElement:
    page = next(
        part
        for part in draft_scripts.DraftScripts().for_record(site, record)
        if part.path.endswith("/loa/index.html")
    )
    return seen(f"<body>{page.render().decode()}</body>")


@EVERY
def test_the_page_holds_every_text_as_it_is_in_its_file(site: Site, record: Record) -> None:
    page = page_of(site, record)
    made = {
        part.path.rsplit("/", 1)[1]: part.render().decode()
        for part in draft_scripts.DraftScripts().for_record(site, record)
        if part.path.endswith(".txt")
    }
    over = {script.file for script in texts(site, record).values() if script.expired}
    shown = {
        f"{e.get('id').removesuffix('-loi')}.txt": e.text + "\n"
        for e in page.find_class("dt-script__text")
    }
    assert shown == {file: text for file, text in made.items() if file not in over}
    told = page.xpath("//section[@aria-labelledby='khong-phat-nua']//a")
    assert [a.get("href").rpartition("/")[2] for a in told] == [a.text for a in told]
    assert {a.text for a in told} == over | {file.replace(".txt", ".ssml") for file in over}
    buttons = page.xpath("//button/@data-copy")
    assert sorted(buttons) == sorted(f"{file[:-4]}-loi" for file in shown)


@EVERY
def test_the_page_says_who_may_broadcast_what(site: Site, record: Record) -> None:
    page = page_of(site, record)
    released = bool(record.draft.radio and record.draft.radio.released)
    for block in page.find_class("dt-script"):
        words = " ".join(block.text_content().split())
        assert ("CHƯA DUYỆT" in words) == (not released) and (
            "Cơ quan soạn thảo cho phát:" in words
        ) == released
        assert (
            "Loại tin: Thông thường · " in words
            and " âm tiết · tốc độ 170 âm tiết một phút" in words
        )
        assert "Đây là Đài truyền thanh …" in words and "Người duyệt của xã, phường: …" in words
    assert ("Dữ liệu minh họa" in page.text_content()) == record.draft.demo


def test_of_what_is_over_the_page_says_only_that() -> None:
    record = record_of(PROVINCE, ANSWERED)
    page = page_of(at_answer(site_of(PROVINCE), record), record)
    assert [h2.text for h2 in page.xpath("//section[@class='dt-script']/h2")] == [
        "Bài về kết quả lấy ý kiến, bản đầy đủ",
        "Bài về kết quả lấy ý kiến, bản ngắn",
    ]
    [told] = page.xpath("//section[@aria-labelledby='khong-phat-nua']")
    labels = [li.text.removesuffix(" · ") for li in told.iter("li")]
    assert labels == ["Bài mở đầu", "Bài nhắc thời hạn góp ý"]
    assert "Thời gian góp ý đã kết thúc, nên các bài dưới đây không phát" in told.text_content()
    assert told.getprevious().get("class") == "dt-script"  # what is aired comes first


@pytest.mark.parametrize(
    "seconds,words", [(54, "55 giây"), (60, "1 phút"), (161, "2 phút 40 giây"), (0, "0 giây")]
)
def test_length_in_words(seconds: float, words: str) -> None:
    assert ssml.duration(seconds) == words

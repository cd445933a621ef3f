"""What a person says of drafts: true until the day it names, in three minutes, in the record's own words."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from duthao.clock import parse
from duthao.domain.deadline_words import before
from duthao.domain.draft_parts.dossier_documents import DeadlineChange
from duthao.domain.lifecycle import view
from duthao.outputs.loudspeaker import talks, topic_talks
from duthao.outputs.loudspeaker.audience_talks import audience_talks
from duthao.outputs.loudspeaker.draft_talks import DraftTalks
from duthao.outputs.loudspeaker.talks import MAX_SECONDS, Talk, seconds_of, talk, text_of
from duthao.outputs.loudspeaker.topic_talks import TopicTalks
from duthao.outputs.shared.comparison.audience_rows import audience_rows
from duthao.outputs.site import Site
from duthao.records import record_reader
from tests import states
from tests.conftest import PROVINCE, ROOT
from tests.outputs.office.test_letters import record_of, site_at
from tests.outputs.web.test_language_lists import LAYOUT
from tests.summaries import summary_of


def public(now: str = "2026-11-22T08:00+07:00", root: Path = PROVINCE) -> Site:
    return replace(site_at(now, root), internal=False)


def words(said: Talk) -> str:
    return text_of("Bài nói", said).decode()


@pytest.mark.parametrize("record_id", record_reader.ids(ROOT))
def test_three_minutes_at_most_and_the_deadline_twice(record_id: str) -> None:
    site, record = public(root=ROOT), record_of(record_id)
    stands = view(record.draft, site.now)
    if stands.round is None:
        assert not [*DraftTalks().for_record(site, record)]
        return
    said = talk(site, record)
    assert (stands.state in ("open", "upcoming")) == (not said.over)
    if said.over:
        assert "dùng đến" not in words(said) and "2026" not in words(said)
        return
    assert stands.closes is not None
    assert 60 < seconds_of(said.groups, site.settings.speech.rate) <= MAX_SECONDS
    day = f"{stands.closes.day:%d/%m}"
    lines = [line for group in said.groups for line in group]
    assert len([line for line in lines if f"ngày {day}" in line]) >= 2
    if stands.state == "upcoming":  # from then on opinions are asked, no more will be
        assert stands.opens is not None
        assert said.note.endswith(f"dùng trước ngày {stands.opens.day:%d/%m/%Y}")
    else:
        assert said.note.endswith(f"dùng đến hết ngày {day}/{stands.closes.day.year}")
    # Every sentence that is no fixed one is the record's.
    assert record.draft.summary.split(". ")[0].split("\n")[0][:40] in " ".join(lines)
    assert talks.DEMO in lines and "bà con" not in " ".join(lines)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("open", "đang lấy ý kiến đối với dự thảo Nghị quyết"),
        ("upcoming", "sẽ lấy ý kiến"),
        ("extended", "thay cho thời hạn đã thông báo trước đây, ngày 20/11."),
        ("proposal", "đối với đề nghị xây dựng"),
        ("analysing", "không dùng nữa, do thời gian góp ý đã kết thúc."),
        ("answered", "không dùng nữa, do thời gian góp ý đã kết thúc."),
        ("withdrawn", "không dùng nữa, do dự thảo đã được rút."),
        ("dropped", "không dùng nữa, do văn bản đã dừng xây dựng."),
    ],
)
def test_it_says_how_the_draft_stands(state: str, told: str) -> None:
    assert told in words(talk(public(), states.record(state)))


def test_what_matters_most_is_said_where_time_is_short() -> None:
    site, record = public(root=ROOT), record_of("lc-2026-007")
    slow = site.settings.model_copy(
        update={"speech": site.settings.speech.model_copy(update={"rate": 100})}
    )
    said = words(talk(replace(site, settings=slow), record))
    assert "Mỗi em được hỗ trợ 18.000 đồng" in said and "Điểm trường xa" not in said


def test_nobody_who_did_not_approve_is_spoken_for() -> None:
    said = words(talk(replace(public(), approved=False), states.record("open")))
    assert said.index("CHƯA DUYỆT") < said.index("Kính thưa")


@pytest.mark.parametrize("record_id", record_reader.ids(ROOT))
def test_an_audience_hears_what_changes_for_it_within_a_minute(record_id: str) -> None:
    site, record = public(root=ROOT), record_of(record_id)
    stands = view(record.draft, site.now)
    if stands.round is None:
        return
    touched = {about.key: about.rows for about in audience_rows(site, record)}
    for key, said in audience_talks(site, record).items():
        lines = [line for group in said.groups for line in group]
        if stands.state not in ("open", "upcoming"):
            assert said.over and not lines
            continue
        assert stands.closes is not None
        assert seconds_of(said.groups, site.settings.speech.rate) <= 65
        changes = [line for line in lines if line.startswith("Về ")]
        assert 1 <= len(changes) <= len(touched[key])
        more = [line for line in lines if line.startswith("Còn ")]
        left = len(touched[key]) - len(changes)
        assert more == ([f"Còn {left} nội dung khác."] if left else [])
        assert any(f"ngày {stands.closes.day:%d/%m/%Y}" in line for line in lines)


def test_the_page_and_the_files_have_the_talk_of_each_audience(sample: Path) -> None:
    folder = sample / "du-thao" / "lc-2026-008" / "bai-noi"
    page = (folder / "index.html").read_text(encoding="utf-8")
    text = (folder / "danh-cho-ho-ngheo-can-ngheo.txt").read_text(encoding="utf-8")
    assert 'id="ho-ngheo-can-ngheo"' in page and "danh-cho-ho-ngheo-can-ngheo.txt" in page
    assert "Về hộ nghèo, hiện nay: giảm 50%.\nTheo dự thảo: miễn.\n" in text
    assert "hộ gia đình ở phường" not in text
    over = sample / "du-thao" / "lc-2026-006" / "bai-noi" / "danh-cho-ho-ngheo-can-ngheo.txt"
    assert "không dùng nữa, do thời gian góp ý đã kết thúc." in over.read_text(encoding="utf-8")


def test_a_sheet_on_paper() -> None:
    site, record = replace(public(root=ROOT), printed=True), record_of("lc-2026-007")
    (sheet,) = [a for a in DraftTalks().for_record(site, record) if a.path.endswith(".pdf")]
    made = sheet.render()
    assert made == sheet.render()
    pages = [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(io.BytesIO(made))]
    assert "Bài nói: Hỗ trợ bữa ăn trưa" in pages[0] and "dùng đến hết ngày 05/12/2026" in pages[0]
    assert all("Dữ liệu minh họa" in page for page in pages)


def test_files_are_offered_only_while_they_say_what_is_said() -> None:
    record = states.record("upcoming")
    site = replace(public(), layouts={"plain": LAYOUT})
    site = replace(site, settings=site.settings.model_copy(update={"as_of": None}))
    pages = DraftTalks().for_record(site, record)
    (page,) = [a for a in pages if a.path.endswith("index.html")]
    html = page.render().decode()
    shown = re.findall(r'<section class="dt-script"[^>]* data-span="([^"]+)">', html)
    files = re.findall(r'data-span="([^"]+)"[^>]*><a [^>]*bai-noi.txt', html)
    assert len(files) == 1 and files == shown


def test_no_file_of_a_talk_that_is_over_is_offered() -> None:
    site = replace(public(), layouts={"plain": LAYOUT})
    (made,) = [
        a.render()
        for a in DraftTalks().for_record(site, states.record("answered"))
        if a.path.endswith("index.html")
    ]
    assert b"bai-noi.txt" not in made and b"bai-noi.pdf" not in made


def test_a_topic_holds_until_something_ends_it() -> None:
    site, end = public(), topic_talks.TalkEnd(1_795_000_000, "Hết")
    said = {"note": "", "groups": [["Lời."]], "over": ""}
    holds, later = topic_talks._turned(site, said, end)
    assert holds["value"] == said and "1795000000" in str(holds["span"])
    assert "Hết: mở lại trang" in str(later["value"]) and "1795000000" in str(later["span"])
    assert topic_talks._turned(site, said, None) == [{"value": said, "span": ""}]
    midnight = parse("2026-11-25").start
    assert before(topic_talks._point(int(midnight.timestamp()))) == "trước ngày 25/11/2026"


def test_the_talk_of_a_topic_ends_when_a_deadline_is_brought_forward() -> None:
    """Put out already, to hold in three days: from then on the talk names a day that is not so any more."""
    site, topics, record = public(), TopicTalks(), states.record("open")
    earlier = DeadlineChange(
        closes=parse("2026-11-28"),
        reason="Cấp bách.",
        decided=parse("2026-11-25"),
        published=parse("2026-11-21"),
    )
    rounds = [*record.draft.rounds]
    rounds[-1] = rounds[-1].model_copy(update={"deadline_changes": (earlier,)})
    draft = record.draft.model_copy(update={"rounds": tuple(rounds)})
    ends = {}
    for name, own in (("before", record), ("moved", replace(record, draft=draft))):
        summary = summary_of(site, own, topics)
        ends[name] = topic_talks._end(site, "nong-nghiep-nong-thon", [summary])
        told = next(
            artifact.render().decode()
            for artifact in topics.for_site(replace(site, summaries=(summary,)))
            if artifact.path == "bai-noi/nong-nghiep-nong-thon/bai-noi.txt"
        )
        assert ("dùng trước ngày 25/11/2026" in told) == (name == "moved")
    assert ends["before"] and ends["before"].why == topic_talks._CLOSED
    assert ends["moved"] == (int(parse("2026-11-25").start.timestamp()), topic_talks._MOVED)


def test_the_talk_of_a_topic_ends_before_another_draft_opens() -> None:
    site, topics = public(), TopicTalks()
    given = [summary_of(site, states.record(state), topics) for state in ("open", "upcoming")]
    opens, closes = given[1].fields.opens, given[0].fields.closes
    assert opens and closes
    path = "bai-noi/nong-nghiep-nong-thon/bai-noi.txt"
    both, alone = (
        next(a for a in topics.for_site(replace(site, summaries=tuple(s))) if a.path == path)
        .render()
        .decode()
        for s in (given, given[:1])
    )
    assert "dùng đến hết ngày 02/12/2026" in alone and "tháng 11" not in both
    day = before(topic_talks._point(opens))
    assert (f"dùng {day}" in both) == (opens < closes)


def test_a_topic_of_the_built_sample(sample: Path) -> None:
    said = (sample / "bai-noi" / "moi-truong" / "bai-noi.txt").read_text(encoding="utf-8")
    assert said.startswith("Dữ liệu minh họa\nBài nói theo lĩnh vực: Môi trường\n")
    assert "Hiện có 2 dự thảo" in said and said.index("Thứ nhất, ") < said.index("Thứ hai, ")
    # It holds until the first of them closes.
    assert "dùng đến hết ngày 04/12/2026" in said and "12/12/2026" in said
    folder = sample / "bai-noi" / "y-te"
    assert {path.name for path in folder.iterdir()} == {"index.html"}
    assert "Hiện không có dự thảo nào" in (folder / "index.html").read_text(encoding="utf-8")
    assert {a.path for a in TopicTalks().for_site(public())} == {
        "bai-noi/index.html",
        *(f"bai-noi/{key}/index.html" for key in public().registers.topics),
    }

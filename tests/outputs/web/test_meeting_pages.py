"""The page of a meeting, before and after, and what it never shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from duthao import clock
from duthao.builder import summaries
from duthao.domain.draft import Withdrawn
from duthao.domain.meetings.meeting_events import MeetingEvent
from duthao.domain.meetings.site_meetings import named_files
from duthao.outputs.data import record_json
from duthao.outputs.data.attachment_list import AttachmentList
from duthao.outputs.feeds import ics
from duthao.outputs.shared.shown_meetings import (
    about_draft,
    files_out,
    of_dossier,
    of_record,
    of_site,
)
from duthao.outputs.site import Site
from duthao.outputs.web import draft_page, meeting_pages
from duthao.outputs.web.files import DossierFiles
from duthao.outputs.web.meetings import Meetings
from duthao.records.attachments import Attachment
from duthao.records.record import Record
from tests.conftest import duthao
from tests.outputs.office.test_letters import record_of, site_at
from tests.outputs.office.test_meeting_papers import TALK, TRAINING, changed
from tests.summaries import summary_of

FILE = b"Tai lieu phat tai cuoc hop.\n"


def words(path: Path) -> str:
    return " ".join(
        lxml_html.fromstring(path.read_bytes()).xpath("//article")[0].text_content().split()
    )


def test_before_it_says_what_will_be_and_when_it_was_to_be(sample: Path) -> None:
    text = words(sample / f"su-kien/{TALK}/index.html")
    for said in (
        "Sắp diễn ra",
        "14:00 đến 16:30 ngày 03/12/2026",
        "Đã dời từ 14:00 ngày 01/12/2026",
        "16:20 Kết luận",
        "Việc nấu ăn ở điểm trường lẻ",
    ):
        assert said in text
    assert "Đã diễn ra" not in text and "Biên bản" not in text
    page = lxml_html.fromstring((sample / f"su-kien/{TALK}/index.html").read_bytes())
    links = {a.get("href") for a in page.xpath("//article//a")}
    for path in ("du-thao/lc-2026-007/", "du-thao/lc-2026-008/", "su-kien/lich.ics"):
        assert f"../../{path}" in links


def test_afterwards_it_says_who_came_and_what_was_decided(sample: Path) -> None:
    text = words(sample / f"su-kien/{TRAINING}/index.html")
    for said in ("Đã diễn ra", "46 người dự", "Mỗi xã, phường cử một người", "Các xã đề nghị"):
        assert said in text


def test_a_meeting_of_a_draft_has_a_page_that_the_draft_names(sample: Path) -> None:
    record = record_of("lc-2026-007")
    [meeting] = of_record(site_at(), record)
    assert words(sample / meeting.path / "index.html").startswith("Đối thoại với cha mẹ học sinh")
    draft = lxml_html.fromstring((sample / "du-thao/lc-2026-007/index.html").read_bytes())
    assert any((a.get("href") or "").endswith(meeting.path) for a in draft.xpath("//a"))


def test_the_list_has_both_and_so_has_the_sitemap(sample: Path) -> None:
    text = words(sample / "su-kien/index.html")
    assert "Đối thoại về bữa ăn bán trú" in text and "46 người dự" in text
    assert "Dự thảo: Hỗ trợ bữa ăn trưa cho trẻ em, học sinh tại các xã biên giới; Giá dịch" in text
    sitemap = (sample / "sitemap.xml").read_text(encoding="utf-8")
    assert f"/su-kien/{TALK}/</loc>" in sitemap
    [own] = of_record(site_at(), record_of("lc-2026-007"))
    assert f"/{own.path}</loc>" in sitemap


def test_a_draft_names_the_meetings_of_the_site_that_are_about_it(sample: Path) -> None:
    """From their call on, with where they stand; a page that is made again when one of them turns."""
    page = lxml_html.fromstring((sample / "du-thao/lc-2026-008/index.html").read_bytes())
    [entry] = page.xpath("//h3[@id='hop-chung']/following-sibling::ul[1]/li")
    assert entry.xpath(".//a/@href") == [f"../../su-kien/{TALK}/"]
    text = " ".join(entry.text_content().split())
    assert "Sắp diễn ra · 14:00 đến 16:30 ngày 03/12/2026" in text and "Đã dời từ 14:00" in text
    other = (sample / "du-thao/lc-2026-009/index.html").read_text(encoding="utf-8")
    assert "hop-chung" not in other
    assert [m.id for m in about_draft(site_at(), "lc-2026-008")] == [TALK]
    assert about_draft(site_at("2026-11-15"), "lc-2026-008") == []
    # A draft that was withdrawn invites to none that comes after.
    site, draft = site_at(), record_of("lc-2026-008")
    assert [m.id for m in draft_page._shared_meetings(site, draft)] == [TALK]
    gone = Withdrawn(reason="Chờ luật mới.", at="2026-11-20")
    withdrawn = replace(draft, draft=draft.draft.model_copy(update={"withdrawn": gone}))
    assert draft_page._shared_meetings(site, withdrawn) == []
    record, called = record_of("lc-2026-008"), clock.now("2026-11-16")
    _, until = summaries.index_fields(site_at("2026-11-15T12:00"), record, {}).holds
    assert until is not None and until <= called.timestamp()


def test_nobody_is_led_online_to_what_is_over() -> None:
    for now, there in (("2026-12-03T15:00", True), ("2026-12-03T16:31", False)):
        site = site_at(now)
        meeting = next(m for m in of_site(site) if m.id == TALK)
        page = meeting_pages._article(site, meeting, [], "x")
        assert ("Tham dự trực tuyến" in page) == there


def shown(site: Site) -> set[str]:
    return {meeting.id for meeting in of_site(site)}


def test_nothing_is_shown_before_it_is_called() -> None:
    assert shown(site_at("2026-10-04T23:59")) == set()
    assert shown(site_at("2026-10-05")) == {TRAINING}
    site = site_at()
    dossier = site.registers.meetings[TALK]
    quiet = replace(dossier, meeting=dossier.meeting.model_copy(update={"published": None}))
    meetings = {**site.registers.meetings, TALK: quiet}
    assert shown(replace(site, registers=site.registers.model_copy(update={"meetings": meetings}))) == {TRAINING}  # fmt: skip


def test_a_result_is_shown_from_its_publication_on() -> None:
    for now, came in (("2026-10-16T08:59", ""), ("2026-10-16T09:00", "46 người dự")):
        site = site_at(now)
        meeting = of_dossier(site, site.registers.meetings[TRAINING])
        assert (meeting.attended, bool(meeting.minutes)) == (came, bool(came))
        with_file = changed(site, TRAINING, minutes_file="bien-ban.pdf")
        shown_at = of_dossier(with_file, with_file.registers.meetings[TRAINING])
        assert bool(shown_at.minutes_url) == bool(came)


def test_of_one_that_was_called_off_the_reason_stays() -> None:
    off = {"reason": "Mưa lũ.", "at": "2026-11-20"}
    site = changed(site_at(), TALK, cancelled=off)
    assert (
        of_dossier(site, site.registers.meetings[TALK]).called_off
        == "Không tổ chức. Lý do: Mưa lũ."
    )


def with_meeting(record: Record, **fields: object) -> Record:
    """The record with one meeting more, and with a file of each name that it gives."""
    meeting = MeetingEvent.model_validate(
        {"kind": "hoi-nghi", "title": "Hội nghị thử", "at": "2026-12-01T08:00+07:00", "place": "Hội trường", **fields}
    )  # fmt: skip
    names = [name for _, name in named_files(meeting)]
    files = {**record.files, **{n: Attachment(n, 9, "0" * 64, "Văn bản thuần") for n in names}}
    events = (*record.draft.events, meeting)
    return replace(record, draft=record.draft.model_copy(update={"events": events}), files=files)


@pytest.mark.parametrize(
    ("fields", "now", "out"),
    [
        ({}, "2026-11-19T23:59", set()),
        ({}, "2026-11-20", {"phat.txt"}),  # called, not yet held
        ({}, "2026-12-01T08:00", {"phat.txt", "bien-ban.txt"}),
        ({"held": {"published": "2026-12-03"}}, "2026-12-02T23:59", {"phat.txt"}),
        ({"held": {"published": "2026-12-03"}}, "2026-12-03", {"phat.txt", "bien-ban.txt"}),
        ({"ends": "2026-12-02T17:00+07:00"}, "2026-12-01T23:59", {"phat.txt"}),
        ({"cancelled": {"reason": "Bão.", "at": "2026-11-30"}}, "2026-12-05", {"phat.txt"}),
    ],
)
def test_files_of_a_draft_s_meeting_go_out_in_their_time(
    fields: dict[str, object], now: str, out: set[str]
) -> None:
    """In the site, in the list of digests and in the data; what the calendar links to is among them."""
    own = {"published": "2026-11-20", "minutes_file": "bien-ban.txt"}
    hand = [{"title": "Tài liệu", "file": "phat.txt"}]
    record = with_meeting(record_of("lc-2026-007"), handouts=hand, **own, **fields)
    site = site_at(now)
    names = set(record.files) - set(record_of("lc-2026-007").files)
    assert names == {"phat.txt", "bien-ban.txt"}
    paths = {a.path.rpartition("/")[2] for a in DossierFiles().for_record(site, record)}
    assert paths & names == out
    listed = "".join(AttachmentList().snippets(site, record).values())  # type: ignore[arg-type]
    assert {name for name in names if name in listed} == out
    assert {f["name"] for f in record_json._more(site, record)["files"]} & names == out
    calendar = "".join(e.text for e in ics.entries(site, record)).replace("\r\n ", "")
    assert ("bien-ban.txt" in calendar) == ("bien-ban.txt" in out)
    shown = [m for m in of_record(site, record) if m.name.endswith("Hội nghị thử")]
    assert [bool(m.minutes_url) for m in shown] == ["bien-ban.txt" in out] * len(shown)


@pytest.mark.parametrize(("now", "out"), [("2026-11-24T23:59", False), ("2026-11-25", True)])
def test_the_letter_of_an_extension_goes_out_with_it(now: str, out: bool) -> None:
    """Nothing but the extension names it, so nobody may read of it earlier."""
    record = record_of("lc-2026-016")
    [first] = record.draft.rounds
    [change] = first.deadline_changes
    fields = {
        "closes": "2026-12-20",
        "reason": "Mưa lũ.",
        "decided": "2026-11-20",
        "published": "2026-11-25",
        "documents": [
            {**change.documents[0].model_dump(exclude_unset=True), "file": "gia-han-2.pdf"}
        ],
    }
    second = type(change).model_validate(fields)
    round_ = first.model_copy(update={"deadline_changes": (change, second)})
    draft = record.draft.model_copy(update={"rounds": (round_,)})
    files = {**record.files, "gia-han-2.pdf": Attachment("gia-han-2.pdf", 9, "0" * 64, "PDF")}
    names = files_out(site_at(now), replace(record, draft=draft, files=files))
    assert ("gia-han-2.pdf" in names) == out
    assert names.keys() >= record.files.keys()


def test_a_hand_out_with_file_and_address_shows_both_and_nobody_is_no_number() -> None:
    both = [{"title": "Tờ trình", "file": "a.pdf", "url": "https://laocai.example/a"}]
    held = {"published": "2026-10-16T09:00+07:00", "attended": 0}
    site = changed(site_at(), TRAINING, handouts=both, held=held)
    shown_at = of_dossier(site, site.registers.meetings[TRAINING])
    assert [h.title for h in shown_at.handouts] == ["Tờ trình", "Tờ trình, bản trực tuyến"]
    assert shown_at.attended == ""


def test_a_draft_that_was_withdrawn_is_marked_on_the_page() -> None:
    site = site_at()
    dossier = site.registers.meetings[TALK]
    for record_id, ended in (("lc-2026-007", ""), ("lc-2026-003", "Đã rút dự thảo")):
        assert meeting_pages._ended(summary_of(site, record_of(record_id), Meetings())) == ended
        page = site.render(
            "meeting.html",
            crumbs=[],
            meeting=of_dossier(site, dossier),
            badges=[],
            off="",
            open=None,
            all="x",
            drafts=[{"url": "x", "title": "Bữa ăn", "ended": ended}],
            calendar="x",
        )
        [line] = lxml_html.fromstring(page).xpath("//h2[@id='du-thao']/following-sibling::ul[1]/li")
        assert line.text_content() == "Bữa ăn" + (f" ({ended})" if ended else "")


def test_a_meeting_of_two_days_is_under_way_on_the_second() -> None:
    site = changed(site_at("2026-12-04T08:00"), TALK, ends="2026-12-04T16:30+07:00")
    meeting = of_dossier(site, site.registers.meetings[TALK])
    assert not meeting.ended
    live = replace(site, settings=site.settings.model_copy(update={"as_of": None}))
    assert [(b["label"], str(b["span"]) == "") for b in meeting_pages.badges(live, meeting)] == [
        ("Đang diễn ra", False),
        ("Đã diễn ra", False),
    ]
    before = replace(live, now=clock.now("2026-12-03T13:59"))
    assert meeting_pages.badges(before, meeting)[0]["label"] == "Sắp diễn ra"
    over = replace(live, now=clock.now("2026-12-04T16:30"))
    assert [b["label"] for b in meeting_pages.badges(over, meeting)] == ["Đã diễn ra"]


def test_an_incremental_build_is_a_full_one_with_files_beside(
    tmp_path: Path, province: Path
) -> None:
    """A hand-out is published byte for byte; a fault of a meeting stops the build and says where."""
    folder = province / "drafts/_events/hop-thu"
    assert duthao("build", "--root", province, "--no-pdf", "--as-of", "2026-11-22").returncode == 0
    assert not (province / "site/su-kien/hop-thu").exists()
    folder.mkdir(parents=True)
    (folder / "phat.txt").write_bytes(FILE)
    text = (
        "---\nkind: hoi-nghi\ntitle: Hội nghị thử\nagency: so-nong-nghiep-va-moi-truong\nat: 2026-12-01\nplace: Hội trường\n"
        "published: 2026-11-20\nhandouts: [{title: Tài liệu, file: phat.txt}]\ndemo: true\n---\n\n<script>x</script>\n"
    )
    (folder / "index.md").write_text(text, encoding="utf-8")
    done = duthao("build", "--root", province, "--no-pdf", "--as-of", "2026-11-22")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (province / "site/su-kien/hop-thu/phat.txt").read_bytes() == FILE
    assert "<script>x" not in (province / "site/su-kien/hop-thu/index.html").read_text("utf-8")
    full = tmp_path / "full"
    assert duthao("build", "--root", province, "--no-pdf", "--as-of", "2026-11-22", "--site", full).returncode == 0  # fmt: skip
    for path in sorted((full / "su-kien").rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (province / "site" / path.relative_to(full)).read_bytes()
    (folder / "index.md").write_text(text.replace("hoi-nghi", "tiec"), encoding="utf-8")
    done = duthao("build", "--root", province, "--no-pdf", "--as-of", "2026-11-22")
    assert done.returncode == 1 and "drafts/_events/hop-thu/index.md:2" in done.stdout + done.stderr
    assert (province / "site/su-kien/hop-thu/phat.txt").exists()  # the old site stands

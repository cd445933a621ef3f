"""The page of a meeting, before and after, and what it never shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import html as lxml_html

from duthao.outputs.shared.shown_meetings import of_dossier, of_record, of_site
from duthao.outputs.site import Site
from tests.conftest import duthao
from tests.outputs.office.test_letters import record_of, site_at
from tests.outputs.office.test_meeting_papers import TALK, TRAINING, changed

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
    assert f"/su-kien/{TALK}/</loc>" in (sample / "sitemap.xml").read_text(encoding="utf-8")


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

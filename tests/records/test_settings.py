"""A wrong setting is told in words that whoever wrote it can act on: file, line, rule, remedy, all faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from duthao.builder import page_languages
from duthao.errors import DuthaoError
from duthao.records import settings_reader
from tests.conftest import PROVINCE, ROOT, duthao, replace_text


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_bytes((PROVINCE / "mkdocs.yml").read_bytes())
    return tmp_path


def line_of(root: Path, text: str) -> int:
    lines = (root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_language_that_has_pages_and_no_words_is_warned_of(root: Path) -> None:
    (root / "theme").symlink_to(ROOT / "theme")
    assert not [*page_languages.findings(root)]
    replace_text(root / "mkdocs.yml", "      site_name: Comment", "      name: Comment")
    replace_text(root / "mkdocs.yml", "    zh-Hans:\n", "    zh-Hant:\n")
    replace_text(root / "mkdocs.yml", "    ko:\n", "    lo:\n")
    [english] = page_languages.findings(root)  # the others have no page
    assert (english.line, english.severity) == (line_of(root, "    en:"), "warning")
    assert english.remedy.vi == "Thêm site_name vào «extra.languages.en» trong mkdocs.yml."
    (root / "drafts" / "ht-2026-002").mkdir(parents=True)
    (root / "drafts" / "ht-2026-002" / "zh-Hans.md").write_text("", encoding="utf-8")
    (root / "content").mkdir()
    page = "---\ntitle: 한국어\nlang: ko\n---\n"
    (root / "content" / "ko.md").write_text(page, encoding="utf-8")
    _, korean, chinese = page_languages.findings(root)
    assert "site_name, copyright, home, nav của ngôn ngữ ấy" in korean.message.vi
    assert chinese.line == line_of(root, "  languages:")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "      site_title:",
            "      site_titel:",
            "error[unknown-key]: Trường «site_titel» không có trong mẫu của «Tỉnh của trang». Có phải «site_title»?",
        ),
        (
            "    tag_authority: vanban.hatinh.example",
            "    tag_authority: Văn bản",
            "error[bad-form]: «Tên miền ghi trong mã vĩnh viễn của nguồn tin» (tag_authority) viết không đúng dạng. Chỉ dùng chữ thường không dấu",
        ),
        (
            '"05:00"',
            "5h",
            'error[bad-form]: «Đài truyền thanh xã › Giờ phát 1» (times) viết không đúng dạng. Viết giờ đủ bốn chữ số, dạng "05:00".',
        ),
        (
            "slot_minutes: 15",
            "slot_minutes: mười lăm",
            "error[bad-value]: «Đài truyền thanh xã › Độ dài buổi phát, phút» (slot_minutes) phải là số nguyên.",
        ),
        (
            "    radio:",
            "    as_of: hôm nay\n    sample: true\n    radio:",
            "error[bad-value]: «Thời điểm cố định của trang mẫu» (as_of) không hợp lệ.",
        ),
        (
            "    radio:",
            "    feeds: {months: 12}\n    radio:",
            "error[unknown-key]: Trường «months» không có trong mẫu của «Nguồn tin». Xóa dòng này: nguồn tin nay giữ 200 tin mới nhất",
        ),
        (
            "    radio:",
            "    deploy: {target: pages}\n    radio:",
            "error[unknown-key]: Trường «target» không có trong mẫu của «Triển khai». Xóa dòng này; nơi đặt trang ghi ở «deploy.host».",
        ),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(root: Path, old: str, new: str, told: str) -> None:
    replace_text(root / "mkdocs.yml", old, new)
    with pytest.raises(DuthaoError) as fault:
        settings_reader.load(root)
    line = line_of(root, new.split("\n")[0])
    assert f"mkdocs.yml:{line}: {told}" in fault.value.say.vi, fault.value.say.vi
    assert "pydantic" not in fault.value.say.vi + fault.value.say.en


def test_all_of_them_at_once_and_what_lacks_under_its_group(root: Path) -> None:
    replace_text(root / "mkdocs.yml", "      site_title:", "      site_titel:")
    replace_text(root / "mkdocs.yml", "    radio:", "    rado:")
    done = duthao("build", "--root", root)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    province, wrong, radio = (
        line_of(root, text) for text in ("  province:", "site_titel", "rado:")
    )
    assert [line.split(" Trường")[0].split(" Thiếu")[0] for line in done.stderr.splitlines()] == [
        f"mkdocs.yml:{province}: error[field-missing]:",
        f"mkdocs.yml:{wrong}: error[unknown-key]:",
        f"mkdocs.yml:{radio}: error[unknown-key]:",
    ]


def test_a_live_site_says_how_to_reach_who_runs_it(root: Path) -> None:
    path = root / "mkdocs.yml"
    replace_text(path, "      contact_email: gopy@hatinh.example\n", "")
    with pytest.raises(DuthaoError) as caught:
        settings_reader.load(root)
    line = line_of(root, "  province:")
    assert f"mkdocs.yml:{line}: error[contact-missing]: Trang thật phải ghi" in str(
        caught.value.say
    )
    replace_text(path, "    tag_authority:", "    sample: true\n    tag_authority:")
    assert settings_reader.load(root)[0].province.contact == ""

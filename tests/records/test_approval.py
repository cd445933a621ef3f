"""Only what a responsible office stands for goes out, and what changed since does not."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from duthao.builder.build import Report, build
from duthao.builder.inputs import Options
from duthao.cli import approve as command
from duthao.cli.approvals.approval_flags import ApprovalFlags
from duthao.errors import DuthaoError
from duthao.records import approval, record_reader, register_reader, settings_reader
from duthao.records.approvals import approval_faults
from duthao.records.record import Record
from tests.conftest import NOW, PROVINCE, approve, duthao, replace_text
from tests.judged_records import ID as TABLE_ID
from tests.responses import ANSWERED, TABLE, edited

ID = "ht-2026-001"
DAY = date(2026, 11, 22)


def read(root: Path, record_id: str = ID) -> Record:
    record, _ = record_reader.read(root, record_id)
    assert record
    return record


def index(root: Path) -> Path:
    return root / "drafts" / ID / "index.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One approved record of the test province."""
    shutil.copytree(PROVINCE / "drafts" / "_registers", tmp_path / "drafts" / "_registers")
    shutil.copytree(PROVINCE / "drafts" / ID, tmp_path / "drafts" / ID)
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def without(text: str, field: str) -> str:
    """The text of a record without this top-level field and what stands under it."""
    shorter = re.sub(rf"(?m)^{field}:.*\n(?: .*\n)*", "", text)
    assert shorter != text, field
    return shorter


def strip(root: Path, *fields: str) -> None:
    text = index(root).read_text(encoding="utf-8")
    for field in fields:
        text = without(text, field)
    index(root).write_text(text, encoding="utf-8")


# ---- what approval is given to


def test_all_records_of_both_provinces_are_approved() -> None:
    for root in (PROVINCE, PROVINCE.parent.parent):
        settings, _ = settings_reader.load(root)
        registers, _ = register_reader.load(root)
        assert registers
        for record_id in record_reader.ids(root):
            record = read(root, record_id)
            assert not approval_faults.faults(root, record, registers, settings), record_id


def test_the_sample_shows_every_level_and_nobody_real_approves_what_is_invented() -> None:
    root = PROVINCE.parent.parent
    levels: dict[str, set[bool]] = {}
    for record_id in record_reader.ids(root):
        draft = read(root, record_id).draft
        assert draft.approved
        levels.setdefault(draft.approved.level_key, set()).add(draft.demo)
    assert levels == {"paper": {True}, "signed": {True}, "git": {True}, "unstated": {False}}


@pytest.mark.parametrize(
    "old,new",
    [
        ("---\ntitle:", "---\n# a comment\ntitle:"),
        ("demo: true\n", '\ndemo: "true"\n'),
        ("short_title: ", "short_title:   "),
    ],
)
def test_what_is_not_content_may_change(root: Path, old: str, new: str) -> None:
    replace_text(index(root), old, new)
    assert approval.fault(read(root)) is None


def test_line_ends_and_the_order_of_fields_are_not_content(root: Path) -> None:
    lines = index(root).read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("demo:"))
    lines.insert(1, lines.pop(at))
    index(root).write_bytes("\r\n".join(lines).encode())
    assert approval.fault(read(root)) is None


@pytest.mark.parametrize("change", ["field", "body", "file", "translation", "declaration"])
def test_every_change_of_content_breaks_the_approval(root: Path, change: str) -> None:
    folder = root / "drafts" / ID
    if change == "field":
        replace_text(index(root), "\ntitle: ", "\ntitle: Mới ")
    elif change == "body":
        replace_text(index(root), "## Nội dung cơ bản\n", "## Nội dung cơ bản\n\nThêm một câu.\n")
    elif change == "file":
        with (folder / "du-thao.pdf").open("ab") as stream:
            stream.write(b"\n")
    elif change == "translation":
        (folder / "en.md").write_text("---\n---\nText.\n", encoding="utf-8")
    else:
        strip(root, "no_secret")
    fault = approval.fault(read(root))
    assert fault
    assert (fault.rule, fault.severity) == ("approval-broken", "error")
    assert (
        index(root).read_text(encoding="utf-8").split("\n")[fault.line - 1].startswith("approved:")
    )
    assert f"duthao approve {ID}" in fault.remedy.vi


STEPS = (
    "",
    "      summarised:\n        at: 2026-09-20\n",
    "      answered:\n        at: 2026-09-25\n",
)


@pytest.mark.parametrize("step", STEPS)
def test_a_table_is_approved_as_far_as_it_is_published(tmp_path: Path, step: str) -> None:
    """Nothing of it before there is a result, its counts with the summary, every word with the answer."""
    folder = tmp_path / "drafts" / TABLE_ID
    folder.mkdir(parents=True)
    answered = "    outcome:\n      answered:\n        at: 2026-09-25\n"
    assert answered in ANSWERED
    outcome = f"    outcome:\n{step}" if step else ""
    (folder / "index.md").write_text(ANSWERED.replace(answered, outcome), encoding="utf-8")

    def digest(table: str | None) -> str:
        (folder / "responses.csv").unlink(missing_ok=True)
        if table is not None:
            (folder / "responses.csv").write_text(table, encoding="utf-8")
        record, findings = record_reader.read(tmp_path, TABLE_ID)
        assert record and not findings
        return approval.content_sha256(record)

    known = digest(TABLE)
    changes = {
        "an answer": edited("Thùng nuôi là khoản chi", "Thùng nuôi là khoản tiền"),
        "a count": edited(";12;", ";13;"),
        "a row": "\n".join(TABLE.splitlines()[:-1]) + "\n",
        "all of it": None,
    }
    breaking = {name for name, table in changes.items() if digest(table) != known}
    assert breaking == (
        set() if not step else {*changes} - {"an answer"} if "summarised" in step else {*changes}
    )


def test_a_round_that_is_answered_stays_approved_while_the_next_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "drafts" / TABLE_ID
    folder.mkdir(parents=True)
    second = "  - opens: 2026-10-05\n    closes: 2026-11-04\nstages:"
    (folder / "index.md").write_text(ANSWERED.replace("stages:", second), encoding="utf-8")

    def digest(table: str) -> str:
        (folder / "responses.csv").write_text(table, encoding="utf-8")
        record, findings = record_reader.read(tmp_path, TABLE_ID)
        assert record and not findings
        return approval.content_sha256(record)

    later = TABLE + "5;2;Điều 2;Mức hỗ trợ;Công dân;;1;;Ý của đợt hai.;;;\n"
    known = digest(later)
    assert digest(later + "6;2;Điều 2;Mức hỗ trợ;Công dân;;1;;Ý nữa.;;;\n") == known
    assert digest(later.replace("Thùng nuôi là khoản chi", "Thùng nuôi là khoản tiền")) != known


def test_never_approved_is_a_warning(root: Path) -> None:
    strip(root, "approved")
    fault = approval.fault(read(root))
    assert fault
    assert (fault.rule, fault.severity) == ("not-approved", "warning")


# ---- what is written


@pytest.mark.parametrize(
    "before,after",
    [
        ("demo: true\n---\n", "demo: true\n{A}---\n"),
        (
            "no_secret: {by: X, date: 2026-11-01}\ndemo: true\n---\n",
            "{A}no_secret: {by: X, date: 2026-11-01}\ndemo: true\n---\n",
        ),
        (
            "approved: {by: cũ, date: 2026-01-01, sha256: 0}\n# ghi chú\ndemo: true\n---\n",
            "{B}# ghi chú\ndemo: true\n---\n",
        ),
        (
            "approved:\n  by: cũ\n  # bên trong\n  date: 2026-01-01\n  sha256: 0\n\n# ghi chú\ndemo: true # cuối\n---\n",
            "{C}\n# ghi chú\ndemo: true # cuối\n---\n",
        ),
        ("approved: {by: cũ,\n  date: 2026-01-01,\n  sha256: 0}\n---\n", "{D}---\n"),
        ("approved:\ndemo: true\n---\n", "{A}demo: true\n---\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_its_lines_are_written(root: Path, before: str, after: str, end: str) -> None:
    strip(root, "approved", "no_secret", "demo")
    text = index(root).read_text(encoding="utf-8").replace("---\n", "--- \n# đầu tệp\n", 1)
    head, _, body = text.partition("\n---\n")
    sha = "f" * 64
    index(root).write_bytes(
        f"\ufeff{head}\n{before}{body}".replace("sha256: 0", f"sha256: {sha}")
        .replace("\n", end)
        .encode()
    )
    written = approval.approved_text(root, ID, "Văn phòng Sở", DAY)
    digest = re.search(r"(?s)approved:.*?sha256: ([0-9a-f]{64})", written)
    assert digest
    values = ("by: Văn phòng Sở", "date: 2026-11-22", f"sha256: {digest[1]}")
    laid_out = {
        "{A}": "approved:\n  {}\n  {}\n  {}\n",
        "{B}": "approved: {{{}, {}, {}}}\n",
        "{C}": "approved:\n  {}\n  # bên trong\n  {}\n  {}\n",
        "{D}": "approved: {{{},\n  {},\n  {}}}\n",
    }
    for place, lines in laid_out.items():
        after = after.replace(place, lines.format(*values))
    assert written == f"\ufeff{head}\n{after}{body}".replace("\n", end)
    index(root).write_bytes(written.encode())
    assert approval.fault(read(root)) is None
    assert approval.approved_text(root, ID, "Văn phòng Sở", DAY) == written


@pytest.mark.parametrize(
    "name",
    [
        "Văn phòng: Sở",
        'Sở "A"',
        "#1",
        "{x}",
        "- a",
        "Ông A, bà B",
        "true",
        "A",
        "a\\b",
        "Sở Y tế (Văn phòng)",
    ],
)
def test_any_name_is_written_so_that_it_is_read_again(root: Path, name: str) -> None:
    index(root).write_bytes(
        approval.approved_text(
            root, ID, name, DAY, reference=f"12/QĐ {name}", no_secret_by=name
        ).encode()
    )
    draft = read(root).draft
    assert draft.approved
    assert draft.no_secret
    assert (
        draft.approved.by,
        draft.approved.reference,
        draft.no_secret.by,
        draft.no_secret.date,
    ) == (name, f"12/QĐ {name}", name, DAY)


FIELDS = (
    "title: T", "short_title: T", "summary: S", "document_type: a", "agency: a", "issuer: a", "topics: [a]",
    "places: [a]",
)  # fmt: skip


def test_all_fields_between_braces(root: Path) -> None:
    index(root).write_text("---\n{" + ", ".join(FIELDS) + "}\n---\n", encoding="utf-8")
    written = approval.approved_text(root, ID, "Văn phòng", DAY)
    start = "---\n{" + ", ".join(FIELDS) + ", approved: {by: Văn phòng, date: 2026-11-22, sha256: "
    assert written.startswith(start) and written.endswith("}}\n---\n")


def test_a_record_with_faults_is_not_written(root: Path) -> None:
    fields = [f.replace("title: T", "title: &t T") for f in FIELDS]
    index(root).write_text("---\n" + "\n".join(fields) + "\n---\n", encoding="utf-8")
    before = index(root).read_bytes()
    with pytest.raises(DuthaoError, match="duthao check"):
        approval.approved_text(root, ID, "Văn phòng", DAY)
    assert index(root).read_bytes() == before


# ---- the command


def test_the_command_by_flags(root: Path) -> None:
    replace_text(index(root), "\ntitle: ", "\ntitle: Mới ")
    done = duthao(
        "approve",
        ID,
        "--root",
        root,
        "--as-of",
        NOW,
        "--by",
        "Văn phòng Sở",
        "--reference",
        "12/QĐ-SNNMT",
        "--no-secret-by",
        "Phòng An ninh",
    )
    assert done.returncode == 0, done.stderr
    for phrase in (
        "HT-2026-001: Mới ",
        "Hạn góp ý: ",
        "du-thao.pdf (PDF, 1 trang, ",
        "nội dung đã đổi",
    ):
        assert phrase in done.stdout
    draft = read(root).draft
    assert draft.approved
    assert draft.no_secret
    assert (draft.approved.by, draft.approved.reference, draft.no_secret.by) == (
        "Văn phòng Sở",
        "12/QĐ-SNNMT",
        "Phòng An ninh",
    )
    assert approval.fault(read(root)) is None
    before = index(root).read_bytes()
    assert (
        "nội dung không đổi"
        in duthao("approve", "--all", "--root", root, "--as-of", NOW, "--by", "Khác").stdout
    )
    assert index(root).read_bytes() == before


def test_the_code_on_paper_names_the_record(root: Path) -> None:
    strip(root, "approved")
    given = ("--by", "Văn phòng", "--no-secret-by", "Phòng An ninh")
    done = duthao("approve", ID.upper(), "--root", root, "--as-of", NOW, *given)
    assert done.returncode == 0, done.stderr
    assert approval.fault(read(root)) is None
    assert duthao("check", ID.upper(), "--root", root, "--as-of", NOW).returncode == 0


def test_errors_are_not_approved(root: Path) -> None:
    strip(root, "approved")
    replace_text(index(root), "agency: ", "agency: khong-co-")
    before = index(root).read_bytes()
    done = duthao("approve", ID, "--root", root, "--as-of", NOW, "--by", "A")
    assert done.returncode == 1
    assert "unknown-reference" in done.stdout
    assert "không duyệt" in done.stderr
    assert index(root).read_bytes() == before


@pytest.mark.parametrize(
    "arguments,said",
    [
        ((ID,), "--by"),
        ((ID, "--by", "A"), "--no-secret-by"),
        ((), "--all"),
        (("ht-1999-001", "--by", "A"), "ht-1999-001"),
    ],
)
def test_what_is_missing_is_said(root: Path, arguments: tuple[str, ...], said: str) -> None:
    strip(root, "approved", "no_secret")
    done = duthao("approve", *arguments, "--root", root, "--as-of", NOW, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout.count("đã duyệt.")) == (2, 0)
    assert said in done.stderr


class Terminal(io.StringIO):
    """A keyboard at which these lines are typed."""

    def isatty(self) -> bool:
        return True


def test_a_person_is_asked(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    strip(root, "approved", "no_secret")
    monkeypatch.setattr(sys, "stdin", Terminal("Bà C\n\nPhòng An ninh\ncó\n"))
    assert command.approve(root, [ID], ApprovalFlags(), NOW) == 0
    asked = capsys.readouterr().out
    assert "«Hồ sơ này, gồm nội dung và mọi tệp đính kèm, không chứa bí mật nhà nước.»" in asked
    draft = read(root).draft
    assert draft.approved
    assert draft.no_secret
    assert (draft.approved.by, draft.approved.reference, draft.no_secret.by) == (
        "Bà C",
        None,
        "Phòng An ninh",
    )


@pytest.mark.parametrize("typed", ["Bà C\n\nPhòng An ninh\nkhông\n", "Bà C\n", ""])
def test_a_person_may_say_no(root: Path, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    strip(root, "approved", "no_secret")
    before = index(root).read_bytes()
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    with pytest.raises(DuthaoError, match="Không duyệt"):
        command.approve(root, [ID], ApprovalFlags(), NOW)
    assert index(root).read_bytes() == before


# ---- what is built


def build_report(province: Path, *, unapproved: bool = False) -> Report:
    out = province / "build" / "preview" if unapproved else province / "site"
    return build(Options(province, out, NOW, pdf=False, jobs=1, unapproved=unapproved))


def faults(report: Report) -> list[tuple[str, str]]:
    """Rule and severity of all findings but the one that the province is meant to have."""
    return sorted((f.rule, f.severity) for f in report.findings if f.rule != "minimum-unknown")


def page(site: Path) -> str:
    return (site / "du-thao" / ID / "index.html").read_text(encoding="utf-8")


def test_a_record_never_approved_is_left_out(province: Path) -> None:
    build_report(province)
    assert (province / "site" / "du-thao" / ID / "index.html").exists()
    strip(province, "approved")
    report = build_report(province)
    assert faults(report) == [("not-approved", "warning")]
    texts = [
        p
        for p in (province / "site").rglob("*")
        if p.is_file() and p.suffix in (".html", ".xml", ".json", ".ics", ".txt")
    ]
    assert [p for p in texts if ID in p.read_text(encoding="utf-8")] == []
    approve(province, ID)
    assert faults(build_report(province)) == []
    assert (province / "site" / "du-thao" / ID / "index.html").exists()


def test_a_broken_approval_refuses_the_build(province: Path) -> None:
    build_report(province)
    before = page(province / "site")
    replace_text(index(province), "\nshort_title: ", "\nshort_title: Mới ")
    report = build_report(province)
    assert report.failed(strict=False)
    assert [rule for rule, _ in faults(report)] == ["approval-broken"]
    assert page(province / "site") == before
    approve(province, ID)
    assert not build_report(province).failed(strict=False)
    assert "Mới " in page(province / "site")


def test_the_preview_shows_both_under_a_watermark(province: Path) -> None:
    other = province / "drafts" / "ht-2026-007" / "index.md"
    strip(province, "approved")
    replace_text(other, "\nshort_title: ", "\nshort_title: Mới ")
    report = build_report(province, unapproved=True)
    assert not report.failed(strict=False)
    assert [rule for rule, _ in faults(report)] == ["approval-broken", "not-approved"]
    preview = province / "build" / "preview"
    pages = {
        path.parent.name: "CHƯA DUYỆT" in path.read_text(encoding="utf-8")
        for path in preview.glob("du-thao/ht-*/index.html")
    }
    assert {record_id for record_id, marked in pages.items() if marked} == {ID, "ht-2026-007"}
    assert len(pages) > 10
    marked_page = (preview / "du-thao" / ID / "index.html").read_text(encoding="utf-8")
    assert '<aside class="dt-banner dt-banner--unapproved"' in marked_page
    assert "<style" not in marked_page, "the policy of the page lets none in"
    styles = (preview / "assets" / "duthao.css").read_text(encoding="utf-8")
    assert ".dt-banner--unapproved::after" in styles  # the watermark, over the whole page
    assert "CHƯA DUYỆT" not in (preview / "index.html").read_text(encoding="utf-8")


def test_paper_of_the_preview_is_marked(province: Path) -> None:
    strip(province, "approved")
    out = province / "build" / "paper"
    build(Options(province, out, NOW, jobs=1, only=("information", "ended_sheet"), unapproved=True))
    texts = {
        path.parent.name: PdfReader(path).pages[0].extract_text()
        for path in out.glob("du-thao/*/to-thong-tin.pdf")
    }
    assert {record_id for record_id, text in texts.items() if "CHƯA DUYỆT" in text} == {ID}


def test_every_text_of_the_preview_that_can_be_pasted_is_marked(province: Path) -> None:
    """Scripts, posts, press text, calendars and feeds; those of approved records are not."""
    other = "ht-2026-002"
    strip(province, "approved")
    path = province / "drafts" / other / "index.md"
    path.write_text(without(path.read_text(encoding="utf-8"), "approved"), encoding="utf-8")
    build_report(province, unapproved=True)
    drafts = province / "build" / "preview" / "du-thao"
    ends = (".txt", ".ssml", ".xml", ".json", ".ics")
    beside = {".csv", ".txt"} & {Path(name).suffix for name in read(province).files}
    assert not beside
    texts = {
        path.relative_to(drafts).as_posix(): "CHƯA DUYỆT" in path.read_text(encoding="utf-8")
        for path in drafts.rglob("*")
        if path.suffix in ends
    }
    for record_id in (ID, other):
        mine = {name: marked for name, marked in texts.items() if name.startswith(record_id)}
        assert len(mine) > 6
        assert not [name for name, marked in mine.items() if not marked]
    rest = {n: m for n, m in texts.items() if not n.startswith((ID, other))}
    assert len(rest) > 60 and not any(rest.values())
    for name in ("rss.xml", "atom.xml", "feed.json", "lich.ics"):
        assert "CHƯA DUYỆT" in (drafts.parent / name).read_text(encoding="utf-8"), name

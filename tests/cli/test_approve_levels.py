"""`duthao approve` in three levels: on paper, by a signature, in git; and what each asks before anything is written."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from duthao import clock
from duthao.domain.approvals.approval_fields import short_code
from duthao.outputs.shared.signed_papers import approval_sheet
from duthao.outputs.site import Site
from duthao.records import approval, register_reader, settings_reader
from duthao.records.approvals import approved_content, code_owners, signed_sheet
from duthao.rendering.links import Links
from tests.conftest import NOW, duthao, replace_text
from tests.signatures import APPROVER, ID, holder, lay_out, read, signed

PAPER = ("--paper", "12/PD-SNNMT", "--date", "20/11/2026", "--by", APPROVER)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A record that is approved without a level, and its approvers: one of the agency, one who was, one of another."""
    lay_out(tmp_path)
    agency = read(tmp_path).draft.lead_agency
    others = (
        f"{APPROVER}: [{agency}, 2026-01-01, '']",
        f"truoc-day: [{agency}, 2020-01-01, 2025-12-31]",
        "khac: [so-y-te, 2026-01-01, '']",
    )
    text = ""
    for line in others:
        key, _, rest = line.partition(": ")
        of, since, until = rest.strip("[]").split(", ")
        text += f"{key}:\n  title: Giám đốc\n  agency: {of}\n  from: {since}\n"
        text += f"  until: {until}\n" if until != "''" else ""
    (tmp_path / register_reader.FOLDER / "approvers.yml").write_text(text, encoding="utf-8")
    return tmp_path


def approve(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return duthao(
        "approve", ID, "--root", root, "--as-of", NOW, *arguments, stdin=subprocess.DEVNULL
    )


def code(root: Path) -> str:
    return short_code(approval.content_sha256(read(root)))


def index(root: Path) -> Path:
    return root / "drafts" / ID / "index.md"


def test_paper_is_recorded_and_the_next_sheet_shows_what_changed(root: Path) -> None:
    done = approve(root, *PAPER, "--code", code(root))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "đã duyệt trên giấy" in done.stdout
    approved = read(root).draft.approved
    assert approved
    assert (approved.level, approved.reference, approved.by, str(approved.date)) == (
        "paper", "12/PD-SNNMT", APPROVER, "2026-11-20",
    )  # fmt: skip
    kept = json.loads((root / "drafts" / ID / approved_content.NAME).read_text(encoding="utf-8"))
    assert kept["fields"]["title"] == read(root).draft.title
    assert duthao("check", ID, "--root", root, "--as-of", NOW).returncode == 0
    assert "nội dung không đổi" in approve(root, *PAPER, "--code", code(root)).stdout
    replace_text(index(root), "\nshort_title: ", "\nshort_title: Mới. ")
    replace_text(index(root), "## Nội dung cơ bản\n", "## Nội dung cơ bản\n\nThêm một câu.\n")
    done = approve(root, "--sheet", "--output", root / "phieu.pdf")
    assert done.returncode == 0, done.stdout + done.stderr
    assert code(root) in done.stdout
    first = " ".join(PdfReader(root / "phieu.pdf").pages[0].extract_text().split())
    told = first.partition("Thay đổi so với lần duyệt trước")[2].partition("Các mục khai báo")[0]
    assert "duyệt trên giấy ngày 20/11/2026" in told
    for phrase in ("Trước", "Nay", "Mới. ", "Thêm một câu.", "(không có)"):
        assert phrase in told


def test_what_is_kept_proves_itself(root: Path) -> None:
    approve(root, *PAPER, "--code", code(root))
    path, sha256 = root / "drafts" / ID / approved_content.NAME, approval.content_sha256(read(root))
    kept = approved_content.kept(path.parent, sha256)
    assert kept == approval.content(read(root))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert approved_content.kept(path.parent, sha256) == kept
    replace_text(path, '"title": "', '"title": "Khác ')
    assert approved_content.kept(path.parent, sha256) is None
    path.write_text("[", encoding="utf-8")
    assert approved_content.kept(path.parent, sha256) is None


REFUSED = {
    "the code of another content": (1, (*PAPER, "--code", "0" * 16), "phiếu là của nội dung khác"),
    "a part of the code": (1, (*PAPER, "--code", "{code4}"), "phiếu là của nội dung khác"),
    "no code": (1, PAPER, "--code"),
    "no day": (1, ("--paper", "12", "--by", APPROVER, "--code", "{code}"), "--date"),
    "a day to come": (1, (*PAPER, "--date", "2026-11-23", "--code", "{code}"), "sau hôm nay"),
    "nobody": (1, (*PAPER[:4], "--code", "{code}"), f"{APPROVER} (Giám đốc)"),
    "who is in no register": (0, (*PAPER[:5], "ai-do", "--code", "{code}"), "approval-approver-unknown"),
    "who was one before": (0, (*PAPER[:5], "truoc-day", "--code", "{code}"), "approval-approver-unfit"),
    "of another agency": (0, (*PAPER[:5], "khac", "--code", "{code}"), "approval-approver-unfit"),
    "two ways at once": (1, (*PAPER, "--git"), "--signed, --git"),
    "no number": (1, ("--paper", " "), "--paper"),
    "in git by a name": (0, ("--git", "--by", "Bà A"), "approval-approver-unknown"),
    "a file that is not there": (1, ("--signed", "khong-co.pdf"), "khong-co.pdf"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_hold_is_not_written(root: Path, name: str) -> None:
    stops, arguments, said = REFUSED[name]
    before, now = index(root).read_bytes(), code(root)
    filled = [a.format(code=now, code4=now[:9]) for a in arguments]
    done = approve(root, *filled)
    assert done.returncode == (2 if stops else 1), done.stdout + done.stderr
    assert said in (done.stderr if stops else done.stdout)
    assert index(root).read_bytes() == before
    assert not (root / "drafts" / ID / approved_content.NAME).exists()


def test_a_level_that_the_agency_does_not_accept_is_refused(root: Path) -> None:
    agency = read(root).draft.lead_agency
    replace_text(
        root / "mkdocs.yml",
        "    tag_authority:",
        f"    approval:\n      levels: [paper, signed]\n      agencies:\n        {agency}: [signed]\n    tag_authority:",
    )
    assert "approval-level-refused" in duthao("check", ID, "--root", root, "--as-of", NOW).stdout
    done = approve(root, *PAPER, "--code", code(root))
    assert done.returncode == 1
    assert "chấp nhận duyệt bằng chữ ký số" in done.stdout


def test_git_is_vouched_for_by_the_host(root: Path) -> None:
    assert approve(root, "--git", "--by", APPROVER).returncode == 0
    approved = read(root).draft.approved
    assert approved and approved.level == "git"
    told = duthao("check", "--root", root, "--as-of", NOW).stdout
    assert "warning[approval-no-code-owners]" in told
    (root / ".github").mkdir()
    (root / ".github" / "CODEOWNERS").write_text("/drafts/ @tinh/nguoi-duyet\n", encoding="utf-8")
    assert "code-owners" not in duthao("check", "--root", root, "--as-of", NOW).stdout


@pytest.mark.parametrize(
    "text,owned",
    [
        ("* @a/b", True),
        ("drafts @a/b # ai duyệt", True),
        ("/drafts/** an@so.example", True),
        ("/drafts/\n", False),
        ("* @a/b\n/drafts/\n", False),
        ("# /drafts/ @a/b", False),
        ("/drafts/_registers/ @a/b", False),
        ("/scripts/ @a/b", False),
    ],
)
def test_whom_code_owners_name(tmp_path: Path, text: str, *, owned: bool) -> None:
    (tmp_path / "CODEOWNERS").write_text(text, encoding="utf-8")
    assert code_owners.owned(tmp_path) is owned


def test_a_signed_sheet_is_taken_up_by_its_certificate(root: Path) -> None:
    authority = holder("Gốc minh họa", authority=True)
    director = holder("Giám đốc", authority)
    (root / register_reader.FOLDER / register_reader.ROOTS).write_text(authority.pem)
    sheet, file = root / "phieu.pdf", root / "phieu-da-ky.pdf"
    assert approve(root, "--sheet", "--output", sheet).returncode == 0
    file.write_bytes(signed(sheet.read_bytes(), director))
    done = approve(root, "--signed", file, "--by", APPROVER)
    assert done.returncode == 1
    assert "approval-signer-unknown" in done.stdout
    assert "Người duyệt phải ký sau cùng" in done.stdout
    assert director.sha256 in done.stdout
    register = root / register_reader.FOLDER / "approvers.yml"
    replace_text(register, f"{APPROVER}:\n", f"{APPROVER}:\n  certificates: [{director.sha256}]\n")
    done = approve(root, "--signed", file)
    assert done.returncode == 0, done.stdout + done.stderr
    approved = read(root).draft.approved
    assert approved
    assert (approved.level, approved.by, str(approved.date)) == ("signed", APPROVER, "2026-11-22")
    kept = root / "drafts" / ID / signed_sheet.NAME
    assert kept.read_bytes() == file.read_bytes()
    assert duthao("check", ID, "--root", root, "--as-of", NOW).returncode == 0
    kept.write_bytes(kept.read_bytes() + b" ")
    assert "approval-signature-broken" in duthao("check", ID, "--root", root, "--as-of", NOW).stdout
    done = approve(root, "--git", "--by", APPROVER)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not kept.exists()
    former = kept.with_name("_approval-2026-11-22.pdf")
    assert former.name in done.stdout
    assert former.read_bytes() == file.read_bytes() + b" "
    checked = duthao("check", ID, "--root", root, "--as-of", NOW)
    assert checked.returncode == 0 and former.name not in checked.stdout


def test_the_declaration_is_part_of_what_is_signed(root: Path) -> None:
    text = index(root).read_text(encoding="utf-8")
    start = text.index("no_secret:")
    end = text.index("\n", text.index("date:", start)) + 1
    index(root).write_text(text[:start] + text[end:], encoding="utf-8")
    done = approve(root, "--sheet", "--output", root / "phieu.pdf")
    assert done.returncode == 2
    assert "--no-secret-by" in done.stderr
    done = approve(
        root, "--sheet", "--output", root / "phieu.pdf", "--no-secret-by", "Văn phòng Sở"
    )
    assert done.returncode == 0, done.stderr
    assert read(root).draft.no_secret
    assert code(root) in done.stdout
    assert approve(root, *PAPER, "--code", code(root), "--no-secret-by", "Khác").returncode == 2
    assert approve(root, *PAPER, "--code", code(root)).returncode == 0


def test_who_signed_other_words_has_approved_nothing(root: Path) -> None:
    """The data of the file names the record's content, and its pages say something else."""
    authority = holder("Gốc minh họa", authority=True)
    director = holder("Giám đốc", authority)
    folder = root / register_reader.FOLDER
    (folder / register_reader.ROOTS).write_text(authority.pem)
    listed = f"{APPROVER}:\n  certificates: [{director.sha256}]\n"
    replace_text(folder / "approvers.yml", f"{APPROVER}:\n", listed)
    settings, url = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    assert registers
    record, site = read(root), Site(root, settings, Links(url), registers, clock.now(NOW), {})
    content = approval.content(record)
    data = approval_sheet.sheet_data(site, record, content, None, ())
    data["about"] = f"{data['about']} và việc khác"
    file = root / "phieu.pdf"
    file.write_bytes(signed(approval_sheet.pdf(site, record, data), director, authority))
    before = index(root).read_bytes()
    done = approve(root, "--signed", file)
    assert done.returncode == 1
    assert "Chữ trên các trang của phiếu đã ký khác" in done.stdout
    assert index(root).read_bytes() == before

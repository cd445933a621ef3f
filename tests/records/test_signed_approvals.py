"""What a digital signature proves, and every way in which it proves nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from pypdf import PdfReader, PdfWriter

from duthao import clock
from duthao.editor import sheet_to_sign
from duthao.outputs.shared.signed_papers import approval_sheet
from duthao.outputs.site import Site
from duthao.records import approval, record_reader, register_reader, settings_reader
from duthao.records.approvals import approval_faults, sheet_marks, signed_sheet
from duthao.rendering.links import Links
from tests.conftest import NOW, replace_text
from tests.signatures import APPROVER, AT, ID, Holder, holder, lay_out, read, signed


class Signing(NamedTuple):
    """A root, who signs by it, the sheet and the same signed."""

    authority: Holder
    director: Holder
    sheet: bytes
    signed: bytes


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Signing:
    root = tmp_path_factory.mktemp("sheet")
    lay_out(root)
    settings, url = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    assert registers
    site = Site(root, settings, Links(url), registers, clock.now(NOW), {})
    sheet = sheet_to_sign.sheet(site, read(root))
    authority = holder("Gốc minh họa", authority=True)
    director = holder("Giám đốc minh họa", authority)
    return Signing(authority, director, sheet, signed(sheet, director, authority))


@pytest.fixture
def root(tmp_path: Path, signing: Signing) -> Path:
    """A record that was approved by the signed sheet in its folder."""
    lay_out(tmp_path)
    agency = read(tmp_path).draft.lead_agency
    registers = tmp_path / register_reader.FOLDER
    (registers / "approvers.yml").write_text(
        f"{APPROVER}:\n  title: Giám đốc\n  agency: {agency}\n  from: 2026-01-01\n"
        f"  certificates: [{signing.director.sha256}]\n",
        encoding="utf-8",
    )
    (registers / register_reader.ROOTS).write_text(signing.authority.pem, encoding="ascii")
    given = approval.GivenApproval(APPROVER, date(2026, 11, 22), "signed")
    written = approval.text_with_approval(tmp_path, ID, given)
    (tmp_path / written.record.path).write_bytes(written.text.encode())
    put(tmp_path, signing.signed)
    return tmp_path


def put(root: Path, data: bytes) -> None:
    (root / "drafts" / ID / signed_sheet.NAME).write_bytes(data)


def rules(root: Path) -> list[str]:
    settings, _ = settings_reader.load(root)
    registers, findings = register_reader.load(root)
    assert registers, findings
    return sorted(f.rule for f in approval_faults.faults(root, read(root), registers, settings))


def test_a_signature_that_holds(root: Path) -> None:
    assert rules(root) == []
    _, findings = record_reader.read(root, ID)
    assert not [f for f in findings if signed_sheet.NAME in f.path]  # no stray file, no attachment
    assert signed_sheet.NAME not in {**read(root).files, **read(root).side_files}


def test_it_holds_in_a_checkout_with_line_ends_of_windows(root: Path) -> None:
    index = root / "drafts" / ID / "index.md"
    index.write_bytes(index.read_bytes().replace(b"\n", b"\r\n"))
    assert rules(root) == []


def with_update(data: bytes) -> bytes:
    """An incremental update behind the signature: it shows another title."""
    writer = PdfWriter(BytesIO(data), incremental=True)
    writer.add_metadata({"/Title": "Khác"})
    out = BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(data)
    return out.getvalue()


ATTACKS: dict[str, tuple[Callable[[Signing], bytes], list[str]]] = {
    "not signed": (lambda s: s.sheet, ["approval-signature-broken"]),
    "an update after the signature": (
        lambda s: with_update(s.signed),
        ["approval-signature-broken"],
    ),
    "bytes behind the signature": (
        lambda s: s.signed + b"\n% more",
        ["approval-signature-broken"],
    ),
    "a byte changed": (
        lambda s: s.signed.replace(b"/MediaBox", b"/MediaBoy", 1),
        ["approval-signature-broken"],
    ),
    "cut short": (
        lambda s: s.signed[: len(s.signed) // 2],
        ["approval-sheet-of-other", "approval-signature-broken"],
    ),
    "no PDF": (lambda s: b"%PDF-1.7\n", ["approval-sheet-of-other", "approval-signature-broken"]),
    "signed by itself": (
        lambda s: signed(s.sheet, holder("Giám đốc minh họa")),
        ["approval-signature-untrusted", "approval-signer-unknown"],
    ),
    "of another root": (
        lambda s: signed(
            s.sheet,
            holder("Giám đốc minh họa", other := holder("Gốc minh họa", authority=True)),
            other,
        ),
        ["approval-signature-untrusted", "approval-signer-unknown"],
    ),
    "by a certificate that no authority gave": (
        lambda s: signed(s.sheet, holder("Giám đốc", s.director), s.director, s.authority),
        ["approval-signature-untrusted", "approval-signer-unknown"],
    ),
    "expired": (
        lambda s: signed(
            s.sheet, holder("Giám đốc minh họa", s.authority, first=AT - timedelta(days=9), days=3)
        ),
        ["approval-signature-untrusted", "approval-signer-unknown"],
    ),
    "not listed": (
        lambda s: signed(s.sheet, holder("Phó giám đốc", s.authority)),
        ["approval-signer-unknown"],
    ),
    "of another day": (
        lambda s: signed(s.sheet, s.director, at=AT + timedelta(days=1)),
        ["approval-signature-untrusted"],
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_proves_nothing_is_refused(root: Path, signing: Signing, name: str) -> None:
    attack, expected = ATTACKS[name]
    put(root, attack(signing))
    assert rules(root) == expected


def test_an_expired_certificate_that_is_listed_is_refused(root: Path, signing: Signing) -> None:
    old = holder("Giám đốc", signing.authority, first=AT - timedelta(days=9), days=3)
    replace_text(
        root / register_reader.FOLDER / "approvers.yml", signing.director.sha256, old.sha256
    )
    put(root, signed(signing.sheet, old))
    assert rules(root) == ["approval-signature-untrusted"]
    put(root, signed(signing.sheet, old, at=AT - timedelta(days=8)))  # then it was valid
    replace_text(
        root / "drafts" / ID / "index.md", "date: 2026-11-22\n  level", "date: 2026-11-14\n  level"
    )
    assert rules(root) == []


def test_two_signatures_hold_when_the_last_is_the_approvers(root: Path, signing: Signing) -> None:
    office = holder("Văn thư", signing.authority)
    first = signed(signing.sheet, office, signing.authority, field="VanThu")
    put(root, signed(first, signing.director, signing.authority))
    assert rules(root) == []
    put(root, signed(signing.signed, office, signing.authority, field="VanThu"))
    assert rules(root) == ["approval-signer-unknown"]


def test_a_sheet_of_an_earlier_content_is_refused(root: Path) -> None:
    replace_text(root / "drafts" / ID / "index.md", "\ntitle: ", "\ntitle: Mới ")
    assert rules(root) == ["approval-broken"]
    given = approval.GivenApproval(APPROVER, date(2026, 11, 22), "signed")
    written = approval.text_with_approval(root, ID, given)
    (root / written.record.path).write_bytes(written.text.encode())
    assert rules(root) == ["approval-sheet-of-other"]


def test_a_sheet_of_another_record_is_refused(root: Path, signing: Signing) -> None:
    mine = sheet_marks.keywords(signing.sheet)
    other = PdfWriter(BytesIO(signing.sheet))
    other.add_metadata({"/Keywords": mine.replace(ID, "ht-2026-002")})
    out = BytesIO()
    other.write(out)
    put(root, signed(out.getvalue(), signing.director))
    assert rules(root) == ["approval-sheet-of-other"]


def test_the_subject_of_a_certificate_may_name_the_approver(root: Path, signing: Signing) -> None:
    register = root / register_reader.FOLDER / "approvers.yml"
    listed = f"certificates: [{signing.director.sha256}]"
    replace_text(register, listed, "subject: {O: Giám đốc minh họa (minh họa), C: VN}")
    assert rules(root) == []
    replace_text(register, "C: VN", "C: LA")
    assert rules(root) == ["approval-signer-unknown"]


@pytest.mark.parametrize(
    "roots", ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_without_roots_nobody_is_trusted(root: Path, roots: str) -> None:
    (root / register_reader.FOLDER / register_reader.ROOTS).write_text(roots, encoding="ascii")
    assert rules(root) == ["approval-signature-untrusted"]


def test_a_sheet_that_is_not_there_proves_nothing(root: Path) -> None:
    (root / "drafts" / ID / signed_sheet.NAME).unlink()
    assert rules(root) == ["approval-sheet-missing"]


def test_without_the_extra_nothing_is_taken_for_verified(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [n for n in sys.modules if n.partition(".")[0] == "pyhanko"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    assert rules(root) == ["approval-unverified"]


def test_the_sheet_bears_its_code_on_each_page_and_what_is_approved(signing: Signing) -> None:
    reader = PdfReader(BytesIO(signing.sheet))
    pages = [page.extract_text() for page in reader.pages]
    count = len(pages)
    assert count > 1
    marks = sheet_marks.keywords(signing.sheet).split(":")
    assert marks[1] == ID
    code = " ".join(marks[2][n : n + 4] for n in range(0, 16, 4))
    for number, text in enumerate(pages, 1):
        assert f"Mã nội dung: {code}" in text
        assert f"HT-2026-001, trang {number}/{count}" in text
    whole = "\n".join(pages)
    for phrase in (
        "Tên ngắn",
        "Cách góp ý sẽ đăng",
        "du-thao.pdf",
        "Số phiếu duyệt",
    ):
        assert phrase in whole


def test_the_sheet_has_what_loudspeakers_say_and_every_row_of_the_comparison(root: Path) -> None:
    settings, url = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    assert registers
    site = Site(root, settings, Links(url), registers, clock.now(NOW), {})
    record = read(root)
    content = approval.content(record)
    data = approval_sheet.sheet_data(
        site, record, content, content, [("Bài mở đầu", "Một.\nHai.\n")]
    )
    parts = {part["heading"]: part for part in data["parts"]}
    assert parts["Bài phát thanh: Bài mở đầu"]["rows"] == [["Một."], ["Hai."]]
    assert "Không có thay đổi" in parts["Thay đổi so với lần duyệt trước"]["note"]
    comparison = record.body["new"]
    assert comparison
    rows = [row for part in data["parts"] for row in part["rows"]]
    assert comparison.table[1:] and all(list(row) in rows for row in comparison.table[1:])
    assert {row[0]: row[2] for row in parts["Các tệp"]["rows"]} == content.files
    fields = dict(map(tuple, parts["Các mục khai báo"]["rows"]))
    assert fields["Cơ quan chủ trì soạn thảo"].endswith(f"({record.draft.lead_agency})")
    assert len(fields) >= len(content.fields)

"""`approval.pdf`: the sheet of an approval that was signed digitally, verified from its bytes alone, each time anew.

What is asked: the last signature covers the whole file and nothing follows it; no byte of it changed; its certificate leads
to a root in `drafts/_registers/approval_roots.pem` and was valid at the instant that the signature names; the approver's entry
names that certificate; and the data of the PDF names this record and this digest. The network is never asked, so a
certificate that was revoked is not known here. Loads pyhanko where there is something to verify, and says how to get it.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from duthao.clock import VN, date_vi
from duthao.domain.approvals.approval_fields import Approved
from duthao.domain.approvals.approvers import Approver
from duthao.errors import Say
from duthao.records.approvals import sheet_marks

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

NAME = "approval.pdf"
MAX_BYTES = 20 * 1024 * 1024
MISSING = "approval-sheet-missing"
BROKEN = "approval-signature-broken"
UNTRUSTED = "approval-signature-untrusted"
SIGNER = "approval-signer-unknown"
OF_OTHER = "approval-sheet-of-other"
UNVERIFIED = "approval-unverified"
RULES = (MISSING, BROKEN, UNTRUSTED, SIGNER, OF_OTHER, UNVERIFIED)
_SHORT_NAMES = MappingProxyType(
    {
        "CN": "common_name",
        "O": "organization_name",
        "OU": "organizational_unit_name",
        "T": "title",
        "L": "locality_name",
        "ST": "state_or_province_name",
        "C": "country_name",
        "SERIALNUMBER": "serial_number",
    }
)


class SheetFault(NamedTuple):
    """Why a signed sheet proves nothing."""

    rule: str
    message: Say
    remedy: Say


class Signature(NamedTuple):
    """Who signed a sheet and when, as the last signature says: SHA-256 (hex) of the certificate, and its subject by short names."""

    certificate: str
    subject: dict[str, tuple[str, ...]]
    at: datetime


def faults(
    path: Path, record_id: str, approved: Approved, approver: Approver | None, roots: str
) -> list[SheetFault]:
    """Every reason why the sheet at `path` does not prove this approval. `roots`: certificates as PEM; `approver` None: unknown."""
    try:
        if path.stat().st_size > MAX_BYTES or path.is_symlink():
            return [_unreadable()]
        data = path.read_bytes()
    except OSError:
        return [_missing(record_id)]
    found, signature = verified(data, roots)
    found += _of_other(data, record_id, approved.sha256)
    if signature and signature.at.astimezone(VN).date() != approved.date:
        found.append(_other_day(signature.at, approved))
    if signature and approver and not names(approver, signature):
        found.append(_unknown_signer(signature, approved.by))
    return found


def names(approver: Approver, signature: Signature) -> bool:
    """Whether the entry of an approver names the certificate that signed."""
    if signature.certificate in approver.certificates:
        return True
    return bool(approver.subject) and all(
        value in signature.subject.get(name, ()) for name, value in approver.subject.items()
    )


def verified(data: bytes, roots: str) -> tuple[list[SheetFault], Signature | None]:
    """What is wrong with the signature of a PDF, and who signed: None where that cannot be told."""
    try:
        from pyhanko.pdf_utils.reader import PdfFileReader
    except ImportError:
        return [_uninstalled()], None
    try:
        signatures = PdfFileReader(BytesIO(data)).embedded_signatures
        if not signatures:
            return [_unsigned()], None
        # The library runs a loop of events of its own, which a thread that has one already would refuse.
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(_judged, signatures, roots).result()
    except (
        Exception
    ):  # a hostile file breaks its reader in ways that nobody can list, and proves nothing
        return [_unreadable()], None


def _judged(
    signatures: list[EmbeddedPdfSignature], roots: str
) -> tuple[list[SheetFault], Signature | None]:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    last = signatures[-1]
    found: list[SheetFault] = []
    if last.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        found.append(_partial())
    for other in signatures[:-1]:
        if not _intact(other):
            found.append(_changed())
    at = last.self_reported_timestamp
    if at is None or at.tzinfo is None:
        found += [] if _intact(last) else [_changed()]
        return [*found, _undated()], None
    found += _untrusted(last, roots, at)
    certificate = last.signer_cert
    return found, Signature(certificate.sha256.hex(), _subject(certificate), at)


def _intact(signature: EmbeddedPdfSignature) -> bool:
    """Whether the bytes that it covers are those that were signed, whoever signed."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    intact, valid = validate_sig_integrity(
        signature.signer_info,
        signature.signer_cert,
        expected_content_type="data",
        actual_digest=signature.compute_digest(),
    )
    return bool(intact and valid)


def _untrusted(signature: EmbeddedPdfSignature, roots: str, at: datetime) -> Iterator[SheetFault]:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.registry import SimpleTrustManager

    anchors = _certificates(roots)
    if not anchors:
        yield from [] if _intact(signature) else [_changed()]
        yield _rootless()
        return
    trusted = SimpleTrustManager.build(anchors)
    context = ValidationContext(
        trust_manager=trusted, moment=at, allow_fetching=False, revocation_mode="soft-fail"
    )
    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    status = validate_pdf_signature(signature, context, key_usage_settings=usage)
    if not (status.intact and status.valid):
        yield _changed()
    elif not status.trusted:
        yield _no_chain(at)


def _certificates(roots: str) -> list[Any]:
    """The certificates in a text of PEM; none where one of them cannot be read."""
    from pyhanko.keys import load_certs_from_pemder_data

    try:
        return list(load_certs_from_pemder_data(roots.encode()))
    except ValueError:
        return []


def _subject(certificate: Any) -> dict[str, tuple[str, ...]]:
    native = [
        (part["type"].native, str(part["value"].native))
        for group in certificate.subject.chosen
        for part in group
    ]
    return {
        short: tuple(value for name, value in native if name == long)
        for short, long in _SHORT_NAMES.items()
    }


def _of_other(data: bytes, record_id: str, sha256: str) -> Iterator[SheetFault]:
    marks = sheet_marks.marks(data)
    if marks == [(record_id, sha256)]:
        return
    if marks and marks[0][0] == record_id:
        yield SheetFault(
            OF_OTHER,
            Say(
                "Phiếu đã ký là của một nội dung khác nội dung hiện nay của hồ sơ.",
                "The signed sheet is of another content than the record has now.",
            ),
            _again(record_id),
        )
        return
    yield SheetFault(
        OF_OTHER,
        Say("Phiếu đã ký không phải của hồ sơ này.", "The signed sheet is not of this record."),
        _again(record_id),
    )


# ---- what is told


def _again(record_id: str) -> Say:
    return Say(
        f"Làm phiếu mới bằng «duthao approve {record_id} --sheet», ký số, rồi chạy «duthao approve {record_id} --signed».",
        f"Make a new sheet by `duthao approve {record_id} --sheet`, sign it, then `duthao approve {record_id} --signed`.",
    )


_SIGN_ANEW = Say(
    "Ký số lại phiếu do «duthao approve --sheet» làm ra, và không sửa gì sau khi ký.",
    "Sign the sheet of `duthao approve --sheet` again, and change nothing after it.",
)


def _missing(record_id: str) -> SheetFault:
    return SheetFault(
        MISSING,
        Say(
            f"Hồ sơ ghi là duyệt bằng chữ ký số nhưng không có tệp {NAME} trong thư mục.",
            f"The record is approved by a digital signature, and there is no {NAME} in its folder.",
        ),
        _again(record_id),
    )


def _unreadable() -> SheetFault:
    return SheetFault(
        BROKEN,
        Say(f"Không đọc được chữ ký trong {NAME}.", f"The signature of {NAME} cannot be read."),
        _SIGN_ANEW,
    )


def _unsigned() -> SheetFault:
    return SheetFault(
        BROKEN,
        Say("Phiếu duyệt chưa được ký số.", "The sheet bears no digital signature."),
        _SIGN_ANEW,
    )


def _partial() -> SheetFault:
    return SheetFault(
        BROKEN,
        Say(
            "Chữ ký số cuối cùng không bao trùm toàn bộ phiếu: có phần thêm vào ngoài chữ ký.",
            "The last signature does not cover the whole sheet: something was added beyond it.",
        ),
        _SIGN_ANEW,
    )


def _changed() -> SheetFault:
    return SheetFault(
        BROKEN,
        Say("Phiếu đã bị sửa sau khi ký số.", "The sheet was changed after it was signed."),
        _SIGN_ANEW,
    )


def _undated() -> SheetFault:
    return SheetFault(
        UNTRUSTED,
        Say("Chữ ký số không ghi thời điểm ký.", "The signature does not say when it was made."),
        _SIGN_ANEW,
    )


def _rootless() -> SheetFault:
    return SheetFault(
        UNTRUSTED,
        Say(
            "Không có chứng thư gốc nào đọc được để đối chiếu chữ ký số.",
            "There is no root certificate to verify signatures by.",
        ),
        Say(
            "Chép chứng thư gốc (PEM) của tổ chức cấp chữ ký số vào drafts/_registers/approval_roots.pem.",
            "Put the root certificates (PEM) into drafts/_registers/approval_roots.pem.",
        ),
    )


def _no_chain(at: datetime) -> SheetFault:
    day = at.astimezone(VN).date()
    return SheetFault(
        UNTRUSTED,
        Say(
            f"Chứng thư của người ký không do tổ chức được tin cậy cấp, hoặc không có hiệu lực ngày {date_vi(day)}.",
            f"The signer's certificate leads to no trusted root, or was not valid on {day}.",
        ),
        Say(
            "Ký bằng chứng thư còn hiệu lực; chứng thư gốc được tin cậy nằm ở drafts/_registers/approval_roots.pem.",
            "Sign with a valid certificate; trusted roots are in drafts/_registers/approval_roots.pem.",
        ),
    )


def _other_day(at: datetime, approved: Approved) -> SheetFault:
    day = at.astimezone(VN).date()
    return SheetFault(
        UNTRUSTED,
        Say(
            f"Chữ ký số ghi ngày {date_vi(day)}, hồ sơ ghi duyệt ngày {date_vi(approved.date)}.",
            f"The signature is of {day}, the approval of {approved.date}.",
        ),
        Say(
            "Chạy lại «duthao approve --signed»; không sửa tay ngày duyệt.",
            "Run `duthao approve --signed` again; do not edit the day.",
        ),
    )


def _unknown_signer(signature: Signature, by: str) -> SheetFault:
    return SheetFault(
        SIGNER,
        Say(
            f"Chứng thư của chữ ký sau cùng (SHA-256 {signature.certificate}) không được ghi cho «{by}» trong approvers.yml.",
            f"The certificate of the last signature (SHA-256 {signature.certificate}) is not named for `{by}` in approvers.yml.",
        ),
        Say(
            "Người duyệt phải ký sau cùng. Nếu đúng là chứng thư của người duyệt, thêm mã SHA-256 ấy vào «certificates» của người ấy.",
            "The approver signs last. If it is the approver's, add its SHA-256 to `certificates` of that entry.",
        ),
    )


def reworded(record_id: str) -> SheetFault:
    """What stands on the pages is not what the program sets for this content, whatever the data of the file says."""
    return SheetFault(
        OF_OTHER,
        Say(
            "Chữ trên các trang của phiếu đã ký khác phiếu mà phần mềm làm cho nội dung này.",
            "What stands on the pages that were signed is not what the program sets for this content.",
        ),
        _again(record_id),
    )


def _uninstalled() -> SheetFault:
    return SheetFault(
        UNVERIFIED,
        Say(
            "Máy này chưa cài phần kiểm tra chữ ký số nên chữ ký chưa được kiểm tra.",
            "What verifies digital signatures is not installed here, so the signature was not verified.",
        ),
        Say(
            "Cài bằng lệnh: pip install 'duthao[sign]' (trong kho này: make check).",
            "Install it: pip install 'duthao[sign]' (in this repository: make check).",
        ),
    )

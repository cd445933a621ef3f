"""Keys, certificates and signatures of tests, all made while they run: no private key is kept anywhere."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from duthao.clock import VN
from duthao.records import record_reader
from duthao.records.record import Record
from tests.conftest import PROVINCE, ROOT

ID = "ht-2026-001"  # the record of the test province that is approved here
APPROVER = "giam-doc"
AT = datetime(2026, 11, 22, 7, 30, tzinfo=VN)  # when sheets of tests are signed


def read(root: Path) -> Record:
    record, _ = record_reader.read(root, ID)
    assert record
    return record


def lay_out(root: Path) -> None:
    shutil.copytree(PROVINCE / "drafts" / "_registers", root / "drafts" / "_registers")
    shutil.copytree(PROVINCE / "drafts" / ID, root / "drafts" / ID)
    shutil.copy(PROVINCE / "mkdocs.yml", root / "mkdocs.yml")
    shutil.copytree(ROOT / "theme" / "print", root / "theme" / "print")


class Holder(NamedTuple):
    """A key and its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: certificates.Certificate

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def sha256(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()


def holder(
    name: str,
    issuer: Holder | None = None,
    *,
    authority: bool = False,
    first: datetime = AT - timedelta(days=30),
    days: int = 3650,
) -> Holder:
    """A new key with a certificate of this office by `issuer` (None: by itself)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = certificates.Name(
        [
            certificates.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            certificates.NameAttribute(NameOID.ORGANIZATION_NAME, f"{name} (minh họa)"),
            certificates.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    usage = dict.fromkeys(
        (
            *("key_encipherment", "data_encipherment", "key_agreement", "crl_sign"),
            *("encipher_only", "decipher_only"),
        ),
        False,
    )
    made = (
        certificates.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(first.astimezone(UTC))
        .not_valid_after((first + timedelta(days=days)).astimezone(UTC))
        .add_extension(certificates.BasicConstraints(authority, None), critical=True)
        .add_extension(
            certificates.KeyUsage(
                digital_signature=True,
                content_commitment=not authority,
                key_cert_sign=authority,
                **usage,
            ),
            critical=True,
        )
        .sign(issuer.key if issuer else key, hashes.SHA256())
    )
    return Holder(key, made)


class _Signer(signers.PdfSigner):
    """Signs as if it were another instant."""

    at: datetime = AT

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def signed(
    pdf: bytes, by: Holder, *chain: Holder, at: datetime = AT, field: str = "Duyet"
) -> bytes:
    """The file with a signature at its end; `chain` are the certificates that go along."""
    der = serialization.Encoding.DER
    key = by.key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    store = SimpleCertificateStore()
    store.register_multiple(
        [x509.Certificate.load(h.certificate.public_bytes(der)) for h in (by, *chain)]
    )
    signer = signers.SimpleSigner(
        x509.Certificate.load(by.certificate.public_bytes(der)),
        keys.PrivateKeyInfo.load(key),
        store,
    )
    maker = _Signer(signers.PdfSignatureMetadata(field_name=field), signer=signer)
    maker.at = at
    out = BytesIO()
    # In a thread of its own: signing begins an event loop, and tests in a browser have one running.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(maker.sign_pdf, IncrementalPdfFileWriter(BytesIO(pdf)), output=out).result()
    return out.getvalue()

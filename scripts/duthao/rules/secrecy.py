"""No state secret and nobody's personal data goes out: neither in the record nor inside its files."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from duthao.domain.registers import Registers
from duthao.errors import Finding, Say, Severity
from duthao.records.record import FOLDER, Record
from duthao.records.sensitive_data import Hit, is_address, marks, personal
from duthao.records.strict_yaml import Loc, Value
from duthao.rules import Context, Rule

RULES = {
    "secrecy-mark": Rule(
        "Có dấu chỉ độ mật", "Không công bố tài liệu mật; nếu đã giải mật, bỏ dấu trong tệp."
    ),
    "personal-data": Rule(
        "Có dữ liệu cá nhân (giấy tờ tùy thân, điện thoại, thư điện tử, tài khoản)",
        "Xóa hoặc che; liên hệ công vụ thì ghi vào «comment», «contact» hoặc agencies.yml.",
    ),
}
_KINDS = MappingProxyType(
    {
        "id": Say("số giấy tờ tùy thân", "identity number"),
        "mobile": Say("số điện thoại di động", "mobile number"),
        "landline": Say("số điện thoại cố định", "telephone number"),
        "email": Say("địa chỉ thư điện tử", "e-mail address"),
        "account": Say("số tài khoản ngân hàng", "bank account"),
    }
)
_CONTACTS = frozenset({"comment", "contact"})
_OFFERED = frozenset({"mobile", "landline", "email"})
_BETWEEN = "\n.\n"  # no text goes on in the next
_DIGESTS = frozenset({"sha256", "source_sha256"})
_office_contacts: list[tuple[Registers, frozenset[str]]] = []


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Marks of secrecy anywhere; personal data that no register, setting or contact field makes official."""
    data = record.source.data
    # In one go: there are a hundred texts, nearly always clean.
    contact_text = _joined({field: value for field, value in data.items() if field in _CONTACTS})
    other_text = _joined({field: value for field, value in data.items() if field not in _CONTACTS})
    if any(marks(contact_text)) or any(marks(other_text)):
        for loc, text in _places(data):
            for hit in marks(text):
                yield record.finding("secrecy-mark", loc, *_secrecy_mark(hit, ""))
    for hit in marks(record.source.body):
        yield _in_body(record, hit, "secrecy-mark", *_secrecy_mark(hit, ""))
    for name, file in {**record.files, **record.side_files}.items():
        for hit in _distinct([hit for hit in file.scan.hits if hit.kind == "mark"]):
            yield Finding(
                f"{FOLDER}/{record.id}/{name}",
                0,
                "secrecy-mark",
                *_secrecy_mark(hit, f" ở trang {hit.page}" if file.pages else ""),
            )
    yield from _personal(record, contact_text, other_text, context)


def _secrecy_mark(hit: Hit, page_note: str) -> tuple[Say, Say]:
    return (
        Say(
            f"Có dấu chỉ độ mật «{hit.value}»{page_note}.",
            f"There is a mark of secrecy: {hit.value}.",
        ),
        Say(
            "Không công bố tài liệu mật. Nếu đã giải mật, bỏ dấu trong tệp.",
            "Never publish it. If it was declassified, remove the mark.",
        ),
    )


def _personal(
    record: Record, contact_text: str, other_text: str, context: Context
) -> Iterator[Finding]:
    offered = list(personal(contact_text))
    own_contacts = {hit.value for hit in offered}
    if any(
        not _is_official(hit, own_contacts, context) for hit in (*offered, *personal(other_text))
    ):
        for loc, text in _places(record.source.data):
            for hit in personal(text):
                if not _is_official(hit, own_contacts, context):
                    yield record.finding(
                        "personal-data", loc, *_personal_data([hit], ""), _severity(hit)
                    )
    for hit in personal(record.source.body):
        if not _is_official(hit, own_contacts, context):
            yield _in_body(record, hit, "personal-data", *_personal_data([hit], ""), _severity(hit))
    for name, file in {**record.files, **record.side_files}.items():
        for kind in _KINDS:
            hits = [
                hit
                for hit in file.scan.hits
                if hit.kind == kind and not _is_official(hit, own_contacts, context)
            ]
            if hits:
                page_note = f" (trang {hits[0].page})" if file.pages else ""
                yield Finding(
                    f"{FOLDER}/{record.id}/{name}",
                    0,
                    "personal-data",
                    *_personal_data(list(_distinct(hits)), page_note),
                    _severity(hits[0]),
                )


def _is_official(hit: Hit, own_contacts: set[str], context: Context) -> bool:
    """A contact that the record itself offers, or that the registers or settings know as an office's."""
    if hit.kind not in _OFFERED:
        return False
    if hit.value in own_contacts or hit.value in _offices(context):
        return True
    if hit.kind != "email":
        return False
    # Addresses under the publisher's own domain belong to offices: of gopy.tinh.gov.vn, that is gov.vn.
    home = ".".join(context.settings.tag_authority.split(".")[-2:])
    host = hit.value.partition("@")[2]
    return host == home or host.endswith(f".{home}")


def _offices(context: Context) -> frozenset[str]:
    """Contacts of all agencies and of the publisher; worked out once for each set of registers."""
    if not _office_contacts or _office_contacts[0][0] is not context.registers:
        contacts = [agency.contact for agency in context.registers.agencies.values()]
        texts = [text for c in contacts for text in (c.phone, c.email, c.address) if text]
        texts += filter(None, [context.settings.province.contact_email])
        _office_contacts[:] = [
            (context.registers, frozenset(hit.value for text in texts for hit in personal(text)))
        ]
    return _office_contacts[0][1]


def _severity(hit: Hit) -> Severity:
    """A fixed line is more likely an office's that no register knows yet."""
    return "warning" if hit.kind == "landline" else "error"


def _personal_data(hits: list[Hit], page_note: str) -> tuple[Say, Say]:
    kind, count = _KINDS[hits[0].kind], len(hits)
    example = f"«{hits[0].masked}»{page_note}"
    message = (
        Say(f"Có {kind.vi} {example}.", f"There is an {kind.en}: {hits[0].masked}.")
        if count == 1
        else Say(
            f"Có {count} {kind.vi}, ví dụ {example}.",
            f"There are {count} of kind {kind.en}, such as {hits[0].masked}.",
        )
    )
    return message, Say(
        "Xóa hoặc che. Nếu là liên hệ công vụ, ghi vào «comment», «contact» hoặc agencies.yml.",
        "Remove it. A contact of an office belongs into `comment`, `contact` or agencies.yml.",
    )


def _distinct(hits: list[Hit]) -> Iterator[Hit]:
    seen: set[str] = set()
    for hit in hits:
        if hit.value not in seen:
            seen.add(hit.value)
            yield hit


def _in_body(
    record: Record, hit: Hit, rule: str, message: Say, remedy: Say, severity: Severity = "error"
) -> Finding:
    return Finding(
        record.path,
        record.source.body_line + hit.line - 1,
        rule,
        message,
        remedy,
        severity,
        hit.column,
        hit.width,
    )


def _joined(data: dict[str, Value]) -> str:
    """Every text of these fields, addresses in the web and digests apart."""
    texts: list[str] = []
    groups: list[dict[str, Value] | list[Value]] = [data]
    for group in groups:  # which grows on the way
        for key, inner in group.items() if isinstance(group, dict) else enumerate(group):
            if not isinstance(inner, str):
                groups.append(inner)
            elif key not in _DIGESTS and not (inner[:4] == "http" and is_address(inner)):
                texts.append(inner)
    return _BETWEEN.join(texts)


def _places(value: dict[str, Value] | list[Value], loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every text of the front matter with its place; digests are no text."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if not isinstance(inner, str):
            yield from _places(inner, (*loc, key))
        elif key not in _DIGESTS:
            yield (*loc, key), inner

"""No state secret and nobody's personal data goes out: neither in the record nor inside its files."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from duthao.domain.meetings.site_meetings import files_of
from duthao.errors import Finding, Say, Severity
from duthao.records.attachments import Attachment
from duthao.records.office_contacts import is_official
from duthao.records.record import FOLDER, Record
from duthao.records.sensitive_data import Hit, internal_marks, is_address, marks, personal
from duthao.records.strict_yaml import Loc, Value
from duthao.rules import Context, Library, Rule

RULES = {
    "secrecy-mark": Rule(
        "Có dấu chỉ độ mật", "Không công bố tài liệu mật; nếu đã giải mật, bỏ dấu trong tệp."
    ),
    "internal-circulation-mark": Rule(
        "Có dấu «Lưu hành nội bộ»",
        "Không công bố tài liệu lưu hành nội bộ; nếu đã được phép công bố, bỏ dấu trong tệp.",
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
_MARKS = frozenset({"mark", "internal"})
_CONTACTS = frozenset({"comment", "contact"})
_BETWEEN = "\n.\n"  # no text goes on in the next
_DIGESTS = frozenset({"sha256", "source_sha256"})


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Marks of secrecy anywhere; personal data that no register, setting or contact field makes official."""
    data = record.source.data
    # In one go: there are a hundred texts, nearly always clean.
    contact_text = _joined({field: value for field, value in data.items() if field in _CONTACTS})
    other_text = _joined({field: value for field, value in data.items() if field not in _CONTACTS})
    if any(_marks(contact_text)) or any(_marks(other_text)):
        for loc, text in _places(data):
            for hit in _marks(text):
                rule, message, remedy = _mark(hit, "")
                yield record.finding(rule, loc, message, remedy)
    for hit in _marks(record.source.body):
        yield _in_body(record, hit, *_mark(hit, ""))
    fields = record.fields_of_files()
    for name, file in _files(record):
        for hit in _distinct([hit for hit in file.scan.hits if hit.kind in _MARKS]):
            where = f"{FOLDER}/{record.id}/{name}"
            said = _mark(hit, _page_note(hit, file.pages, " ở "))
            yield Finding(where, 0, *said, field=fields.get(name, ()))
    yield from _personal(record, contact_text, other_text, context)


def check_all(library: Library) -> Iterator[Finding]:
    """Marks of secrecy in the meetings of the site and in their files; whose data it is, `meeting_rules` judges."""
    for dossier in library.registers.meetings.values():
        for loc, text in dossier.texts():
            for hit in _marks(text):
                rule, message, remedy = _mark(hit, "")
                at = (hit.line, hit.column, hit.width)
                yield dossier.finding_at_line(rule, loc, at, message, remedy)
    for path, file in files_of(library.registers.meetings):
        found = [hit for hit in (Hit(*parts) for parts in file.hits) if hit.kind in _MARKS]
        for hit in _distinct(found):
            yield Finding(path, 0, *_mark(hit, _page_note(hit, file.pages, " ở ")))


def _marks(text: str) -> Iterator[Hit]:
    yield from marks(text)
    yield from internal_marks(text)


def hit_words(hit: Hit) -> Say:
    """What is told of something found in a file that no record has (yet): every number may be an office's."""
    note = _page_note(hit, hit.page > 1, " (", ")")
    if hit.kind in _MARKS:
        return _mark(hit, note)[1]
    return _personal_data([hit], note)[0]


def _page_note(hit: Hit, paged: object, before: str, after: str = "") -> str:
    """Where in a file: what stands on no page is hard to find without being told."""
    if hit.page == 0:
        return (
            f"{before}phần không in ra của tệp: thuộc tính, ô nhập, dấu trang, chữ thay ảnh{after}"
        )
    return f"{before}trang {hit.page}{after}" if paged else ""


def _files(record: Record) -> Iterator[tuple[str, Attachment]]:
    """All but a table of responses that could be read: that is judged row by row."""
    table = record.responses.path.rpartition("/")[2] if record.responses else ""
    for name, file in {**record.files, **record.side_files}.items():
        if name != table:
            yield name, file


def _mark(hit: Hit, page_note: str) -> tuple[str, Say, Say]:
    if hit.kind == "internal":
        return (
            "internal-circulation-mark",
            Say(
                f"Có dấu «{hit.value}»{page_note}.",
                f"There is a mark that it is for internal use: {hit.value}.",
            ),
            Say(
                "Không công bố tài liệu lưu hành nội bộ. Nếu đã được phép công bố, bỏ dấu.",
                "Never publish it. If publication was allowed, remove the mark.",
            ),
        )
    return (
        "secrecy-mark",
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
        not is_official(hit, own_contacts, context.registers, context.settings)
        for hit in (*offered, *personal(other_text))
    ):
        for loc, text in _places(record.source.data):
            for hit in personal(text):
                if not is_official(hit, own_contacts, context.registers, context.settings):
                    yield record.finding(
                        "personal-data", loc, *_personal_data([hit], ""), _severity(hit)
                    )
    for hit in personal(record.source.body):
        if not is_official(hit, own_contacts, context.registers, context.settings):
            yield _in_body(record, hit, "personal-data", *_personal_data([hit], ""), _severity(hit))
    fields = record.fields_of_files()
    for name, file in _files(record):
        for kind in _KINDS:
            hits = [
                hit
                for hit in file.scan.hits
                if hit.kind == kind
                and not is_official(hit, own_contacts, context.registers, context.settings)
            ]
            if hits:
                page_note = _page_note(hits[0], file.pages, " (", ")")
                yield Finding(
                    f"{FOLDER}/{record.id}/{name}",
                    0,
                    "personal-data",
                    *_personal_data(list(_distinct(hits)), page_note),
                    _severity(hits[0]),
                    field=fields.get(name, ()),
                )


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
    line = record.source.body_line + hit.line - 1
    return Finding(
        record.path,
        line,
        rule,
        message,
        remedy,
        severity,
        hit.column,
        hit.width,
        record.field_at(line),
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

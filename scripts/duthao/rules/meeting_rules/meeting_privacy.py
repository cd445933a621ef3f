"""What of a meeting of the site is published is nobody's name, telephone or account; marks of secrecy `rules.secrecy` finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from duthao.domain.meetings.site_meetings import MeetingDossier, files_of, published_texts
from duthao.errors import Finding, Say
from duthao.records.named_persons import named_persons
from duthao.records.office_contacts import is_official
from duthao.records.sensitive_data import Hit, personal
from duthao.rules import Library, Rule

RULES = {
    "meeting-personal-data": Rule(
        "Cuộc họp có dữ liệu cá nhân",
        "Xóa; ghi chức vụ, đơn vị thay cho họ tên; điện thoại của cơ quan thì ghi vào agencies.yml.",
    ),
    "meeting-maybe-personal-data": Rule(
        "Cuộc họp có chỗ giống họ tên, địa chỉ của một người",
        "Ghi chức vụ, đơn vị; giữ nguyên nếu không phải là tên người.",
        "warning",
    ),
}
_REMEDY = Say(
    "Xóa, hoặc ghi chức vụ, đơn vị thay cho người. Nếu là liên hệ công vụ, ghi vào agencies.yml.",
    "Delete it, or write the function instead. A contact of an office belongs into agencies.yml.",
)
_NO_DATA = frozenset({"name", "address", "mark", "internal"})  # of hits in files
Official = Callable[[Hit], bool]


def check_all(library: Library) -> Iterator[Finding]:
    """Those of the site; the meetings of a record are judged with the record."""
    for dossier in library.registers.meetings.values():
        official = _official(library, dossier)
        yield from _texts(library, dossier, official)
        for path, file in files_of({dossier.id: dossier}):
            hits = [Hit(*parts) for parts in file.hits]
            for hit in dict.fromkeys(h._replace(line=0, column=0, width=0) for h in hits):
                if hit.kind not in _NO_DATA and not official(hit):
                    yield _graded(
                        Finding(path, 0, "meeting-personal-data", _in_file(hit), _REMEDY), hit
                    )


def _official(library: Library, dossier: MeetingDossier) -> Official:
    """Whether a contact is an office's: as the drafts that the meeting is about, registers and settings say."""
    own: set[str] = set()
    for draft in dossier.meeting.drafts:
        if record := library.read(draft) if draft in library.ids else None:
            contact, comment = record.draft.contact, record.draft.comment
            texts = (contact.phone, contact.email, contact.name, contact.unit) if contact else ()
            for text in filter(None, (*texts, *(comment.all if comment else ()))):
                own |= {hit.value for hit in personal(text)}
    return partial(
        is_official, own_contacts=own, registers=library.registers, settings=library.settings
    )


def _texts(library: Library, dossier: MeetingDossier, official: Official) -> Iterator[Finding]:
    for loc, text in (*published_texts(dossier.meeting), ((), dossier.body)):
        for hit in personal(text):
            if not official(hit):
                at = (hit.line, hit.column, hit.width)
                said = Say(
                    f"Có chỗ giống dữ liệu cá nhân: «{hit.masked}».",
                    f"This looks like personal data: {hit.masked}.",
                )
                finding = dossier.finding_at_line("meeting-personal-data", loc, at, said, _REMEDY)
                yield _graded(finding, hit)
        for hit in named_persons(
            text, (), library.registers
        ):  # which counts from the first character
            yield dossier.finding_in_text(
                "meeting-maybe-personal-data",
                loc,
                hit.column - 1,
                hit.width,
                Say(
                    f"Có chỗ giống họ tên, địa chỉ của một người: «{hit.masked}».",
                    f"This looks like somebody's name or address: {hit.masked}.",
                ),
                _REMEDY,
            )


def _graded(finding: Finding, hit: Hit) -> Finding:
    """A fixed line is more likely an office's that no register knows yet."""
    return replace(finding, severity="warning") if hit.kind == "landline" else finding


def _in_file(hit: Hit) -> Say:
    where, page = (
        (f"Trang {hit.page}", f"Page {hit.page}")
        if hit.page
        else ("Phần không in ra của tệp", "A part of the file that no page shows")
    )
    return Say(
        f"{where} có chỗ giống dữ liệu cá nhân: «{hit.masked}».",
        f"{page} has what looks like personal data: {hit.masked}.",
    )

"""What of a meeting of the site is published is nobody's name, telephone or account, and bears no mark of secrecy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from duthao.domain.meetings.site_meetings import FOLDER, MeetingDossier, published_texts
from duthao.domain.registers import Registers
from duthao.errors import Finding, Say
from duthao.records.named_persons import named_persons
from duthao.records.office_contacts import contacts_of_agencies
from duthao.records.sensitive_data import personal
from duthao.rules import Library, Rule

RULES = {
    "meeting-personal-data": Rule(
        "Cuộc họp có dữ liệu cá nhân hoặc dấu chỉ độ mật",
        "Xóa; ghi chức vụ, đơn vị thay cho họ tên, số điện thoại.",
    ),
    "meeting-maybe-personal-data": Rule(
        "Cuộc họp có chỗ giống họ tên, địa chỉ của một người",
        "Ghi chức vụ, đơn vị; giữ nguyên nếu không phải là tên người.",
        "warning",
    ),
}
_REMEDY = Say(
    "Xóa, hoặc ghi chức vụ, đơn vị thay cho người.", "Delete it, or write the function instead."
)


def check_all(library: Library) -> Iterator[Finding]:
    """Those of the site; the meetings of a record are judged with the record."""
    for dossier in library.registers.meetings.values():
        yield from _texts(dossier, library.registers)
        yield from _files(dossier)


def _texts(dossier: MeetingDossier, registers: Registers) -> Iterator[Finding]:
    offices = contacts_of_agencies(registers)
    for loc, text in chain(published_texts(dossier.meeting), [((), dossier.body)]):
        for hit in personal(text):
            if hit.value not in offices:
                yield dossier.finding("meeting-personal-data", loc, _said(hit.masked), _REMEDY)
        for hit in named_persons(text, (), registers):
            yield dossier.finding("meeting-maybe-personal-data", loc, _said(hit.masked), _REMEDY)


def _files(dossier: MeetingDossier) -> Iterator[Finding]:
    for name, file in dossier.files.items():
        for kind, masked, page in file.hits:
            if kind not in ("name", "address"):
                yield Finding(
                    f"{FOLDER}/{dossier.id}/{name}",
                    0,
                    "meeting-personal-data",
                    Say(
                        f"Trang {page} có chỗ giống dữ liệu cá nhân hoặc dấu chỉ độ mật: «{masked}».",
                        f"Page {page} has what looks like personal data or a mark of secrecy: {masked}.",
                    ),
                    _REMEDY,
                )


def _said(masked: str) -> Say:
    return Say(
        f"Có chỗ giống dữ liệu cá nhân: «{masked}».", f"This looks like personal data: {masked}."
    )

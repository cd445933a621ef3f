"""Papers that an office signs and sends: plans, reports, releases and letters in the form of Decree 30/2020 (samples 1.4 and
1.5, annexes as in sample 2.1), as PDF and as a Word document from the same data. Date and signature stay blank, and the number where the paper has none yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from duthao.clock import date_vi
from duthao.domain.meetings.meeting_events import Signer
from duthao.errors import Findings
from duthao.outputs.artifact import Artifact, digest
from duthao.outputs.shared.sheet import imprint
from duthao.outputs.shared.signed_papers.letterhead import BLANK, letterhead_of
from duthao.outputs.shared.signed_papers.official_document_data import (
    Annex,
    Block,
    DocumentData,
    NumberedAnnex,
)
from duthao.outputs.shared.signed_papers.official_document_word import word_document
from duthao.outputs.site import INTERNAL, Site
from duthao.rendering import typesetting

_UNIT = "……"  # to be written in by hand, in the number
_TEMPLATE = "van-ban.typ"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class PaperKind(NamedTuple):
    """What a paper is called, and its letters in the number (Decree 30, Appendix III); a letter is called nothing."""

    name: str
    letters: str


PLAN = PaperKind("Kế hoạch", "KH")
REPORT = PaperKind("Báo cáo", "BC")
NOTICE = PaperKind("Thông báo", "TB")
RELEASE = PaperKind("Thông cáo báo chí", "TC")
MINUTES = PaperKind("Biên bản", "BB")
LETTER = PaperKind("", "")


def document(
    site: Site,
    agency: str,
    kind: PaperKind,
    subject: str,
    blocks: Sequence[Block],
    *,
    closing: str,
    dated: date,
    addressees: Sequence[str] = (),
    recipients: Sequence[str] = (),
    annexes: Sequence[Annex] = (),
    signer: Signer | None = None,
    demo: bool = False,
    sent_out: bool = False,
    number: str = "",
    numbered: bool = True,
) -> DocumentData:
    """The data of a paper that the agency of this key signs. `dated` is the day for which it was made, not that of issue.

    `demo`: what it tells is invented, and it says so. `sent_out`: once signed it goes to others, so it does not say that it is
    for the office alone, wherever it is made. `number`: the whole number (`12/KH-UBND`) that the paper has already, "" where
    it is to be given one; where it is not `numbered` no place is left for any.
    """
    head = letterhead_of(site, agency, dated, signer)
    symbol = site.registers.agencies[agency].symbol or BLANK
    # A letter bears after the agency the unit that wrote it, which nobody knows here.
    letters = "-".join(filter(None, (kind.letters, symbol, "" if kind.name else _UNIT)))
    if (
        kind.name
    ):  # below the name of the paper it begins a line; of a letter it goes on after «V/v»
        subject = subject[:1].upper() + subject[1:]
    return {
        **head,
        "title": f"{kind.name}: {subject}" if kind.name else subject,
        "marks": [*(["Dữ liệu minh họa"] if demo else []), *_warning(site, sent_out)],
        "imprint": imprint(site, f"Lập theo số liệu đến ngày {date_vi(dated)}"),
        "name": kind.name.upper(),
        "symbol": letters,
        "number": number,
        "numbered": numbered,
        "subject": subject,
        "addressees": list(addressees),
        "blocks": list(blocks),
        "closing": closing.rstrip("./ "),
        "recipients": [line.rstrip(";. ") for line in recipients],
        "archive": "VT",
        "annexes": [*_numbered(annexes, kind, number or f"       /{letters}", head["body_name"])],
    }


def _warning(site: Site, sent_out: bool) -> Iterator[str]:
    yield from (mark for mark in site.warning if not (sent_out and mark == INTERNAL))


def _numbered(
    annexes: Sequence[Annex], kind: PaperKind, number: str, body_name: str
) -> Iterator[NumberedAnnex]:
    name = kind.name or "Công văn"
    for place, own in enumerate(annexes):
        roman = _ROMAN[place] if place < len(_ROMAN) else str(place + 1)
        yield {
            **own,
            "name": f"Phụ lục {roman}" if len(annexes) > 1 else "Phụ lục",
            "of": f"(Kèm theo {name} số {number} ngày       tháng       năm          của {body_name})",
        }


def artifacts(
    site: Site, path: str, source: str, data: DocumentData, dated: date
) -> Iterator[Artifact]:
    """`<path>.pdf`, where paper is printed, and `<path>.docx`; `source` is the file that faults are told of."""
    if site.printed:
        template = site.root / "theme" / "print" / _TEMPLATE
        yield Artifact(
            f"{path}.pdf",
            partial(pdf, site, source, data, dated),
            depends_on=(digest(data), dated),
            content_key=partial(typesetting.needs, template, data, dated),
        )
    yield Artifact(
        f"{path}.docx",
        partial(word_document, data, dated),
        depends_on=(digest(data), dated, "docx"),
    )


def pdf(site: Site, source: str, data: DocumentData, dated: date) -> bytes:
    """The paper as PDF. Raises Findings where it cannot be set."""
    try:
        return typesetting.pdf(site.root / "theme" / "print" / _TEMPLATE, data, dated)
    except typesetting.PrintError as error:
        raise Findings(error.findings(site.root, source)) from None

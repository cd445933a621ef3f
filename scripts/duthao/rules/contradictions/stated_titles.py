"""The title of the draft, its type and who issues it, as its own head has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.stated_facts.papers_of_record import DRAFT, PaperOfRecord, papers
from duthao.records.stated_facts.stated import Statement
from duthao.rules import Context, Rule
from duthao.text import fold

_REMEDY = "Đối chiếu với tệp dự thảo; sửa bên sai."
RULES = {
    "file-title-differs": Rule("Tên trong tệp dự thảo khác «title»", _REMEDY, "warning"),
    "file-type-differs": Rule("Tệp dự thảo là loại văn bản khác", _REMEDY, "warning"),
    "file-issuer-differs": Rule("Tệp dự thảo ghi cơ quan ban hành khác", _REMEDY, "warning"),
}
_KINDS = ("nghi quyet", "quyet dinh", "chi thi", "thong tu", "nghi dinh", "luat", "phap lenh")
_SHORT = (("ubnd", "uy ban nhan dan"), ("hdnd", "hoi dong nhan dan"), ("mttq", "mat tran to quoc"))
_LEAST = 3  # words: less is no title
_ISSUERS = {
    "council": Say("Hội đồng nhân dân", "a council"),
    "committee": Say("Ủy ban nhân dân", "a committee"),
    "chairman": Say("Chủ tịch Ủy ban nhân dân", "a chairman"),
}
_MEND = Say("Đối chiếu hai nơi, sửa bên sai.", "Compare the two and mend the wrong one.")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The head of the latest draft."""
    for paper in papers(record, DRAFT):
        titles = paper.of("title")
        if len(titles) == 1:
            yield from _title(record, context, paper, titles[0])
        for stated in paper.of("issuer"):
            yield from _issuer(record, context, paper, stated)


def _title(
    record: Record, context: Context, paper: PaperOfRecord, stated: Statement
) -> Iterator[Finding]:
    kind, words = _parted(stated.value)
    registered = context.registers.document_types.get(record.draft.document_type)
    own_kind = _parted(f"{registered.name} ")[0] if registered else ""
    if kind and own_kind and kind != own_kind:
        yield record.finding(
            "file-type-differs",
            ("document_type",),
            Say(
                f"{paper.says(stated)}, nhưng hồ sơ ghi loại văn bản «{registered.name if registered else ''}».",
                f"{paper.says(stated)}, but the record has `{record.draft.document_type}`.",
            ),
            _MEND,
        )
    own = _parted(record.draft.title)[1]
    if len(words) < _LEAST or len(own) < _LEAST or _same(words, own):
        return
    yield record.finding(
        "file-title-differs",
        ("title",),
        Say(
            f"{paper.says(stated)}, nhưng tên trong hồ sơ là «{record.draft.title}».",
            f"{paper.says(stated)}, but the record has `{record.draft.title}`.",
        ),
        _MEND,
    )


def _parted(title: str) -> tuple[str, list[str]]:
    """The kind of text, and the words behind it without marks, signs and capitals."""
    bare = re.sub(r"[^a-z0-9]+", " ", fold(title)).strip() + " "
    bare = bare.removeprefix("du thao ")
    kind = next((k for k in _KINDS if bare.startswith(f"{k} ")), "")
    bare = bare[len(kind) :].strip()
    for short, whole in _SHORT:
        bare = re.sub(rf"\b{short}\b", whole, bare)
    return kind, bare.split()


def _same(one: list[str], other: list[str]) -> bool:
    """Whether they are one title, or the one is the beginning of the other; «về việc», «quy định» before what is set, who issues
    it, and the spelling of i and y say nothing.
    """
    first, second = _told(one), _told(other)
    size = min(len(first), len(second))
    return size == 0 or first[:size] == second[:size]


_EMPTY = re.compile(
    r"^(?:(?:cua )?(?:hoi dong nhan dan|(?:chu tich )?uy ban nhan dan) (?:tinh|xa|phuong)(?: [a-z]+){0,4}? (?=ve|quy|ban|sua|bai|thay|phe))?(?:(?:ve|viec|quy dinh|ban hanh) )*"
)


def _told(words: list[str]) -> list[str]:
    joined = re.sub(r"\bqui\b", "quy", " ".join(words))
    return _EMPTY.sub("", joined).replace("y", "i").split()


def _issuer(
    record: Record, context: Context, paper: PaperOfRecord, stated: Statement
) -> Iterator[Finding]:
    if len(record.draft.issuers) > 1:  # a joint text is not of one kind of issuer
        return
    agency = context.registers.agencies.get(record.draft.lead_issuer)
    if agency is None or agency.kind not in ("council", "committee"):
        return
    own = "chairman" if agency.chairman else agency.kind
    if own != stated.value:
        said = _ISSUERS[stated.value]
        yield record.finding(
            "file-issuer-differs",
            ("issuer",),
            Say(
                f"{paper.says(stated)}: văn bản do {said.vi} ban hành, nhưng hồ sơ ghi «{agency.name}».",
                f"{paper.says(stated)}: it is issued by {said.en}, but the record has `{record.draft.lead_issuer}`.",
            ),
            _MEND,
        )

"""Good records, and edits that put one thing wrong into one of them.

A row is (base, edits, rule, at): `base` names a record of `BASES`; every `edits` pair replaces the first
occurrence; the finding must stand on the line that holds `at` (default: the first line of the last new text).
"""

from __future__ import annotations

from typing import NamedTuple

from tests.conftest import PROVINCE, ROOT

CASES = ROOT / "tests" / "cases"
GOOD = (CASES / "good.md").read_text(encoding="utf-8")
ISSUED = (CASES / "issued.md").read_text(encoding="utf-8")
# By the Chairman, whose minimum is verified.
CHAIRMAN = (
    GOOD.replace("nq-hdnd-tinh", "qd-ct-ubnd-tinh")
    .replace("issuer: hdnd-tinh", "issuer: chu-tich-ubnd-tinh")
    .replace("title: Nghị quyết sửa", "title: Quyết định sửa")
    .replace("title: Dự thảo Nghị quyết", "title: Dự thảo Quyết định")
)
# By a ministry, under the law before 2025-04-01.
MINISTRY = (PROVINCE / "drafts" / "bxd-2023-001" / "index.md").read_text(encoding="utf-8")
# Of a year in which bodies stood that have ended since.
FORMER = ISSUED.replace("2026", "2024")
BASES = {
    "good": GOOD,
    "issued": ISSUED,
    "chairman": CHAIRMAN,
    "ministry": MINISTRY,
    "former": FORMER,
    "released": GOOD,
}
SECTIONS = (
    "Sự cần thiết ban hành",
    "Mục đích, quan điểm xây dựng",
    "Phạm vi điều chỉnh, đối tượng áp dụng",
    "Nội dung cơ bản",
    "Nội dung mới so với quy định hiện hành",
    "Vấn đề khó, còn ý kiến khác nhau",
)
TABLE = GOOD[GOOD.index("| Nội dung |") : GOOD.index("## Vấn đề khó")]
WAYS = GOOD[GOOD.index("comment:\n") : GOOD.index("documents:\n")]
CHANGE = GOOD[GOOD.index("      - closes: 2026-12-10") : GOOD.index("    answer_due")]
DOCUMENT = GOOD[GOOD.index("documents:\n") : GOOD.index("scope:")]
PLACE = "Hộ nuôi nhỏ đề nghị hạ điều kiện về số đàn."  # where prose is put in


class Bad(NamedTuple):
    """A row of the table."""

    base: str
    edits: tuple[tuple[str, str], ...]
    rule: str
    at: str = ""

    @property
    def text(self) -> str:
        """The record with its fault."""
        return edited(BASES[self.base], self.edits)

    @property
    def line(self) -> int:
        """Where the finding must stand."""
        at = self.at or self.edits[-1][1].strip("\n").split("\n")[0]
        return self.text[: self.text.index(at)].count("\n") + 1


def edited(text: str, edits: tuple[tuple[str, str], ...]) -> str:
    """The text with the first occurrence of each old text replaced; all must be there."""
    for old, new in edits:
        assert old in text, f"{old!r} is not in the record"
        text = text.replace(old, new, 1)
    return text


def good(old: str, new: str, rule: str, at: str = "") -> Bad:
    return Bad("good", ((old, new),), rule, at)


def issued(old: str, new: str, rule: str, at: str = "") -> Bad:
    return Bad("issued", ((old, new),), rule, at)


def in_prose(prose: str, rule: str) -> Bad:
    """A sentence put into the body."""
    return Bad("good", ((PLACE, prose),), rule)

"""Titles across records: two records of one title are mostly one draft entered twice."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.errors import Finding, Say
from duthao.rules import Library, Rule

RULES = {
    "title-repeated": Rule(
        "Hai hồ sơ có cùng tên",
        "Nếu là một dự thảo thì chỉ giữ một hồ sơ; nếu không thì phân biệt tên.",
        "warning",
    )
}


def check_all(library: Library) -> Iterator[Finding]:
    """Every record but the first of those that bear one title is named."""
    first_ids: dict[str, str] = {}
    for draft_id, title in sorted(library.titles.items()):
        first_id = first_ids.setdefault(" ".join(title.casefold().split()), draft_id)
        record = library.read(draft_id) if first_id != draft_id else None
        if record:
            yield record.finding(
                "title-repeated",
                ("title",),
                Say(
                    f"Trùng tên với hồ sơ «{first_id}».",
                    f"Record `{first_id}` bears the same title.",
                ),
                Say(
                    "Nếu là một dự thảo thì chỉ giữ một hồ sơ; nếu không thì phân biệt tên.",
                    "Keep one record of one draft; else tell them apart.",
                ),
            )

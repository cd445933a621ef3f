"""What became of the opinions of a round, by kind: so many of each, and all of it as one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain.draft import Outcome

# The field of the outcome, and what is said of so many.
_FATES = (
    ("accepted", "được tiếp thu"),
    ("partly", "được tiếp thu một phần"),
    ("kept", "giữ nguyên dự thảo, có nêu lý do"),
    ("noted", "được ghi nhận"),
    ("out_of_scope", "ngoài phạm vi dự thảo"),
)
_WHERE_ANY = ("noted", "out_of_scope")


def counts(outcome: Outcome) -> Iterator[tuple[str, str, int]]:
    """(field, label, how many) of each kind that is told; of those only noted or out of scope where there are any."""
    for field, label in _FATES:
        count = getattr(outcome, field)
        if count is not None and (count or field not in _WHERE_ANY):
            yield field, label, count


def fates(outcome: Outcome) -> str:
    """`19 được tiếp thu; với 14 ý kiến, cơ quan soạn thảo giữ nguyên dự thảo, có nêu lý do`, without a full stop; ""
    where no opinion is counted.

    Who keeps the draft is named: "14 keep the draft" reads as 14 people who ask for that.
    """
    counted = list(counts(outcome))
    if not sum(count for *_, count in counted):
        return ""
    others = ", ".join(f"{count} {label}" for field, label, count in counted if field != "kept")
    kept = [
        f"với {count} ý kiến, cơ quan soạn thảo {label}"
        for field, label, count in counted
        if field == "kept" and count
    ]
    return "; ".join(filter(None, [others, *kept]))

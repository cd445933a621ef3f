"""What became of opinions, in a sentence that names who did it."""

from __future__ import annotations

import pytest

from duthao.domain.draft import Outcome
from duthao.domain.fates import fates

_KEPT = "cơ quan soạn thảo giữ nguyên dự thảo, có nêu lý do"


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (
            {"accepted": 19, "partly": 9, "kept": 14, "noted": 2},
            f"19 được tiếp thu, 9 được tiếp thu một phần, 2 được ghi nhận; với 14 ý kiến, {_KEPT}",
        ),
        ({"accepted": 5, "kept": 0, "noted": 0}, "5 được tiếp thu"),
        ({"accepted": 5, "out_of_scope": 0}, "5 được tiếp thu"),
        ({"accepted": 5, "out_of_scope": 2}, "5 được tiếp thu, 2 ngoài phạm vi dự thảo"),
        ({"kept": 7}, f"với 7 ý kiến, {_KEPT}"),
        ({"accepted": 0, "kept": 0}, ""),
        ({}, ""),
    ],
)
def test_who_keeps_the_draft_is_named(counted: dict[str, int], said: str) -> None:
    assert fates(Outcome.model_validate(counted)) == said

"""How a draft came to its end before it was a document: withdrawn by who drafts it, or no longer worked on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple

from duthao.clock import date_vi
from duthao.domain.draft import Draft
from duthao.domain.publication import effective

_WORDS = {
    "withdrawn": "dự thảo được rút ngày {}",
    "dropped": "việc xây dựng văn bản dừng từ ngày {}",
}


class Ending(NamedTuple):
    """`day` is when it was decided, `when` the instant from which it counts; `reason` may be empty."""

    kind: Literal["withdrawn", "dropped"]
    day: date
    when: datetime
    reason: str

    @property
    def words(self) -> str:
        """`dự thảo được rút ngày 24/04/2026`: who decided it is not in the record, so nobody is named."""
        return _WORDS[self.kind].format(date_vi(self.day))

    @property
    def sentence(self) -> str:
        """The same as a sentence."""
        return f"{self.words[:1].upper()}{self.words[1:]}."


def ending(draft: Draft, at: datetime) -> Ending | None:
    """How the draft had ended by `at`; of both ways withdrawal, as in its state. None where it had not, or was taken up again."""
    withdrawn = draft.withdrawn
    reinstated = withdrawn.reinstated if withdrawn else None
    is_back = reinstated is not None and effective(reinstated) <= at
    if withdrawn and effective(withdrawn) <= at and not is_back:
        return Ending("withdrawn", withdrawn.at.day, effective(withdrawn), withdrawn.reason)
    stopped = [s for s in draft.stages if s.stage == "stopped" and effective(s) <= at]
    if stopped:
        first = min(stopped, key=effective)
        return Ending("dropped", first.at.day, effective(first), first.note or "")
    return None

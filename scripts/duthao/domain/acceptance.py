"""By which criteria an office accepts what came of a channel, and how it stands with each product.

The criteria are the office's: a register with source and certainty, never a figure in code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from duthao.domain.channel_use import ChannelUse
from duthao.domain.communication_log import PLANNED, LogEntry
from duthao.domain.fields import Count, Day, Key, Medium, OneLine, Strict, Truth
from duthao.text import slug


class Criterion(Strict):
    """Something that a product is judged by; `maximum` marks (None: it is met or not)."""

    name: OneLine
    maximum: Count | None = None


class CriteriaSet(Strict):
    """Criteria for what comes of some channels, with where they are from and how sure we are of them.

    A set without criteria is known by name alone: its text is still to be entered. `needed` is the least sum of marks with
    which a product is accepted (None: nothing is said of it).
    """

    name: OneLine
    about: OneLine | None = None
    channels: tuple[Medium, ...] = Field(min_length=1)
    source: OneLine
    certainty: Literal["verified", "second_hand", "unverified"]
    since: Day | None = None
    until: Day | None = None
    needed: Count | None = None
    criteria: Mapping[Key, Criterion] = Field(default_factory=dict)
    demo: Truth = False

    @property
    def maximum(self) -> int | None:
        """The most marks that a product can get; None where not every criterion has a maximum, or there is none."""
        each = [criterion.maximum for criterion in self.criteria.values()]
        known = [most for most in each if most is not None]
        return sum(known) if known and len(known) == len(each) else None

    def holds(self, channel: Medium, day: date, *, demo: bool) -> bool:
        """Whether it is for this channel on a day; one for demonstration is for records of that kind alone."""
        return (
            channel in self.channels
            and (demo or not self.demo)
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )


# ---- how it stands with a product


def entries_of_channel(
    channel: Medium, uses: Sequence[ChannelUse], entries: Sequence[LogEntry]
) -> tuple[LogEntry, ...]:
    """What the log tells of a channel of the plan `uses`: where units are written, what those of the channel did; where none
    is, whatever is logged in its form, if no other channel is.
    """
    same = [use for use in uses if _form(use) == PLANNED[channel][1]]
    of_form = [entry for entry in entries if entry.channel == PLANNED[channel][1]]
    if any(use.unit for use in same):
        own = {slug(use.unit) for use in same if use.unit and use.channel == channel}
        return tuple(entry for entry in of_form if slug(entry.unit) in own)
    return tuple(of_form) if {use.channel for use in same} == {channel} else ()


def entries_of_use(
    use: ChannelUse, uses: Sequence[ChannelUse], entries: Sequence[LogEntry]
) -> tuple[LogEntry, ...]:
    """What the log tells of one use of a channel: what its unit did; where it names none, all of the channel if it is alone."""
    found = entries_of_channel(use.channel, uses, entries)
    if use.unit:
        return tuple(entry for entry in found if slug(entry.unit) == slug(use.unit))
    return found if sum(_form(other) == _form(use) for other in uses) == 1 else ()


def entries_apart(
    channel: Medium, uses: Sequence[ChannelUse], entries: Sequence[LogEntry]
) -> tuple[LogEntry, ...]:
    """What is logged in the form of a channel, and belongs to no channel of the plan: other units did it, or nobody says who."""
    form = PLANNED[channel][1]
    own = [
        entry
        for medium in dict.fromkeys(use.channel for use in uses if _form(use) == form)
        for entry in entries_of_channel(medium, uses, entries)
    ]
    return tuple(entry for entry in entries if entry.channel == form and entry not in own)


def _form(use: ChannelUse) -> str:
    """The form in which the log has its channel."""
    return PLANNED[use.channel][1]


AcceptanceState = Literal["not_done", "no_evidence", "evidence", "accepted"]
ACCEPTANCE_STATES: Mapping[AcceptanceState, str] = MappingProxyType(
    {
        "no_evidence": "Đã làm, chưa có minh chứng",
        "evidence": "Có minh chứng, chờ nghiệm thu",
        "accepted": "Đã nghiệm thu",
        "not_done": "Chưa ghi là đã làm",
    }
)


def acceptance_state(use: ChannelUse, logged: Sequence[LogEntry], today: date) -> AcceptanceState:
    """How a product stands by `today`; `logged` are the entries of the log that tell of it."""
    if use.accepted and use.accepted.date <= today:
        return "accepted"
    if (use.done is None or use.done > today) and not logged:
        return "not_done"
    return "evidence" if use.evidence or any(e.evidence for e in logged) else "no_evidence"

"""`approvers.yml`: the offices and functions that may approve, for which agency, and from when until when."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from duthao.domain.fields import Day, Key, OneLine, Sha256, Strict


class Approver(Strict):
    """An entry of `approvers.yml`: a function or an office, never a person's name. `since` and `until` are its first and last day.

    A certificate that signs for it is known by its SHA-256 (of its DER bytes) or by the fields of its subject, all of which
    must be as they are given here, by their short names (`CN`, `O`, `OU`, `T`, `L`, `ST`, `C`, `SERIALNUMBER`).
    """

    title: OneLine
    agency: Key
    since: Day = Field(alias="from")
    until: Day | None = None
    certificates: tuple[Sha256, ...] = ()
    subject: dict[str, str] = Field(default_factory=dict)

    def serves_on(self, day: date) -> bool:
        """Whether that day is one of its days."""
        return self.since <= day and (self.until is None or day <= self.until)

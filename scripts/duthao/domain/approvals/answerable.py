"""Who answers for a draft: the agencies whose approvers may approve it, and those approvers on a day."""

from __future__ import annotations

from datetime import date

from duthao.domain.approvals.approvers import Approver
from duthao.domain.draft import Draft
from duthao.domain.registers import Registers


def agencies_answerable(draft: Draft, registers: Registers) -> frozenset[str]:
    """The agencies whose approvers may approve a draft: those that draft it, their successors and superiors, and those that issue it.

    A draft of a central body is put out here by an agency of the province: then any of these.
    """
    found: set[str] = set()
    waiting = [heir for key in draft.agencies for heir in registers.heirs(key)]
    waiting += draft.issuers
    while waiting:
        key = waiting.pop()
        agency = registers.agencies.get(key)
        if agency is not None and key not in found:
            found.add(key)
            waiting += [agency.superior] if agency.superior else []
    lead = registers.agencies.get(draft.lead_agency)
    if lead and lead.level == "central":
        found |= {key for key, agency in registers.agencies.items() if agency.level == "province"}
    return frozenset(found)


def approvers_of(draft: Draft, registers: Registers, day: date) -> dict[str, Approver]:
    """Who may approve a draft on that day, by key, those of the drafting agencies first."""
    answerable = agencies_answerable(draft, registers)
    fit = {
        key: approver
        for key, approver in registers.approvers.items()
        if approver.agency in answerable and approver.serves_on(day)
    }
    return dict(sorted(fit.items(), key=lambda item: item[1].agency not in draft.agencies))

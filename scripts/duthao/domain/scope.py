"""Whether a draft falls under Đề án 407, by the four criteria that its agency declares: all must hold."""

from __future__ import annotations

from duthao.domain.draft import Draft

CRITERIA = ("a", "b", "c", "d")


def unmet(front: Draft) -> tuple[str, ...]:
    """The criteria declared not to hold; empty too where nothing is declared."""
    scope = front.scope
    return tuple(c for c in CRITERIA if not getattr(scope, c)) if scope else ()


def in_scope(front: Draft) -> bool:
    """Whether the agency is bound to communicate this draft."""
    return front.scope is not None and not unmet(front)

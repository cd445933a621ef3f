"""Findings of a record beside the controls that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from duthao.editor.record_forms.form_tree import Control, FormBlock
from duthao.errors import Finding


class PlacedFaults(NamedTuple):
    """`at`: the name of a control, of a row or of a group of fields → its findings; `rest`: those that no control is meant by.

    `groups`: the key of each group of questions → how many of its findings are errors, and how many are not.
    """

    at: Mapping[str, Sequence[Finding]]
    rest: Sequence[Finding]
    groups: Mapping[str, tuple[int, int]]

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(f.severity == "error" for found in (*self.at.values(), self.rest) for f in found)

    @property
    def share(self) -> float:
        """The share of findings that stand beside a field; 1 of none."""
        beside = sum(map(len, self.at.values()))
        return beside / (beside + len(self.rest)) if beside or self.rest else 1.0


def place(
    findings: Iterable[Finding], trees: Mapping[str, Sequence[Control | FormBlock]]
) -> PlacedFaults:
    """Give each finding to the control of its field, or to the nearest row or group around it. `trees`: by key of the group."""
    homes: dict[str, str] = {}
    for key, nodes in trees.items():
        for name in names(nodes):
            homes.setdefault(name, key)
    at: dict[str, list[Finding]] = {}
    rest: list[Finding] = []
    counts = {key: [0, 0] for key in trees}
    for finding in findings:
        home = _home(finding, homes)
        if home is None:
            rest.append(finding)
        else:
            at.setdefault(home, []).append(finding)
            counts[homes[home]][finding.severity != "error"] += 1
    return PlacedFaults(at, rest, {key: (e, w) for key, (e, w) in counts.items()})


def _home(finding: Finding, homes: Mapping[str, str]) -> str | None:
    parts = [str(part) for part in finding.field]
    for length in range(len(parts), 0, -1):
        if (name := ".".join(parts[:length])) in homes:
            return name
    return None


def names(nodes: Sequence[Control | FormBlock]) -> Iterator[str]:
    """The name of every control, row and group of a tree, in order."""
    for node in nodes:
        yield node.name
        if isinstance(node, FormBlock):
            yield from names(node.inner)
            yield from names(node.rows)
        elif node.cells:
            yield from (f"{node.name}.rows.{n}" for n in range(len(node.cells.rows)))

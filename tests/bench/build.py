"""`build`: full build, one edited record, nothing changed, in turn by every contender, as one table."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from tests.bench import measure
from tests.bench.contenders import PAGES, ROOT, Contender, Duthao
from tests.bench.hugo import Hugo
from tests.bench.material import Material
from tests.bench.records import Made, communes, generate

PARTIAL, WHOLE, HUGO, MATERIAL = (
    "pages, lists, feeds, data",
    "all text outputs",
    Hugo.name,
    Material.name,
)
_LARGE = 5000  # records from which the stricter targets hold
_SETTLE = 0.2  # seconds between saving a file and building: files just written are looked at twice
Key = tuple[str, str]  # contender, case
Times = dict[Key, list[measure.Took]]
Sizes = dict[Key, list[int]]


@dataclass(frozen=True)
class Case:
    """What is done before a build: `edit` changes one record in its n-th way; `cold` forgets all that was made; it is the
    `first` after a whole build.
    """

    name: str
    cold: bool = False
    first: bool = False
    edit: Callable[[Sequence[Made], int], Made] | None = None


def _local_body(records: Sequence[Made], n: int) -> Made:
    """A sentence more in the body of an open draft of a commune."""
    record = max((r for r in records if not r.province_wide), key=_openness)
    heading = "## Nội dung cơ bản\n\n"
    return replace(record, body=record.body.replace(heading, f"{heading}{_mark(n)}.\n\n"))


def _wide_title(records: Sequence[Made], n: int) -> Made:
    """Another short title of an open draft of the whole province: it stands in every commune's list."""
    record = max((r for r in records if r.province_wide), key=_openness)
    return replace(
        record,
        front={**record.front, "short_title": f"{_mark(n)}. {record.front['short_title']}"[:90]},
    )


def _openness(record: Made) -> tuple[bool, str]:
    return record.is_open, record.id


def _mark(n: int) -> str:
    return f"Bản chỉnh lý lần {n}"


CASES = (
    Case("full build", cold=True),
    Case("one edit, first after a full build", first=True, edit=_local_body),
    Case("one edit, a commune's body", edit=_local_body),
    Case("one edit, a province-wide title", edit=_wide_title),
    Case("nothing changed"),
)


def run(
    counts: Sequence[int], rounds: int, material_up_to: int, hugo_front: str, keep: Path | None
) -> Iterator[str]:
    """Measure, and give the table's lines as they come. `material_up_to`: no MkDocs above that many records."""
    yield _HEAD
    folder = keep or Path(tempfile.mkdtemp(prefix="duthao-bench-"))
    try:
        for count in counts:
            records = list(generate(count, communes(ROOT)))
            contenders = _contenders(
                folder / str(count), hugo_front, with_material=count <= material_up_to
            )
            for contender in contenders:
                _say(f"{count}: laying out {contender.name}")
                contender.lay(records)
            yield from _rows(count, *_measured(count, records, contenders, rounds))
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
    yield f"\n{_LEGEND}"


def _contenders(folder: Path, hugo_front: str, *, with_material: bool) -> list[Contender]:
    contenders: list[Contender] = [
        Hugo(folder / "hugo", hugo_front),
        Duthao(PARTIAL, folder / "pages", PAGES),
        Duthao(WHOLE, folder / "whole"),
    ]
    if with_material:
        contenders.append(Material(folder / "mkdocs"))
    for name in ("hugo", "pages", "whole", "mkdocs"):
        (folder / name).mkdir(parents=True)
    return contenders


def _measured(
    count: int, records: Sequence[Made], contenders: Sequence[Contender], rounds: int
) -> tuple[Times, Sizes]:
    """Seconds of every round, and bytes of one more, case after case, contenders in turn within each round.

    A build after an edit deletes what it replaces (MkDocs every page), and a file system that has deleted thousands of
    files makes new ones slowly for minutes: so whole builds, which make most, are measured before all edits.
    """
    times: Times = defaultdict(list)
    sizes: Sizes = defaultdict(list)
    for place, case in enumerate(CASES):
        for number in range(rounds + 1):
            for contender in contenders:
                if (
                    case.first and number
                ):  # the case before has left a whole build for the first round
                    contender.clear()
                    measure.time_of(contender.command, contender.environment)
                edited = _prepare(contender, case, records, number * len(CASES) + place)
                key = contender.name, case.name
                if number < rounds:
                    took = measure.time_of(contender.command, contender.environment)
                    times[key].append(took)
                    text = f"{took.wall:.2f} s, {took.processors:.2f} s of processors"
                else:
                    sizes[key].append(measure.peak(contender.command, contender.environment))
                    text = f"{sizes[key][-1] / 1e6:.0f} MB"
                _proved(contender, records, edited, _mark(number * len(CASES) + place))
                _say(f"{count}, {case.name}, round {number + 1}, {contender.name}: {text}")
    return times, sizes


def _prepare(contender: Contender, case: Case, records: Sequence[Made], n: int) -> Made | None:
    if case.cold:
        contender.clear()
    edited = case.edit(records, n) if case.edit else None
    if edited:
        contender.put(edited)
        time.sleep(_SETTLE)
    return edited


def _proved(contender: Contender, records: Sequence[Made], edited: Made | None, mark: str) -> None:
    """What was measured is what was meant: every page is there, and the edit in its own."""
    missing = [r.id for r in records if not contender.page(r.id).exists()]
    if missing:
        raise RuntimeError(
            f"{contender.name} made no page of {missing[0]} and {len(missing) - 1} others"
        )
    if edited and mark not in contender.page(edited.id).read_text(encoding="utf-8"):
        raise RuntimeError(f"{contender.name} did not show the edit of {edited.id}")


# ---- the table

_HEAD = """\
| Records | Build | duthao makes | duthao | Hugo | ratio | target | MkDocs | ratio | target |
|---|---|---|--:|--:|--:|--:|--:|--:|--:|"""
_LEGEND = (
    "Medians of wall time; in brackets the same of all processors together, which other work on "
    "the machine disturbs less. Memory is the peak of one run."
)


def _rows(count: int, times: Times, sizes: Sizes) -> Iterator[str]:
    for case in CASES:
        for name in (PARTIAL, WHOLE):
            own, hugo, material = (
                times.get((who, case.name), []) for who in (name, HUGO, MATERIAL)
            )
            cells = [_seconds(own), _seconds(hugo), _ratio(own, hugo)]
            cells += [_target(count, case.name, name), _seconds(material)]
            cells += [_ratio(own, material), "≤ 0.3" if material else ""]
            yield _row(count, case.name, name, cells)
    for case in CASES:
        for name in (PARTIAL, WHOLE):
            held, of_hugo, of_material = (
                sizes.get((who, case.name), []) for who in (name, HUGO, MATERIAL)
            )
            cells = [_megabytes(held), _megabytes(of_hugo), f"{median(held) / median(of_hugo):.2f}"]
            cells += ["≤ 0.3" if count >= _LARGE else "", _megabytes(of_material)]
            cells += [f"{median(held) / median(of_material):.2f}" if of_material else "", ""]
            yield _row(count, f"memory, {case.name}", name, cells)


def _row(count: int, what: str, name: str, cells: Sequence[str]) -> str:
    return f"| {count:,} | {what} | {name} | " + " | ".join(cells) + " |"


def _middle(found: Sequence[measure.Took]) -> measure.Took:
    return measure.Took(median(t.wall for t in found), median(t.processors for t in found))


def _seconds(found: Sequence[measure.Took]) -> str:
    if not found:
        return ""
    middle = _middle(found)
    return f"{middle.wall:.2f} s ({middle.processors:.2f})"


def _ratio(own: Sequence[measure.Took], other: Sequence[measure.Took]) -> str:
    if not other:
        return ""
    one, two = _middle(own), _middle(other)
    processors = f" ({one.processors / two.processors:.2f})" if two.processors else ""
    return f"{one.wall / two.wall:.2f}{processors}"


def _megabytes(found: Sequence[int]) -> str:
    return f"{median(found) / 1e6:.0f} MB" if found else ""


def _target(count: int, what: str, name: str) -> str:
    """The most that a build may cost, in multiples of what it costs Hugo."""
    large = count >= _LARGE
    if what.startswith("one edit"):
        return "≤ 0.1" if large else "≤ 0.2"
    if what.startswith("nothing"):
        return "≤ 0.05" if large else "≤ 0.1"
    return "≤ 1.0" if name == PARTIAL else "≤ 1.5"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)

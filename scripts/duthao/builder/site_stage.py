"""The parts of the whole site: which of them changed, and how they are made on all cores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache as cached
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from duthao import memory
from duthao.builder import artifact_cache
from duthao.builder import tree as cache
from duthao.builder.inputs import Options
from duthao.builder.processes import cores, forks, pool
from duthao.outputs import discovery
from duthao.outputs.artifact import Artifact
from duthao.outputs.site import Site
from duthao.rendering import templates

_FILES = 5  # made at a time: some take as long as a hundred others
_MANY = 200  # parts beyond which a second core pays
Progress = Callable[[str, int, int], None]


class Known(NamedTuple):
    """What the ledger keeps of a part: its output, its needs, those of its rest, and the byte at which the rest begins."""

    output: str
    needs: str
    rest: str = ""
    at: int = 0

    @property
    def said(self) -> str:
        """As it is kept: two words, or four."""
        said = f"{self.output} {self.needs}"
        return f"{said} {self.rest} {self.at}" if self.rest else said


class Plan(NamedTuple):
    """What is planned of the whole site: by path each part with its output, and what is known of those left as they are."""

    parts: Mapping[str, tuple[str, Artifact]]
    known: Mapping[str, str]


class _Laid(NamedTuple):
    """A part to be made; `at` where its rest begins in the file that is there, if that holds."""

    output: str
    part: Artifact
    at: int | None


def plan(
    options: Options,
    site: Site,
    before: Mapping[str, str],
    changed: frozenset[str] | None,
) -> Plan:
    """Every part of the whole site. Where cards differ from those of `before` (path → said) by nothing but these excerpts
    (None: by more), an output that shows none of them need not plan again.
    """
    planned: dict[str, tuple[str, Artifact]] = {}
    left = set()
    for module in offering(options.only, "of_site"):
        shows = getattr(module, "SHOWS", None)
        if changed is None or shows is None or not changed.isdisjoint(shows):
            with templates.made_by(module.NAME):
                planned |= {part.path: (module.NAME, part) for part in module.of_site(site)}
        else:
            left.add(module.NAME)
    known = {path: said for path, said in before.items() if said.partition(" ")[0] in left}
    return Plan(planned, known)


def make(
    options: Options,
    planned: Plan,
    before: Mapping[str, str],
    tree: str,
    watch: Progress,
    meanwhile: Callable[[], None],
) -> tuple[dict[str, str], set[str]]:
    """Make the parts that changed since `before` (path → said); gives back what is known now, and the paths touched.

    `meanwhile` is done here when others have begun to make them.
    """
    said = {**planned.known, **{path: before.get(path, "") for path in planned.parts}}
    changed = _in_order(_changed(planned.parts, said))
    touched: set[str] = set()
    done = 0
    # Only where workers are forked do they have all cards.
    many = 1 if len(changed) <= _MANY or not forks() else options.jobs or cores()
    with pool(many, partial(_write, options.work, tree, changed)) as spread:
        made = spread(_batches(changed))
        meanwhile()
        for batch in made:
            for path, known, differs in batch:
                said[path] = known.said
                if differs:
                    touched.add(path)
            done += len(batch)
            watch("lists", done, len(changed))
    return said, touched


def _changed(
    parts: Mapping[str, tuple[str, Artifact]], before: Mapping[str, str]
) -> Iterator[_Laid]:
    for path, (output, part) in parts.items():
        _, needs, rest, at = (*before[path].split(" "), "", "", "0")[:4]
        if part.rest is None:
            if not part.needs or part.needs != needs:
                yield _Laid(output, part, None)
        elif part.rest.needs != rest:
            yield _Laid(output, part, None)
        elif part.needs != needs:
            yield _Laid(output, part, int(at))


def _in_order(changed: Iterable[_Laid]) -> Sequence[_Laid]:
    """In the order in which they are made: first what stands alone, as its outputs planned it, then kin, the most first, so
    that no process waits long for another in the end and what holds all records has the memory to itself.
    """
    kin: dict[str, list[_Laid]] = defaultdict(list)
    for laid in changed:
        kin[laid.part.kin].append(laid)
    alone = kin.pop("", [])
    return list(chain(alone, *sorted(kin.values(), key=len, reverse=True)))


def _batches(laid: Sequence[_Laid]) -> Iterator[range]:
    """What is made at a time: kin together, of the others some."""
    begun = 0
    for kin, some in groupby(laid, key=lambda one: one.part.kin):
        many = len(list(some))
        step = many if kin else _FILES
        for n in range(begun, begun + many, step):
            yield range(n, min(n + step, begun + many))
        begun += many


def _write(
    work: Path, tree: str, laid: Sequence[_Laid], batch: range
) -> list[tuple[str, Known, bool]]:
    """Make some of the parts laid out: path, what is known of it now, and whether the file changed."""
    made = []
    for one in [laid[n] for n in batch]:
        with templates.made_by(one.output, one.part.path):
            made.append(_written(work, tree, *one))
    return made


def _written(
    work: Path, tree: str, output: str, part: Artifact, at: int | None
) -> tuple[str, Known, bool]:
    content, needs = bytes_of(part, work), part.needs or ""
    if not part.rest:
        return part.path, Known(output, needs), cache.write(tree, part.path, content)
    known = Known(output, needs, part.rest.needs or "", len(content))
    rest = _rest(part.rest, f"{tree}/{part.path}", at)
    return part.path, known, cache.write(tree, part.path, content, rest)


def _rest(part: Artifact, file: str, at: int | None) -> bytes:
    if at is not None:
        with suppress(FileNotFoundError), open(file, "rb") as stream:
            stream.seek(at)
            return stream.read()
    return part.render()


def bytes_of(part: Artifact, work: Path) -> bytes:
    """The bytes of a part, without its rest: remembered where it is costly and what it needs has not changed. Raises Findings."""
    if not (part.cached and part.needs):
        return part.render()
    place = artifact_cache.kept(work, part.needs)
    if (kept := memory.recall(place)) is not None:
        return kept
    content = part.render()
    memory.keep(place, content)
    return content


@cached
def offering(only: tuple[str, ...], function: str) -> list[ModuleType]:
    """The output modules of these names (none: all) that have a function of this name, in order."""
    return [
        module
        for name, module in discovery.modules().items()
        if (not only or name in only) and hasattr(module, function)
    ]

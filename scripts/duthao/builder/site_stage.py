"""The files of the whole site: which of them changed, and how they are rendered on all cores."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from duthao.builder import artifact_cache
from duthao.builder import tree as trees
from duthao.builder.inputs import Options
from duthao.builder.processes import cores, forks, pool
from duthao.builder.state import FileState
from duthao.outputs import discovery
from duthao.outputs.artifact import Artifact
from duthao.outputs.site import Site
from duthao.outputs.summary import recorded_snippets
from duthao.rendering import templates

_BATCH = 5  # files: some take as long as a hundred others
_MANY = 200  # files beyond which a second core pays
_COSTLY = 4  # the same of those whose bytes are cached: print
# Sheets that a worker sets: Typst keeps 30 MB of one of 58 pages, until it has set ten more, and gives them back with its
# process only.
_LIFE = 4
Progress = Callable[[str, int, int], None]


class Plan(NamedTuple):
    """What is planned of the whole site.

    `artifacts`: path → output and artifact; `unplanned`: the files of outputs that need not plan again, as they were;
    `snippets`: output → the names of the snippets that its plan follows from, of those that follow from nothing else.
    """

    artifacts: Mapping[str, tuple[str, Artifact]]
    unplanned: Mapping[str, FileState]
    snippets: Mapping[str, Sequence[str]]


def plan(
    options: Options,
    site: Site,
    before: Mapping[str, FileState],
    snippets_before: Mapping[str, Sequence[str]],
    changed: frozenset[str] | None,
) -> Plan:
    """Every file of the whole site. Where summaries differ from those of `before` by nothing but the snippets `changed`
    (None: by more), an output whose plan follows from none of these need not plan again.
    """
    artifacts: dict[str, tuple[str, Artifact]] = {}
    snippets: dict[str, Sequence[str]] = {}
    unplanned = set()
    # What does not say what it depends on is rendered with every change of anything.
    always = {state.output for state in before.values() if not state.cache_key}
    for output in discovery.chosen(options.only, internal=options.internal):
        asked = snippets_before.get(output.name)
        if (
            changed is not None
            and asked is not None
            and changed.isdisjoint(asked)
            and output.name not in always
        ):
            unplanned.add(output.name)
            snippets[output.name] = asked
            continue
        with templates.fault_context(output.name), recorded_snippets() as names:
            artifacts |= {a.path: (output.name, a) for a in output.for_site(site)}
        if output.plans_from_summaries:
            snippets[output.name] = sorted(names)
    as_they_were = {path: state for path, state in before.items() if state.output in unplanned}
    return Plan(artifacts, as_they_were, snippets)


def render(
    options: Options,
    planned: Plan,
    before: Mapping[str, FileState],
    tree: str,
    progress: Progress,
    meanwhile: Callable[[], None],
) -> tuple[dict[str, FileState], set[str]]:
    """Render the files that changed since `before`; gives the state of all files, and the paths of those that differ.

    `meanwhile` is done here when workers have begun.
    """
    states = dict(planned.unplanned)
    changed: list[_Pending] = []
    for path, (output, artifact) in planned.artifacts.items():
        was, key = before.get(path), artifact.cache_key
        if key and was and (was.output, was.cache_key) == (output, key):
            states[path] = was
        else:
            changed.append(_Pending(output, key, artifact))
    different: set[str] = set()
    done = 0
    cheap = [pending for pending in changed if not pending.artifact.content_key]
    costly = [pending for pending in changed if pending.artifact.content_key]
    # Print last: where it is set in this process, no other can be forked any more.
    for some, size, few, life in ((cheap, _BATCH, _MANY, 0), (costly, 1, _COSTLY, _LIFE)):
        # Only where workers are forked do they have all summaries.
        here = len(some) <= few or not forks()
        processes = 1 if here else options.jobs or cores()
        batches = [range(n, min(n + size, len(some))) for n in range(0, len(some), size)]
        task = partial(_write, options.work, tree, some)
        with pool(processes, task, life, apart=some is costly and not here) as spread:
            results = spread(batches)
            if some is cheap:
                meanwhile()
            for batch, made in zip(batches, results, strict=True):
                for n, (differs, kept) in zip(batch, made, strict=True):
                    output, key, artifact = some[n]
                    states[artifact.path] = FileState(output, key, kept)
                    if differs:
                        different.add(artifact.path)
                done += len(batch)
                progress("lists", done, len(changed))
    return states, different


class _Pending(NamedTuple):
    output: str
    cache_key: str
    artifact: Artifact


def _write(
    work: Path, tree: str, pending: Sequence[_Pending], batch: range
) -> list[tuple[bool, str]]:
    """Write some of what is pending; of each what `write` gives."""
    made = []
    for output, _, artifact in (pending[n] for n in batch):
        with templates.fault_context(output, artifact.path):
            made.append(write(artifact, work, tree))
    return made


def write(
    artifact: Artifact, work: Path, tree: str, written: dict[bytes, str] | None = None
) -> tuple[bool, str]:
    """Render a file into the next site: whether it differs from what was there, and the key under which its bytes are cached
    ("" where they are not). `written`: see `tree.write`. Raises Findings.
    """
    if artifact.content_key is None:
        return trees.write(tree, artifact.path, artifact.render(), written), ""
    key = artifact.content_key()
    source = artifact_cache.file_of(work, key, artifact.render)
    return trees.place(tree, artifact.path, source, shared=True), key

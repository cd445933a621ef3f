"""What a small build need not plan again: outputs that follow from summaries alone, by the snippets that they asked for."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from duthao.builder import site_stage
from duthao.builder.inputs import Options
from duthao.builder.state import FileState
from duthao.outputs import discovery
from duthao.outputs.output import Output
from duthao.outputs.site import Site
from duthao.outputs.summary import Basics, Store, Summary, recorded_snippets
from tests.conftest import lay_out
from tests.feed_site import all_records, site_at
from tests.summaries import summary_of

FROM_SUMMARIES = [o for o in discovery.chosen() if o.plans_from_summaries]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = lay_out(tmp_path_factory.mktemp("laid") / "root")
    bare = replace(site_at(root), summaries=(), printed=False)
    summaries = tuple(summary_of(bare, record, *discovery.chosen()) for record in all_records(root))
    return replace(bare, summaries=summaries)


def planned(output: Output, site: Site) -> list[tuple[str, str]]:
    return [(a.path, a.cache_key) for a in output.for_site(site)]


class Blank:
    """Snippets as they lie, but those of these numbers that plans read: bytes (digests) are blank, rows stand in no draft or in each."""

    def __init__(self, store: Store, numbers: set[int]) -> None:
        self.store, self.numbers = store, numbers

    def pieces(self, numbers: Sequence[int]) -> list[bytes]:
        """What lies there, or what is blank."""
        lying = zip(numbers, self.store.pieces(numbers), strict=True)
        return [self.blank(piece) if n in self.numbers else piece for n, piece in lying]

    @staticmethod
    def blank(piece: bytes) -> bytes:
        value = pickle.loads(piece)
        if isinstance(value, Basics):
            return pickle.dumps(value._replace(rows_out=not value.rows_out))
        return pickle.dumps(bytes(len(value))) if isinstance(value, bytes) else piece


def other(summary: Summary, names: set[str]) -> Summary:
    """The summary as if these snippets had changed."""
    digests = summary.fields.snippet_digests
    blank = Blank(summary.store, {summary.number(name) for name in names & digests.keys()})
    digests = {n: "0" * 16 if n in names else digest for n, digest in digests.items()}
    return replace(
        summary,
        store=blank,
        fields=summary.fields._replace(snippet_digests=digests, digest="0" * 64),
    )


@pytest.mark.parametrize("output", FROM_SUMMARIES, ids=lambda output: output.name)
def test_a_plan_follows_from_the_snippets_that_it_asked_for(output: Output, site: Site) -> None:
    """Nothing else of the summaries, nor the clock, nor the hand-written pages: all else makes every output plan again."""
    with recorded_snippets() as asked:
        before = planned(output, site)
    assert all(key for _, key in before)
    rest = {name for s in site.summaries for name in s.fields.snippet_digests} - asked
    summaries = tuple(other(s, rest) for s in site.summaries)
    later = replace(site, summaries=summaries, now=site.now + timedelta(days=400), pages={})
    assert rest and planned(output, later) == before
    for name in asked:
        changed = replace(site, summaries=tuple(other(s, {name}) for s in site.summaries))
        assert planned(output, changed) != before, name


def test_what_asked_for_nothing_that_changed_is_not_planned_again(site: Site) -> None:
    options = Options(site.root, site.root / "site", only=("desk", "feeds", "schema"))
    full_plan = site_stage.plan(options, site, {}, {}, None)
    assert {output for output, _ in full_plan.artifacts.values()} == set(options.only)
    assert {name: list(asked) for name, asked in full_plan.snippets.items()} == {
        "feeds": ["news", "news_text"],
        "schema": [],
    }
    before = {
        path: FileState(output, artifact.cache_key)
        for path, (output, artifact) in full_plan.artifacts.items()
    }
    text = site_stage.plan(options, site, before, full_plan.snippets, frozenset({"news_text"}))
    assert {output for output, _ in text.artifacts.values()} == {"desk", "feeds"}
    assert {**text.artifacts, **text.unplanned}.keys() == full_plan.artifacts.keys()
    assert text.snippets == full_plan.snippets
    nothing = site_stage.plan(options, site, before, full_plan.snippets, frozenset())
    assert {output for output, _ in nothing.artifacts.values()} == {"desk"}
    more = site_stage.plan(options, site, before, full_plan.snippets, None)
    assert more.artifacts.keys() == full_plan.artifacts.keys()


def test_what_does_not_say_what_it_depends_on_is_planned_at_every_build(site: Site) -> None:
    options = Options(site.root, site.root / "site", only=("schema",))
    whole = site_stage.plan(options, site, {}, {}, None)
    before = {path: FileState(output, "") for path, (output, _) in whole.artifacts.items()}
    again = site_stage.plan(options, site, before, whole.snippets, frozenset())
    assert again.artifacts.keys() == whole.artifacts.keys()


def test_what_outputs_share_hides_from_none_what_it_asked_for(site: Site) -> None:
    """Planned after all others it asks for the same as alone."""
    options = Options(site.root, site.root / "site")
    together = site_stage.plan(options, site, {}, {}, None).snippets
    for name, asked in together.items():
        alone = replace(site, summaries=tuple(replace(s) for s in site.summaries))
        only = replace(options, only=(name,))
        assert site_stage.plan(only, alone, {}, {}, None).snippets[name] == asked, name


def test_two_outputs_make_no_file_of_one_path(site: Site) -> None:
    """One would be lost in silence; nor do two keep a snippet of one name."""
    record = next(iter(all_records(site.root)))
    paths = [
        a.path for o in discovery.chosen() for a in (*o.for_site(site), *o.for_record(site, record))
    ]
    names = [name for o in discovery.chosen() for name in o.snippets(site, record)]
    assert len(paths) == len(set(paths)) and len(names) == len(set(names)) > 8

"""What a small build need not plan again: outputs keep what they said of the excerpts that they show."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import ModuleType

import pytest

from duthao.builder import site_stage
from duthao.builder.inputs import Options
from duthao.outputs import discovery
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, TEXT, Summary
from tests.cards import card_of
from tests.conftest import lay_out
from tests.test_feeds import all_records, site_at

OF_SITE = site_stage.offering((), "of_site")
SHOWING = [module for module in OF_SITE if hasattr(module, "SHOWS")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = lay_out(tmp_path_factory.mktemp("laid") / "root")
    bare = replace(site_at(root), summaries=(), printed=False)
    keeping = site_stage.offering((), "snippet")
    return replace(
        bare, summaries=tuple(card_of(bare, record, *keeping) for record in all_records(root))
    )


def planned(module: ModuleType, site: Site) -> list[tuple[str, str | None, str | None]]:
    return [(p.path, p.needs, p.rest and p.rest.needs) for p in module.of_site(site)]


def other(card: Summary, names: set[str]) -> Summary:
    """The card as if these excerpts had changed."""
    faces = {n: "0" * 16 if n in names else face for n, face in card.fields.snippet_digests.items()}
    return replace(card, fields=card.fields._replace(snippet_digests=faces, digest="0" * 64))


@pytest.mark.parametrize("module", SHOWING, ids=lambda module: module.NAME)
def test_parts_follow_from_the_excerpts_that_are_named(module: ModuleType, site: Site) -> None:
    """Nothing else of the cards, nor the clock, nor the hand-written pages: all else makes every output plan again."""
    before = planned(module, site)
    assert all(needs for _, needs, _ in before)
    named = set(module.SHOWS)
    rest = {name for card in site.summaries for name in card.fields.snippet_digests} - named
    cards = tuple(other(card, rest) for card in site.summaries)
    later = replace(site, summaries=cards, now=site.now + timedelta(days=400), pages={})
    assert rest and planned(module, later) == before
    for name in named:
        changed = replace(site, summaries=tuple(other(card, {name}) for card in site.summaries))
        assert planned(module, changed) != before, name


def test_what_is_named_is_an_excerpt() -> None:
    kept = {BASICS, *discovery.names(), *(name + TEXT for name in discovery.names())}
    assert {name for module in SHOWING for name in module.SHOWS} <= kept


def test_what_shows_nothing_that_changed_is_not_planned_again(site: Site) -> None:
    options = Options(site.root, site.root / "site", only=("archives", "feeds", "schema"))
    whole = site_stage.plan(options, site, {}, None)
    assert {output for output, _ in whole.parts.values()} == {"archives", "feeds", "schema"}
    known = {path: f"{output} {part.needs}" for path, (output, part) in whole.parts.items()}
    text = site_stage.plan(options, site, known, frozenset({"feeds.text"}))
    assert {output for output, _ in text.parts.values()} == {"feeds"}
    assert {**text.parts, **text.known}.keys() == whole.parts.keys()
    nothing = site_stage.plan(options, site, known, frozenset())
    assert (nothing.parts, nothing.known) == ({}, known)
    assert site_stage.plan(options, site, known, None).parts.keys() == whole.parts.keys()


def test_kin_are_made_by_one_process_one_after_the_other(site: Site) -> None:
    options = Options(site.root, site.root / "site", only=("archives", "feeds", "lists"))
    parts = site_stage.plan(options, site, {}, None).parts
    laid = site_stage._in_order(site_stage._Laid(output, p, None) for output, p in parts.values())
    batches = list(site_stage._batches(laid))
    assert [n for batch in batches for n in batch] == list(range(len(parts)))
    of_kin = [kin for batch in batches for kin in {laid[n].part.kin for n in batch} if kin]
    assert len(of_kin) == len(set(of_kin)) > 2

"""The feed of the site stays small enough for a phone while three hundred consultations are open."""

from __future__ import annotations

import gzip
import shutil
from datetime import timedelta

import pytest

from duthao.outputs.feeds import feeds, xml_templates
from duthao.outputs.shared.subscriptions import NEWS_KINDS
from duthao.outputs.site import Site
from tests.bench.records import AS_OF, TODAY, Made, communes, generate
from tests.conftest import ROOT
from tests.feed_site import ids, site_at

OPEN, LIMIT = 300, 300_000  # drafts; octets, packed as a server sends them


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Invented drafts of many subjects and agencies, all of them open."""
    root = tmp_path_factory.mktemp("many")
    shutil.copytree(ROOT / "drafts/_registers", root / "drafts/_registers")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    for n, invented in enumerate(generate(OPEN, communes(ROOT))):
        path = root / "drafts" / invented.id / "index.md"
        path.parent.mkdir()
        path.write_text(_opened(invented, n % 40).text, encoding="utf-8")
    return site_at(root, AS_OF)


def _opened(made: Made, days: int) -> Made:
    """The draft as if it had opened so many days ago."""
    fields = {k: v for k, v in made.front.items() if k not in ("issued", "withdrawn")}
    opens, closes = TODAY - timedelta(days=days), TODAY + timedelta(days=45 - days)
    fields["rounds"] = [{"of": "draft", "opens": opens.isoformat(), "closes": closes.isoformat()}]
    steps = [s for s in fields["stages"] if s["stage"] in ("proposal", "registration", "drafting")]
    for place, step in enumerate(steps, 1):
        step["at"] = step["published"] = (opens - timedelta(days=60 * place)).isoformat()
    return Made(made.id, fields | {"stages": steps}, made.body)


def test_the_site_s_feeds_stay_small(site: Site) -> None:
    assert sum(summary.fields.state == "open" for summary in site.summaries) == OPEN
    artifacts = {p.path: p.render() for p in feeds.NewsFeeds().for_site(site) if "/" not in p.path}
    kinds = {kind.file for kind in NEWS_KINDS}
    assert set(artifacts) == {*xml_templates.FORMS, xml_templates.JSON, *kinds}
    assert len(ids(artifacts["rss.xml"])) > OPEN
    sizes = {path: len(gzip.compress(raw, 6)) for path, raw in artifacts.items()}
    assert all(size <= LIMIT for size in sizes.values()), sizes

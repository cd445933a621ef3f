"""Slides for trainings, from the pages of `content/huong-dan/tap-huan/`: whoever teaches shows or prints them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TypedDict

from duthao.clock import date_vi, parse_date
from duthao.errors import Findings
from duthao.outputs.artifact import Artifact, digest
from duthao.outputs.output import Output
from duthao.outputs.site import Site
from duthao.rendering import typesetting
from duthao.rendering.links import TRAINING
from duthao.rendering.slides import DeckSlide, deck

_TEMPLATE = "tap-huan.typ"


class TrainingDeck(TypedDict):
    """`theme/print/tap-huan.typ`: `author` is the office that keeps the site, `imprint` the small line at the foot."""

    title: str
    author: str
    imprint: str
    slides: list[DeckSlide]


class TrainingDecks(Output):
    """Of every such page that says of which day it is."""

    name = "training_decks"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/huong-dan/tap-huan/<page>.pdf`."""
        if not site.printed:
            return
        for address in sorted(site.pages):
            name = address.removeprefix(TRAINING).rstrip("/")
            if not address.startswith(TRAINING) or not name:
                continue
            source = f"content/{TRAINING}{name}.md"
            page = deck((site.root / source).read_text(encoding="utf-8"))
            try:
                dated = parse_date(page["fields"].get("date", ""))
            except ValueError:
                continue  # a page of no day is read on line alone
            data: TrainingDeck = {
                "title": page["title"],
                "author": site.settings.province.site_title,
                "imprint": f"{site.links.spelled(TRAINING)} · Cập nhật ngày {date_vi(dated)}",
                "slides": page["slides"],
            }
            template = site.root / "theme" / "print" / _TEMPLATE
            yield Artifact(
                f"{TRAINING}{name}.pdf",
                partial(_pdf, site, source, data, dated),
                depends_on=(digest(data), dated),
                content_key=partial(typesetting.needs, template, data, dated),
            )


def _pdf(site: Site, source: str, data: TrainingDeck, dated: date) -> bytes:
    """Raises Findings where the page cannot be set."""
    try:
        return typesetting.pdf(site.root / "theme" / "print" / _TEMPLATE, data, dated)
    except typesetting.PrintError as error:
        raise Findings(error.findings(site.root, source)) from None

"""The yearly plan on paper, in the form of Decree 30/2020 (sample 1.4 with an annex as in sample 2.1): PDF and Word."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared import plan_document, plan_rows
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.site import Site


class PlanPaper(Output):
    """The plans that are out, as the agency signs them."""

    name = "plan_paper"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/ke-hoach/<year>/ke-hoach.pdf` and `.docx`."""
        for year, plan in plan_rows.shown_plans(site).items():
            yield from official_document.artifacts(
                site,
                site.links.plan(year, plan_document.FILE),
                plan_document.source_of(year),
                plan_document.public_document(site, year, plan),
                plan_document.day_of(site, plan),
            )

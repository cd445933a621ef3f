"""Drafts as data in parts that do not grow for ever, and all of them packed: `/api/v1/open.json`, `/api/v1/years/`, `/api/v1/all.jsonl.gz`."""

from __future__ import annotations

import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from duthao.domain.events import year_of
from duthao.outputs.artifact import Artifact
from duthao.outputs.data.drafts_csv import table_file
from duthao.outputs.data.drafts_json import LINE, drafts_file
from duthao.outputs.output import Output
from duthao.outputs.shared.record_data import VERSION, written_json
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.rendering.links import API

_OTHER = "other"  # ids that name no year


class DraftsInParts(Output):
    """Their lines and rows are those of `drafts.json` and `drafts.csv`, made once."""

    name = "parts"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """The open drafts, those of each year as JSON and as a table, an index of years, and all drafts packed."""
        summaries = tuple(sorted(site.summaries, key=lambda s: s.id))
        taking = tuple(s for s in summaries if s.fields.state == "open")
        yield drafts_file(site, f"{API}open.json", taking)
        by_year: dict[str, list[Summary]] = defaultdict(list)
        for summary in summaries:
            by_year[year_of(summary.id) or _OTHER].append(summary)
        years = []
        for year, of_year in sorted(by_year.items(), reverse=True):
            path = f"{API}years/{year}"
            yield drafts_file(site, f"{path}.json", tuple(of_year))
            yield table_file(f"{path}.csv", tuple(of_year))
            urls = {form: site.links.absolute(f"{path}.{form}") for form in ("json", "csv")}
            years.append({"year": year, "drafts": len(of_year), **urls})
        index = written_json({"version": VERSION, "years": years}) + b"\n"
        yield Artifact(f"{API}years.json", partial(bytes, index), index)
        yield Artifact(
            f"{API}all.jsonl.gz",
            partial(_packed, summaries),
            (snippet_digest(summaries, LINE), zlib.ZLIB_RUNTIME_VERSION),  # another packs otherwise
        )


def _packed(summaries: Sequence[Summary]) -> bytes:
    """A draft a line; without a date in its head, so that the same drafts give the same bytes."""
    return gzip.compress(b"".join(line + b"\n" for line in snippets(summaries, LINE)), mtime=0)

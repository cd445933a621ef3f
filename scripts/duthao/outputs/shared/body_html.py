"""The officer's text as safe HTML, rendered once for all outputs in which it stands."""

from __future__ import annotations

from collections.abc import Sequence

from duthao.outputs.site import Site, memo
from duthao.records.body import Section
from duthao.records.record import Record
from duthao.rendering import markdown

_MARK = "\ue001"  # between sections that are rendered together: a character that no text holds
Rendered = tuple[tuple[Section, str], ...]


@memo
def rendered(site: Site, record: Record) -> Rendered:
    """Each section with its HTML, in order; links to other drafts begin with `~/`.

    Not the words for the loudspeaker, which stand on its page.
    """
    shown = [section for section in record.body.sections if section.key != "radio"]
    html = _at_once(site, [section.markdown for section in shown])
    return tuple(zip(shown, html, strict=True))


def _at_once(site: Site, texts: Sequence[str]) -> list[str]:
    """Each text as HTML; all in one go, unless one of them swallows the mark between (an open code fence)."""

    def html(text: str) -> str:
        return markdown.html(text, lambda key: "~/" + site.links.draft(key))

    together = html(f"\n\n{_MARK}\n\n".join(texts)).split(f"<p>{_MARK}</p>")
    return together if len(together) == len(texts) else [html(text) for text in texts]

"""The base of every output: one way in which drafts are published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, NamedTuple

from duthao.errors import Finding
from duthao.outputs.artifact import Artifact
from duthao.outputs.site import Site
from duthao.records.record import Record

IN_LANGUAGE = "script-"  # before a language: the group of the script in it
TO_AUDIENCE = "talk-"  # before the key of an audience: the group of what a person says to it


class PageLink(NamedTuple):
    """What a draft's page links to: the group it stands in, its label, its address and a note, which may be empty.

    Some groups are no list of links: `image` is what messengers show, `hear` what is listened to, a recording or a text,
    `script-<language>` the script for the loudspeaker in that language, whose note is there where it is old, `talk-<audience>` what a person says of it to an audience.
    """

    group: str
    label: str
    path: str
    note: str


class Output:
    """One way in which drafts are published: files of a draft, files of the whole site, what lists show of a draft.

    A subclass in a module of a medium's folder is found by itself, and overrides what it needs of the methods below.
    `for_record` and `for_site` plan and are cheap: bytes are made by `Artifact.render`, later, elsewhere or not at all.
    """

    name: ClassVar[str]  # in messages, and for `duthao build --only`
    # Whether `for_site` follows from summaries and registers alone, not from the instant, pages written by hand or fonts:
    # then it plans again only when what it asked of the summaries changed.
    plans_from_summaries: ClassVar[bool] = False
    # Whether its files are for the office alone: they are made into `noi-bo/`, a tree beside the site, and never published.
    internal: ClassVar[bool] = False

    def for_record(self, site: Site, record: Record) -> Iterable[Artifact]:
        """The files that belong to one draft."""
        return ()

    def for_site(self, site: Site) -> Iterable[Artifact]:
        """The files that belong to the whole site; `site.summaries` are all drafts, by id."""
        return ()

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """What files of the whole site show of a draft, by name: made once with the draft, kept, read by `Summary.snippet`.

        Kilobytes that few of them need get a name of their own.
        """
        return {}

    def page_links(self, site: Site, record: Record) -> Iterable[PageLink]:
        """What a draft's page and data name of this output."""
        return ()

    def site_links(self, site: Site) -> Iterable[PageLink]:
        """What the contents of `noi-bo/` name of this output's files of the whole site, where it is `internal`."""
        return ()

    def findings(self, site: Site, record: Record) -> Iterable[Finding]:
        """Faults of a draft that show only when its files are made."""
        return ()

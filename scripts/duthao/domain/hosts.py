"""What hosts of static sites take: sizes beyond which a site is refused, with where that is said."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple


class Host(NamedTuple):
    """`size` in bytes, `entries` files and folders together, `minutes` in which a site must be there; None: no limit is told.

    `source` is the page that says so, read on 2026-11-30.
    """

    name: str
    size: int | None
    entries: int | None
    minutes: int | None
    source: str


OWN = "own"  # a server of one's own: its limits are known to who runs it
HOSTS = MappingProxyType(
    {
        "github-pages": Host(
            "GitHub Pages",
            1_000_000_000,
            None,
            10,
            "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits",
        ),
        "gitlab-pages": Host(
            "GitLab Pages",
            1_000_000_000,
            200_000,
            None,
            "https://docs.gitlab.com/user/gitlab_com/#gitlab-pages",
        ),
    }
)


def hosts(name: str | None) -> tuple[Host, ...]:
    """The hosts whose limits count where this one is set; None: nobody has said which, so all of them."""
    if name is None:
        return tuple(HOSTS.values())
    return (HOSTS[name],) if name in HOSTS else ()

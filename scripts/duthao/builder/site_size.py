"""How large a site is, by kind of file, and whether its host takes it; all from listings that the build has made anyway."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from duthao.domain.hosts import Host, hosts
from duthao.errors import Finding, Say
from duthao.rendering.links import ALL, BESIDE, SEARCH
from duthao.text import thousands

KINDS = MappingProxyType(
    {
        "pages": Say("trang", "pages"),
        "feeds": Say("nguồn tin, lịch", "feeds, calendars"),
        "paper": Say("bản in", "paper"),
        "pictures": Say("ảnh", "pictures"),
        "press": Say("tài liệu cho báo chí", "press kits"),
        "texts": Say("bài đọc, bài đăng", "scripts, posts"),
        "attachments": Say("tệp đính kèm", "attachments"),
        "data": Say("dữ liệu", "data"),
        "search": Say("chỉ mục tìm kiếm", "search index"),
    }
)
_WARNED = 0.7  # of a limit
_ENDS = MappingProxyType(
    {
        **dict.fromkeys(("html", "css", "js", "svg"), "pages"),
        **dict.fromkeys(("xml", "ics"), "feeds"),
        "pdf": "paper",
        **dict.fromkeys(("png", "jpg", "jpeg"), "pictures"),
        "zip": "press",
        **dict.fromkeys(("txt", "ssml", "mp3"), "texts"),
    }
)
_NAMES = MappingProxyType({"feed.json": "feeds", "sitemap.xml": "pages", "robots.txt": "pages"})


def kind_of(path: str) -> str:
    """The kind of a file of the site, one of `KINDS`."""
    folder, _, name = path.rpartition("/")
    if folder.startswith(ALL) and folder.count("/") == 1 and name.lower() not in BESIDE:
        return "attachments"
    if folder.startswith(SEARCH):
        return "search"
    return _NAMES.get(name) or _ENDS.get(name.rpartition(".")[2].lower(), "data")


@dataclass(frozen=True)
class SiteSize:
    """The listing of a site (path → size and time of change, as `inputs.listing` gives it) and that of the site before;
    empty where nothing is known of it.
    """

    listing: Mapping[str, str]
    before: Mapping[str, str]

    @cached_property
    def files(self) -> Counter[str]:
        """How many files there are of each kind."""
        return Counter(map(kind_of, self.listing))

    @cached_property
    def total(self) -> int:
        """Bytes of all files; every build asks for it, so no file's kind is looked for."""
        return sum(map(_size, self.listing.values()))

    @cached_property
    def sizes(self) -> Counter[str]:
        """Bytes of each kind."""
        return _sizes(self.listing.items())

    @cached_property
    def sizes_before(self) -> Counter[str]:
        """Bytes of each kind before."""
        return _sizes(self.before.items())

    @cached_property
    def changed(self) -> Counter[str]:
        """Bytes of each kind in files that are new or were written again."""
        before = self.before.get
        return _sizes(entry for entry in self.listing.items() if before(entry[0]) != entry[1])

    @cached_property
    def entries(self) -> int:
        """Files and folders."""
        folders = {""}
        for folder in {path.rpartition("/")[0] for path in self.listing}:
            while folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
        return len(self.listing) + len(folders) - 1

    def largest(self, count: int) -> list[tuple[int, str]]:
        """The size in bytes and the path of the largest files, the largest first."""
        return heapq.nlargest(count, ((_size(s), path) for path, s in self.listing.items()))

    def shares(self, host: str | None) -> Iterator[tuple[Host, float]]:
        """Each host that may be meant, and how much of the limit that is nearest is used: 1.0 is all of it."""
        for one in hosts(host):
            used = [(self.total, one.size), (self.entries, one.entries)]
            yield one, max(now / limit for now, limit in used if limit)

    def findings(self, host: str | None) -> Iterator[Finding]:
        """A warning where a host will soon refuse the site, or does."""
        near = [(one, share) for one, share in self.shares(host) if share >= _WARNED]
        if near:
            yield _warning(self, near)


def _sizes(entries: Iterable[tuple[str, str]]) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for path, state in entries:
        sizes[kind_of(path)] += _size(state)
    return sizes


def _size(state: str) -> int:
    return int(state.partition(" ")[0])


def megabytes(size: int) -> str:
    """`12,1`: millions of bytes as Vietnamese writes them."""
    return f"{size / 1e6:,.1f}".translate(str.maketrans(",.", ".,"))


def _warning(size: SiteSize, near: list[tuple[Host, float]]) -> Finding:
    heavy = size.sizes.most_common(2)
    said = (size.total, size.entries)
    used_vi = ", ".join(f"{round(100 * share)} % mức của {one.name}" for one, share in near)
    used_en = ", ".join(f"{round(100 * share)} % of what {one.name} takes" for one, share in near)
    most_vi = ", ".join(f"{KINDS[kind].vi} {megabytes(n)} MB" for kind, n in heavy)
    most_en = ", ".join(f"{KINDS[kind].en} {n / 1e6:,.1f} MB" for kind, n in heavy)
    return Finding(
        "mkdocs.yml",
        0,
        "site-size",
        Say(
            f"Trang nặng {megabytes(said[0])} MB, {thousands(said[1])} tệp và thư mục, bằng {used_vi}. Nhiều nhất: {most_vi}.",
            f"The site has {said[0] / 1e6:,.1f} MB and {said[1]:,} files and folders: {used_en}. Most of it: {most_en}.",
        ),
        Say(
            "Nén tệp đính kèm, đưa tệp đính kèm sang nơi khác («attachments_url»), hoặc dùng máy chủ riêng («deploy.host: own»). Chi tiết: «duthao build --report-size».",
            "Compress attachments, put them elsewhere (`attachments_url`), or use a server of your own (`deploy.host: own`). In full: `duthao build --report-size`.",
        ),
        "warning",
    )

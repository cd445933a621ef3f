"""Pages of the officers' handbook, one a task: read from content/, and told as text for a terminal.

The site and `duthao help` show the same Markdown. A page's front matter has `title`, `description`, `group` (a key of
`GROUPS`), `order` within its group and `words`, other names of the task without diacritics, by which it is found.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from duthao.rendering import markdown
from duthao.rendering.slides import front_matter
from duthao.text import closest, fold, slug

FOLDER = Path("content") / "so-tay" / "viec"
HEADINGS = ("Khi nào", "Làm gì", "Người dân thấy gì", "Báo cho ai")
GROUPS = MappingProxyType(
    {
        "soan": "Soạn hồ sơ",
        "duyet": "Duyệt, công bố",
        "trong-dot": "Trong thời gian lấy ý kiến",
        "truyen-thong": "Đưa tin tới người dân",
        "ket-qua": "Sau khi hết hạn góp ý",
        "bao-cao": "Kế hoạch, báo cáo, nghiệm thu",
        "danh-muc": "Cơ quan, địa bàn, danh mục",
        "may-moc": "Máy, máy chủ, sự cố",
    }
)
_ANCHOR = re.compile(r"\s*\{#[\w-]+\}")
_REMARK = re.compile(r"[ ]*<!--.*?-->", re.DOTALL)
_ELSEWHERE = re.compile(
    r"\[([^]`]+)\]\(\.\./([\w/-]+)\.md(#[\w-]+)?\)"
)  # a link to another page of the handbook
_PICTURE = re.compile(r"!\[[^]]*\]\([^)]*\)(?:\{[^}]*\})?")
_EMPTY_LINES = re.compile(r"\n{3,}")
_ALIKE = 0.6  # of two names, from 0 to 1: below it they are not like each other


class TaskPage(NamedTuple):
    """A task: the name of its page, by which it is asked for, what its front matter says, and its Markdown."""

    name: str
    title: str
    description: str
    group: str
    order: int
    words: str
    text: str

    @property
    def address(self) -> str:
        """Where the site has it."""
        return f"{FOLDER.relative_to('content').as_posix()}/{self.name}/"

    @property
    def found_by(self) -> str:
        """All by which it is found, without diacritics."""
        return fold(f"{self.title} {self.name.replace('-', ' ')} {self.words}")


def read(root: Path) -> tuple[TaskPage, ...]:
    """The tasks of the handbook, by group and order; none where the site has no such folder."""
    pages = [_page(path) for path in sorted((root / FOLDER).glob("*.md"))]
    groups = list(GROUPS)
    return tuple(sorted(pages, key=lambda p: (groups.index(p.group), p.order, p.name)))


def _page(path: Path) -> TaskPage:
    fields, text = front_matter(path.read_text(encoding="utf-8"))
    return TaskPage(
        path.stem,
        fields["title"],
        fields["description"],
        fields["group"],
        int(fields["order"]),
        fields["words"],
        text,
    )


def listed(root: Path) -> tuple[tuple[str, ...], ...]:
    """What a list of the tasks depends on."""
    return tuple((page.name, page.title, page.group, page.found_by) for page in read(root))


def by_group(pages: tuple[TaskPage, ...]) -> Iterator[tuple[str, list[TaskPage]]]:
    """The tasks under the name of each group that has some."""
    for key, name in GROUPS.items():
        if held := [page for page in pages if page.group == key]:
            yield name, held


def named(pages: tuple[TaskPage, ...], asked: str) -> TaskPage | None:
    """The task of that name or title; diacritics, capitals and hyphens are optional."""
    wanted = slug(asked)
    return next((page for page in pages if wanted in (page.name, slug(page.title))), None)


def near(pages: tuple[TaskPage, ...], asked: str) -> list[TaskPage]:
    """What may have been meant: tasks that hold every word of it, else those whose names are like it."""
    words = slug(asked).split("-")
    holding = [page for page in pages if set(words) <= set(slug(page.found_by).split("-"))]
    if holding:
        return holding
    name = closest(slug(asked), [page.name for page in pages], _ALIKE)
    return [page for page in pages if page.name == name]


def as_text(page: TaskPage, width: int) -> str:
    """The page for a terminal of so many columns: links to other tasks are their words alone, since their names stand in the
    list; commands stand in lines of their own.
    """
    reader = _Reader(width)
    text = page.text
    for unseen in (_REMARK, _PICTURE, _ANCHOR):
        text = unseen.sub("", text)
    reader.feed(markdown.raw_html(_ELSEWHERE.sub(_with_address, text)))
    reader.close()
    return _EMPTY_LINES.sub("\n\n", "\n".join(reader.lines)).strip() + "\n"


def _with_address(link: re.Match[str]) -> str:
    words, page, anchor = link.groups()
    return f"{words} ({FOLDER.parent.name}/{page}/{anchor or ''})"


class _Reader(HTMLParser):
    """Blocks of a page to wrapped lines."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._width = width
        self._words: list[str] = []
        self._lists: list[
            int | None
        ] = []  # of each list around: the next number, None where it has none
        self._mark = ""
        self._cells: list[str] = []
        self._as_it_is = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block; what stood before it in an entry of a list is an own paragraph."""
        if tag in ("ul", "ol", "p", "pre") and self._lists:
            self._flush()
        if tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            number = self._lists[-1]
            self._mark = "- " if number is None else f"{number}. "
            self._lists[-1] = None if number is None else number + 1
        elif tag == "pre":
            self._as_it_is = True
        elif tag == "br":
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a block, and put its words where they belong."""
        if tag in ("h1", "h2", "h3"):
            title = " ".join("".join(self._words).split())
            self.lines += ["", title, ("=" if tag == "h1" else "-") * len(title)]
            self._words = []
        elif tag in ("p", "li"):
            self._flush()
            if tag == "p" and not self._lists:
                self.lines.append("")
        elif tag in ("ul", "ol"):
            self._lists.pop()
            if not self._lists:
                self.lines.append("")
        elif tag == "pre":
            indent = self._indent() + "    "
            self.lines += [indent + line for line in "".join(self._words).splitlines()]
            self._words, self._as_it_is = [], False
        elif tag in ("td", "th"):
            self._cells.append(" ".join("".join(self._words).split()))
            self._words = []
        elif tag == "tr":
            self._words, self._cells, self._mark = [" | ".join(self._cells)], [], "- "
            self._flush()
        elif tag == "table":
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Words of the block at hand."""
        if data.strip() or self._words:
            self._words.append(data)

    def _indent(self) -> str:
        return "   " * len(self._lists)

    def _flush(self) -> None:
        words = " ".join("".join(self._words).split())
        self._words = []
        if words:
            mark, self._mark = self._mark, ""
            inner = self._indent() if self._lists else " " * len(mark)
            first = inner[: len(inner) - len(mark)] + mark
            self.lines += textwrap.wrap(
                words,
                self._width,
                initial_indent=first,
                subsequent_indent=inner,
                break_long_words=False,
                break_on_hyphens=False,
            )

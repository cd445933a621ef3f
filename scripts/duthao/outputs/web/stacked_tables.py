"""Tables of an officer's text, whose rows can stand as cards on a narrow screen: each cell names its column."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import cycle

_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ROW = '<tr role="row">'
_ROLES = (
    ("<tr>", _ROW),
    ("<thead>", '<thead role="rowgroup">'),
    ("<tbody>", '<tbody role="rowgroup">'),
    ("<th ", '<th role="columnheader" '),  # before the next, whose result it would find
    ("<th>", '<th role="columnheader">'),
)


def stacked(html: str) -> str:
    """Safe HTML with its tables made so. Roles survive `display: block`."""
    before, *tables = html.split("<table>")
    return before + "".join(map(_stacked, tables))


def _stacked(text: str) -> str:
    """A table, and the text after it; `text` begins within `<table>`."""
    table, end, after = text.partition("</table>")
    head, *cells = table.split("<td")
    told, named = _columns(head)
    # Every row has as many cells as the head: the parser of tables pads and cuts them.
    rows = "".join([part for pair in zip(cycle(named), cells, strict=False) for part in pair])
    rows = rows.replace("<tr>", _ROW)
    return f'<table class="dt-table" role="table">{told}{rows}{end}{after}'


@lru_cache(maxsize=256)
def _columns(head: str) -> tuple[str, tuple[str, ...]]:
    """The head of a table with its roles, and how a cell of each column begins; most drafts have the same."""
    labels = [_TAG.sub("", label).strip().replace('"', "&quot;") for label in _HEAD.findall(head)]
    for plain, said in _ROLES:
        head = head.replace(plain, said)
    return head, tuple(f'<td role="cell" data-label="{label}"' for label in labels)

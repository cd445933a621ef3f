"""Records while they are written: copies below `build/soan/`, which no build reads, and the way back into `drafts/`.

A copy is the whole folder of a record, so that the readers and rules judge it as they judge any other. Each text that a page
was made from is kept by its digest: what comes back from that page is compared with what was there then, and what others
wrote meanwhile is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from duthao.editor.record_forms.field_changes import RecordContents
from duthao.errors import DuthaoError, Say
from duthao.records import body, front_matter, record_reader, released
from duthao.records.approvals import approved_content, signed_sheet
from duthao.records.record import FOLDER, INDEX
from duthao.records.record_writer.rewrite import rewrite

PLACE = Path("build") / "soan"
# What the program writes beside a text: a copy has it to be judged by, and never gives it back.
OWN = frozenset({INDEX, released.NAME, approved_content.NAME, signed_sheet.NAME})


class Stale(Exception):
    """Somebody wrote meanwhile: what was to be replaced is no more what the page was made from."""


class NewFile(NamedTuple):
    """A file of a copy that the record has not, or has with other bytes."""

    name: str
    size: int


class _Origin(NamedTuple):
    """From what a copy was made: the digest of the text, and of each file beside it."""

    text: str
    files: dict[str, str]


class WorkingCopies:
    """The copies of one site. `root` holds `drafts/`; `shadow` holds another `drafts/` with the copies alone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.shadow = root / PLACE
        self._versions = self.shadow / "ban"
        self._origins = self.shadow / "goc"

    # ---- reading

    def ids(self) -> list[str]:
        """The records that are being written, sorted."""
        return record_reader.ids(self.shadow)

    def exists(self, record_id: str) -> bool:
        """Whether there is a copy or a record of this id."""
        return self.has_copy(record_id) or (self.root / FOLDER / record_id / INDEX).is_file()

    def has_copy(self, record_id: str) -> bool:
        """Whether the record is being written."""
        return self._folder(record_id).is_dir()

    def is_new(self, record_id: str) -> bool:
        """Whether the copy was begun here and is no record yet."""
        return not (self.root / FOLDER / record_id).exists()

    def home(self, record_id: str) -> Path:
        """The root below which `drafts/<id>` is what is shown: the copy, else the record."""
        return self.shadow if self.has_copy(record_id) else self.root

    def text(self, record_id: str) -> str:
        """The text that is shown. Raises DuthaoError where it is no text."""
        return _text(self.home(record_id) / FOLDER / record_id / INDEX)

    def version(self, record_id: str) -> str:
        """The digest of the text that is shown; the text is kept under it."""
        return self.keep(self.text(record_id))

    def record_text(self, record_id: str) -> str:
        """The text of the record in `drafts/`. Raises DuthaoError where it is gone."""
        path = self.root / FOLDER / record_id / INDEX
        if not path.is_file():
            raise DuthaoError(
                Say(
                    f"Hồ sơ {record_id} không còn trong thư mục drafts.",
                    f"The record {record_id} is gone from drafts.",
                )
            )
        return _text(path)

    def earlier(self, digest: str) -> str | None:
        """The text that was kept under a digest."""
        path = self._versions / f"{digest}.md"
        if not digest.isalnum() or not path.is_file():
            return None
        return path.read_bytes().decode()

    def files(self, record_id: str) -> dict[str, int]:
        """The files beside the text that an officer may name, and their sizes in bytes."""
        folder = self.home(record_id) / FOLDER / record_id
        return {
            path.name: path.stat().st_size
            for path in sorted(folder.iterdir())
            if path.is_file() and path.name not in OWN and path.name[0] not in "._"
        }

    # ---- writing the copy

    def begin(self, record_id: str) -> None:
        """Copy the record, unless it is being written."""
        if self.has_copy(record_id):
            return
        source, target = self.root / FOLDER / record_id, self._folder(record_id)
        half = target.with_name(f".{record_id}")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(source, half)
        half.replace(target)
        self._remember(record_id, _text(target / INDEX))

    def create(self, record_id: str, text: str) -> None:
        """Begin a record that there is not. Raises DuthaoError where there is one of this id."""
        if self.exists(record_id) or (self.root / FOLDER / record_id).exists():
            raise DuthaoError(
                Say(f"Mã {record_id} đã có hồ sơ.", f"There is a record {record_id} already.")
            )
        folder = self._folder(record_id)
        folder.mkdir(parents=True)
        _write(folder / INDEX, text.encode())
        self._remember(record_id, "")

    def save(self, record_id: str, contents: RecordContents, made_from: str) -> str:
        """Write fields and sections into the copy; returns the new version. `made_from`: the version that they change.

        Raises Stale where the copy is another by now, Unwritable where the text cannot be made to say this.
        """
        self.begin(record_id)
        before = self.text(record_id)
        if _digest(before) != made_from:
            raise Stale
        after = rewrite(before, contents.data, contents.sections)
        if after != before:
            _write(self._folder(record_id) / INDEX, after.encode())
        return self.keep(after)

    def replace(self, record_id: str, text: str, *, rebase: bool) -> None:
        """Make this the text of the copy. `rebase`: it changes the record as it stands now."""
        self.begin(record_id)
        _write(self._folder(record_id) / INDEX, text.encode())
        if rebase:
            self._remember(record_id, self.record_text(record_id))

    def place_file(self, record_id: str, name: str, source: Path) -> None:
        """Move a file beside the copy; one of this name is replaced."""
        self.begin(record_id)
        source.replace(self._folder(record_id) / name)

    def discard(self, record_id: str) -> None:
        """Forget the copy; the record stays."""
        shutil.rmtree(self._folder(record_id), ignore_errors=True)
        (self._origins / f"{record_id}.json").unlink(missing_ok=True)

    # ---- back into drafts/

    def origin(self, record_id: str) -> str:
        """The text of the record from which the copy was made; "" of one that was begun here."""
        return self.earlier(self._origin(record_id).text) or ""

    def is_stale(self, record_id: str) -> bool:
        """Whether the record in `drafts/` is another than the one that was copied."""
        path = self.root / FOLDER / record_id / INDEX
        there = _text(path) if path.is_file() else ""
        return _digest(there) != self._origin(record_id).text

    def new_files(self, record_id: str) -> list[NewFile]:
        """The files that publishing the copy would write."""
        return [NewFile(p.name, p.stat().st_size) for p in self._changed_files(record_id)]

    def write_back(self, record_id: str) -> None:
        """Write the copy into `drafts/`, each file whole or not at all, the text last; then forget the copy.

        Raises Stale where the record, or a file that would be replaced, changed since it was copied.
        """
        if self.is_stale(record_id):
            raise Stale
        target = self.root / FOLDER / record_id
        known = self._origin(record_id).files
        changed = list(self._changed_files(record_id))
        for path in changed:
            there = target / path.name
            if there.exists() and _digest_of(there) != known.get(path.name):
                raise Stale
        target.mkdir(parents=True, exist_ok=True)
        for path in changed:
            _write(target / path.name, path.read_bytes())
        copy = self._folder(record_id) / INDEX
        if not (target / INDEX).is_file() or copy.read_bytes() != (target / INDEX).read_bytes():
            _write(target / INDEX, copy.read_bytes())
        self.discard(record_id)

    # ---- inside

    def _folder(self, record_id: str) -> Path:
        return self.shadow / FOLDER / record_id

    def _changed_files(self, record_id: str) -> Iterator[Path]:
        there = self.root / FOLDER / record_id
        known = self._origin(record_id).files
        for name in self.files(record_id):
            path = self._folder(record_id) / name
            if _digest_of(path) != known.get(name) or not (there / name).exists():
                yield path

    def _origin(self, record_id: str) -> _Origin:
        path = self._origins / f"{record_id}.json"
        try:
            return _Origin(**json.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError):
            raise DuthaoError(
                Say(
                    f"Bản nháp của {record_id} thiếu thông tin gốc; bỏ bản nháp rồi soạn lại.",
                    f"The working copy of {record_id} is not whole: discard it.",
                )
            ) from None

    def _remember(self, record_id: str, text: str) -> None:
        """From which text and files the copy was made."""
        folder = self.root / FOLDER / record_id
        files = {name: _digest_of(folder / name) for name in _names(folder)}
        self._origins.mkdir(parents=True, exist_ok=True)
        origin = _Origin(self.keep(text), files)
        _write(self._origins / f"{record_id}.json", json.dumps(origin._asdict()).encode())

    def keep(self, text: str) -> str:
        """Keep a text; returns its version, the digest."""
        digest = _digest(text)
        path = self._versions / f"{digest}.md"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, text.encode())
        return digest


def contents(text: str) -> RecordContents:
    """The fields and sections of a text. Raises DuthaoError where its front matter cannot be read at all."""
    source, findings = front_matter.read_document(text.encode(), INDEX)
    if source is None:
        raise DuthaoError(findings[0].message)
    return RecordContents(source.data, sections(source.body))


def sections(markdown: str) -> dict[str, str]:
    """The sections of a body by key; of two with one heading the first."""
    found: dict[str, str] = {}
    for section in body.parse(markdown, "", 1)[0].sections:
        if section.key:
            found.setdefault(section.key, section.markdown)
    return found


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return [p.name for p in folder.iterdir() if p.is_file() and p.name != INDEX]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise DuthaoError(
            Say(f"{path.name} không phải văn bản UTF-8.", f"{path.name} is not UTF-8.")
        ) from None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, content: bytes) -> None:
    half = path.with_name(f".{path.name}.half")
    half.write_bytes(content)
    half.replace(path)

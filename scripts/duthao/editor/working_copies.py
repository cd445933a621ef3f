"""Records while they are written: copies below `build/soan/`, which no build reads, and the way back into `drafts/`.

A copy is the whole folder of a record, so that the readers and rules judge it as they judge any other. Each text that a page
was made from is kept by its digest: what comes back from that page is compared with what was there then, and what others
wrote meanwhile is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from duthao.editor.record_forms.field_changes import RecordContents
from duthao.errors import DuthaoError, Say
from duthao.records import body, front_matter, record_reader, released, responses_reader
from duthao.records.approvals import approved_content, signed_sheet
from duthao.records.record import FOLDER, INDEX
from duthao.records.record_tables import log_reader
from duthao.records.record_writer.rewrite import rewrite

PLACE = Path("build") / "soan"
# What the program writes beside a text: a copy has it to be judged by, and never gives it back.
OWN = frozenset({INDEX, released.NAME, approved_content.NAME, signed_sheet.NAME})
_RESERVED = OWN | {*responses_reader.NAMES, *log_reader.NAMES}
_UNKNOWN = ""  # digest of a file whose origin was lost: equal to that of no file


class Stale(Exception):
    """Somebody wrote meanwhile: what was to be replaced is no more what the page was made from."""


class NewFile(NamedTuple):
    """A file of a copy that the record has not, or has with other bytes."""

    name: str
    size: int


class FileConflict(NamedTuple):
    """A file that two changed: SHA-256 (hex) of the copy's and of the record's, "" where that one is gone, and sizes in bytes."""

    name: str
    mine: str
    theirs: str
    mine_size: int
    theirs_size: int


class _Origin(NamedTuple):
    """From what a copy was made: the digest of the text, and of each file beside it that officers name."""

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
        return {name: (folder / name).stat().st_size for name in _names(folder)}

    def state(self, record_id: str) -> str:
        """A digest of all that discarding the copy would lose: its text and its files."""
        digests = _digests(self._folder(record_id))
        return _digest(json.dumps([self.version(record_id), digests], sort_keys=True))

    # ---- writing the copy

    def begin(self, record_id: str) -> None:
        """Copy the record, unless it is being written."""
        if self.has_copy(record_id):
            return
        source, target = self.root / FOLDER / record_id, self._folder(record_id)
        half = target.with_name(f".{record_id}")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(source, half)
        self._remember(record_id, _Origin(self.keep(_text(half / INDEX)), _digests(half)))
        half.replace(target)

    def create(self, record_id: str, text: str) -> None:
        """Begin a record that there is not. Raises DuthaoError where there is one of this id."""
        if self.exists(record_id) or (self.root / FOLDER / record_id).exists():
            raise DuthaoError(
                Say(f"Mã {record_id} đã có hồ sơ.", f"There is a record {record_id} already.")
            )
        folder = self._folder(record_id)
        half = folder.with_name(f".{record_id}")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        _write(half / INDEX, text.encode())
        self._remember(record_id, _Origin(self.keep(""), {}))
        half.replace(folder)

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
        """Make this the text of the copy. `rebase`: it changes the record as it stands now, whose files come with it.

        A file that both changed stays as it is in the copy, and is asked about when the copy is written back.
        """
        self.begin(record_id)
        if rebase:
            self._bring_files(record_id)
        _write(self._folder(record_id) / INDEX, text.encode())

    def place_file(self, record_id: str, name: str, source: Path) -> None:
        """Move a file beside the copy; one of this name is replaced. Raises DuthaoError where the name is reserved."""
        refuse_reserved(name)
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
        """Whether the record in `drafts/` is neither the one that was copied nor what the copy says already."""
        path = self.root / FOLDER / record_id / INDEX
        there = _text(path) if path.is_file() else ""
        return there != self.text(record_id) and _digest(there) != self._origin(record_id).text

    def new_files(self, record_id: str) -> list[NewFile]:
        """The files that publishing the copy would write."""
        return [NewFile(p.name, p.stat().st_size) for p in self._changed_files(record_id)]

    def file_conflicts(self, record_id: str) -> list[FileConflict]:
        """The files of the copy that were changed in it and, in another way, in the record: replaced, added or deleted there."""
        there = self.root / FOLDER / record_id
        known, theirs = self._origin(record_id).files, _digests(there)
        return [
            FileConflict(
                path.name,
                _digest_of(path),
                theirs.get(path.name, ""),
                path.stat().st_size,
                (there / path.name).stat().st_size if path.name in theirs else 0,
            )
            for path in self._changed_files(record_id)
            if theirs.get(path.name) != known.get(path.name)
        ]

    def conflicting_file(self, record_id: str, name: str, *, mine: bool) -> Path | None:
        """The copy's or the record's file of this name, where two changed it; None where that one is gone."""
        folder = self._folder(record_id) if mine else self.root / FOLDER / record_id
        named = any(conflict.name == name for conflict in self.file_conflicts(record_id))
        return folder / name if named and (folder / name).is_file() else None

    def settle_files(self, record_id: str, chosen: Mapping[str, str]) -> None:
        """Keep the copy's file ("mine") or take the record's ("theirs"), by name; what was not chosen is still a conflict."""
        here, there = self._folder(record_id), self.root / FOLDER / record_id
        origin = self._origin(record_id)
        files = dict(origin.files)
        for conflict in self.file_conflicts(record_id):
            name, wanted = conflict.name, chosen.get(conflict.name)
            if wanted == "theirs":
                _take(there / name, here / name)
            if wanted in ("mine", "theirs"):
                files.pop(name, None)
                files |= {name: conflict.theirs} if conflict.theirs else {}
        self._remember(record_id, origin._replace(files=files))

    def write_back(self, record_id: str) -> None:
        """Write the copy into `drafts/`, each file whole or not at all, the text last; then forget the copy.

        A file that only the record changed stays as it is there. What lies there already as in the copy, of a writing that was
        cut short, is written. Raises Stale where the record, or a file that would be replaced, changed since it was copied.
        """
        if self.is_stale(record_id) or self.file_conflicts(record_id):
            raise Stale
        target = self.root / FOLDER / record_id
        copy = self._folder(record_id) / INDEX
        changed = list(self._changed_files(record_id))
        if not (target / INDEX).is_file() or copy.read_bytes() != (target / INDEX).read_bytes():
            changed.append(copy)
        target.mkdir(parents=True, exist_ok=True)
        try:
            for path in changed:
                _half(target / path.name).write_bytes(path.read_bytes())
            for path in changed:
                _half(target / path.name).replace(target / path.name)
        finally:
            for path in changed:
                _half(target / path.name).unlink(missing_ok=True)
        self.discard(record_id)

    # ---- inside

    def _folder(self, record_id: str) -> Path:
        return self.shadow / FOLDER / record_id

    def _changed_files(self, record_id: str) -> Iterator[Path]:
        """The files that the copy changed, and that the record has not, or has with other bytes."""
        theirs = _digests(self.root / FOLDER / record_id)
        known = self._origin(record_id).files
        for name, mine in _digests(self._folder(record_id)).items():
            if mine not in (known.get(name), theirs.get(name)):
                yield self._folder(record_id) / name

    def _bring_files(self, record_id: str) -> None:
        """Make the record as it stands now the origin: its files come into the copy, but for those that the copy changed."""
        here, there = self._folder(record_id), self.root / FOLDER / record_id
        text = self.record_text(record_id)
        known, mine, theirs = self._origin(record_id).files, _digests(here), _digests(there)
        files = dict(theirs)
        for name in sorted({*known, *mine, *theirs}):
            if mine.get(name) in (known.get(name), theirs.get(name)):
                _take(there / name, here / name)
            elif name in known:
                files[name] = known[name]
            else:
                files.pop(name, None)
        for name in OWN - {INDEX}:
            _take(there / name, here / name)
        self._remember(record_id, _Origin(self.keep(text), files))

    def _origin(self, record_id: str) -> _Origin:
        """From what the copy was made. Where that is lost, from nothing known: all that differs from the record is asked about."""
        path = self._origins / f"{record_id}.json"
        try:
            return _Origin(**json.loads(path.read_bytes()))
        except (OSError, ValueError, TypeError):
            names = [] if self.is_new(record_id) else _names(self._folder(record_id))
            return _Origin(self.keep(""), dict.fromkeys(names, _UNKNOWN))

    def _remember(self, record_id: str, origin: _Origin) -> None:
        self._origins.mkdir(parents=True, exist_ok=True)
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


def refuse_reserved(name: str) -> None:
    """Raises DuthaoError where a file of this name would be read as a part of the record itself, not as a document."""
    if name.lower() in _RESERVED or name.lower().endswith(".md"):
        raise DuthaoError(
            Say(
                f"Tên «{name}» dành cho tệp riêng của hồ sơ: đổi tên tệp rồi tải lên lại. Bản dịch, nhật ký và bảng tiếp thu, giải trình thì đặt vào thư mục hồ sơ theo sổ tay.",
                f"The name `{name}` is kept for a file of the record itself: rename the file and send it again.",
            )
        )


def _names(folder: Path) -> list[str]:
    """The files beside a text that officers name, sorted."""
    if not folder.is_dir():
        return []
    found = sorted(path.name for path in folder.iterdir() if path.is_file())
    return [name for name in found if name not in OWN and name[0] not in "._"]


def _digests(folder: Path) -> dict[str, str]:
    return {name: _digest_of(folder / name) for name in _names(folder)}


def _take(source: Path, target: Path) -> None:
    """Make `target` what `source` is: its bytes, or nothing."""
    if source.is_file():
        _write(target, source.read_bytes())
    else:
        target.unlink(missing_ok=True)


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
    half = _half(path)
    half.write_bytes(content)
    half.replace(path)


def _half(path: Path) -> Path:
    return path.with_name(f".{path.name}.half")

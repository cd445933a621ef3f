"""A record that is not written yet, judged as `duthao check` judges those that are."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from duthao.builder import check
from duthao.errors import Finding
from duthao.records.approvals import approval_faults
from duthao.records.record import FOLDER, INDEX

_OURS = frozenset({FOLDER, "build", "site", "noi-bo", ".git", ".venv"})


def findings(
    root: Path,
    as_of: str | None,
    draft_id: str,
    folder: Path | None,
    text: str,
    files: Mapping[str, Path],
) -> tuple[Finding, ...]:
    """What is found in the record of this text, with what lies in its `folder` (None: nothing) and these files beside it.

    That it has to be approved again is no fault of a form.
    """
    with tempfile.TemporaryDirectory(prefix="duthao-receive-") as place:
        copy = Path(place).resolve()
        _lay_out(root, copy, draft_id)
        mine = copy / FOLDER / draft_id
        if folder is None:
            mine.mkdir()
        else:
            shutil.copytree(folder, mine, symlinks=True)
        for name, path in files.items():
            shutil.copyfile(path, mine / name)
        (mine / INDEX).write_bytes(text.encode())
        found = check.check(copy, as_of, frozenset({draft_id}), 1)
    own = f"{FOLDER}/{draft_id}"
    return tuple(
        f
        for f in found
        if (f.path == own or f.path.startswith(f"{own}/")) and f.rule not in approval_faults.MENDED
    )


def _lay_out(root: Path, copy: Path, draft_id: str) -> None:
    """Everything that the record is judged against, by links: nothing of it is written to."""
    for entry in root.iterdir():
        if entry.name not in _OURS:
            _link(entry, copy / entry.name)
    (copy / FOLDER).mkdir()
    for entry in (root / FOLDER).iterdir():
        if entry.name == "_events":  # a folder that is a link is no meeting
            shutil.copytree(entry, copy / FOLDER / entry.name, symlinks=True)
        elif entry.name != draft_id:
            _link(entry, copy / FOLDER / entry.name)


def _link(entry: Path, place: Path) -> None:
    """Link to a file or folder; Windows allows that to few people, for whom it is copied."""
    try:
        place.symlink_to(entry)
    except OSError:
        if entry.is_dir():
            shutil.copytree(entry, place, symlinks=True)
        else:
            shutil.copyfile(entry, place)

"""The record that a form is made of, or written into, as it lies on the disk."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from duthao.errors import DuthaoError, Say
from duthao.records import body, front_matter, released
from duthao.records.record import INDEX
from duthao.records.strict_yaml import Value
from duthao.records.word_forms import form_of_record


class RecordText(NamedTuple):
    """The text of a record, its fields and sections, and whether anything of it was released. `mark` tells its state in a form."""

    folder: Path
    text: str
    data: dict[str, Value]
    sections: dict[str, str]
    released: bool
    mark: str

    @property
    def tree(self) -> dict[str, Value]:
        """What it says, in the shape of the form."""
        return form_of_record.tree_of(self.data, self.sections)


def read(folder: Path) -> RecordText | None:
    """The record in this folder, None where there is none. Raises DuthaoError where its text is laid out so that it cannot be read."""
    index = folder / INDEX
    if folder.is_symlink() or index.is_symlink() or not index.is_file():
        return None
    raw = index.read_bytes()
    source, _ = front_matter.read_document(raw, INDEX)
    if source is None:
        raise DuthaoError(
            Say(
                f"Không đọc được {index}: sửa các lỗi mà «duthao check» báo rồi làm lại.",
                f"{index} cannot be read: mend what `duthao check` tells.",
            )
        )
    sections: dict[str, str] = {}
    for section in body.parse(source.body, INDEX, source.body_line)[0].sections:
        if section.key:
            sections.setdefault(section.key, section.markdown)
    mark = hashlib.sha256(raw).hexdigest()[:12]
    text = raw.decode("utf-8")
    return RecordText(
        folder, text, dict(source.data), sections, (folder / released.NAME).is_file(), mark
    )

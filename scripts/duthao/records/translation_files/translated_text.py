"""A translation as its file has it: parts under the Vietnamese headings, and the digest of what each was made from.

A heading names its part in Vietnamese, and after a bar what it is called in the other language:
`## Tóm tắt | Summary`. The front matter holds `source`: by part, the digest of the Vietnamese text that was translated.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import NamedTuple

from duthao.domain.draft import Draft
from duthao.errors import Finding, Say
from duthao.records import body, front_matter, source_text
from duthao.records.body import HEADINGS, Body, plain
from duthao.records.strict_yaml import Loc

TITLE, SUMMARY, RADIO = "short_title", "summary", "radio"
# Every part that a translation may have, in order: its key, and its heading in the file.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        TITLE: "Tên dự thảo",
        SUMMARY: "Tóm tắt",
        **{key: heading for heading, key in HEADINGS.items()},
    }
)
SOURCE = "source"
_KEYS = MappingProxyType({heading: key for key, heading in PARTS.items()})
_DIGEST = re.compile(r"[0-9a-f]{16}")
_FENCED = re.compile(r"---[^\S\n]*\n")
_NAMED = re.compile(r"^(## +[^|\n]*?)[ \t]*\|[ \t]*([^\n]*?)[ \t]*$", re.MULTILINE)


class Part(NamedTuple):
    """A part in the other language: its key, what it is called there ("": not said), its Markdown, and the lines of its
    heading and of the first word below it.
    """

    key: str
    heading: str
    markdown: str
    line: int
    text_line: int


@dataclass(frozen=True)
class TranslatedText:
    """What stands in `<lang>.md`: `parts` that hold text, and of each the digest of the Vietnamese it was made from.

    `sha256` is the digest of the file (hex), whatever its line ends: "" where there is none.
    """

    lang: str
    path: str
    parts: tuple[Part, ...]
    digests: Mapping[str, str]
    source_line: int
    sha256: str = ""

    def __getitem__(self, key: str) -> Part | None:
        """The part of that key, or None where nothing is translated."""
        return next((part for part in self.parts if part.key == key), None)

    @property
    def shown(self) -> tuple[Part, ...]:
        """What stands on pages: all but the words for the loudspeaker."""
        return tuple(part for part in self.parts if part.key != RADIO)

    @property
    def title(self) -> str:
        """The short title as plain text; "" where it is not translated."""
        return self._plain(TITLE)

    @property
    def summary(self) -> str:
        """The summary as plain text; "" where it is not translated."""
        return self._plain(SUMMARY)

    def _plain(self, key: str) -> str:
        part = self[key]
        return plain(" ".join(part.markdown.split())).strip() if part else ""

    def stale(self, draft: Draft, text: Body) -> tuple[Part, ...]:
        """The parts on pages whose Vietnamese text is another by now, is gone, or was never written down."""
        now = digests(draft, text)
        return tuple(p for p in self.shown if self.digests.get(p.key, "?") != now.get(p.key))


def source_texts(draft: Draft, text: Body) -> dict[str, str]:
    """The Vietnamese text of every part that the record has and pages show, by its key, in the order of the file."""
    texts = {TITLE: draft.short_title, SUMMARY: draft.summary}
    sections = {section.key: section.markdown for section in text.sections}
    texts |= {key: sections[key] for key in PARTS if key in sections and key != RADIO}
    return {key: words for key, words in texts.items() if words.strip()}


def digests(draft: Draft, text: Body) -> dict[str, str]:
    """The digest of each of them: 16 hexadecimal digits, which spacing and line ends do not change."""
    return {key: digest(words) for key, words in source_texts(draft, text).items()}


def digest(text: str) -> str:
    """What a translator's file notes of one Vietnamese part."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def read(raw: bytes, path: str, lang: str) -> tuple[TranslatedText | None, list[Finding]]:
    """Read the bytes of a translation. None where there is nothing to use; every fault that could be found is listed."""
    text, findings = source_text.decode(raw, path)
    if not text.strip():
        return None, findings or [_empty(path)]
    noted: dict[str, str] = {}
    markdown, first_line, source_line = text, 1, 1
    if _FENCED.match(text):
        document, findings = front_matter.read_document(raw, path)
        if document is None:
            return None, findings
        markdown, first_line = document.body, document.body_line
        source_line = document.yaml.nearest((SOURCE,)).line
        noted, faults = _noted(document, path)
        findings += faults
    # A heading's name in the other language is taken off first: what is left is a heading of the form.
    named = {_line_at(markdown, m.start()): m[2] for m in _NAMED.finditer(markdown)}
    sections, faults = body.parse(_NAMED.sub(r"\1", markdown), path, first_line, _KEYS)
    lines = markdown.split("\n")
    parts = tuple(
        Part(
            s.key,
            named.get(s.line - first_line, ""),
            s.markdown,
            s.line,
            next(n for n in count(s.line + 1) if lines[n - first_line].strip()),
        )
        for s in sections.sections
        if s.key and s.markdown.strip()
    )
    read_as = TranslatedText(lang, path, parts, noted, source_line, _digest_of_file(raw))
    return read_as, [*findings, *faults]


def _digest_of_file(raw: bytes) -> str:
    """Editors on Windows write other line ends, and a mark at the beginning: neither is a change of what was approved."""
    text = raw.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    return hashlib.sha256(text).hexdigest()


def _empty(path: str) -> Finding:
    return Finding(
        path,
        1,
        "empty-file",
        Say("Tệp trống.", "The file is empty."),
        Say(
            "Xóa tệp, rồi tạo lại bằng lệnh «duthao translate».",
            "Delete it, and make it anew with `duthao translate`.",
        ),
    )


def _line_at(text: str, start: int) -> int:
    """The number of the line in which a character stands, from 0."""
    return text.count("\n", 0, start)


def _noted(document: front_matter.SourceFile, path: str) -> tuple[dict[str, str], list[Finding]]:
    """The digests in the front matter that can be used, and what else stands there."""
    held = document.data.get(SOURCE, {})
    entries = held if isinstance(held, dict) else {}
    noted = {
        key: str(value)
        for key, value in entries.items()
        if key in PARTS and isinstance(value, str) and _DIGEST.fullmatch(value)
    }
    wrong: list[tuple[Loc, str]] = [((key,), key) for key in document.data if key != SOURCE]
    if not isinstance(held, dict):
        wrong.append(((SOURCE,), SOURCE))
    wrong += [((SOURCE, key), f"{SOURCE}.{key}") for key in entries if key not in noted]
    return noted, list(_wrong(document, path, wrong))


def _wrong(
    document: front_matter.SourceFile, path: str, fields: list[tuple[Loc, str]]
) -> Iterator[Finding]:
    for loc, name in fields:
        mark = document.yaml.nearest(loc)
        yield Finding(
            path,
            mark.line,
            "translation-form",
            Say(
                f"Phần khai báo của bản dịch có «{name}» không do lệnh «duthao translate» ghi.",
                f"The front matter of the translation has `{name}`, which `duthao translate` did not write.",
            ),
            Say(
                "Chỉ giữ «source»; mã băm của từng phần thì chép từ lệnh «duthao translate».",
                "Keep `source` alone; copy the digest of each part from `duthao translate`.",
            ),
            column=mark.column,
            width=mark.width,
            field=loc,
        )

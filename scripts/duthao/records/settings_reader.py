"""Reads the settings of a province from mkdocs.yml, or reports every wrong key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from duthao.domain.fields import SLUG
from duthao.domain.settings import Settings
from duthao.errors import DuthaoError, Finding, Say
from duthao.records import validation
from duthao.records.strict_yaml import Loc


class _MkDocsLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """mkdocs.yml may hold tags of MkDocs (`!!python/name`, `!ENV`): read as nothing, they are not ours.

    Dates stay strings: YAML would turn `as_of: 2026-11-22T08:00+07:00` into an instant in UTC.
    """

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_MkDocsLoader.add_multi_constructor("!", lambda loader, suffix, node: None)
_MkDocsLoader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)


def load(root: Path) -> tuple[Settings, str]:
    """Return the settings and `site_url` of the site at `root`. Raises DuthaoError naming every wrong key."""
    path = root / "mkdocs.yml"
    try:
        text = path.read_bytes()
        config = yaml.load(text, Loader=_MkDocsLoader)
        subtree = config["extra"]["duthao"]
        site_url = str(config["site_url"])
    except FileNotFoundError:
        raise DuthaoError(
            Say(
                f"Không thấy tệp mkdocs.yml trong {root}. Chạy lệnh ở thư mục gốc hoặc dùng --root.",
                f"There is no mkdocs.yml in {root}. Run at the root or use --root.",
            )
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DuthaoError(
            Say(f"mkdocs.yml không đọc được: {error}", f"mkdocs.yml cannot be read: {error}")
        ) from None
    except (KeyError, TypeError):
        raise DuthaoError(
            Say(
                "mkdocs.yml thiếu «site_url» hoặc «extra.duthao».",
                "mkdocs.yml lacks `site_url` or `extra.duthao`.",
            )
        ) from None
    try:
        settings = Settings.model_validate(subtree)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        top = yaml.compose(text, Loader=_MkDocsLoader)
        messages = [_message(f, _line(top, ("extra", "duthao", *f["loc"]))) for f in faults]
        raise DuthaoError(
            Say("\n".join(m.vi for m in messages), "\n".join(m.en for m in messages))
        ) from None
    if settings.as_of and not settings.sample:
        raise DuthaoError(
            Say(
                "mkdocs.yml: «as_of» chỉ dùng cho trang mẫu (sample: true).",
                "mkdocs.yml: `as_of` is legal only with `sample: true`.",
            )
        )
    if not settings.sample and not settings.province.contact:
        line = _line(yaml.compose(text, Loader=_MkDocsLoader), ("extra", "duthao", "province"))
        raise DuthaoError(
            Say(
                f"mkdocs.yml:{line}: error[contact-missing]: Trang thật phải ghi cách liên hệ cơ quan quản lý trang. "
                "Thêm «contact_email» hoặc «contact_phone» dưới «province».",
                f"mkdocs.yml:{line}: error[contact-missing]: A live site must say how to reach who runs it. "
                "Add `contact_email` or `contact_phone` under `province`.",
            )
        )
    return settings, site_url


def unknown_recipients(
    root: Path, settings: Settings, agencies: Collection[str]
) -> Iterator[Finding]:
    """Those whom letters name by what has the form of a key and is none of `agencies`."""
    letters = settings.letters
    named: list[tuple[Loc, str | None]] = [(("office",), letters.office)]
    for field, lines in (("newsrooms", letters.newsrooms), ("bodies", letters.bodies)):
        named += [((field, n), line) for n, line in enumerate(lines) if re.match(SLUG, line)]
    for place, key in named:
        if key is not None and key not in agencies:
            text = (root / "mkdocs.yml").read_bytes()
            top = yaml.compose(text, Loader=_MkDocsLoader)
            yield Finding(
                "mkdocs.yml",
                _line(top, ("extra", "duthao", "letters", *place)),
                "settings-reference",
                Say(f"«{key}» không có trong agencies.yml.", f"`{key}` is not in agencies.yml."),
                Say("Sửa khóa, hoặc ghi tên đầy đủ.", "Mend the key, or write the full name."),
                field=("extra", "duthao", "letters", *place),
            )


# What `extra.languages` says of the site in a language.
_OF_A_LANGUAGE = ("site_name", "copyright", "home", "nav")


def unnamed_languages(root: Path, languages: Collection[str]) -> dict[str, Finding]:
    """Of these languages those of which `extra.languages` lacks words, each with the warning that says which."""
    text = (root / "mkdocs.yml").read_bytes()
    said = yaml.load(text, Loader=_MkDocsLoader)["extra"].get("languages")
    found: dict[str, Finding] = {}
    for lang in languages:
        entry = said.get(lang) if isinstance(said, dict) else None
        held = entry if isinstance(entry, dict) else {}
        if lacking := ", ".join(key for key in _OF_A_LANGUAGE if not held.get(key)):
            top = yaml.compose(text, Loader=_MkDocsLoader)
            found[lang] = Finding(
                "mkdocs.yml",
                _line(top, ("extra", "languages", lang)),
                "language-unnamed",
                Say(
                    f"Có trang bằng ngôn ngữ «{lang}» nhưng mkdocs.yml chưa ghi {lacking} của ngôn ngữ ấy: "
                    "chỗ đó hiện tiếng Việt.",
                    f"There are pages in `{lang}`, and mkdocs.yml has no {lacking} in it: they are shown in Vietnamese.",
                ),
                Say(
                    f"Thêm {lacking} vào «extra.languages.{lang}» trong mkdocs.yml.",
                    f"Add {lacking} to `extra.languages.{lang}` in mkdocs.yml.",
                ),
                "warning",
            )
    return found


def _message(fault: ErrorDetails, line: int) -> Say:
    """A fault of the settings in the form of a finding, in both languages."""
    rule, message, remedy = validation.explain(Settings, fault)
    where = f"mkdocs.yml:{line}: error[{rule}]:"
    return Say(f"{where} {message.vi} {remedy.vi}", f"{where} {message.en} {remedy.en}")


def _line(node: yaml.Node | None, loc: Loc) -> int:
    """The line on which a value stands, or else the nearest group that would hold it."""
    line = 1
    for part in loc:
        entries: list[tuple[Any, yaml.Node, yaml.Node]] = []
        if isinstance(node, yaml.MappingNode):
            entries = [(key.value, key, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            entries = [(n, value, value) for n, value in enumerate(node.value)]
        entry = next((entry for entry in entries if entry[0] == part), None)
        if not entry:
            break
        _, marked, node = entry
        line = marked.start_mark.line + 1
    return line

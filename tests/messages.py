"""What templates mark as to be translated, and the catalogues that have it: `make messages` takes up what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from duthao.domain.lifecycle import LABELS
from duthao.outputs.shared import comment_channels, status
from duthao.outputs.web import language_lists
from duthao.outputs.web.translated_lists import NOTHING
from duthao.records.translation_files.translated_text import PARTS
from duthao.rendering import chrome_words, messages

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "theme" / "pages"


def said() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Each message that a language needs, with the place where it stands."""
    for path in sorted(PAGES.glob("*.html")):
        options = {"trimmed": "false", "newstyle_gettext": "true"}
        for _, message, _, _ in extract_from_file(
            "jinja2.ext:babel_extract", path, options=options
        ):
            yield path.relative_to(ROOT).as_posix(), message
    listed: dict[str, Iterable[str]] = {
        "theme/site/partials/languages/vi.html": chrome_words.vietnamese(ROOT).values(),
        "scripts/duthao/domain/lifecycle.py": LABELS.values(),
        "scripts/duthao/outputs/shared/comment_channels.py": comment_channels.WORDS,
        "scripts/duthao/outputs/shared/status.py": (status.LATE, status.A_DAY_LATE),
        "scripts/duthao/outputs/web/language_lists.py": language_lists.WORDS,
        "scripts/duthao/outputs/web/translated_lists.py": (NOTHING,),
        "scripts/duthao/records/translation_files/translated_text.py": PARTS.values(),
    }
    for where, texts in listed.items():
        yield from ((where, text) for text in texts)


def path_of(lang: str) -> Path:
    return ROOT / messages.FOLDER / f"{lang}.po"


def held(lang: str) -> Catalog:
    """The catalogue of a language."""
    with path_of(lang).open("rb") as stream:
        return read_po(stream, locale=lang.replace("-", "_"), abort_invalid=True)


def wanted(lang: str) -> Catalog:
    """All messages, untranslated."""
    catalogue = Catalog(locale=lang.replace("-", "_"))
    for where, message in said():
        catalogue.add(message, locations=[(where, 0)])
    return catalogue


def update() -> None:
    """Write into each catalogue what it lacks, and leave out what nobody says any more."""
    for lang in messages.languages(ROOT):
        catalogue = held(lang)
        catalogue.update(wanted(lang), no_fuzzy_matching=True, update_creation_date=False)
        with path_of(lang).open("wb") as stream:
            write_po(
                stream,
                catalogue,
                width=100,
                ignore_obsolete=True,
                include_lineno=False,
                omit_header=True,
            )


if __name__ == "__main__":
    update()

"""The words of pages in other languages: gettext catalogues in `theme/locales/`, of which Babel is the only reader.

Vietnamese is the source: what a template says stands in it as people read it, and a catalogue has it in its language.
`en.po` holds all that English pages say; the others what stands around a translation of a draft.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from duthao.domain.language_codes import VIETNAMESE

FOLDER = "theme/locales"


@cache
def languages(root: Path) -> tuple[str, ...]:
    """The languages that have a catalogue, Vietnamese apart, sorted."""
    return tuple(sorted(path.stem for path in (root / FOLDER).glob("*.po")))


def spoken(root: Path, lang: str) -> str:
    """The language in which something is said to a reader of `lang`: its own where it has a catalogue, else English."""
    return lang if lang in languages(root) else "en"


@cache
def catalogue(root: Path, lang: str) -> gettext.NullTranslations:
    """The messages of a language; what has none stays Vietnamese, as everything does of Vietnamese itself."""
    if lang == VIETNAMESE:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # 50 ms: most processes of a build never ask for it
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (root / FOLDER / f"{lang}.po").open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=lang.replace("-", "_"), abort_invalid=True))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)

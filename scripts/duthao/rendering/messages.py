"""The words of pages in other languages: gettext catalogues in `theme/locales/`, of which Babel is the only reader.

Vietnamese is the source: what a template says stands in it as people read it, and a catalogue has it in its language.
A catalogue holds what stands around a translation of a draft, and what is said where there is none.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

from duthao.domain.language_codes import VIETNAMESE
from duthao.errors import DuthaoError, Say

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
    """The messages of a language; what has none stays Vietnamese, as everything does of Vietnamese itself.

    Raises DuthaoError where its file cannot be read.
    """
    if lang == VIETNAMESE:
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # 50 ms: most processes of a build never ask for it
    from babel.messages.pofile import PoFileError, read_po

    path, compiled = root / FOLDER / f"{lang}.po", BytesIO()
    raw = path.read_bytes()
    try:
        text = raw.decode()
        write_mo(compiled, read_po(StringIO(text), lang.replace("-", "_"), abort_invalid=True))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _fault(path, line, Say("không phải mã UTF-8", "it is not UTF-8")) from error
    except PoFileError as error:
        said = Say("sai dạng tệp gettext (msgid, msgstr)", "it is no line of a gettext catalogue")
        raise _fault(path, error.lineno + 1, said) from error
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _fault(path: Path, line: int, said: Say) -> DuthaoError:
    where = f"{FOLDER}/{path.name}"
    return DuthaoError(
        Say(f"{where}, dòng {line}: {said.vi}. Sửa dòng ấy.", f"{where}, line {line}: {said.en}.")
    )

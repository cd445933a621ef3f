"""The words of the chrome (menus, search box, footer) in other languages: those of the theme in Vietnamese, by the catalogues.

The theme looks words up under keys: `lang.t("toc")`. Its Vietnamese list is written by hand
(theme/site/partials/languages/vi.html); the lists of other languages are made of it before the host runs.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from duthao.rendering import messages

FOLDER = "partials/languages"
_WORD = re.compile(r'^  "([\w.]+)": ("(?:[^"\\]|\\.)*")', re.MULTILINE)
_ASKED = re.compile(r"""\blang\.t\(["']([\w.]+)["']\)""")
_ASKED_BY_THE_HOST = ("action.skip",)  # by that part of its own page which ours keeps
_LIST = "{{% macro t(key) %}}{{{{ {words}[key] }}}}{{% endmacro %}}\n"


def vietnamese(root: Path) -> dict[str, str]:
    """What our pages say of the theme's list, by key, sorted."""
    site = root / "theme" / "site"
    text = (site / FOLDER / "vi.html").read_text(encoding="utf-8")
    words = {key: json.loads(written) for key, written in _WORD.findall(text)}
    asked = set(_ASKED_BY_THE_HOST)
    for path in site.rglob("*.html"):
        asked.update(_ASKED.findall(path.read_text(encoding="utf-8")))
    return {key: words[key] for key in sorted(asked & words.keys() - {"language", "direction"})}


def write(root: Path, theme: Path) -> None:
    """Write the list of every language that has a catalogue into the folder `theme`."""
    for lang in messages.languages(root):
        gettext = messages.catalogue(root, lang).gettext
        words = {key: gettext(word) for key, word in vietnamese(root).items()}
        listed = json.dumps({"language": lang, "direction": "ltr", **words}, ensure_ascii=False)
        path = theme / FOLDER / f"{lang}.html"
        path.write_text(_LIST.format(words=listed), encoding="utf-8", newline="\n")

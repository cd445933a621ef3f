"""What a web server is told of the site: parts of the settings of nginx and Caddy, with the policy that its pages carry.

They are made with every build, in `build/server/`, beside the site and not in it.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from duthao.outputs.site import Site
from duthao.rendering import content_security, templates
from duthao.rendering.layouts import MkDocsSite
from duthao.rendering.links import ARCHIVE, FEED_TYPES

FOLDER = Path("build") / "server"
# The file and its template.
_FILES = MappingProxyType({"nginx.conf": "nginx.conf.txt", "Caddyfile": "Caddyfile.txt"})
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Strict-Transport-Security", "max-age=31536000"),  # without https browsers pass it over
    ("Cache-Control", "no-cache"),  # a page is asked for anew: it may say something else today
)
# Media types of text that servers know by themselves.
_TEXTS = ("text/css", "text/plain", "text/xml", "application/javascript", "application/json", "image/svg+xml")  # fmt: skip
_PACKED = "application/gzip"


def _types() -> list[tuple[str, str]]:
    """Path, as a regular expression, and media type of what servers do not know or call by a wider name."""
    names: dict[str, list[str]] = {}
    for name, kind in FEED_TYPES.items():
        names.setdefault(kind, []).append(name.replace(".", r"\."))
    return [
        *((f"(.+/)?({'|'.join(some)})", kind) for kind, some in names.items()),
        (rf"(.+/)?{ARCHIVE}.+\.xml", FEED_TYPES["atom.xml"]),
        (r".+\.opml", "text/x-opml"),
        (r".+\.csv", "text/csv"),
        (r".+\.ssml", "application/ssml+xml"),
        (r".+\.gz", _PACKED),
    ]


def texts(site: Site, mkdocs: MkDocsSite) -> dict[str, str]:
    """The files by name."""
    pages = (*mkdocs.layouts.values(), *mkdocs.pages.values())
    hashes = {found for page in pages for found in content_security.hashes("".join(page.parts))}
    policy = content_security.with_hashes(sorted(hashes))
    types = _types()
    context = {
        "base": urlsplit(site.links.site_url).path.rstrip("/"),
        "headers": _HEADERS,
        "policy": f"{policy}; frame-ancestors 'self'",
        "framed": policy,
        "types": [(path, kind, kind != _PACKED) for path, kind in types],
        "texts": sorted({*_TEXTS, *(kind for _, kind in types if kind != _PACKED)}),
    }
    return {name: templates.render(site.root, file, context) for name, file in _FILES.items()}


def write(site: Site, mkdocs: MkDocsSite) -> None:
    """Write them, those that changed."""
    folder = site.root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(site, mkdocs).items():
        path, content = folder / name, text.encode()
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)

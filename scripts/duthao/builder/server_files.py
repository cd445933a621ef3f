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

FOLDER = Path("build") / "server"
# The file and its template.
_FILES = MappingProxyType({"nginx.conf": "nginx.conf.txt", "Caddyfile": "Caddyfile.txt"})
_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Strict-Transport-Security", "max-age=31536000"),  # without https browsers pass it over
    ("Cache-Control", "no-cache"),  # a page is asked for anew: it may say something else today
)
# Path, as a regular expression, and media type of what servers do not know or call by a wider name.
_TYPES = (
    (r"(.+/)?(rss|rieng|moi|thoi-han|ket-qua|dinh-chinh)\.xml", "application/rss+xml"),
    (r"(.+/)?atom\.xml", "application/atom+xml"),
    (r".+/luu-tru/.+\.xml", "application/atom+xml"),
    (r"(.+/)?feed\.json", "application/feed+json"),
    (r"(.+/)?lich\.ics", "text/calendar"),
    (r".+\.opml", "text/x-opml"),
)


def texts(site: Site, mkdocs: MkDocsSite) -> dict[str, str]:
    """The files by name."""
    pages = (*mkdocs.layouts.values(), *mkdocs.pages.values())
    hashes = {found for page in pages for found in content_security.hashes("".join(page.parts))}
    policy = content_security.with_hashes(sorted(hashes))
    context = {
        "base": urlsplit(site.links.site_url).path.rstrip("/"),
        "headers": _HEADERS,
        "policy": f"{policy}; frame-ancestors 'self'",
        "framed": policy,
        "types": _TYPES,
    }
    return {name: templates.render(site.root, file, context) for name, file in _FILES.items()}


def write(site: Site, mkdocs: MkDocsSite) -> None:
    """Write them, those that changed."""
    folder = site.root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(site, mkdocs).items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")

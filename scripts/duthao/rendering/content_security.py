"""The Content-Security-Policy of a page: what a browser may load and run on it, whatever got into its text.

Everything comes from the site itself. A script that stands in a page runs only where its hash is in the policy of that
page, so that one that came in with a record's text does not run. Styles stand in files alone.
"""

from __future__ import annotations

import base64
import hashlib
import re

# A script without an address whose type, where it has one, is no data (JSON-LD).
_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)


def policy(page: str = "") -> str:
    """The policy for a finished page, in the words of a `<meta>`."""
    hashes = "".join(f" 'sha256-{_sha256(script)}'" for script in _INLINE.findall(page))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{hashes}",
            "style-src 'self'",
            "img-src 'self' data:",  # drawings in stylesheets
            "media-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

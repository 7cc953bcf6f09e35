"""Data inside a page: JSON that no text can break out of, and the policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
import re

from markupsafe import Markup

# U+2028 and U+2029 end lines in older readers of scripts.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_UNSAFE_LETTERS = re.compile("[<>&\u2028\u2029]")


def json_for_page(value):
    """`value` as JSON for a script element of type application/json."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return ours(_UNSAFE_LETTERS.sub(lambda found: _UNSAFE[found.group()], text))


def ours(text):
    """Text that is ours, or was escaped, and goes into the page as it is."""
    return Markup(text)  # nosec B704


def policy(style, script):
    """A Content-Security-Policy under which only this style and this script count, and nothing is fetched or sent."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hash(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")

"""Names of fields as they are met: with spaces and line breaks in them, in full width, cut at ten bytes."""

from __future__ import annotations

import re
import unicodedata

_CUT_BYTES = (9, 10)  # what a dBASE table leaves of a name; a character of two bytes may not fit at the end
_IN_BRACKETS = re.compile(r"[(\[【].*$")
_NUMBERED = re.compile(r"_\d{1,2}$")


def folded(name):
    """A name as it is compared: half width, without case, spaces, breaks, invisible signs and what brackets hold."""
    text = unicodedata.normalize("NFKC", name)
    text = "".join(ch for ch in text if not ch.isspace() and unicodedata.category(ch)[0] != "C" and ch != "\ufffd")
    return (_IN_BRACKETS.sub("", text) or text).casefold()


def is_cut(name, whole):
    """Whether `name` may be what a table with names of ten bytes left of `whole` (both as they are written)."""
    short, long = folded(_NUMBERED.sub("", name)), folded(whole)
    if len(short) < 3 or short == long or not long.startswith(short):
        return False
    numbered = len(name) - len(_NUMBERED.sub("", name))
    sizes = (len(short.encode("gb18030")) + numbered, len(short.encode("utf-8")) + numbered)
    return sizes[0] in _CUT_BYTES or sizes[1] in (8, *_CUT_BYTES)  # a broken character at the end was taken off

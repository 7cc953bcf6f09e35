"""Texts that a wrong encoding destroyed before they came here: shown as they are, told, never mended."""

from __future__ import annotations

import re

# What programs put for characters that they could not read, and UTF-8's own sign for it read as GBK.
_LOST = re.compile("\ufffd|锟斤|斤拷|\\?\\?")
# How texts in UTF-8 begin when they are read as Latin, as GBK, and texts in GBK when they are read as Latin.
_UTF8_AS_LATIN = re.compile("[\u00c2-\u00ef][\u0080-\u00bf\u0152-\u2122]")
_GBK_AS_LATIN = re.compile("[\u00a1-\u00fe]{4}")
_GBK_LEADS = range(0xE4, 0xEA)


def _characters(leads):
    every = (bytes((lead, trail)).decode("gbk", "ignore") for lead in leads for trail in range(0x40, 0xFF))
    return "".join(re.escape(character) for character in every if len(character) == 1)


_UTF8_AS_GBK = re.compile(f"[{_characters(_GBK_LEADS)}][^\x00-\x7f]")
_ANY = re.compile("|".join(one.pattern for one in (_LOST, _UTF8_AS_LATIN, _GBK_AS_LATIN, _UTF8_AS_GBK)))


def suspicious(text):
    """Whether some of a text, or of many texts joined, may be destroyed: quick, and never wrong when it says no."""
    return bool(_ANY.search(text))


def destroyed(text):
    """Whether a text shows that it went through a wrong encoding."""
    if not suspicious(text):
        return False
    if _LOST.search(text):
        return True
    return any(
        pattern.search(text) and _reads(text, *codecs)
        for pattern, *codecs in (
            (_UTF8_AS_LATIN, "cp1252", "utf-8"),
            (_UTF8_AS_LATIN, "latin-1", "utf-8"),
            (_GBK_AS_LATIN, "latin-1", "gb2312"),
            (_GBK_AS_LATIN, "cp1252", "gb2312"),
            (_UTF8_AS_GBK, "gb18030", "utf-8"),
        )
    )


def _reads(text, wrong, right):
    """Whether a text, taken back to the bytes of one encoding, is Chinese in another, but for some characters."""
    try:
        # Windows shows the byte 80, which GBK leaves free, as the sign of the euro.
        raw = b"\x80".join(part.encode(wrong) for part in text.split("€")) if wrong == "gb18030" else text.encode(wrong)
    except UnicodeError:
        return False
    found = raw.decode(right, "replace")
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in found)
    return chinese >= 2 and chinese > 2 * found.count("\ufffd")

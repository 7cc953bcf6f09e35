"""Texts as bytes, tried in the encodings that occur in China: which of them they suit, and how well."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Callable

_LONG_RUN = re.compile("[^\x00-\x7f]{4}")
_MOST_SAMPLES = 6


@dataclass(frozen=True)
class Fit:
    """How texts suit an encoding: how many decode, end within a character, do not decode, read as everyday text."""

    whole: int
    cut: int
    broken: int
    usual: int

    @property
    def decodes(self):
        """Whether all but a few of the texts decode."""
        return self.whole > 0 and self.whole >= self.cut + 10 * self.broken

    @property
    def share(self):
        """Which part of the texts reads as everyday text, 0 to 1."""
        return self.usual / max(1, self.whole + self.cut + self.broken)


@dataclass(frozen=True)
class Candidate:
    """An encoding. name: for GDAL; codec: for Python; usual: whether a decoded text is everyday text in it."""

    name: str
    codec: str
    usual: Callable

    def fit(self, texts):
        """The `Fit` of (bytes, whether they fill their place)."""
        whole = cut = broken = usual = 0
        for value, full in texts:
            text, ends_within = decoded_to_the_cut(value, self.codec)
            if text is None:
                broken += 1
            # A character cut off at the end is what a field too narrow leaves. Elsewhere it is suspicious.
            elif ends_within and not (full and not text.isascii()):
                cut += 1
            else:
                whole += 1
                usual += self.usual(text)
        return Fit(whole, cut, broken, usual)


def decoded_to_the_cut(value, codec):
    """(the text of some bytes, None where they do not decode; whether they end within a character)."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        text = decoder.decode(value)
    except UnicodeDecodeError:
        return None, False
    return text, bool(decoder.getstate()[0])


def samples(texts, codec):
    """Some of the texts as they read in an encoding, for people to judge by."""
    read = (decoded_to_the_cut(value, codec)[0] or value.decode(codec, "replace") for value, _ in texts[:200])
    return " | ".join(list(dict.fromkeys(read))[:_MOST_SAMPLES])


def codec_of(name):
    """Python's name of an encoding as a `.cpg`, GDAL or a case names it; None where Python knows none."""
    plain = re.sub(r"(?i)^(ansi|oem|windows|cp)[ _-]*(?=\d+$)", "", name.strip())
    number = re.sub("^8859", "", plain) if plain.startswith("8859") else ""
    plain = f"iso-8859-{number}" if number else f"cp{plain}" if plain.isdecimal() else plain
    try:
        return codecs.lookup({"cp65001": "utf-8", "cp54936": "gb18030"}.get(plain.lower(), plain)).name
    except (LookupError, ValueError):
        return None


def _in_gb2312(text):
    try:
        return bool(text.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def frequent_chinese(text):
    """Whether the characters beyond ASCII are mostly signs and the 3755 frequent characters of GB 2312."""
    beyond = [character for character in text if character > "\x7f"]
    frequent = [character.encode("gb2312", "ignore")[:1] for character in beyond]
    return 10 * sum(b"\xa1" <= lead <= b"\xd7" for lead in frequent) >= 7 * len(beyond)


def _in_big5_common(text):
    """Whether all characters lie in the first plane of Big5, with signs and the 5401 frequent ones."""
    return all(ch.encode("cp950")[0] < 0xC7 for ch in text)


def western(text):
    """Whether a text in one of the Latin pages reads as words: letters, and not many beyond ASCII in a row."""
    beyond = [character for character in text if character > "\x7f"]
    return not _LONG_RUN.search(text) and all(character.isalpha() or character in "°²³·–—’“”" for character in beyond)


def reads_as_western(texts):
    """Whether most of some texts, (bytes, whether they fill their place), are words in a Latin page."""
    return LATIN.fit(texts).share >= 0.8


UTF8 = Candidate("UTF-8", "utf-8", bool)
GB18030 = Candidate("GB18030", "gb18030", _in_gb2312)
BIG5 = Candidate("CP950", "cp950", _in_big5_common)
ALL = (UTF8, GB18030, BIG5)
LATIN = Candidate("ISO-8859-1", "latin-1", western)

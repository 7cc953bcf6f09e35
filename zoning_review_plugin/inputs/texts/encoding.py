"""Which encoding the attributes of a shapefile are in.

What the file states counts, a `.cpg` file, else the language byte of the `.dbf`, unless its own texts contradict it.
Without either, or where that byte says no more than "ANSI" (which programs write without looking), names and values
are tried: as UTF-8, as GB18030 (which holds GBK and GB2312), as Big5. The answer is always given to GDAL by name,
because QGIS switches GDAL's own guess off for the whole process.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...model.codes import Severity
from ..files.stored import beside, bytes_of
from ..layer import ReadFault
from .dbf_texts import dbf_texts
from .text_trial import ALL, BIG5, GB18030, UTF8, Candidate, codec_of, frequent_chinese, samples, western

_ANSI = "87"
_MOST_TEXTS = 20_000  # with other characters than ASCII: more of them say nothing new
_CHINESE = {"gb2312": GB18030, "gbk": GB18030, "gb18030": GB18030, "big5": BIG5, "cp950": BIG5}
_LATIN = ("iso8859-1", "iso8859-15", "cp1252", "cp437", "cp850", "ascii")
# Below this part of everyday texts a statement is doubted; from that part on another encoding is believed.
_DOUBTED, _BELIEVED = 0.5, 0.8


@dataclass(frozen=True)
class Choice:
    """An encoding.

    name: for GDAL's ENCODING option. origin: `cpg`, `dbf`, `tried`, `case`, `none` (nothing to decode) or `unknown`.
    faults: `ReadFault`s that tell of it.
    """

    name: str
    origin: str
    faults: tuple[ReadFault, ...] = ()

    @property
    def facts(self):
        """What the `run` table says of it."""
        return {"encoding": self.name, "encoding_from": self.origin}


def shapefile_encoding(path, stated, named="auto"):
    """The `Choice` for the `.shp` or `.dbf` at `path`.

    stated: GDAL's metadata of the layer (domain SHAPEFILE). named: what the case says.
    """
    table = beside(path, ".dbf")
    content = bytes_of(table) if table else None
    texts = [] if content is None else list(dbf_texts(content, _MOST_TEXTS))
    if named.lower() != "auto":
        return _named(named, texts)
    name, origin = _stated(stated)
    if not texts:
        return Choice(name or "UTF-8", "dbf" if origin == "ansi" else origin if name else "tried" if table else "none")
    return _checked(name, origin, texts) if name and origin != "ansi" else _tried(texts, name)


def _stated(stated):
    """(name, where it is stated) of GDAL's metadata, (None, "") where nothing is."""
    if stated.get("ENCODING_FROM_CPG"):
        return stated["ENCODING_FROM_CPG"], "cpg"
    page = stated.get("ENCODING_FROM_LDID")
    return (page, "ansi" if stated.get("LDID_VALUE") == _ANSI else "dbf") if page else (None, "")


def _named(named, texts):
    """What the case names is taken, and told where texts contradict it."""
    codec = codec_of(named)
    if not texts or codec is None:
        return Choice(named, "case")
    fit = Candidate(named, codec, bool).fit(texts)
    broken = fit.broken + fit.cut
    if not broken:
        return Choice(named, "case")
    better = _best(texts) or GB18030
    params = {"named": named, "count": broken, "total": len(texts), "better": better.name}
    params["samples"] = samples(texts, better.codec)
    return Choice(named, "case", (ReadFault("encoding_named_wrong", params, Severity.WARNING),))


def _checked(name, origin, texts):
    """What the file states, unless its texts are of another encoding."""
    codec = codec_of(name)
    candidate = _CHINESE.get(codec) or Candidate(name, codec or "", _usual_of(codec))
    other = _contradicting(candidate, texts)
    if other is None:
        kept = Choice(candidate.name, origin)
        if candidate.fit(texts).decodes:
            return kept
        params = {"stated": name, "where": _where(origin), "samples": samples(texts, candidate.codec)}
        return replace(kept, faults=(ReadFault("encoding_doubtful", params, Severity.WARNING),))
    params = {"stated": name, "where": _where(origin), "used": other.name, "samples": samples(texts, other.codec)}
    return Choice(other.name, "tried", (ReadFault("encoding_false", params, Severity.WARNING),))


def _usual_of(codec):
    return western if codec in _LATIN else bool


def _where(origin):
    return ".cpg" if origin == "cpg" else ".dbf"


def _contradicting(stated, texts):
    """The `Candidate` that the texts are in, where it is not the stated one; None where that may stand."""
    if not stated.codec:
        return _best(texts) or GB18030
    fit = stated.fit(texts)
    if fit.decodes and (stated.codec == UTF8.codec or stated.usual is bool):
        return None  # it decodes, and of pages that are not known here no more can be asked
    others = [one for one in ALL if one.name != stated.name]
    if stated.name != UTF8.name and _is_utf8(texts):
        return UTF8
    if fit.decodes and fit.share >= _DOUBTED:
        return None
    strict = {GB18030.name: replace(GB18030, usual=frequent_chinese)}
    fits = [(strict.get(one.name, one).fit(texts), one) for one in others if one.name != UTF8.name]
    believed = [(found.share, one) for found, one in fits if found.decodes and found.share >= _BELIEVED]
    return max(believed, key=lambda pair: pair[0])[1] if believed else None


def _is_utf8(texts):
    """Whether texts are UTF-8 beyond doubt: they decode, and hold sequences that no other encoding has by chance."""
    fit = replace(UTF8, usual=lambda text: any(character > "\u07ff" for character in text)).fit(texts)
    return fit.decodes and fit.share >= _DOUBTED


def _best(texts):
    """The `Candidate` that suits the texts best; None where none does."""
    fits = [(one.fit(texts), one) for one in ALL]
    suits = [(found.share, one) for found, one in fits if found.decodes]
    return max(suits, key=lambda pair: pair[0])[1] if suits else None


def _tried(texts, page):
    """The encoding of texts of which nothing is stated, or no more than `page`, which means nothing."""
    best = _best(texts)
    fit = best.fit(texts) if best else None
    latin = Candidate("ISO-8859-1", "latin-1", western).fit(texts)
    if best is None or (fit.share < _DOUBTED and (page or latin.share >= _BELIEVED)):
        name = page or "ISO-8859-1"
        params = {"used": name, "samples": samples(texts, codec_of(name) or "latin-1")}
        told = ReadFault("encoding_unknown", params, Severity.REMARK if page else Severity.WARNING)
        return Choice(name, "dbf" if page else "unknown", (told,))
    params = {"used": best.name, "samples": samples(texts, best.codec)}
    certain = fit.share >= _BELIEVED and not fit.broken + fit.cut
    told = ReadFault("encoding_tried", params, Severity.INFO if certain else Severity.REMARK)
    return Choice(best.name, "tried", (told,))

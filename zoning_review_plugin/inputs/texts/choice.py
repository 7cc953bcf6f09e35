"""Which encoding some texts are in: what is stated of them counts, unless the texts themselves contradict it.

Where nothing is stated, or no more than programs write without looking, they are tried: as UTF-8, as GB18030 (which
holds GBK and GB2312), as Big5.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...model.codes import Severity
from ..layer import ReadFault
from .text_trial import ALL, BIG5, GB18030, LATIN, UTF8, Candidate, codec_of, frequent_chinese, samples, western

MOST_TEXTS = 20_000  # with other characters than ASCII: more of them say nothing new
_CHINESE = {"gb2312": GB18030, "gbk": GB18030, "gb18030": GB18030, "big5": BIG5, "cp950": BIG5}
_LATIN = ("iso8859-1", "iso8859-15", "cp1252", "cp437", "cp850", "ascii")
# Below the first part of everyday texts a statement is doubted; from the second on it is believed, or another encoding
# where it is doubted; between them nothing less than the third makes another one believed.
_DOUBTED, _BELIEVED, _CERTAIN = 0.5, 0.8, 0.95


@dataclass(frozen=True)
class Choice:
    """An encoding.

    name: for GDAL's ENCODING option. origin: `cpg`, `dbf`, `charset`, `mark`, `tried`, `case`, `none` (nothing to
    decode) or `unknown`. faults: `ReadFault`s that tell of it.
    """

    name: str
    origin: str
    faults: tuple[ReadFault, ...] = ()

    @property
    def facts(self):
        """What the `run` table says of it."""
        return {"encoding": self.name, "encoding_from": self.origin}


@dataclass(frozen=True)
class Stated:
    """What a file says of the encoding of its texts.

    name: as it is written, None where nothing is said. origin: as in `Choice`. where: what to call the place that says
    it. hollow: whether programs write it without looking.
    """

    name: str | None = None
    origin: str = ""
    where: str = ""
    hollow: bool = False


NOTHING = Stated()


def chosen(texts, stated=NOTHING, named="auto"):
    """The `Choice` for texts: (bytes, whether they fill their place), none of them ASCII only.

    stated: by the file. named: by the case.
    """
    if named.lower() != "auto":
        return _named(named, texts)
    if not texts:
        return Choice(stated.name or UTF8.name, stated.origin or "tried")
    return _checked(stated, texts) if stated.name and not stated.hollow else _tried(texts, stated)


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


def _checked(stated, texts):
    """What the file states, unless its texts are of another encoding."""
    name, codec = stated.name, codec_of(stated.name)
    candidate = _CHINESE.get(codec) or Candidate(name, codec or "", _usual_of(codec))
    other = _contradicting(candidate, texts)
    if other is None:
        kept = Choice(candidate.name, stated.origin)
        if candidate.fit(texts).decodes:
            return kept
        params = {"stated": name, "where": stated.where, "samples": samples(texts, candidate.codec)}
        return replace(kept, faults=(ReadFault("encoding_doubtful", params, Severity.WARNING),))
    params = {"stated": name, "where": stated.where, "used": other.name, "samples": samples(texts, other.codec)}
    return Choice(other.name, "tried", (ReadFault("encoding_false", params, Severity.WARNING),))


def _usual_of(codec):
    return western if codec in _LATIN else bool


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
    if fit.decodes and fit.share >= _BELIEVED:
        return None
    enough = _CERTAIN if fit.decodes and fit.share >= _DOUBTED else _BELIEVED
    strict = {GB18030.name: replace(GB18030, usual=frequent_chinese)}
    fits = [(strict.get(one.name, one).fit(texts), one) for one in others if one.name != UTF8.name]
    believed = [(found.share, one) for found, one in fits if found.decodes and found.share >= enough]
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


def _tried(texts, stated):
    """The encoding of texts of which nothing is stated, or no more than a page that means nothing."""
    page, best = stated.name, _best(texts)
    fit = best.fit(texts) if best else None
    latin = LATIN.fit(texts)
    if best is None or (fit.share < _DOUBTED and (page or latin.share >= _BELIEVED)):
        name = page or LATIN.name
        params = {"used": name, "samples": samples(texts, codec_of(name) or LATIN.codec)}
        told = ReadFault("encoding_unknown", params, Severity.REMARK if page else Severity.WARNING)
        return Choice(name, stated.origin if page else "unknown", (told,))
    params = {"used": best.name, "samples": samples(texts, best.codec)}
    certain = fit.share >= _BELIEVED and not fit.broken + fit.cut
    told = ReadFault("encoding_tried", params, Severity.INFO if certain else Severity.REMARK)
    return Choice(best.name, "tried", (told,))

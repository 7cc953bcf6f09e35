"""What a review rests on, as files: packs, decisions, template, and the inputs that may leave this machine."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal

from ..inputs.files.archives import archive_of
from ..inputs.ogr.gdal_calls import GDAL_ERRORS, collecting
from ..inputs.ogr.indirect import leads_outside
from ..inputs.source import parse_source
from ..model.case import Coverage

# Beside a file of this suffix: what GDAL does not always name, but reads.
_BESIDE = {
    ".shp": (".shx", ".dbf", ".prj", ".cpg", ".qpj", ".shp.xml"),
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
    ".csv": (".csvt", ".prj"),
    ".gml": (".gfs", ".xsd"),
    ".gpkg": (".gpkg-wal",),
}
_BEFORE = re.compile(r"(?:/vsi(?:zip|gzip|tar)/\{?){1,3}")
_BEHIND = re.compile(r"(?:\}?/[^{}|\0\\]*){0,3}\}?")
SECRET, REMOTE, ARCHIVE, MISSING, LINKED = "secret", "remote", "archive", "missing", "linked"


@dataclass(frozen=True)
class Input:
    """A source of a case as it is written there. target: its file or folder, or the archive that it lies in. files: all
    that belong to it. read: what GDAL opens. around: what stands before and behind the archive's path in that, as in
    ("/vsizip/", "/line.shp"); None for what lies in none.

    left_out: why it does not go into a package (a code), None where it may.
    """

    text: str
    target: Path
    files: tuple[Path, ...]
    left_out: str | None
    read: str = ""
    around: tuple[str, str] | None = None


def case_sources(case):
    """The texts of all sources of a case, each once: subjects, constraints, coverages, the boundary of the plan."""
    texts = [one.source for one in case.subjects]
    for one in case.constraints:
        texts += [one.source, *([one.coverage.source] if isinstance(one.coverage, Coverage) else [])]
    if case.plan and case.plan.boundary:
        texts.append(case.plan.boundary)
    return list(dict.fromkeys(texts))


def case_inputs(case):
    """The `Input` of every source of a case. A file that holds a secret layer is left out unless the case keeps it."""
    sources = {text: parse_source(text, case.folder) for text in case_sources(case)}
    secret = set()
    if not case.options.keep_secret_geometry:
        for one in case.constraints:
            if one.is_secret:
                texts = [one.source, *([one.coverage.source] if isinstance(one.coverage, Coverage) else [])]
                secret |= {_same(_home(sources[text])) for text in texts}
    return [_input(text, source, secret) for text, source in sources.items()]


def _input(text, source, secret):
    home = _home(source)
    reason = SECRET if _same(home) in secret else _reason(source, home)
    around = None if home == source.target else tuple(source.target.split(home, 1))
    files = () if reason else (Path(home),) if around else tuple(_files(Path(home)))
    return Input(text, Path(home), files, reason, source.target, around)


def _home(source):
    """The file or folder that a source lies in: of a layer in an archive, the archive."""
    return (archive_of(source.target) if source.target.startswith("/vsi") else None) or source.target


def _reason(source, home):
    if source.remote:
        return REMOTE
    if home.startswith("/vsi") or not (source.is_path or is_around(source.target.split(home, 1))):
        return ARCHIVE
    if not os.path.exists(home):
        return MISSING
    return LINKED if (source.is_file and not os.path.isdir(home)) and leads_outside(source.target) else None


def is_around(texts):
    """Whether two texts are what may stand before and behind the path of an archive: no way out of it."""
    before, behind = texts
    fit = _BEFORE.fullmatch(before) and _BEHIND.fullmatch(behind) and before.count("{") == behind.count("}")
    return bool(fit) and ".." not in behind.replace("}", "/").split("/")


def _files(target):
    if target.is_dir():
        return sorted(path for path in target.rglob("*") if path.is_file() and not path.is_symlink())
    stem = str(target)[: -len(target.suffix)] if target.suffix else str(target)
    suffixes = _BESIDE.get(target.suffix.lower(), ())
    beside = [Path(stem + suffix) for suffix in (*suffixes, *(suffix.upper() for suffix in suffixes))]
    return sorted({target, *_named_by_gdal(target), *(path for path in beside if path.is_file())})


def _named_by_gdal(target):
    """The files that GDAL reads for this one, as far as they lie in its folder."""
    with collecting([]):
        try:
            dataset = gdal.OpenEx(str(target), gdal.OF_VECTOR)
            found = dataset.GetFileList() or [] if dataset is not None else []
        except GDAL_ERRORS:
            found = []
    return [Path(one) for one in found if Path(one).parent == target.parent and Path(one).is_file()]


def _same(target):
    return os.path.normcase(os.path.realpath(target)) if target else target

"""All layers of a case, opened: what a host hands to a review beside the case itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..model.case import Coverage
from ..model.codes import Severity
from ..model.errors import InputFault, Place
from ..model.records import Issue
from .case.case_place import tells_place, under
from .files.archives import LIMIT, is_bomb
from .files.fingerprint import file_hash
from .layer import Layer
from .ogr.drawing import drawing_of
from .ogr.filter_text import refuse_more_than_a_condition
from .ogr.indirect import leads_outside, reaches_beyond
from .ogr.ogr_layer import looked_through, open_ogr
from .source import parse_source
from .survey.own_formats import own_layer, with_named_crs
from .texts.recoded import recoded_layer
from .texts.recoded_lists import recoded_list, recoded_mapinfo


@dataclass(frozen=True)
class Layers:
    """The layers of one case. A constraint or coverage that cannot be opened is an `Issue` that says why.

    subjects: in the order of `case.subjects`. constraints, coverages: by constraint key.
    """

    subjects: tuple[Layer, ...]
    constraints: Mapping[str, Layer | Issue]
    coverages: Mapping[str, Layer | Issue] = field(default_factory=dict)

    def declared_count(self):
        """How many features the layers say they hold, as far as they can tell."""
        every = (*self.subjects, *self.constraints.values(), *self.coverages.values())
        return sum(layer.declared_count or 0 for layer in every if isinstance(layer, Layer))

    def portable(self):
        """The constraint layers alone, in a form that other processes can open: what their tasks need."""

        def carried(layer):
            return layer.portable() if isinstance(layer, Layer) else layer

        return Layers((), {key: carried(layer) for key, layer in self.constraints.items()})

    def only(self, key):
        """The layer of one constraint."""
        return Layers((), {key: self.constraints[key]})

    def within(self, windows):
        """The constraint layers as far as tasks need them. windows: `Window` by constraint key, where it is known."""
        layers = self.constraints.items()
        return Layers((), {key: layer.within(windows[key]) if key in windows else layer for key, layer in layers})


@tells_place
def open_layers(case, allow_network=False, opened=None):
    """The `Layers` of a case, each opened with GDAL.

    opened: {source as written: `Layer`} of those that the host holds open already.
    Raises InputFault where a subject source cannot be read, CaseFault where a source names no layer or a wrong filter.
    """
    subjects, constraints, coverages = [], {}, {}

    def open_one(text, encoding):
        return (opened or {}).get(text) or open_source(text, encoding, case.folder, allow_network)

    for number, subject in enumerate(case.subjects, 1):
        with under(f"subjects[{number}].source"):
            subjects.append(open_one(subject.source, subject.encoding))
    for number, c in enumerate(case.constraints, 1):
        with under(f"constraints[{number}].source"):
            constraints[c.key] = _or_issue(c.key, c.source, c.encoding, open_one)
        if isinstance(c.coverage, Coverage):
            with under(f"constraints[{number}].coverage.source"):
                coverages[c.key] = _or_issue(c.key, c.coverage.source, "auto", open_one)
    return Layers(tuple(subjects), constraints, coverages)


def open_without_subjects(case, allow_network=False, opened=None):
    """The `Layers` of a case, for a question that brings its own subject: the case's own need not be readable."""
    try:
        return open_layers(case, allow_network, opened)
    except InputFault:
        return open_layers(replace(case, subjects=()), allow_network, opened)


def open_source(text, encoding, folder, allow_network=False):
    """The layer that a source text names. Raises InputFault or CaseFault."""
    source = replace(parse_source(text, folder), network=allow_network)
    _refuse_unsafe(source, Place(file=text))
    layer, hashed = own_layer(source, encoding), file_hash(source.target)
    if layer is None:
        layer = recoded_layer(source, encoding) or recoded_mapinfo(source, encoding) or recoded_list(source, encoding)
        layer = with_named_crs(layer or _of_gdal(source, encoding, hashed.get("file_sha256")), source)
    layer.facts.update(hashed)
    return layer


def _of_gdal(source, encoding, file_sha256):
    return drawing_of(looked_through(open_ogr(source, encoding), file_sha256))


def _refuse_unsafe(source, place):
    """Raise InputFault or CaseFault where a source would reach farther than the user named."""
    if not source.network and source.remote:
        raise InputFault("network_not_allowed", place)
    if source.is_file:
        if is_bomb(source.target):
            raise InputFault("archive_too_large", place, limit_mb=LIMIT // 1_000_000)
        beyond = reaches_beyond(source.target)
        if beyond is not None:
            raise InputFault("source_reaches_out", place, found=beyond)
    if not source.network and leads_outside(source.target):
        raise InputFault("network_not_allowed", place)
    if source.subset:
        refuse_more_than_a_condition(source.subset, place)


def _or_issue(key, text, encoding, open_one):
    try:
        return open_one(text, encoding)
    except InputFault as fault:
        params = {**fault.params, "source": text}
        return Issue(key, fault.code, Severity.ERROR, params=params)

"""Any OGR source as a `Layer`: files, databases and services that GDAL reads."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from osgeo import gdal, ogr

from ...model.codes import Severity
from ...model.errors import CaseFault, InputFault, Place
from ..files import known
from ..files.open_faults import MAPINFO, SHAPEFILE, OpenedFile, closed_faults
from ..layer import Layer, ReadFault, in_memory
from ..places.crs import crs_of_ogr
from ..source import Source
from ..texts.destroyed_texts import destroyed
from ..texts.encoding import shapefile_encoding
from ..texts.mapinfo_texts import mapinfo_encoding
from ..texts.text_values import readable_name
from . import ogr_arrow, ogr_rows, ogr_window
from .domains import field_of
from .drivers import for_files, offline
from .gdal_calls import GDAL_ERRORS, collecting, errors_in, problem_of
from .ogr_filter import counted, set_filter
from .read_ahead import read_ahead

_MOST_NAMES = 30  # of layers in a message
_MOST_EXAMPLES = 5
_MOST_ERRORS = 3


@dataclass
class OgrLayer(Layer):
    """A layer that GDAL reads. Opened anew for each pass, so that it can be sent to another process."""

    source: Source | None = None
    open_options: tuple = ()
    found: tuple[ReadFault, ...] = ()
    file: OpenedFile | None = None

    def checks(self):
        return self.file.checks(whole=not self.source.subset) if self.file else ()

    def portable(self):
        """Itself with its whole path, as another process may work elsewhere; a copy of what is in memory only."""
        if self.source.target.startswith("/vsimem/"):
            return in_memory(self)
        return replace(self, source=self.source.absolute())

    def batches(self, fields, window=None, faults=None):
        return read_ahead(self._batches(fields, window, [] if faults is None else faults))

    def _batches(self, fields, window, faults):
        messages = []
        dataset, layer = opened(self.source, self.open_options)
        try:
            driver = dataset.GetDriver().ShortName
            with collecting(messages):
                if not self.source.subset:  # a filter sees nothing in a field that is ignored
                    layer.SetIgnoredFields(_ignorable(layer.GetLayerDefn(), fields))
                way = ogr_arrow if ogr_arrow.serves(layer, driver, fields) else ogr_rows

            read = partial(_read, layer, way, list(fields), messages)
            if window is None:
                yield from read(None, faults)
            else:
                access = ogr_window.access(layer, driver, self.source.target, window)
                yield from ogr_window.batches(read, window, access, faults)
        finally:
            with collecting(messages):  # a broken database complains when it is closed, too
                del layer, dataset
            faults += [ReadFault("read_error", {"problem": text}, Severity.ERROR) for text in _few(errors_in(messages))]


def _read(layer, way, fields, messages, area, faults):
    """Batches of what meets `area` (an OGR geometry or None), by the module `way`."""
    with collecting(messages):
        layer.SetSpatialFilter(area)
    return way.batches(layer, fields, messages, faults)


def open_ogr(source, encoding="auto"):
    """The `OgrLayer` of a `Source`, its file not yet looked through.

    Raises InputFault where it is missing or cannot be opened, CaseFault where its layer or filter is wrong.
    """
    place, messages = Place(file=source.text), []
    options = _open_options(source)
    dataset, layer = opened(source, options, messages)
    with _as_fault("cannot_open", place):
        file, choice = OpenedFile.of(dataset, layer, source.target), None
        if file.driver == SHAPEFILE:
            choice = shapefile_encoding(file.path, _metadata(layer), encoding)
            options = (f"ENCODING={choice.name}",)
            del layer, dataset
            dataset, layer = opened(source, options)
        elif file.driver == MAPINFO:
            choice = mapinfo_encoding(file.path, encoding)
        found = _described(source, options, dataset, layer)
        del layer, dataset
    if source.is_file:
        faults = [ReadFault("opened_with_errors", {"problem": text}) for text in errors_in(messages)[:_MOST_EXAMPLES]]
        found = replace(found, file=file, found=(*faults, *_destroyed_names(found.fields)))
    if choice:
        found.found += choice.faults
        found.facts.update(choice.facts)
    return found


def looked_through(layer, file_sha256=None):
    """The layer with what its file shows by itself: lengths, counts and indexes held against each other.

    file_sha256: of the file, where it has one. A file in which nothing was found before is not looked through again.
    """
    if layer.file is None:
        return layer
    note = known.key_of_file(file_sha256, layer.file) if file_sha256 else None
    if note and known.is_sound(note):
        return layer
    faults, deleted = layer.file.faults()
    if note and not (faults or deleted):
        known.remember_sound(note)
    found = replace(layer, found=(*faults, *layer.found))
    if deleted and not layer.source.subset:  # GDAL counts them, but does not deliver them
        found.declared_count -= deleted
    return found


def _metadata(layer):
    """What GDAL tells of a shapefile's encoding, as text: a damaged `.cpg` it hands out as bytes."""
    told = layer.GetMetadata("SHAPEFILE")
    return {name: text if isinstance(text, str) else text.decode("utf-8", "replace") for name, text in told.items()}


def _described(source, options, dataset, layer):
    """The `OgrLayer` of an open layer, without the facts that GDAL does not know."""
    definition, reference = layer.GetLayerDefn(), layer.GetSpatialRef()
    driver = dataset.GetDriver().ShortName
    count = counted(layer, driver, source.subset, Place(file=source.text))
    return OgrLayer(
        name=readable_name(layer.GetName()),
        stem=source.stem,
        fields=tuple(field_of(dataset, definition.GetFieldDefn(i)) for i in range(definition.GetFieldCount())),
        crs=crs_of_ogr(reference) if reference else None,
        declared_count=count if count >= 0 else None,
        facts={"driver": driver},
        source=source,
        open_options=options,
    )


def _destroyed_names(fields):
    """The fault of fields whose names are no longer what they were."""
    names = [field.name for field in fields if destroyed(field.name)]
    if not names:
        return ()
    return (ReadFault("field_names_destroyed", {"count": len(names), "examples": ", ".join(names[:_MOST_EXAMPLES])}),)


def layer_names(target):
    """Names of the layers in the file or database `target`, [] where GDAL cannot open it."""
    with collecting([]), offline():
        try:
            dataset = gdal.OpenEx(target, gdal.OF_VECTOR, allowed_drivers=for_files())
        except GDAL_ERRORS:
            return []
        return [dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())] if dataset else []


def _few(texts):
    """Some of the texts, the last with the number of all that follow: a damaged file has one for each feature."""
    left = len(texts) - _MOST_ERRORS
    return texts if left <= 0 else [*texts[: _MOST_ERRORS - 1], f"{texts[_MOST_ERRORS - 1]} (+{left})"]


def _ignorable(definition, wanted):
    """Names of the fields that GDAL may leave out.

    It does not tell names apart that differ by case only, and Python cannot hand it one that ends within a character.
    """
    kept = {name.lower() for name in wanted}
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    return [name for name in names if name.lower() not in kept and readable_name(name) == name]


def _open_options(source):
    """GDAL's open options, encodings apart."""
    # A file must not make GDAL ask the server that it names.
    return ("DOWNLOAD_SCHEMA=NO",) if source.target.lower().endswith((".gml", ".xml")) else ()


def _opened(source, options):
    """The dataset, None where GDAL has none. A file is opened by drivers for files, which are kept from the network."""
    mode = gdal.OF_VECTOR | gdal.OF_READONLY
    if not source.is_file or source.network:
        return gdal.OpenEx(source.target, mode, open_options=options)
    with offline():
        return gdal.OpenEx(source.target, mode, allowed_drivers=for_files(), open_options=options)


def opened(source, options, messages=None):
    """(dataset, layer) of a `Source`, its filter set; GDAL's words go to `messages`. Raises InputFault or CaseFault."""
    place, messages = Place(file=source.text), [] if messages is None else messages
    with collecting(messages):
        try:
            dataset = _opened(source, list(options))
        except GDAL_ERRORS as error:
            dataset = None
            messages.append((gdal.CE_Failure, problem_of(error)))
    if dataset is None:
        if not source.exists():
            raise InputFault("file_missing", place)
        for fault in closed_faults(source.target) if source.is_file else ():
            raise InputFault(fault.code, place, **fault.params)
        raise InputFault("cannot_open", place, problem="; ".join(errors_in(messages)) or "GDAL")
    with _as_fault("cannot_open", place):
        layer = _layer(dataset, source, place)
    if source.subset:
        set_filter(layer, source.subset, place)
    return dataset, layer


def _layer(dataset, source, place):
    """The layer that `source` means. Raises InputFault where it is not there, CaseFault where it may be any of some."""
    if source.layer:
        layer = dataset.GetLayerByName(source.layer)
    elif source.layer_index is not None:
        layer = dataset.GetLayer(source.layer_index)
    else:
        every = [dataset.GetLayer(i) for i in range(dataset.GetLayerCount())]
        # Styles and attribute tables beside one layer with geometry leave no doubt which one is meant.
        likely = every if len(every) < 2 else [one for one in every if one.GetGeomType() != ogr.wkbNone]
        if len(every) > 1 and len(likely) != 1:
            raise CaseFault("layer_not_named", place, source=source.text, known=_names(dataset))
        layer = likely[0] if likely else None
    if layer is None:
        wanted = source.layer or source.layer_index or 0
        raise InputFault("layer_missing", place, layer=wanted, known=_names(dataset))
    return layer


def _names(dataset):
    """The names of a dataset's layers as text, of many only the first."""
    count = dataset.GetLayerCount()
    names = [dataset.GetLayer(i).GetName() for i in range(min(count, _MOST_NAMES))]
    return ", ".join(names + ["…"] * (count > _MOST_NAMES))


@contextmanager
def _as_fault(code, place):
    """GDAL's own exceptions, where another program switched them on, as a fault of the input."""
    try:
        with collecting([]):
            yield
    except GDAL_ERRORS as error:
        raise InputFault(code, place, problem=problem_of(error)) from None

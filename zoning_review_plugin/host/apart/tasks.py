"""What the process beside QGIS does: the same calls as in every host. Also run in place where it cannot be started."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asking:
    """Who asks for a review: language of the window, processors that may be used, name for the record ("" for none)."""

    language: str
    threads: int
    user: str


@dataclass
class Reviewed:
    """What a review came to. files: {kind: paths}. lacking: faults of outputs that cannot be written here.

    view: the `FindingsView` of the result, ready for a table.
    """

    result: object
    files: dict
    lacking: tuple
    view: object


def check_case(progress, case, held, network):
    """The inputs of a case through the gate: `Checked`. held: {source: `Layer`} that QGIS holds."""
    from ...inputs.layers import open_layers
    from ...review.check import check

    return check(case, open_layers(case, network, held), progress)


def review_case(progress, case, held, network, folder, asking, drawing):
    """`Reviewed`: the case reviewed, its outputs in `folder`, `gpkg` always. drawing: a `Drawing`, None for no maps."""
    from ...inputs.layers import open_layers
    from ...model.progress import Span
    from ...outputs.writing import check_outputs
    from ...review.provenance import signed
    from ...review.review import review
    from ...tables.findings_view import prepared_view

    check_outputs(case)
    layers = open_layers(case, network, held)
    result = review(case, layers, None, Span(progress, 0.0, 0.7), "auto", asking.threads)
    result = signed(result, asking.user)
    kinds = ["gpkg", *(kind for kind in case.outputs if kind != "gpkg")]
    more = _maps(drawing, layers, Span(progress, 0.92, 0.98))
    files, lacking = _write(result, kinds, folder, Span(progress, 0.7, 0.92), more)
    progress.step("stage.write", 0.98)
    return Reviewed(result, files, lacking, prepared_view(result, asking.language))


def export_result(progress, result, held, network, kinds, folder, drawing):
    """({kind: paths}, faults of what cannot be written) of outputs of a `Result` written again."""
    from ...inputs.layers import open_layers
    from ...model.progress import Span

    layers = open_layers(result.case, network, held) if drawing else None
    return _write(result, kinds, folder, Span(progress, 0.0, 0.6), _maps(drawing, layers, Span(progress, 0.6, 1.0)))


def _write(result, kinds, folder, progress, more):
    from ...outputs.writing import unavailable, write_outputs

    lacking = tuple(unavailable(kinds))
    return write_outputs(result, kinds, folder, progress, more), lacking


def _maps(drawing, layers, progress):
    """The writer of the maps as `write_outputs` takes it."""
    if drawing is None:
        return {}
    from .drawing import writer

    return {"maps": writer(drawing, layers, progress)}

"""What the panel's jobs do off the main thread; the same calls as in every host.

The floors below are imported by the jobs themselves: their libraries take a second, which must not pass in the window.
"""

from __future__ import annotations

import os

NETWORK = "ZONING_REVIEW_ALLOW_NETWORK"


def checking(case, held):
    """Work that passes the inputs of `case` through the gate. held: {source: `Layer`} that QGIS holds."""

    def work(progress):
        from ...inputs.layers import open_layers
        from ...review.check import check

        return check(case, open_layers(case, network_allowed(), held), progress)

    return work


def reviewing(case, held, folder, chosen):
    """Work that reviews `case` and writes its outputs, `gpkg` always, into `folder`. chosen: the `Preferences`.

    Its value: (Result, {kind: paths}).
    """

    def work(progress):
        from ...inputs.layers import open_layers
        from ...model.progress import Span
        from ...outputs.writing import write_outputs
        from ...review.provenance import signed
        from ...review.review import review

        layers = open_layers(case, network_allowed(), held)
        result = review(case, layers, None, Span(progress, 0.0, 0.9), "auto", chosen.threads)
        result = signed(result, chosen.user)
        return result, write_outputs(result, _kinds(case.outputs), folder, Span(progress, 0.9, 1.0))

    return work


def reviewing_only(case, held):
    """Work that reviews `case` and writes nothing. Its value: the Result."""

    def work(progress):
        from ...inputs.layers import open_layers
        from ...review.review import review

        return review(case, open_layers(case, network_allowed(), held), None, progress)

    return work


def exporting(result, kinds, folder):
    """Work that writes outputs of a `Result` again. Its value: {kind: paths}."""

    def work(progress):
        from ...outputs.writing import write_outputs

        return write_outputs(result, kinds, folder, progress)

    return work


def deciding(result, target, source, change):
    """Work that changes what people decided, writes it to the file `target`, and brings it into a `Result`.

    source: the file that holds the decisions until now, may be the same; None for none. change: (decisions, table
    `finding`) → decisions; None where the file is only read again. Its value: the Result.
    """

    def work(progress):
        from ...inputs.case.decisions_file import read_decisions
        from ...outputs.decisions_file import write_decisions
        from ...review.redecided import redecided

        progress.step("stage.write", 0.0)
        decisions, text = (), ""
        if source and (change is None or os.path.exists(source)):
            decisions, text = read_decisions(source), _text_of(source)
        if change is not None:
            decisions = change(decisions, result.tables["finding"])
            write_decisions(decisions, target, text)
            decisions = read_decisions(target)
        progress.step("stage.write", 0.3)
        return redecided(result, decisions, str(target))

    return work


def recognising(layers):
    """Work that says what each layer is. layers: {source: `Layer`}. Its value: {source: `Proposal`}."""

    def work(progress):
        from ...inputs.meaning.recognise import recognise

        found = {}
        for number, (source, layer) in enumerate(layers.items()):
            progress.step("stage.read", number / len(layers))
            found[source] = recognise(layer)
        return found

    return work


def _kinds(asked):
    from ...outputs.writing import WRITERS

    return ["gpkg", *(kind for kind in asked if kind in WRITERS and kind != "gpkg")]


def _text_of(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return stream.read()


def network_allowed():
    """Whether the user lets cases read from networks."""
    return os.environ.get(NETWORK) == "1"

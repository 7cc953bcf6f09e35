"""What the panel's jobs do: the heavy part in a process beside QGIS, so that its window never waits for it."""

from __future__ import annotations

import os

NETWORK = "ZONING_REVIEW_ALLOW_NETWORK"


def checking(case, held):
    """Work that passes the inputs of `case` through the gate. held: {source: `Layer`} that QGIS holds."""

    def work(progress):
        from ..apart.beside import carried, run_beside

        return run_beside("check_case", (case, carried(held, progress), _network()), progress)

    return work


def reviewing(case, held, folder, language, drawing=None):
    """Work that reviews `case` and writes its outputs, `gpkg` always, into `folder`.

    drawing: a `Drawing` where maps are wanted. Its value: (`Reviewed`, what of review.gpkg can be shown).
    """

    def work(progress):
        from ..apart.beside import carried, run_beside
        from .showing import shown_parts

        arguments = (case, carried(held, progress), _network(), folder, language, drawing)
        reviewed = run_beside("review_case", arguments, progress, folder)
        return reviewed, shown_parts(folder)

    return work


def exporting(result, held, kinds, folder, drawing=None):
    """Work that writes outputs of a `Result` again. Its value: ({kind: paths}, faults of what cannot be written)."""

    def work(progress):
        from ..apart.beside import carried, run_beside

        arguments = (result, carried(held, progress) if drawing else {}, _network(), kinds, folder, drawing)
        return run_beside("export_result", arguments, progress, folder)

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


def _network():
    return os.environ.get(NETWORK) == "1"

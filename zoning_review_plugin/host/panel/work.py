"""What the panel's jobs do: the heavy part in a process beside QGIS, so that its window never waits for it."""

from __future__ import annotations

import os

NETWORK = "ZONING_REVIEW_ALLOW_NETWORK"


def checking(case, held):
    """Work that passes the inputs of `case` through the gate. held: {source: `Layer`} that QGIS holds."""

    def work(progress):
        from ..apart.beside import carried, run_beside

        return run_beside("check_case", (case, carried(held, progress), network_allowed()), progress)

    return work


def reviewing(case, held, folder, asking, drawing=None):
    """Work that reviews `case` and writes its outputs, `gpkg` always, into `folder`. asking: a `tasks.Asking`.

    drawing: a `Drawing` where maps are wanted. Its value: (`Reviewed`, the layers of review.gpkg to show).
    """

    def work(progress):
        from ..apart.beside import carried, run_beside
        from .showing import opened_layers

        arguments = (case, carried(held, progress), network_allowed(), folder, asking, drawing)
        reviewed = run_beside("review_case", arguments, progress, folder)
        return reviewed, opened_layers(folder)

    return work


def reviewing_only(case, held):
    """Work that reviews `case` and writes nothing. Its value: the Result."""

    def work(progress):
        from ...inputs.layers import open_layers
        from ...review.review import review

        return review(case, open_layers(case, network_allowed(), held), None, progress)

    return work


def exporting(result, held, kinds, folder, drawing=None):
    """Work that writes outputs of a `Result` again. Its value: ({kind: paths}, faults of what cannot be written)."""

    def work(progress):
        from ..apart.beside import carried, run_beside

        arguments = (result, carried(held, progress) if drawing else {}, network_allowed(), kinds, folder, drawing)
        return run_beside("export_result", arguments, progress, folder)

    return work


def deciding(result, target, source, change, language):
    """Work that changes what people decided, writes it to the file `target`, and brings it into a `Result`.

    source: the file that holds the decisions until now, may be the same; None for none. change: (decisions, table
    `finding`) → decisions; None where the file is only read again. Its value: (the Result, its `FindingsView` in the
    language).
    """

    def work(progress):
        from ...inputs.case.decisions_file import read_decisions
        from ...outputs.decisions_file import write_decisions
        from ...review.redecided import redecided
        from ...tables.findings_view import prepared_view

        progress.step("stage.write", 0.0)
        decisions, text = (), ""
        if source and (change is None or os.path.exists(source)):
            decisions, text = read_decisions(source), _text_of(source)
        if change is not None:
            decisions = change(decisions, result.tables["finding"])
            write_decisions(decisions, target, text)
            decisions = read_decisions(target)
        progress.step("stage.write", 0.3)
        decided = redecided(result, decisions, str(target))
        return decided, prepared_view(decided, language)

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


def _text_of(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return stream.read()


def network_allowed():
    """Whether the user lets cases read from networks."""
    return os.environ.get(NETWORK) == "1"

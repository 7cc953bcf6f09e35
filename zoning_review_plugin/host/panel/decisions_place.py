"""Where the decisions of a case are kept, and how files of evidence are named there."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QStandardPaths

from ...model.words import RESOURCES

NAME = "decisions.yaml"


def file_of(session):
    """The file of decisions that the case names, whole; None for none."""
    named = session.document.get("decisions")
    return str(Path(session.project.absolutePath() or Path.home()) / named) if named else None


def target_of(session):
    """The file that the next decision goes into: that of the case, else one beside the case or the project.

    The samples that come with the plugin are never changed.
    """
    named = file_of(session)
    if named and not _shipped(named):
        return named
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folders = (session.home, session.project.absolutePath(), session.folder, documents, Path.home())
    folder = next(Path(one) for one in folders if one and not _shipped(one))
    return str(folder / NAME)


def applied_file(result):
    """The file of decisions that a `Result` was made with, whole; None for none."""
    case = result.case
    return str(Path(case.folder) / case.decisions) if case.decisions else None


def evidence_name(path, target):
    """A file of evidence as the decisions name it: relative to their own file where it lies below."""
    try:
        return Path(path).relative_to(Path(target).parent).as_posix()
    except ValueError:
        return str(path)


def _shipped(path):
    return RESOURCES.resolve() in (Path(path).resolve() / "x").parents

"""What every call on a case begins with: the case, its layers, and how progress is shown."""

from __future__ import annotations

import os
from dataclasses import replace

from ..inputs.case.case_file import read_case
from ..inputs.layers import open_layers, open_without_subjects
from ..inputs.ogr.gdal_calls import silence_threads
from .terminal import QuietProgress, TerminalProgress

_NETWORK = "ZONING_REVIEW_ALLOW_NETWORK"


def opened(options):
    """(Case, Layers) of a call. `--language` is that of the reports too."""
    silence_threads()
    case = read_case(options.case)
    if options.language:
        case = replace(case, language=options.language)
    return case, open_layers(case, network_allowed(options))


def opened_without_subjects(options):
    """(Case, Layers) of a call that brings its own subject: those of the case need not be readable."""
    silence_threads()
    case = read_case(options.case)
    case = replace(case, language=options.language or case.language)
    return case, open_without_subjects(case, network_allowed(options))


def network_allowed(options):
    """Whether the person who makes the call allows sources on other machines."""
    return options.allow_network or os.environ.get(_NETWORK) == "1"


def progress_of(options, words):
    """The progress that a call shows."""
    return QuietProgress() if options.quiet else TerminalProgress(words)

"""`review.docx`: a chapter ready for the report, from our template or the user's own (docs/word-template.md)."""

from __future__ import annotations

from .word.assemble import assembled
from .word.offer import Offer
from .word.template_file import template_of
from .word.verify import verify

NAME = "review.docx"


def check(case):
    """Raise CaseFault where the template that a `Case` names cannot be used at all; before hours of work."""
    template_of(case)


def write(result, folder):
    """Write the document of a Result into `folder`. Returns the names of the files written.

    Raises CaseFault for a template that cannot be used, OutputFault where what was written does not read back.
    """
    content, expected = assembled(template_of(result.case), Offer(result, folder), result.case.title)
    path = folder / NAME
    path.write_bytes(content)
    verify(path, expected)
    return [NAME]

"""What the readers of damaged files in the tests say where a file contradicts itself."""


class Contradiction(Exception):
    """The files do not agree with themselves."""


def demand(condition):
    """Raise `Contradiction` unless the condition holds."""
    if not condition:
        raise Contradiction

"""Lint of packs that lie in files: those that do not parse are remarked too."""

from __future__ import annotations

from dataclasses import dataclass

from ..faults import PackFault
from ..pack import Pack
from ..reading import pack_at
from .lint import lint
from .remark import Remark, remarks_of


@dataclass(frozen=True)
class Linted:
    """packs: those that parse. faults: the `PackFault` of each file that does not. remarks: those on faults first."""

    packs: tuple[Pack, ...]
    faults: tuple[PackFault, ...]
    remarks: tuple[Remark, ...]

    @property
    def rules(self):
        """How many rules were looked at."""
        return sum(len(pack.rules) for pack in self.packs)


def lint_files(paths, day, known_units=None, read=pack_at) -> Linted:
    """`lint` of the packs at `paths`. read: path → `Pack`, raises PackFault."""
    packs, faults = [], []
    for path in paths:
        try:
            packs.append(read(path))
        except PackFault as fault:
            faults.append(fault)
    unread = [remark for fault in faults for remark in remarks_of(fault)]
    return Linted(tuple(packs), tuple(faults), (*unread, *lint(packs, day, known_units)))

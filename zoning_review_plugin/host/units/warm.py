"""What is kept between clicks: the layers opened, the units and zones read, the cards made."""

from __future__ import annotations


class Warm:
    """Cards of one case. case: `Case`. held: {source: `Layer`} that QGIS holds. Asked from one job at a time."""

    def __init__(self, case, held):
        self.case, self._held = case, held
        self._study = self._places = None
        self._cards = {}

    @property
    def ready(self):
        """Whether the units were read."""
        return self._places is not None

    @property
    def crs(self):
        """The CRS (pyproj) in which `look` takes places."""
        return self._places.crs

    def opening(self):
        """Work that reads the units and zones."""

        def work(progress):
            from ...inputs.layers import open_layers
            from ...studies.unit_cards import card_study
            from ...studies.units_here import Places
            from ..panel.work import network_allowed

            progress.step("stage.check", 0.1)
            study = card_study(self.case, open_layers(self.case, network_allowed(), self._held))
            progress.step("stage.check", 0.6)
            self._study, self._places = study, Places(study)
            return self

        return work

    def look(self, x, y):
        """The `Here` of a point in `crs`. Fast enough for a click."""
        return self._places.at(x, y)

    def card(self, code):
        """The `UnitCard` of a unit; None where it was not made yet."""
        return self._cards.get(code)

    def making(self, codes):
        """Work that makes the cards of some units."""

        def work(progress):
            from ...studies.unit_cards import cards_of

            for card in cards_of(self._study, codes, None, progress).cards:
                self._cards[card.unit.code] = card
            return self

        return work

    def writing(self, codes, folder):
        """Work that writes the cards of some units as files into a folder. Its value: {kind: paths}."""

        def work(progress):
            from ...model.progress import Span
            from ...outputs.cards_file import write_cards
            from ...studies.unit_cards import cards_of

            return write_cards(cards_of(self._study, codes, None, Span(progress, 0.0, 0.8)), folder)

        return work

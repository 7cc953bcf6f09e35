"""Random ground: a value for each cell of a grid over the region, rough at all scales like real terrain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .region import HEIGHT, WIDTH, X0, Y0


@dataclass(frozen=True)
class Field:
    """`values` (rows, columns), mean 0 and deviation 1, at the middles of square cells of `cell` metres."""

    values: np.ndarray
    cell: float

    def at(self, x, y):
        """The values of the cells that hold the points."""
        rows, columns = self.values.shape
        column = np.clip(((x - X0) / self.cell).astype(int), 0, columns - 1)
        row = np.clip(((y - Y0) / self.cell).astype(int), 0, rows - 1)
        return self.values[row, column]

    def lower_on(self, other, weight):
        """This field with `weight` times the other taken off, mean 0 and deviation 1 again."""
        rows, columns = self.values.shape
        x, y = X0 + (np.arange(columns) + 0.5) * self.cell, Y0 + (np.arange(rows) + 0.5) * self.cell
        values = self.values - weight * other.at(*np.meshgrid(x, y))
        return Field((values - values.mean()) / values.std(), self.cell)

    def above(self, share):
        """The level that `share` of the ground lies above."""
        return float(np.quantile(self.values, 1.0 - share))


def rough_field(generator, cell, steepness):
    """A field whose waves fall off in power with frequency to the power of -`steepness`, their phases random."""
    shape = int(HEIGHT / cell), int(WIDTH / cell)
    across, along = np.fft.rfftfreq(shape[1])[None, :], np.fft.fftfreq(shape[0])[:, None]
    frequency = np.hypot(across, along)
    frequency[0, 0] = 1.0
    waves = frequency ** (-steepness / 2) * np.exp(1j * generator.uniform(0.0, 2 * np.pi, frequency.shape))
    waves[0, 0] = 0.0
    values = np.fft.irfft2(waves, s=shape)
    values /= values.std()
    return Field(values, cell)

"""Degrees as degrees, minutes and seconds, in the spelling of the report's language."""

from __future__ import annotations

import numpy as np

_DECIMALS = 4  # of seconds: 3 mm


def degrees_texts(degrees, words, sides):
    """Texts of angles (n,), an array of str. sides: the letters of angles from 0 on and below 0.

    Seconds are rounded before minutes are told, so that none prints 60.
    """
    units = np.rint(np.abs(degrees) * 3600 * 10**_DECIMALS).astype(np.int64)
    whole, rest = np.divmod(units, 3600 * 10**_DECIMALS)
    minutes, seconds = np.divmod(rest, 60 * 10**_DECIMALS)
    marks = [words.say(f"degrees.{side}") for side in sides]
    told = zip(whole.tolist(), minutes.tolist(), (seconds / 10**_DECIMALS).tolist(), (degrees < 0).tolist())
    form = words.say("degrees.text")
    texts = [form.format(d=d, m=f"{m:02d}", s=f"{s:07.4f}", side=marks[w]) for d, m, s, w in told]
    return np.array([*texts, None], dtype=object)[:-1]

"""Whether a code or a text is one of those that a rule names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ...model.code_readings import section_of
from ...model.code_tables import code_table

_SECTION = re.compile(r"[A-T]")
_PADDED = ("admin_area", "planned_land_use", "land_survey")
_COUNTRY = "156"
_DIGITS = "0123456789"
_LAND_USE_TABLES = ("land_use_2023", "land_use_2020")
_LAND_USE = re.compile(r"(\d\d){1,3}")
_DIVISION = re.compile(r"[A-T]?(\d\d)\d{0,2}")


def begins_with(code, wanted):
    """Whether `code` (text) is one of `wanted` or lies under one; None where it is too coarse to tell."""
    if any(code.startswith(one) for one in wanted):
        return True
    return None if any(one.startswith(code) for one in wanted) else False


def industry_matches(code, wanted):
    """`begins_with` for codes of GB/T 4754, of which either side may lack the letter of its section.

    A text that is no such code, or whose letter and digits contradict each other, does not tell which industry is not
    meant.
    """
    if code[:1].isalpha():
        wanted = [one if one[:1].isalpha() else code[0] + one for one in wanted]
    else:
        wanted = [one[1:] if one[:1].isalpha() else one for one in wanted]
        if "" in wanted:  # a whole section, of which digits alone say nothing
            return begins_with(code, [one for one in wanted if one]) or None
    found = begins_with(code, wanted)
    return found if found or _SECTION.fullmatch(code) or industry_division(code) else None


def land_use_matches(code, wanted):
    """`begins_with` for planned land use; zeros that pad a code (070000) are no part of it.

    A text that is no such code, or a code of another classification than the one asked for (M1 of 1001), does not
    tell which land use is not meant; of digits that no class has, the class above tells.
    """
    short, wanted = _known_land_use(unpadded(code)), [unpadded(one) for one in wanted]
    found = begins_with(short, wanted) if _LAND_USE.fullmatch(short) or not short[:1].isdigit() else None
    comparable = all(_LAND_USE.fullmatch(short) if one[:1].isdigit() else _is_letter(short[:1]) for one in wanted)
    return found if found or comparable else None


def industry_division(code):
    """The two digits that a code of GB/T 4754 begins with: codes of two of them never match. None where there are none.

    A text that is no such code has none either, nor one whose letter is not that of its digits.
    """
    found = _DIVISION.fullmatch(code)
    letter = found and section_of(found.group(1))
    return found.group(1) if letter and code[0] in (letter, *_DIGITS) else None


def land_use_division(code):
    """The same of a code of planned land use."""
    short = _known_land_use(unpadded(code))
    return short[:2] if _LAND_USE.fullmatch(short) else None


def _known_land_use(code):
    """A code of digits as far as a class has it: "" where none has; any other text as it is."""
    while code and _LAND_USE.fullmatch(code) and not any(code in code_table(name) for name in _LAND_USE_TABLES):
        code = code[:-2]
    return code


def plain_code(code):
    """A code as it is compared: without blanks, full-width characters and small letters."""
    return unicodedata.normalize("NFKC", code).strip().upper()


def unpadded(code):
    """A code without the pairs of zeros that fill it up: 370000 is all of 37."""
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


def _is_letter(character):
    return character.isascii() and character.isalpha()


def text_matches(text, wanted):
    """Whether `text` is one of `wanted`, in which * stands for anything; None where there is no text."""
    if text is None:
        return None
    return any(_pattern(one).fullmatch(text.strip()) for one in wanted)


def attribute_matches(role, name, value, wanted):
    """Whether an attribute (`id`, `code`, `name`, `class`, `grade`) of a feature fits; None where nobody knows.

    role: of its layer; codes of some roles are filled up with zeros.
    """
    if value is None:
        return None
    if name == "grade":
        return value in wanted
    if name != "code":
        return text_matches(value, wanted)
    return _padded_code(value, wanted) if role in _PADDED else _code(value, wanted)


def _code(code, wanted):
    """A code fits one that it is, lies under, or matches by *; one that is too coarse does not tell."""
    if text_matches(code, [one for one in wanted if "*" in one]):
        return True
    return begins_with(code, [one for one in wanted if "*" not in one])


def _padded_code(code, wanted):
    """`_code` for codes that zeros fill up (370000 is all of 37), and that may name the country (156) first."""
    code = code.strip()
    if code.startswith(_COUNTRY) and len(code) > 8:
        code = code[len(_COUNTRY) :]
    return _code(unpadded(code), [unpadded(one) for one in wanted])


@lru_cache(maxsize=4096)
def _pattern(text):
    return re.compile(".*".join(map(re.escape, text.split("*"))), re.DOTALL)

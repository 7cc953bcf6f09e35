"""The functions that expressions get: light to register, everything heavy comes with the first evaluation."""

from __future__ import annotations

from qgis.core import QgsExpressionFunction, QgsFeature, QgsFeatureRequest, QgsGeometry, QgsMapLayer

from ..libraries import load, reason
from ..thread_state import keep_thread_state
from ..translation import language, tr
from .help_texts import help_of

_Parameter = QgsExpressionFunction.Parameter


class NotUsable(Exception):
    """An argument is of another kind than asked for; carries the sentence that says so."""


class ZoningFunction(QgsExpressionFunction):
    """One function. answers: a callable that gives the `Answers`, asked for at the first evaluation.

    NAME: in expressions. PARAMETERS: (name, whether it may be left out).
    """

    NAME, PARAMETERS = "", ()

    def __init__(self, answers):
        parameters = [_Parameter(name, optional) for name, optional in self.PARAMETERS]
        super().__init__(self.NAME, parameters, tr("Zoning Review"), help_of(self.NAME))
        self._answers = answers

    def func(self, values, context, parent, node):
        keep_thread_state()
        problem = reason() or load()
        if problem:
            parent.setEvalErrorString(problem)
            return None
        from ...model.errors import InputFault, ReviewFault
        from ...model.words import Words
        from .main_thread import MainThreadBusy

        try:
            return self.value(values, context, self._answers())
        except InputFault:
            return None  # a layer that cannot be read says nothing
        except ReviewFault as fault:
            parent.setEvalErrorString(Words(language()).fault(fault))
        except NotUsable as error:
            parent.setEvalErrorString(str(error))
        except MainThreadBusy:
            parent.setEvalErrorString(tr("QGIS is busy: the layers of the project could not be asked."))
        return None

    def value(self, values, context, answers):
        """The value for evaluated arguments; None is NULL. Raises NotUsable, ReviewFault."""
        raise NotImplementedError

    def usesGeometry(self, node):
        return False

    def referencedColumns(self, node):
        return set()


class Units(ZoningFunction):
    """Codes of the control units at a place."""

    NAME = "zoning_units"
    PARAMETERS = (("geometry", False), ("crs", True), ("layer", True))

    def value(self, values, context, answers):
        from .answers import UNITS

        met = _met(values[0], values[1], values[2] or UNITS, context, answers)
        return list(met.codes) if _is_known(met) else None


class OverlapArea(ZoningFunction):
    """m2 that a place shares with a role or a layer."""

    NAME = "zoning_overlap_area"
    PARAMETERS = (("geometry", False), ("role_or_layer", False), ("crs", True))

    def value(self, values, context, answers):
        met = _met(values[0], values[2], values[1], context, answers)
        return _figure(met.area) if _is_known(met) else None


class OverlapShare(ZoningFunction):
    """Part of a place that lies on a role or a layer, 0 to 1."""

    NAME = "zoning_overlap_share"
    PARAMETERS = OverlapArea.PARAMETERS

    def value(self, values, context, answers):
        met = _met(values[0], values[2], values[1], context, answers)
        return _figure(met.share) if _is_known(met) else None


class EllipsoidalArea(ZoningFunction):
    """m2 on the ellipsoid of a named datum."""

    NAME = "zoning_ellipsoidal_area"
    PARAMETERS = (("geometry", False), ("crs", False), ("datum", False))

    def value(self, values, context, answers):
        return answers.area(_geometry(values[0]), _crs(values[1], context, answers), str(values[2]))


class Verdict(ZoningFunction):
    """Code of the verdict of a feature in the review that was loaded last."""

    NAME = "zoning_verdict"
    PARAMETERS = (("feature_or_id", False),)

    def value(self, values, context, answers):
        from ...inputs.texts.text_values import one_text

        asked = values[0]
        if isinstance(asked, QgsFeature):
            asked = answers.subject_id(asked, _layer_id(context)) if asked.isValid() else None
        return None if asked is None else answers.verdict(one_text(asked))

    def referencedColumns(self, node):
        return {QgsFeatureRequest.ALL_ATTRIBUTES}


class VerdictName(Verdict):
    """The same in the words of the user's language."""

    NAME = "zoning_verdict_name"

    def value(self, values, context, answers):
        from ...model.words import Words

        code = super().value(values, context, answers)
        return None if code is None else Words(language()).code("verdict", code)


FUNCTIONS = (Units, OverlapArea, OverlapShare, Verdict, VerdictName, EllipsoidalArea)


def _met(geometry, crs, asked, context, answers):
    if not isinstance(asked, (str, QgsMapLayer)):
        raise NotUsable(
            tr("“{got}” names no layer: give a role, a key of the case, a layer or its name.").format(got=asked)
        )
    return answers.met(_geometry(geometry), _crs(crs, context, answers), asked)


def _geometry(value):
    if not isinstance(value, QgsGeometry):
        raise NotUsable(tr("“{got}” is no geometry.").format(got=value))
    return value


def _crs(text, context, answers):
    """The CRS that is named, else that of the layer whose features are evaluated, else of the project."""
    from .answers import crs_called

    return crs_called(str(text)) if text else answers.crs_of_layer(_layer_id(context))


def _layer_id(context):
    return str(context.variable("layer_id") or "") if context is not None else ""


def _is_known(met):
    from ...model.codes import Status

    return met.status in (Status.INVOLVED, Status.NOT_INVOLVED)


def _figure(value):
    return None if value != value else value

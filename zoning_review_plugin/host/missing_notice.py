"""Says in the message bar what is missing: once for each set of missing libraries, not at every start."""

from __future__ import annotations

from qgis.core import Qgis, QgsSettings

from .libraries import extras_notice, missing, missing_extras, reason
from .translation import tr

TOLD = "zoning_review/told_missing"


def tell_once(iface):
    """Tell what is missing and how to install it, unless the same was told before. True where it was told."""
    names = ",".join([*missing(), *missing_extras()])
    if names == str(QgsSettings().value(TOLD, "")):
        return False
    QgsSettings().setValue(TOLD, names)
    sentences = [one for one in (reason(), extras_notice()) if one]
    if not sentences:
        return False
    level = Qgis.MessageLevel.Warning if reason() else Qgis.MessageLevel.Info
    iface.messageBar().pushMessage(tr("Zoning Review"), " ".join(sentences), level, 0)
    return True

"""A pack from its JSON file, or from the values of one."""

from __future__ import annotations

from pathlib import Path

from ..model.errors import Place
from .conditions.codes_match import plain_code
from .conditions.leaning import of_all, of_any
from .conditions.reading import CLASSES, condition_of, metric_of
from .conditions.tree import And, Not, Or
from .conditions.written import operators_of
from .faults import PackFault, raised_together
from .json_text import parsed
from .pack import Basis, Limit, Pack, Rule, Scope, Way, breaches_if_true, default_verdicts
from .schema_check import dotted, schema_faults

_SCOPED = ("unit_codes", "unit_subclass", "element", "roles", "xzqdm")


def read_pack(path) -> Pack:
    """The `Pack` of a JSON file. Raises PackFault."""
    path = Path(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise PackFault("pack_missing", Place(file=str(path))) from None
    except OSError as error:
        raise PackFault("pack_unreadable", Place(file=str(path)), problem=error.strerror or str(error)) from None
    return pack_of(parsed(content, str(path)), str(path))


def pack_of(document, file) -> Pack:
    """The `Pack` of a parsed document. Raises PackFault, whose `others` holds the further faults."""
    faults = schema_faults(document, file) or _inconsistent(document, file)
    if faults:
        raise raised_together(faults)
    head = {key: value for key, value in document["pack"].items() if key not in ("jurisdiction", "supersedes")}
    return Pack(
        **{**head, "title": head.get("title") or head["id"]},
        jurisdiction=tuple(document["pack"].get("jurisdiction", ())),
        supersedes=tuple(document["pack"].get("supersedes", ())),
        rules=tuple(rule_of(rule) for rule in document["rules"]),
        file=file,
        document=document,
    )


def _inconsistent(document, file):
    """Faults that the schema cannot tell: one id for two rules, grounds that name nothing."""
    found, first = [], {}
    for place, rule in enumerate(document["rules"]):
        if rule["id"] in first:
            key = dotted(("rules", place, "id"))
            params = {"got": rule["id"], "first": dotted(("rules", first[rule["id"]], "id"))}
            found.append(PackFault("rule_id_twice", Place(file=file, key=key), **params))
        first.setdefault(rule["id"], place)
        for path, operator, asked in operators_of(rule, ("rules", place)):
            if operator in _ON_GROUND and ("role" in asked) == ("layer" in asked):
                found.append(PackFault("ground_unnamed", Place(file=file, key=dotted(path)), operator=operator))
            if operator == "declared" and isinstance(asked, dict) and ("cmp" in asked) != ("value" in asked):
                found.append(PackFault("declared_half", Place(file=file, key=dotted(path))))
    return found


_ON_GROUND = ("overlap", "within", "cross", "disjoint", "distance", "share_outside")


def rule_of(written) -> Rule:
    """The `Rule` that a pack writes as a dict, which keeps the schema."""
    given = {key: value for key, value in written.items() if key not in _READ}
    if_true, if_false = default_verdicts(written["modality"], written.get("binding", "hard"))
    metric = metric_of(written["metric"], _which(written)) if "metric" in written else None
    test = condition_of(written["test"]) if "test" in written else metric
    if_true, if_false = written.get("if_true", if_true), written.get("if_false", if_false)
    breaks = breaches_if_true(written["modality"], if_true, if_false)
    if metric and "test" in written:  # both must be kept
        test = Or((test, Not(metric))) if breaks else And((test, metric))
    return Rule(
        **given,
        scope=_scope(written.get("scope", {})),
        applies_if=of_any(condition_of(written["applies_if"])) if "applies_if" in written else None,
        test=test and (of_any(test) if breaks else of_all(test)),
        if_true=if_true,
        if_false=if_false,
        exceptions=tuple(_way(way) for way in written.get("exceptions", ())),
        metric=metric and Limit(metric.name, metric.cmp, metric.value, metric.unit, metric.which, metric.per),
        basis=tuple(Basis(**basis) for basis in written.get("basis", ())),
        explain=_explain(written.get("explain", {})),
    )


_READ = ("scope", "applies_if", "test", "if_true", "if_false", "exceptions", "metric", "basis", "explain")


def _which(written):
    return "offset_ratio" if written["modality"] == "offset" else "value"


def _scope(written):
    texts = {key: tuple(written[key]) for key in _SCOPED if key in written}
    texts["unit_codes"] = tuple(plain_code(code) for code in texts.get("unit_codes", ()))
    classes = tuple(CLASSES.get(one, one) for one in written.get("unit_class", ()))
    rest = {key: written[key] for key in ("area_ref", "valid_from", "valid_to") if key in written}
    return Scope(unit_class=classes, **texts, **rest)


def _way(written):
    return Way(
        of_all(condition_of(written["if"])),
        written["verdict"],
        tuple(written.get("evidence", ())),
        written.get("clause"),
        dict(written.get("explain", {})),
    )


def _explain(written):
    found = {
        (language, verdict): text for language in ("zh", "en") for verdict, text in written.get(language, {}).items()
    }
    for key, verdict in (("conform", "conforms"), ("non_conform", "does_not_conform")):
        if key in written:
            found.setdefault(("zh", verdict), written[key])
    return found

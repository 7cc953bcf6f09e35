"""How the sample's clauses are written down: short words for what every clause says, everything else as in the file."""

from __future__ import annotations

SPACE, DISCHARGE = "spatial_layout", "pollutant_discharge"
RISK, RESOURCE = "environmental_risk", "resource_efficiency"

INDUSTRIAL = {"land_use": ["10"]}
CHEMICAL = {"and": [INDUSTRIAL, {"industry": ["C25", "C26"]}]}
PARK = "ZH99010220001"


def pack(head, rules):
    """The document of a pack. head: keys of its head."""
    return {"schema": "zoning-review/pack/1", "pack": head, "rules": rules}


def clause(number, modality, dimension, text, **more):
    """A hard clause that a machine can judge, unless `more` says otherwise. number: its id."""
    if {"test", "metric"} & set(more):
        more.setdefault("if_unknown", "information_missing")
    return {
        "id": number,
        "line": "access_list",
        "dimension": dimension,
        "clause_no": number.rsplit("-", 1)[-1].lstrip("0"),
        "clause_text": text,
        "modality": modality,
        "binding": "hard",
        "automation": "auto",
        **more,
    }


def unit_pack(code, name, rules):
    """The pack of one control unit: every clause bears on that unit alone."""
    head = {
        "id": f"SL-{code}",
        "title": f"{name}生态环境准入清单（示例）",
        "level": "unit",
        "jurisdiction": [code[2:8]],
        "doc_no": "示环发〔2024〕5号附件",
        "issuer": "示例市生态环境主管部门",
        "issued": "2024-06-20",
        "valid_from": "2024-06-20",
        "valid_to": None,
        "supersedes": [],
        "parent": "SL-C-2024",
        "source": "虚构，仅供示例",
        "status": "示例",
    }
    return pack(head, [{**rule, "scope": {"unit_codes": [code], **rule.get("scope", {})}} for rule in rules])


def over(role, **attr):
    """Shares ground with features of a role. attr: which of them count."""
    return {"overlap": {"role": role, **({"attr": attr} if attr else {})}}


def stated(flag, *values):
    """The statement `flag` has one of these values (true where none is given)."""
    return {"declared": {"flag": flag, "is": list(values)} if values else flag}


def limit(name, cmp, value, unit=None, **more):
    """A limit on a metric. more: `of`, `per`."""
    return {"name": name, **more, "cmp": cmp, "value": value, **({"unit": unit} if unit else {})}


def basis(doc, article=None, **dates):
    """One law of `basis`."""
    return {"doc": doc, **({"article": article} if article else {}), **dates}

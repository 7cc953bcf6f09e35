"""The house: a module imports only from its own folder and from floors below, and no QGIS below the host."""

import ast
import pathlib

import pytest

PACKAGE = pathlib.Path(__file__).resolve().parents[2] / "zoning_review_plugin"
BELOW = {
    "model": set(),
    "inputs": {"model"},
    "overlay": {"model"},
    "rules": {"model"},
    "review": {"model", "inputs", "overlay", "rules"},
    "studies": {"model", "inputs", "overlay", "rules", "review"},
    "tables": {"model", "inputs", "overlay", "rules", "review", "studies"},
    "outputs": {"model", "inputs", "overlay", "rules", "review", "studies", "tables"},
    "command": {"model", "inputs", "overlay", "rules", "review", "studies", "tables", "outputs"},
    "host": {"model", "inputs", "overlay", "rules", "review", "studies", "tables", "outputs", "command"},
}
# What a floor may import from outside (contract section 2); the standard library is free to all.
OUTSIDE = {
    "model": set(),
    "inputs": {"numpy", "shapely", "pandas", "osgeo", "pyproj", "yaml", "jsonschema"},
    "overlay": {"numpy", "shapely", "pyproj", "numba"},
    "rules": {"pandas", "openpyxl", "jsonschema"},
    "review": {"numpy", "pandas", "shapely"},
}
OUTSIDE["studies"] = OUTSIDE["review"] | {"scipy", "skimage"}
OUTSIDE["tables"] = {"numpy", "pandas", "shapely"}
OUTSIDE["outputs"] = OUTSIDE["tables"] | {
    "osgeo",
    "pyproj",
    "openpyxl",
    "docx",
    "docxtpl",
    "jinja2",
    "markupsafe",
    "matplotlib",
}
OUTSIDE["command"] = OUTSIDE["tables"] | {"osgeo", "dask", "distributed"}
HOSTS = {"qgis", "PyQt5", "PyQt6", "processing"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def floor_of(path):
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else "host"


def imports_of(path):
    """(level, module) of every import in a file: also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level and not node.module:
                yield from ((node.level, alias.name) for alias in node.names)
            else:
                yield node.level, node.module


def target_floor(path, level, module):
    """The folder of the package that a relative import reaches."""
    base = path.relative_to(PACKAGE).parent.parts
    base = base[: len(base) - (level - 1)]
    return (*base, *module.split("."))[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_stay_on_their_floor(path):
    floor = floor_of(path)
    for level, module in imports_of(path):
        if level == 0:
            top = module.split(".")[0]
            assert top != "zoning_review_plugin", f"{path}: imports inside the package are relative"
            assert floor == "host" or top not in HOSTS, f"{path}: {module} is for the host only"
            if floor in OUTSIDE:
                import sys

                allowed = OUTSIDE[floor] | set(sys.stdlib_module_names)
                assert top in allowed, f"{path}: the floor `{floor}` may not import {module}"
        elif floor != "host":
            reached = target_floor(path, level, module)
            assert reached == floor or reached in BELOW[floor], f"{path}: `{floor}` may not import from `{reached}`"


def test_every_folder_is_a_known_floor():
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= set(BELOW)


def test_the_check_sees_a_breach(tmp_path):
    breach = tmp_path / "breach.py"
    breach.write_text(
        "def f():\n    from qgis.core import QgsProject\n    from ..host import provider\n", encoding="utf-8"
    )
    assert set(imports_of(breach)) == {(0, "qgis.core"), (2, "host")}
    inside = PACKAGE / "overlay" / "breach.py"
    assert target_floor(inside, 2, "host.provider") == "host"
    assert target_floor(inside, 1, "measure") == "overlay"

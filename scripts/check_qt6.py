"""Every name that the code takes from qgis.PyQt is one of PyQt6 too: classes, nested enums and their values.

PyQt6's own type stubs are read, not imported: it would not live in one process with the PyQt5 of QGIS 3. A name that
is imported from two places (`try … except ImportError`) has to be found in one of them.

Usage: check_qt6.py STUBS [FILE…]     STUBS: the folder with QtCore.pyi; exit status 1 where a name is not found
"""

import ast
import functools
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
PYQT = "qgis.PyQt"


def main(stubs, *names):
    """Check the files named, or the plugin and its tests; returns the exit status."""
    files = [pathlib.Path(name) for name in names] or [ROOT / "__init__.py", *_below("zoning_review_plugin", "test")]
    faults, count = [], 0
    for path in files:
        text = path.read_text(encoding="utf-8")
        found = list(chains(ast.parse(text))) if PYQT in text else []
        count += len(found)
        faults += [f"{path}:{line}: {fault}" for line, fault in faults_of(found, Stubs(stubs))]
    print(*faults, f"{count} uses of Qt names in {len(files)} files, {len(faults)} not in PyQt6", sep="\n")
    return 1 if faults or not count else 0


def _below(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def chains(tree, package=PYQT):
    """(line, whole, candidates) of every use of a name from a package in a parsed file.

    whole: the text in the code, as `Qt.Key.Key_Tab`. candidates: what it may be, as ("QtCore", "Qt", "Key", "Key_Tab").
    """
    places = _imported(tree, f"{package}.")
    for local, found in places.items():
        yield found[0][0], local, [place for _, place in found]
    inner = set()  # an attribute of an attribute is told once, by the outermost
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node not in inner:
            parts, below = [], node
            while isinstance(below, ast.Attribute):
                inner.add(below)
                parts.insert(0, below.attr)
                below = below.value
            if isinstance(below, ast.Name) and below.id in places:
                whole = ".".join((below.id, *parts))
                yield node.lineno, whole, [(*place, *parts) for _, place in places[below.id]]


def _imported(tree, package):
    """{local name: [(line, place)]} of what is imported from a package, wherever in the file."""
    places = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(package):
            module = tuple(filter(None, node.module[len(package) :].split(".")))
            for alias in node.names:
                places.setdefault(alias.asname or alias.name, []).append((node.lineno, (*module, alias.name)))
    return places


def faults_of(found, stubs):
    """(line, text) of every use, as `chains` tells them, that PyQt6 does not have."""
    for line, whole, candidates in found:
        if not any(stubs.has(*place) for place in candidates):
            yield line, f"{whole}: PyQt6 has no {' nor '.join('.'.join(place) for place in candidates)}"


class Stubs:
    """The names that the stubs in a folder tell of. Raises FileNotFoundError where there are none."""

    def __init__(self, folder):
        self._folder = pathlib.Path(folder)
        if not (self._folder / "QtCore.pyi").is_file():
            raise FileNotFoundError(f"{self._folder}: no stubs of PyQt6 there; scripts/test.sh style fetches them")

    def has(self, module, *names):
        """Whether a module is there, with a class or function, its nested class, its member … of these names."""
        members = _members(self._folder / f"{module}.pyi")
        if members is None or not names:
            return members is not None
        return self._reached(module, members, names)

    def _reached(self, module, members, names):
        first, *rest = names
        if first not in members:
            return False
        node = members[first]
        if not rest or node is None:  # of what a function or a value has, stubs tell nothing here
            return True
        return self._class_has(module, node, rest)

    def _class_has(self, module, node, names):
        if self._reached(module, _names(node.body), names):
            return True
        return any(self._base_has(module, base, names) for base in node.bases)

    def _base_has(self, module, base, names):
        *parts, name = ast.unparse(base).split(".")
        module = parts[-1] if parts else module
        found = (_members(self._folder / f"{module}.pyi") or {}).get(name)
        return found is not None and self._class_has(module, found, names)


@functools.lru_cache(maxsize=None)
def _members(path):
    """{name: class or None} of a stub; None where there is no such file."""
    if not path.is_file():
        return None
    # PyQt6 6.12 writes `*args, /`, which is not Python; which parameters have names does not matter here.
    return _names(ast.parse(path.read_text(encoding="utf-8").replace(", /)", ")")).body)


def _names(body):
    """{name: class, or None for what is no class} of the statements of a module or class."""
    names = {}
    for node in body:
        if isinstance(node, ast.ClassDef):
            names[node.name] = node
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names.setdefault(node.name, None)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names.update((target.id, None) for target in targets if isinstance(target, ast.Name))
    return names


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

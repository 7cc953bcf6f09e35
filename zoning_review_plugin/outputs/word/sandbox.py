"""Templates run here: jinja2's sandbox with a closed list of what a template may say.

A template reads what it is given, chooses and repeats. It calls our own functions only, no methods, and nothing that
grows: each round of a loop and each character is counted (`Budget`).
"""

from __future__ import annotations

from jinja2 import StrictUndefined, meta, nodes
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from ..safe_text import without_controls
from .budget import LONGEST_STRING, Budget, Exhausted

_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign, nodes.CondExpr, nodes.Name,
    nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Call, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.Mod, nodes.Neg, nodes.Pos,
    nodes.Concat, nodes.List, nodes.Tuple, nodes.Keyword,
)  # fmt: skip
_TESTS = ("defined", "undefined", "none", "odd", "even", "string", "number", "in", "eq", "ne", "lt", "le", "gt", "ge",
          "true", "false", "equalto", "greaterthan", "lessthan")  # fmt: skip
_LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0")
_LARGEST = 1e15


class Refused(Exception):
    """Something that templates may not do. tag: what stands there."""

    def __init__(self, tag):
        super().__init__(tag)
        self.tag = tag


class Unknown(Exception):
    """A name that we do not offer. tag: the name."""

    def __init__(self, tag):
        super().__init__(tag)
        self.tag = tag


class TemplateEnvironment(SandboxedEnvironment):
    """One rendering. offered: {name: value or function}; only those functions may be called."""

    intercepted_binops = frozenset("+-*/%")

    def __init__(self, offered, budget=None):
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=self._printed, optimized=False)
        self.budget = budget or Budget()
        self._offered = set(offered)
        self._functions = {name for name, value in offered.items() if callable(value)}
        self.filters = _filters(self)
        self.tests = {name: test for name, test in self.tests.items() if name in _TESTS}
        self.globals = {**offered, "_counted": self.budget.counted, "_joined": self._joined}

    def _parse(self, source, name, filename):
        """The syntax tree, checked and with every loop counted."""
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            self._check(node)
        unknown = sorted(meta.find_undeclared_variables(tree) - self._offered)
        if unknown:
            raise Unknown(unknown[0])
        return _Counted().visit(tree)

    def _check(self, node):
        """Raise Refused for what is not in the closed list."""
        if type(node) not in _NODES:
            raise Refused(type(node).__name__.lower())
        name = getattr(node, "name", None) or getattr(node, "attr", None)
        if isinstance(node, (nodes.Name, nodes.Getattr)) and name.startswith("_"):
            raise Refused(name)
        if isinstance(node, nodes.Call):
            self._check_call(node)
        if isinstance(node, (nodes.List, nodes.Tuple)) and getattr(node, "ctx", "load") == "load":
            if not all(isinstance(item, nodes.Const) for item in node.items):
                raise Refused("[…]")
        if isinstance(node, nodes.Filter) and node.name not in self.filters:
            raise Unknown(f"|{node.name}")
        if isinstance(node, nodes.Test) and node.name not in self.tests:
            raise Unknown(f"is {node.name}")
        if isinstance(node, nodes.For) and node.recursive:
            raise Refused("for … recursive")
        if isinstance(node, nodes.Name) and node.ctx == "store" and node.name in self._functions:
            raise Refused(f"set {node.name}")

    def _check_call(self, node):
        if not isinstance(node.node, nodes.Name):
            raise Refused(f"{getattr(node.node, 'attr', '…')}()")
        if node.node.name not in self._functions:
            raise Unknown(f"{node.node.name}()")
        if node.dyn_args or node.dyn_kwargs:
            raise Refused("*")

    def getattr(self, obj, attribute):
        """An entry of a dict or a fact of a loop; of nothing else any attribute is seen."""
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj, argument):
        """An entry of a dict, or the item of a list at a place."""
        if isinstance(obj, dict) and isinstance(argument, str) and argument in obj:
            return obj[argument]
        if isinstance(obj, (list, tuple)) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=argument)

    def call_binop(self, context, operator, left, right):
        """Sums of numbers, and of two texts that stay short."""
        if isinstance(left, str) and isinstance(right, str) and operator == "+":
            return self._joined(left, right)
        numbers = all(isinstance(one, (int, float)) and abs(one) < _LARGEST for one in (left, right))
        if not numbers:
            raise Refused(operator)
        return super().call_binop(context, operator, left, right)

    def _joined(self, *parts):
        texts = [part if isinstance(part, str) else str(self._printed(part)) for part in parts]
        if sum(map(len, texts)) > LONGEST_STRING:
            raise Exhausted
        return Markup("").join(texts) if any(isinstance(text, Markup) for text in texts) else "".join(texts)

    def _printed(self, value):
        """What goes into the document: texts, numbers, nothing else."""
        if isinstance(value, Undefined):
            raise Unknown(str(value._undefined_name))
        if value is None:
            return ""
        if not isinstance(value, (str, int, float)):
            raise Refused(type(value).__name__)
        if isinstance(value, str):
            self.budget.spend(len(value))
            return value if isinstance(value, Markup) else without_controls(value)
        return value


class _Counted(NodeTransformer):
    """Sends what every loop goes through, and what `~` joins, by way of the budget."""

    def visit_For(self, node):
        """`for x in y` becomes `for x in _counted(y, characters of the body)`."""
        self.generic_visit(node)
        cost = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        node.iter = _call("_counted", [node.iter, nodes.Const(cost)], node)
        return node

    def visit_Concat(self, node):
        """`a ~ b` becomes `_joined(a, b)`."""
        self.generic_visit(node)
        return _call("_joined", node.nodes, node)


def _call(name, arguments, place):
    call = nodes.Call(nodes.Name(name, "load"), arguments, [], None, None)
    return call.set_lineno(place.lineno).set_environment(place.environment)


def _filters(environment):
    """The closed list of filters; none gives more than it takes."""

    def default(value, other=""):
        return other if isinstance(value, Undefined) or value is None or value == "" else value

    def join(values, separator=", "):
        parts = [part for value in environment.budget.counted(values, 0) for part in (separator, value)]
        return environment._joined(*parts[1:])

    def first(values):
        return values[0] if len(values) else ""

    def last(values):
        return values[-1] if len(values) else ""

    def shown(value, places=0):
        return f"{float(value):.{max(0, min(int(places), 12))}f}"

    found = {"default": default, "d": default, "join": join, "first": first, "last": last, "length": len, "count": len}
    return {**found, "round": shown, "upper": lambda text: str(text).upper(), "lower": lambda text: str(text).lower()}

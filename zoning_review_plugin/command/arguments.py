"""The words of the command line. `--help` teaches: what a call does, an example, a case file to start from."""

from __future__ import annotations

import argparse
import datetime
import os

from ..model.about import PROGRAM, version
from ..model.codes import NATURES, VERDICTS
from ..model.errors import CaseFault
from ..model.words import LANGUAGES, Words

NAME = "zoning_review"


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are faults like all others, so that `--json` can tell of them too."""

    def error(self, message):
        raise CaseFault("bad_call", problem=message)


def language_of(arguments):
    """`--language` wherever it stands, else the language of the environment: needed before anything is parsed."""
    for k, word in enumerate(arguments):
        if word.startswith("--language="):
            return word.split("=", 1)[1]
        if word == "--language" and k + 1 < len(arguments):
            return arguments[k + 1]
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if named.lower().startswith("zh") else "en"


def parser(words: Words):
    """The parser of the whole command, its help in the language of `words`."""
    top = _Parser(
        prog=NAME,
        description=words.say("help.top"),
        epilog=words.say("help.top_more"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"{PROGRAM} {version()}")
    calls = top.add_subparsers(dest="call", required=True, metavar="CALL", parser_class=_Parser)
    _review(calls, words)
    _check(calls, words)
    _survey(calls, words)
    _init(calls, words)
    _where(calls, words)
    _prejudge(calls, words)
    _cards(calls, words)
    _export(calls, words)
    _package(calls, words)
    _verify(calls, words)
    _rules(calls, words)
    return top


def _call(calls, name, words, family=""):
    """A call; one of a family (`rules lint`) has its texts under `help.<family>_<name>`."""
    key = f"{family}_{name}" if family else name
    found = calls.add_parser(
        name,
        help=words.say(f"help.{key}"),
        description=words.say(f"help.{key}_more"),
        epilog=words.say(f"help.{key}_example"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found.add_argument("--json", action="store_true", help=words.say("help.json"))
    found.add_argument("--quiet", action="store_true", help=words.say("help.quiet"))
    found.add_argument("--language", choices=LANGUAGES, help=words.say("help.language"))
    found.add_argument("--allow-network", action="store_true", help=words.say("help.allow_network"))
    return found


def _review(calls, words):
    call = _call(calls, "review", words)
    call.add_argument("case", metavar="CASE", help=words.say("help.case"))
    call.add_argument("--output", metavar="DIR", help=words.say("help.output"))
    place = call.add_mutually_exclusive_group()
    place.add_argument("--workers", type=_count, default=1, metavar="N", help=words.say("help.workers"))
    place.add_argument("--scheduler", metavar="ADDRESS", help=words.say("help.scheduler"))
    call.add_argument("--engine", choices=("auto", "kernel", "shapely"), default="auto", help=words.say("help.engine"))
    call.add_argument("--strict", action="store_true", help=words.say("help.strict"))
    call.add_argument(
        "--fail-on", choices=VERDICTS, metavar="VERDICT", help=words.say("help.fail_on", verdicts=", ".join(VERDICTS))
    )


def _check(calls, words):
    call = _call(calls, "check", words)
    call.add_argument("case", metavar="CASE", help=words.say("help.case"))


def _survey(calls, words):
    call = _call(calls, "survey", words)
    call.add_argument("input", metavar="IN", help=words.say("help.survey_in"))
    call.add_argument("output", metavar="OUT", help=words.say("help.survey_out"))
    call.add_argument("--crs", metavar="CRS", help=words.say("help.survey_crs"))
    call.add_argument(
        "--encoding", choices=("gb18030", "utf-8"), default="gb18030", help=words.say("help.survey_encoding")
    )


def _init(calls, words):
    call = _call(calls, "init", words)
    call.add_argument("paths", metavar="PATH", nargs="+", help=words.say("help.init_paths"))
    call.add_argument("--output", metavar="FILE", help=words.say("help.init_output"))


def _where(calls, words):
    call = _call(calls, "where", words)
    call.add_argument("case", metavar="CASE", help=words.say("help.case"))
    call.add_argument("--industry", metavar="CODE", help=words.say("help.where_industry"))
    call.add_argument("--land-use", metavar="CODE", help=words.say("help.where_land_use"))
    call.add_argument("--output", metavar="DIR", help=words.say("help.where_output"))
    call.add_argument("--workers", type=_count, default=1, metavar="N", help=words.say("help.workers"))
    call.add_argument("--engine", choices=("auto", "kernel", "shapely"), default="auto", help=words.say("help.engine"))


def _prejudge(calls, words):
    call = _call(calls, "prejudge", words)
    call.add_argument("case", metavar="CASE", help=words.say("help.case"))
    place = call.add_mutually_exclusive_group(required=True)
    place.add_argument("--at", metavar="PLACE", help=words.say("help.prejudge_at"))
    place.add_argument("--geometry", metavar="FILE", help=words.say("help.prejudge_geometry"))
    call.add_argument("--crs", metavar="CRS", help=words.say("help.prejudge_crs"))
    call.add_argument("--industry", metavar="CODE", help=words.say("help.where_industry"))
    call.add_argument("--land-use", metavar="CODE", help=words.say("help.where_land_use"))
    call.add_argument("--nature", choices=NATURES, metavar="NATURE", help=words.say("help.prejudge_nature"))
    call.add_argument("--declare", metavar="NAME=VALUE", action="append", help=words.say("help.prejudge_declare"))
    call.add_argument("--output", metavar="DIR", help=words.say("help.prejudge_output"))


def _cards(calls, words):
    call = _call(calls, "cards", words)
    call.add_argument("case", metavar="CASE", help=words.say("help.case"))
    call.add_argument("--unit", metavar="CODE", nargs="+", help=words.say("help.cards_unit"))
    call.add_argument("--output", metavar="DIR", help=words.say("help.cards_output"))
    call.add_argument("--workers", type=_count, default=1, metavar="N", help=words.say("help.workers"))


def _export(calls, words):
    call = _call(calls, "export", words)
    call.add_argument("review", metavar="REVIEW_GPKG", help=words.say("help.review_gpkg"))
    call.add_argument("--format", nargs="+", metavar="FORMAT", help=words.say("help.export_format"))
    call.add_argument("--output", metavar="DIR", help=words.say("help.export_output"))
    call.add_argument("--public", action="store_true", help=words.say("help.public"))


def _package(calls, words):
    call = _call(calls, "package", words)
    call.add_argument("review", metavar="REVIEW_GPKG", help=words.say("help.review_gpkg"))
    call.add_argument("--output", metavar="ZIP", help=words.say("help.package_output"))
    call.add_argument("--with-inputs", action="store_true", help=words.say("help.with_inputs"))


def _verify(calls, words):
    call = _call(calls, "verify", words)
    call.add_argument("package", metavar="PACKAGE", help=words.say("help.verify_package"))
    call.add_argument("--case-folder", metavar="DIR", help=words.say("help.verify_case_folder"))
    call.add_argument("--workers", type=_count, default=1, metavar="N", help=words.say("help.workers"))


def _rules(calls, words):
    """`rules ACTION …`: `options.action` says which."""
    family = calls.add_parser("rules", help=words.say("help.rules"), description=words.say("help.rules_more"))
    actions = family.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=_Parser)
    _rules_lint(actions, words)
    _rules_export(actions, words)
    _rules_import(actions, words)


def _rules_export(actions, words):
    call = _call(actions, "export", words, "rules")
    call.add_argument("pack", metavar="PACK", help=words.say("help.rules_pack_in"))
    call.add_argument("workbook", metavar="WORKBOOK", help=words.say("help.rules_workbook_out"))


def _rules_import(actions, words):
    call = _call(actions, "import", words, "rules")
    call.add_argument("workbook", metavar="WORKBOOK", help=words.say("help.rules_workbook_in"))
    call.add_argument("pack", metavar="PACK", help=words.say("help.rules_pack_out"))
    call.add_argument("--mapping", metavar="FILE", help=words.say("help.rules_mapping"))
    call.add_argument("--id", metavar="ID", help=words.say("help.rules_id"))
    call.add_argument("--level", metavar="LEVEL", help=words.say("help.rules_level"))
    call.add_argument("--valid-from", metavar="DATE", help=words.say("help.rules_valid_from"))
    call.add_argument("--title", metavar="TITLE", help=words.say("help.rules_title"))


def _rules_lint(actions, words):
    call = _call(actions, "lint", words, "rules")
    call.add_argument("packs", metavar="PACK", nargs="+", help=words.say("help.rules_lint_packs"))
    call.add_argument("--units", metavar="FILE", help=words.say("help.rules_lint_units"))
    call.add_argument("--unit-field", metavar="NAME", help=words.say("help.rules_lint_unit_field"))
    call.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help=words.say("help.rules_lint_date"))


def _day(text):
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: 2026-11-22") from None


def _count(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text}: 1, 2, 3 …")
    return value

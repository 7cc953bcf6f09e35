"""`rules export` and `rules import`: packs as workbooks that people fill in, and back."""

from __future__ import annotations

import json
from pathlib import Path

from ..model.errors import CaseFault, OutputFault, Place
from ..outputs.aside import written_aside
from ..rules.pack_file import read_pack
from ..rules.workbook.list_import import list_of_book
from ..rules.workbook.list_mapping import mapping_of_book, read_mapping
from ..rules.workbook.opening import opened
from ..rules.workbook.reading import is_ours, pack_of_book
from ..rules.workbook.writing import workbook_bytes
from .answer import done, text

_MOST_REMARKS = 50  # that are printed; `--json` gives all


def run(options, words):
    """Export or import, and tell; returns the exit status."""
    return {"export": _export, "import": _import}[options.action](options, words)


def _export(options, words):
    pack = read_pack(options.pack)
    path = _target(options.workbook, ".xlsx")
    content = workbook_bytes(pack, str(path))
    with written_aside(path.parent) as folder:
        (folder / path.name).write_bytes(content)
    summary = {"pack": pack.id, "rules": len(pack.rules), "remarks": 0}
    if options.json:
        print(text(done({"workbook": [path]}, summary)))
    elif not options.quiet:
        print(words.say("rules.exported", count=len(pack.rules), file=str(path)))
    return 0


def _import(options, words):
    path = _target(options.pack, ".json")
    book = opened(options.workbook)
    if options.mapping is None and is_ours(book):
        mapping, (pack, remarks) = None, pack_of_book(book, options.workbook)
    else:
        mapping = read_mapping(options.mapping) if options.mapping else mapping_of_book(book, options.workbook)
        pack, remarks = list_of_book(book, options.workbook, mapping, _head(options, mapping, words))
    with written_aside(path.parent) as folder:
        written = json.dumps(pack.document, ensure_ascii=False, indent=1)
        (folder / path.name).write_text(written + "\n", encoding="utf-8", newline="\n")
    _tell(pack, remarks, mapping, path, options, words)
    return 0


def _target(given, suffix):
    path = Path(given)
    if path.suffix.lower() != suffix:
        raise CaseFault("rules_format", Place(file=given), wanted=suffix)
    if not path.parent.is_dir():
        raise OutputFault("output_folder_missing", Place(file=given))
    return path


def _head(options, mapping, words):
    """What a pack says of itself, which no list does: from the mapping, and over it from the call."""
    called = {"id": options.id, "level": options.level, "valid_from": options.valid_from, "title": options.title}
    head = {**mapping.head, **{key: value for key, value in called.items() if value is not None}}
    head.setdefault("id", Path(options.workbook).stem)
    missing = [key for key in ("level", "valid_from") if not head.get(key)]
    if missing:
        if not options.json and not options.mapping:
            print(_proposal(mapping, head))
        raise CaseFault("list_head_missing", Place(file=options.workbook), missing=", ".join(missing))
    return head


def _proposal(mapping, head):
    """The mapping as JSON, with what the head lacks to be filled in."""
    return json.dumps(
        {**mapping.as_json(), "pack": {"level": None, "valid_from": None, **head}}, ensure_ascii=False, indent=1
    )


def _tell(pack, remarks, mapping, path, options, words):
    summary = {"pack": pack.id, "rules": len(pack.rules), "remarks": len(remarks)}
    if options.json:
        told = {"remarks": [_remark(one, words) for one in remarks], "mapping": mapping and mapping.as_json()}
        print(text({**done({"pack": [path]}, summary), **told}))
    elif not options.quiet:
        if mapping and not options.mapping:
            print(words.say("rules.mapping"))
            print(_proposal(mapping, pack.document["pack"]))
        for one in remarks[:_MOST_REMARKS]:
            print("  " + words.fault(one))
        if len(remarks) > _MOST_REMARKS:
            print(words.say("rules.more_remarks", count=len(remarks) - _MOST_REMARKS))
        print(words.say("rules.imported", count=len(pack.rules), file=str(path)))


def _remark(one, words):
    place = one.place
    return {
        "code": one.code,
        "message": words.say(f"fault.{one.code}", **one.params),
        "sheet": place.layer,
        "row": place.feature,
        "column": place.field,
        "action": words.action(one),
    }

"""Archives: written so that the same contents give the same bytes, and opened so that they can do no harm."""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from ..inputs.files.archives import is_bomb
from ..model.errors import InputFault, OutputFault, Place

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can state
_MODE = (stat.S_IFREG | 0o644) << 16
_BLOCK = 1 << 20
_MOST_MEMBERS = 200_000
_LONGEST_NAME = 1_000
_ODD = re.compile(r'[\x00-\x1f\\:*?"<>|]')
_ENCRYPTED = 0x1


def write_zip(path, members):
    """Write an archive of `members` ({name: bytes or Path}), sorted, with fixed times. Read back before it counts.

    Raises OutputFault where what was written does not read back.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, _MODE, 3
            with archive.open(info, "w", force_zip64=True) as stream:
                for block in _blocks(members[name]):
                    stream.write(block)
    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
        if broken or archive.namelist() != sorted(members):
            raise OutputFault("output_unsound", Place(file=str(path)), problem=broken or path.name)


def content_hash(content):
    """(SHA-256 in hexadecimal, size) of bytes, or of the file at a Path."""
    digest, size = hashlib.sha256(), 0
    for block in _blocks(content):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size


def unpack(path, folder):
    """Unpack an archive into `folder`; returns {member: SHA-256}. Nothing is written but plain files below `folder`.

    Raises InputFault where it is no archive, is damaged, locked or a bomb, or has members that reach elsewhere.
    """
    place = Place(file=str(path))
    if not zipfile.is_zipfile(path):
        raise InputFault("package_not_one", place)
    if is_bomb(str(path)):
        raise InputFault("package_too_large", place)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _refuse_harm(members, place)
            return {one.filename: _unpacked(archive, one, folder) for one in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputFault("package_damaged", place, problem=str(error)) from None
    except OSError as error:
        raise OutputFault("output_unwritable", place, problem=error.strerror or str(error)) from None


def _refuse_harm(members, place):
    if len(members) > _MOST_MEMBERS:
        raise InputFault("package_too_large", place)
    files, folders = set(), set()
    for one in members:
        parts = one.filename.casefold().split("/")
        above = {"/".join(parts[:end]) for end in range(1, len(parts))}
        same = "/".join(parts)
        if not _is_plain(one) or same in files or same in folders or above & files:
            raise InputFault("package_member_unsafe", place, member=one.filename)
        files.add(same)
        folders |= above


def _is_plain(member):
    """Whether a member is a file, readable by all, whose name stays below the folder on every system."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG) or member.is_dir() or member.flag_bits & _ENCRYPTED:
        return False
    parts = member.filename.split("/")
    fits = len(member.filename) <= _LONGEST_NAME and all(len(part.encode("utf-8", "replace")) <= 255 for part in parts)
    return fits and not {"", ".", ".."} & set(parts) and not _ODD.search(member.filename)


def _unpacked(archive, member, folder):
    target = Path(folder, *PurePosixPath(member.filename).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with archive.open(member) as source, open(target, "xb") as stream:
        for block in iter(lambda: source.read(_BLOCK), b""):
            digest.update(block)
            stream.write(block)
    return digest.hexdigest()


def _blocks(content):
    if isinstance(content, bytes):
        yield content
        return
    with open(content, "rb") as stream:
        yield from iter(lambda: stream.read(_BLOCK), b"")

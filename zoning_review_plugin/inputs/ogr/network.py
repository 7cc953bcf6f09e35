"""Whether opening what a source names may reach another machine. Whatever is in doubt counts as reaching one."""

from __future__ import annotations

import re

_SCHEMES = re.compile(
    r"(?i)^(pg|postgresql|postgres|mysql|mssql|oci|odbc|mongodb(v3)?|wfs|wfs3|oapif|csw|elastic|es|couchdb|cloudant"
    r"|carto|amigocloud|hana|ngw|plscenes|gmlas|ftps?|https?)\s*:"
)
# GDAL's own file systems that stay on this machine; all others are taken for the network.
_ELSEWHERE = re.compile(r"(?i)/vsi(?!(?:zip|tar|gzip|rar|7z|mem)/)|vsicurl|://")
# What may stand before the address itself: /vsizip//vsicurl/http://…, WFS:http://…, PG:postgresql://…
_BEFORE = re.compile(r"(?i)^(?:/?/?vsi(?:zip|tar|gzip|curl|curl_streaming)/|/?\{)*(?:(?:wfs3?|oapif|csw|pg)\s*:\s*)?")
_LOOPBACK = r"(?:localhost|127(?:\.\d{1,3}){3}|%s)"
_THIS_MACHINE = re.compile(_LOOPBACK % "::1", re.IGNORECASE)
# One host and no more: in `localhost:80@other` the host is what follows the @, in `localhost,other` there are two.
_LOOPBACK_URL = re.compile(
    rf"(?:https?|ftp|postgres(?:ql)?)://(?:[^@/?#\\\s,]*@)?{_LOOPBACK % re.escape('[::1]')}(?::\d*)?(?=[/?#]|$)",
    re.IGNORECASE,
)
# What can lead elsewhere from behind a harmless host: another address, or parameters that name one.
_LEADS_AWAY = re.compile(r"(?i)://|%3a|%2f%2f|/vsi|[\\\s]|[?&](?:[^=&]*%|(?:host|hostaddr|service|servicefile)=)")
_PARAMETER = re.compile(r"\s*(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|[^\s']+)(?=\s|$)")


def names_service(target):
    """Whether `target` names a database or a service rather than a file."""
    return bool(_SCHEMES.match(target))


def server_of(path):
    """The server that a path of Windows names (`\\\\server\\share\\…`), None where it names a drive or nothing."""
    found = re.match(r"[\\/]{2}([^\\/?.][^\\/]*)[\\/]", path)
    return found.group(1).lower() if found else None


def reaches_network(target):
    """Whether opening `target` may reach another machine; this one's own services (loopback) do not count."""
    if not names_service(target) and not (target[:4].lower() == "/vsi" and _ELSEWHERE.search(target)):
        return False
    address = target[_BEFORE.match(target).end() :]
    if "://" in address:
        found = _LOOPBACK_URL.match(address)
        return found is None or bool(_LEADS_AWAY.search(address, found.end()))
    return not (target[:3].lower() == "pg:" and _database_here(address))


def _database_here(text):
    """Whether libpq's `host=… dbname=…` names this machine, and nothing else."""
    hosts, position = [], 0
    while position < len(text.rstrip()):
        found = _PARAMETER.match(text, position)
        if found is None:
            return False
        name, value = found.group(1).lower(), found.group(2).strip("'")
        if name.startswith("service") or (name == "dbname" and "=" in value):
            return False  # names the host in a file of its own, or in a second text of this kind
        if name in ("host", "hostaddr"):
            hosts += value.split(",")
        position = found.end()
    return bool(hosts) and all(_THIS_MACHINE.fullmatch(host) for host in hosts)

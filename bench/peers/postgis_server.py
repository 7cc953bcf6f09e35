"""A PostgreSQL server of our own on loopback, ended afterwards. Durability is off: nothing must survive a crash."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "16GB",
    "shared_buffers": "2GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "1GB",
    "max_parallel_workers_per_gather": "2",
    "min_parallel_table_scan_size": "0",
    "parallel_setup_cost": "100",
    "autovacuum": "off",
    "jit": "off",
    "listen_addresses": "127.0.0.1",
}


def programs():
    """The folder of the newest server that has PostGIS, None where there is none."""
    found = []
    for extension in Path("/usr/share/postgresql").glob("*/extension/postgis.control"):
        version = extension.parts[4]
        folder = Path("/usr/lib/postgresql", version, "bin")
        if (folder / "initdb").exists():
            found.append((int(version), folder))
    return max(found)[1] if found else None


@contextmanager
def server():
    """Yield the environment (PGHOST …) with which `psql` and GDAL reach an empty database with PostGIS."""
    folder, binaries = Path(tempfile.mkdtemp(prefix="bench-postgis-")), programs()
    data, port = folder / "data", _free_port()
    options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    access = {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "postgres", "PGDATABASE": "postgres"}
    try:
        _call(folder, binaries / "initdb", "-D", data, "-A", "trust", "-U", "postgres")
        start = f"-p {port} -k {folder} {options}"
        _call(folder, binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", start, "start")
        try:
            environment = {**os.environ, **access}
            subprocess.run(["psql", "-qc", "create extension postgis"], check=True, env=environment, cwd=folder)
            yield access
        finally:
            _call(folder, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _call(folder, *command):
    """PostgreSQL refuses to run as root: then it runs as the user that its package makes."""
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    words = [*user, *map(str, command)]
    subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]

"""A PostGIS server of our own on loopback, made for a test; it counts the rows that every statement delivers."""

import glob
import os
import shutil
import socket
import subprocess


def programs():
    """The folder of PostgreSQL's programs, None where PostGIS is not installed."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    there = found and glob.glob("/usr/share/postgresql/*/extension/postgis.control")
    return os.path.dirname(found[-1]) if there else None


class SmallServer:
    """A server in `folder`, running once made."""

    def __init__(self, folder):
        self._folder, self._bin = folder, programs()
        self._user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        if self._user:  # it refuses to run as root
            for place in (folder, *(parent for parent in folder.parents if parent.stat().st_mode & 0o077 == 0)):
                os.chmod(place, 0o755)
            shutil.chown(folder, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._call("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "postgres")
        settings = (
            f"-p {self.port} -k {folder} -h 127.0.0.1 -c shared_preload_libraries=pg_stat_statements -c fsync=off"
        )
        log = ["-l", str(folder / "log")]
        self._call("pg_ctl", "-D", str(folder / "data"), "-w", *log, "-o", settings, "start")
        self.run("create extension postgis; create extension pg_stat_statements")

    @property
    def source(self):
        """What a case writes to name a table here, but for `|layername=`."""
        return f"PG:host=127.0.0.1 port={self.port} user=postgres dbname=postgres"

    def run(self, statement):
        """What the server answers to SQL, as text."""
        words = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        return self._call("psql", *words, "-c", statement).strip()

    def delivered(self):
        """How many rows have been fetched from tables since this was asked last."""
        rows = self.run("select coalesce(sum(rows), 0) from pg_stat_statements where query ilike 'fetch%'")
        self.run("select pg_stat_statements_reset()")
        return int(rows)

    def end(self):
        """Stop the server."""
        self._call("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    def _call(self, program, *words):
        command = [*self._user, os.path.join(self._bin, program), *words]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=self._folder, encoding="utf-8").stdout

"""What the QGIS plugin site checks on an upload, run on our zip: layout, size, metadata, Bandit, secrets.

Usage: check_package.py ZIP      Exit status 1 where something would be refused.
"""

import configparser
import json
import pathlib
import stat
import subprocess
import sys
import tempfile
import zipfile

LARGEST = 25 * 1024 * 1024
NAME = "zoning_review"
REQUIRED = (
    "name", "qgisMinimumVersion", "description", "about", "version", "author", "email", "repository", "tracker"
)  # fmt: skip
REFUSED = (".pyc", ".so", ".dll", ".exe", ".bat", ".sh")
# Rules of Bandit that the site has switched off; every other finding blocks an upload.
BANDIT_OFF = "B109,B404,B410,B411"


def main(path):
    """Print what is wrong with the zip at `path`; returns the exit status."""
    path = pathlib.Path(path)
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(path) as archive:
            wrong = layout(archive, path)
            archive.extractall(folder)
        top = pathlib.Path(folder) / NAME
        wrong += metadata(top) + bandit(top) + secrets(top)
    for line in wrong:
        print(line)
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, {len(wrong)} findings")
    return 1 if wrong else 0


def layout(archive, path):
    """Faults of the archive itself."""
    names = archive.namelist()
    wrong = [f"{name}: outside {NAME}/" for name in names if not name.startswith(f"{NAME}/")]
    wrong += [f"{name}: must not be shipped" for name in names if name.endswith(REFUSED) or "__pycache__" in name]
    wrong += [f"{name}: back-slash" for name in names if "\\" in name]
    wrong += [
        f"{NAME}/{name}: missing"
        for name in ("LICENSE", "metadata.txt", "__init__.py")
        if f"{NAME}/{name}" not in names
    ]
    for info in archive.infolist():
        if not info.is_dir() and (info.external_attr >> 16) & stat.S_IXUSR:
            wrong.append(f"{info.filename}: executable bit")
    if path.stat().st_size > LARGEST:
        wrong.append(f"{path.name}: over 25 MB")
    return wrong


def metadata(top):
    """Faults of metadata.txt."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(top / "metadata.txt", encoding="utf-8")
    general = parser["general"]
    wrong = [f"metadata.txt: {key} is missing" for key in REQUIRED if not general.get(key)]
    if not (top / general.get("icon", "-")).is_file():
        wrong.append("metadata.txt: the icon is not there")
    return wrong


def bandit(top):
    """Findings of Bandit, whatever their severity."""
    command = [sys.executable, "-m", "bandit", "-q", "-r", str(top), "-f", "json", "-s", BANDIT_OFF]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    wrong = [f"bandit: {error['filename']}: {error['reason']}" for error in found["errors"]]
    for row in found["results"]:
        where = pathlib.Path(row["filename"]).relative_to(top)
        wrong.append(f"bandit {row['test_id']}: {where}:{row['line_number']}: {row['issue_text']}")
    return wrong


def secrets(top):
    """Findings of detect-secrets with its default rules."""
    command = [sys.executable, "-m", "detect_secrets", "scan", "--all-files", "."]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=top)
    rows = json.loads(done.stdout)["results"]
    return [f"secrets: {name}:{row['line_number']}: {row['type']}" for name, found in rows.items() for row in found]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

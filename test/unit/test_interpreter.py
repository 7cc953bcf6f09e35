"""Which Python is started beside QGIS: that of QGIS, never one that the search path happens to name."""

import subprocess
import sys

import pytest

interpreter = pytest.importorskip("zoning_review_plugin.host.interpreter").interpreter


def made(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    return str(path)


def test_here_it_is_a_python_of_this_version():
    code = "import sys; print(*sys.version_info[:2])"
    told = subprocess.run([interpreter(), "-c", code], capture_output=True, text=True, check=True).stdout
    assert tuple(map(int, told.split())) == sys.version_info[:2]


def test_that_of_the_prefix_comes_before_that_of_the_search_path(tmp_path, monkeypatch):
    own = made(tmp_path / "usr" / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")
    monkeypatch.setattr(sys, "exec_prefix", str(tmp_path / "usr"))
    monkeypatch.setattr(sys, "executable", made(tmp_path / "elsewhere" / "bin" / "python3"))
    assert interpreter() == own


def test_the_program_qgis_itself_is_never_started(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "exec_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "executable", made(tmp_path / "MacOS" / "QGIS"))
    assert interpreter() is None
    beside = made(tmp_path / "MacOS" / "bin" / "python3")
    assert interpreter() == beside

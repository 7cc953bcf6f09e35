"""A real QGIS window with a profile of its own, in which the plugin was installed from its zip."""

import json
import os
import pathlib
import re
import shutil
import site
import subprocess
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASE = ROOT / "resources" / "samples" / "demo" / "demo.review.yaml"


def make_zip():
    """The package as the plugin site gets it."""
    subprocess.run(["bash", str(ROOT / "scripts" / "package.sh")], check=True, capture_output=True)
    return ROOT / "zoning_review.zip"


def seen_in_qgis(plugin_zip, folder, language, script, theme="default", seconds=900, case=None, kinds=(), **more):
    """What a script of this folder saw in QGIS: its seen.json, and the exit_status of QGIS.

    folder: for the profile and the pictures. seconds: after which it is given up. case: a case file, the sample's where
    None. kinds: of outputs that the sample's case is to write, its own where there are none. more: for its environment.

    With ZONING_REVIEW_PICTURES set, the pictures are kept in that folder.
    """
    plugins = _profile(folder, language, theme)
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(plugins)
    scratch = folder / "scratch"
    scratch.mkdir()
    sample = plugins / "zoning_review" / CASE.relative_to(ROOT)
    environment = {
        **os.environ,
        "HOME": str(folder),
        "QT_QPA_PLATFORM": "xcb",
        "TMPDIR": str(scratch),  # QGIS marks layers below it as temporary
        "PYTHONPATH": os.pathsep.join((site.getsitepackages()[0], str(pathlib.Path(__file__).parent))),
        "ZR_CASE": str(case or (with_outputs(sample, *kinds) if kinds else sample)),
        "ZR_OUT": str(folder),
        **more,
    }
    command = [shutil.which("qgis"), "--profiles-path", str(folder), "--nologo", "--noversioncheck", "--code"]
    command.append(str(ROOT / "test" / "window" / script))
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=seconds, check=False)
    assert (folder / "seen.json").is_file(), done.stderr[-3000:]
    _keep(folder, language if theme == "default" else f"{language}_dark")
    return {**json.loads((folder / "seen.json").read_text(encoding="utf-8")), "exit_status": done.returncode}


def with_outputs(case, *kinds):
    """A case file beside `case` that is the same but for its outputs."""
    text, changed = re.subn(r"(?m)^outputs: .*$", f"outputs: [{', '.join(kinds)}]", case.read_text(encoding="utf-8"))
    assert changed == 1
    path = case.with_name("few.review.yaml")
    path.write_text(text, encoding="utf-8")
    return path


def _profile(folder, language, theme):
    profile = folder / "profiles" / "default"
    plugins = profile / "python" / "plugins"
    plugins.mkdir(parents=True)
    (profile / "QGIS").mkdir()
    (profile / "QGIS" / "QGIS3.ini").write_text(
        "[PythonPlugins]\nprocessing=true\nzoning_review=true\n"
        f"[locale]\noverrideFlag=true\nuserLocale={language}\n[qgis]\ncheckVersion=false\n[app]\nfirstRun=false\n"
        f"[UI]\nUITheme={theme}\n"
    )
    return plugins


def _keep(folder, name):
    keep = os.environ.get("ZONING_REVIEW_PICTURES")
    if keep:
        pathlib.Path(keep).mkdir(parents=True, exist_ok=True)
        for picture in folder.glob("*.png"):
            shutil.copyfile(picture, pathlib.Path(keep) / f"{picture.stem}_{name}.png")

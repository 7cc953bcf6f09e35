"""Chromium without a window, driven through a pipe with its DevTools protocol; for tests, pictures and measurements.

No port is opened, and the profile lies in a folder of its own that goes when the browser is closed.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Nothing is fetched: no updates, no metrics; and no sandbox, which root cannot have.
_WITHOUT = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync "
    "--disable-component-update --disable-default-apps --disable-extensions --disable-dev-shm-usage "
    "--metrics-recording-only --mute-audio --hide-scrollbars --force-color-profile=srgb --remote-debugging-pipe"
).split()


def chromium():
    """The path of a Chromium, None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """A context manager: one browser with one page. Raises RuntimeError for what the page or the protocol throws.

    told: what the page said on its console, what it threw, and what its policy refused, in order.
    """

    def __init__(self, width=1400, height=1000, seconds=60):
        self._size, self._seconds = (width, height), seconds
        self._number, self._rest, self._answers = 0, b"", {}
        self.events, self.told = [], []

    def __enter__(self):
        self._profile = tempfile.mkdtemp()
        (reads, self._write), (self._read, writes) = _high_pipe(), _high_pipe()
        call = [chromium(), *_WITHOUT, f"--user-data-dir={self._profile}", "about:blank"]
        # The browser reads from its file 3 and writes to its file 4.
        pipe = f'exec "$@" 3<&{reads} 4>&{writes} {reads}<&- {writes}>&-'
        self._process = subprocess.Popen(
            ["bash", "-c", pipe, "bash", *call],
            pass_fds=(reads, writes),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": self._profile},
        )
        os.close(reads)
        os.close(writes)
        self._session = None
        page = next(one for one in self.call("Target.getTargets")["targetInfos"] if one["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.size(*self._size)
        return self

    def __exit__(self, *_):
        self._session = None
        try:
            self.call("Browser.close")
            self._process.wait(10)
        except (RuntimeError, OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        finally:
            os.close(self._write)
            os.close(self._read)
            shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method, **parameters):
        """The answer to one call of the protocol."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        end = time.monotonic() + self._seconds
        while self._number not in self._answers:
            self._hear(end)
        answer = self._answers.pop(self._number)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer.get("result", {})

    def size(self, width, height):
        """The size of the window in pixels."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, dark=False, kind=""):
        """Dark or light, and the kind of medium (`print`), as the page sees it."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=kind, features=[scheme])

    def script(self, allowed):
        """Whether pages may run scripts, from the next one opened on."""
        self.call("Emulation.setScriptExecutionDisabled", value=not allowed)

    def open(self, path):
        """Open a file and wait until it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url=path.resolve().as_uri())
        end = time.monotonic() + self._seconds
        while "Page.loadEventFired" not in self.events:
            self._hear(end)

    def run(self, expression):
        """The value of an expression in the page; promises are awaited."""
        found = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(json.dumps(found["exceptionDetails"], ensure_ascii=False)[:2000])
        return found["result"].get("value")

    def press(self, key, text=""):
        """Press one key, as `Tab`, `Enter` or `a`, where the focus is."""
        codes = {"Tab": 9, "Enter": 13, " ": 32, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
        text = text or {"Enter": "\r", " ": " "}.get(key, key if len(key) == 1 else "")
        common = {"key": key, "windowsVirtualKeyCode": codes.get(key, ord(key[0].upper()))}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def click(self, x, y):
        """Click with the mouse at a place of the window."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **button)

    def wheel(self, x, y, by):
        """Turn the wheel at a place of the window, downwards by so many pixels."""
        self.call("Input.dispatchMouseEvent", type="mouseWheel", x=x, y=y, deltaX=0, deltaY=by)

    def picture(self, path):
        """Write what the window shows as PNG."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def pdf(self, path):
        """Print the page, as its own style wants the paper."""
        found = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        path.write_bytes(base64.b64decode(found["data"]))

    def _hear(self, end):
        """Take what the browser says next. Raises RuntimeError when it says nothing, or is gone."""
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._read], [], [], max(0.0, end - time.monotonic()))
            part = os.read(self._read, 1 << 20) if ready else b""
            if not part:
                raise RuntimeError("the browser does not answer")
            self._rest += part
        text, self._rest = self._rest.split(b"\0", 1)
        message = json.loads(text)
        if "id" in message:
            self._answers[message["id"]] = message
            return
        self.events.append(message["method"])
        self.told += _told(message)


def _high_pipe():
    """The two ends of a pipe under numbers that are in nobody's way."""
    ends = os.pipe()
    high = [fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 10) for one in ends]
    for one in ends:
        os.close(one)
    return high


def _told(message):
    """What an event says that somebody should read: console, errors, refusals."""
    found = message.get("params", {})
    if message["method"] == "Runtime.consoleAPICalled":
        return [f"{found['type']}: {[one.get('value') for one in found['args']]}"]
    if message["method"] == "Runtime.exceptionThrown":
        return [json.dumps(found["exceptionDetails"], ensure_ascii=False)]
    if message["method"] == "Log.entryAdded":
        return [f"{found['entry']['source']}: {found['entry']['text']}"]
    return []

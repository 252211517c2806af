"""A browser driven through its debugging pipe, with nothing to install."""

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Self

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--hide-scrollbars",
)  # fmt: skip
TROUBLE = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Chromium:
    """One browser with one tab; `trouble` holds what it complained of since the page was opened."""

    def __init__(self, program: str, folder: Path) -> None:
        self.folder = folder
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        # The browser expects its ends as descriptors 3 and 4.
        command = f'exec "$0" "$@" 3<&{to_browser} 4>&{from_browser}'
        arguments = ["bash", "-c", command, program, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
        self._process = subprocess.Popen(
            arguments, pass_fds=(to_browser, from_browser), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(to_browser)
        os.close(from_browser)
        self._unread, self._count, self._session, self.trouble = b"", 0, None, []

    def __enter__(self) -> Self:
        page = next(target for target in self.ask("Target.getTargets")["targetInfos"] if target["type"] == "page")
        self._session = self.ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._out)
        os.close(self._in)
        self._process.terminate()
        self._process.wait(20)

    def open(self, path: Path, *, width: int = 1280, height: int = 900, dark: bool = False, script: bool = True) -> None:
        self.ask("Emulation.setScriptExecutionDisabled", value=not script)
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self._go("about:blank")
        self.trouble.clear()
        self._go(path.absolute().as_uri())

    def _go(self, address: str) -> None:
        self._loaded = False
        self.ask("Page.navigate", url=address)
        while not self._loaded:
            self._receive()

    def run(self, expression: str) -> object:
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def screenshot(self, path: Path, *, whole: bool = False) -> None:
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=whole)["data"]))

    def pdf(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.ask("Page.printToPDF", printBackground=False, preferCSSPageSize=True)["data"]))

    def ask(self, method: str, **arguments: object) -> dict:
        self._count += 1
        message = {"id": self._count, "method": method, "params": arguments}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                return answer["result"]

    def _receive(self) -> dict:
        while b"\0" not in self._unread:
            more = os.read(self._in, 1 << 16)
            assert more, "the browser ended"
            self._unread += more
        text, _, self._unread = self._unread.partition(b"\0")
        message = json.loads(text)
        if message.get("method") in TROUBLE:
            self.trouble.append(message["params"])
        if message.get("method") == "Page.loadEventFired":
            self._loaded = True
        return message

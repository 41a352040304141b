"""A real browser, where there is one; every test in this folder is left out, with the reason, where there is none."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.article import Audit
from auditor.reporting.html_report import render_html
from auditor.reporting.interface import RenderOptions

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
AXE = "AUDITOR_AXE"
"""The environment variable with the path of axe.min.js; else it is looked for in node_modules/axe-core."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"none of {', '.join(BROWSERS)} is installed")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the report on audits in a window of its own; fails the test when the page complains about anything."""
    complaints: list[str] = []
    contexts = []

    def opener(audits: list[Audit], **window: Any) -> Any:
        path = tmp_path / "report.html"
        path.write_text(render_html(audits, RenderOptions(model="m", profile="default")), encoding="utf-8")
        contexts.append(browser.new_context(**window))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: complaints.append(request.url) if request.url[:5] != "file:" else None)
        page.goto(path.as_uri(), timeout=120_000)  # a busy machine is slow, not wrong
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core's script."""
    path = Path(os.environ.get(AXE, "node_modules/axe-core/axe.min.js"))
    if not path.is_file():
        pytest.skip(f"axe-core is not there: run “npm install axe-core” or set {AXE}")
    return path.read_text(encoding="utf-8")

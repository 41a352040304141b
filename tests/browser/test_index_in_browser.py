"""The index of a report as people meet it: searching, sorting, turning pages, following names, without scripts."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.overview.correction import read_correction
from auditor.overview.write import ReportOptions, open_report

sys.path.append(str(Path(__file__).parents[1] / "overview"))
from overview_stories import audit_of, person, some

pytestmark = pytest.mark.full

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)> \u202e" + "x" * 10_000
TITLES = "#rows th"


def articles() -> list[Any]:
    odd = audit_of("odd.txt", (0, 0, 0, 0), title="Zebra: ünusual", author="Zoë Ångström")
    joint = audit_of("rare.txt", (9, 0, 0, 1), [person("Rare Voice", 0)], title="Heron", outlet="Heron Post")
    return [*some(58), odd, joint]


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the index of audits in a window of its own; fails the test when the page complains about anything."""
    complaints: list[str] = []
    contexts = []

    def opener(audits: list[Any] | None = None, at: str = "", **window: Any) -> Any:
        folder = tmp_path / "report"
        options = ReportOptions(model="m", profile="default", correction=read_correction())
        with open_report(folder, options) as report:
            for audit in audits or articles():
                report.add(audit)
        contexts.append(browser.new_context(**window))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: complaints.append(request.url) if request.url[:5] != "file:" else None)
        page.goto((folder / "index.html").as_uri() + at, timeout=120_000)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []


def titles(page: Any) -> list[str]:
    found: list[str] = page.locator(TITLES).all_inner_texts()
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(opened: Callable[..., Any], axe: str, window: dict[str, Any], scheme: str) -> None:
    page = opened(bypass_csp=True, color_scheme=scheme, **window)
    page.evaluate(axe)
    for prepare in ("0", "document.querySelectorAll('details').forEach(d => d.open = true)", "corrected.click()"):
        page.evaluate(prepare)
        found = page.evaluate("axe.run(document)")
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []


def test_searching_finds_by_title_outlet_and_author_whatever_the_accents(opened: Callable[..., Any]) -> None:
    page = opened(**DESKTOP)
    search = page.get_by_role("searchbox")
    for words, found in (
        ("heron post", ["Heron"]),
        ("unusual", ["Zebra: ünusual"]),
        ("ANGSTROM zoe", ["Zebra: ünusual"]),
    ):
        search.fill(words)
        assert titles(page) == found
    assert page.get_by_role("status").inner_text() == "1–1 of 1 article"
    search.fill("no such words")
    assert titles(page) == []
    assert page.get_by_text("No article matches.").is_visible()


def test_sorting_by_heading_and_by_class(opened: Callable[..., Any]) -> None:
    page = opened(**DESKTOP)
    page.get_by_role("button", name="Title").click()
    assert titles(page)[:3] == ["Heron", "Pier story 0", "Pier story 1"]
    assert page.locator("th[data-sort=title]").get_attribute("aria-sort") == "ascending"
    page.get_by_role("button", name="Title").click()
    assert titles(page)[:2] == ["Zebra: ünusual", "Pier story 57"]  # numbers by their size
    page.get_by_label("Sort by").select_option(label="share named")
    assert titles(page)[0] == "Heron"
    page.get_by_title("Turn the order round").click()
    assert titles(page)[0] != "Heron"
    page.get_by_label("Sort by").select_option(label="grade")
    assert page.locator("#rows .lettergrade").first.inner_text() == "A"


def test_what_an_article_does_not_tell_stands_last_in_either_order(opened: Callable[..., Any]) -> None:
    page = opened(**DESKTOP)
    page.get_by_label("Sort by").select_option(label="author")
    for _ in range(2):
        page.get_by_title("Turn the order round").click()
        page.get_by_role("button", name="Next ›").first.click()
        page.get_by_role("button", name="Next ›").first.click()
        assert titles(page)[-1] == "Heron"


def test_turning_pages_and_coming_back(opened: Callable[..., Any]) -> None:
    page = opened(**DESKTOP)
    assert len(titles(page)) == 25
    following = page.get_by_role("button", name="Next ›").first
    following.click()
    following.click()
    assert page.get_by_role("status").inner_text() == "51–60 of 60 articles"
    assert following.is_disabled()
    there = titles(page)
    page.locator(f"{TITLES} a").first.click()
    assert page.locator("h1").inner_text() == there[0]
    page.go_back()
    assert titles(page) == there


def test_a_name_shows_its_articles(opened: Callable[..., Any]) -> None:
    page = opened(**DESKTOP)
    page.get_by_role("button", name="Rare Voice").click()
    assert titles(page) == ["Heron"]
    assert page.locator("#picked span").inner_text() == "Source: Rare Voice"
    page.get_by_role("button", name="Show all articles").click()
    page.get_by_role("button", name="Outlet 1", exact=True).click()
    assert page.get_by_role("status").inner_text() == "1–19 of 19 articles"
    page.locator(".rules .pick").first.click()
    assert page.get_by_role("status").inner_text() == "1–25 of 29 articles"


@pytest.mark.parametrize(
    "at", ["#?pick=l999&sort=nothing&page=-4", "#?pick=o1%20x&page=1e9", "#?q=%F0%9F", "#?up=x&page=NaN"]
)
def test_an_address_that_somebody_changed_breaks_nothing(opened: Callable[..., Any], at: str) -> None:
    page = opened(at=at, **DESKTOP)
    assert page.locator(".state").first.inner_text()


def test_correcting_changes_shares_and_lines(opened: Callable[..., Any]) -> None:
    page = opened(**DESKTOP)
    before = page.locator(".legend").inner_text(), page.locator(".groups").first.inner_text()
    assert page.locator(".chart .raw").first.is_visible() and not page.locator(".chart .cor").first.is_visible()
    page.get_by_role("checkbox").check()
    assert page.locator(".legend").inner_text() != before[0]
    assert page.locator(".groups").first.inner_text() != before[1]
    assert page.locator(".chart .cor").first.is_visible() and not page.locator(".chart .raw").first.is_visible()


def test_the_script_draws_the_rows_that_the_file_has(opened: Callable[..., Any]) -> None:
    def rows(page: Any) -> list[str]:
        found: list[str] = page.locator("#rows tr").all_inner_texts()
        return [" ".join(text.split()) for text in found]

    assert rows(opened(**DESKTOP)) == rows(opened(java_script_enabled=False, **DESKTOP))


def test_it_can_be_read_without_scripts(opened: Callable[..., Any]) -> None:
    page = opened(java_script_enabled=False, **DESKTOP)
    assert len(titles(page)) == 25
    assert not page.get_by_role("searchbox").is_visible()
    assert page.get_by_text("These are 25 of 60 articles").is_visible()
    page.get_by_role("checkbox").check()
    assert page.locator(".legend .cor").first.is_visible()
    page.locator(f"{TITLES} a").first.click()
    assert page.get_by_text("The article, sentence by sentence").is_visible()


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_hostile_articles_are_text_and_fit(opened: Callable[..., Any], window: dict[str, Any]) -> None:
    known = dict.fromkeys(("title", "outlet", "author", "date"), HOSTILE)
    page = opened([audit_of(HOSTILE, sources=[person(f"Ada {HOSTILE}", 0)], **known), *some(3)], **window)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.locator("script").count() == 2
    assert page.locator("img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == window["viewport"]["width"]
    page.get_by_role("searchbox").fill("<script>alert(1)")
    assert len(titles(page)) == 1


def test_all_can_be_done_with_the_keyboard(opened: Callable[..., Any]) -> None:
    page = opened(**DESKTOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search":
            break
    page.keyboard.type("heron")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "Heron":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/rare-txt.html")


def test_paper_has_no_controls(opened: Callable[..., Any]) -> None:
    page = opened(color_scheme="dark", **DESKTOP)
    page.emulate_media(media="print")
    assert not page.get_by_role("searchbox").is_visible()
    assert not any(button.is_visible() for button in page.locator(".pager button").all())
    assert page.get_by_text("1–25 of 60 articles").first.is_visible()
    assert page.locator(".groups").first.is_visible() and page.locator("#rows tr").first.is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"

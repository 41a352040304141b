"""The page of ``auditor serve`` as people meet it: paste, read, filter, correct, download."""

import csv
import io
import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the extra “server” is not installed")

import html5lib
import uvicorn
from test_html_in_browser import DESKTOP, LOWEST_CONTRAST, PHONE, SHOWN, until

from auditor.article import Article
from auditor.classifier.baseline_cues import CueWordBaseline
from auditor.rules.profile import BUILT_IN, load_profile
from auditor.server.app import create_app
from auditor.server.gate import Gate
from auditor.server.hosts import LOOPBACK
from auditor.server.limits import Limits
from auditor.server.protocol import protocol_for
from auditor.server.reading import Given, read_given
from auditor.server.work import Desk

pytestmark = pytest.mark.full

STORY = (
    "Harbour bridge shut after cracks found\n\n"
    "The old harbour bridge in Port Larkin was closed to all traffic on Monday, and the ferry will run again.\n\n"
    "“We had no choice,” said Odile Brandt, the mayor of Port Larkin.\n\n"
    "A source said the damage had been known for a year.\n\n"
    "The Interior Ministry said in a statement that the repair would take six months.\n"
)
HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)>"


def read_here(given: Given, seconds: float) -> list[Article]:
    if given.data is None:
        return [Article("tide.example/bridge", STORY, url=given.name)]
    return read_given(given)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server in a thread, with the cue words as classifier and without the network."""
    limits = Limits()
    desk = Desk(CueWordBaseline(), {name: load_profile(name) for name in BUILT_IN}, read_here, limits)
    app = create_app(desk, Gate(2, limits), names=LOOPBACK)
    sock = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, http=protocol_for(limits), lifespan="off", log_config=None, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    yield f"http://127.0.0.1:{sock.getsockname()[1]}/"
    server.should_exit = True
    thread.join()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Opens the page in a window of its own; fails the test when the browser complains about anything."""
    complaints: list[str] = []
    contexts = []

    def answer(dialog: Any) -> None:
        if "not downloaded" in dialog.message:
            dialog.accept()
            return
        complaints.append(dialog.message)
        dialog.dismiss()

    def opener(**window: Any) -> Any:
        contexts.append(browser.new_context(**window))
        contexts[-1].set_default_timeout(60_000)  # a busy machine is slow, not wrong
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", answer)
        page.on("request", lambda request: complaints.append(request.url) if address not in request.url else None)
        page.goto(address)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert [
        text for text in complaints if "the server responded with a status of" not in text and "blob:" not in text
    ] == []


def audit(page: Any, text: str = STORY) -> None:
    page.get_by_label("The article, in English").fill(text)
    page.get_by_role("button", name="Audit", exact=True).click()
    page.locator("#report .register").wait_for()


def open_all(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def ask_to_correct(page: Any, words: str) -> None:
    page.get_by_role("checkbox", name="all notes").check()
    page.locator(".note").get_by_role("button", name=f"Correct: {words}").click()


def correct(page: Any, words: str, label: str, source: str | None = None) -> None:
    ask_to_correct(page, words)
    page.get_by_label("It rests on").select_option(value=label)
    if source is not None:
        page.get_by_label("Source", exact=True).fill(source)
    page.get_by_role("button", name="Save").click()
    page.locator("#status", has_text="Corrected.").wait_for()


def downloaded(page: Any, name: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return str(Path(download.value.path()).read_bytes().decode("utf-8"))


def test_paste_read_filter_correct_download(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    audit(page)
    assert page.locator("#report h1").inner_text() == "Harbour bridge shut after cracks found"
    assert page.locator(".s.a").count() == 1

    findings = page.locator(SHOWN).count()
    assert findings >= 1
    page.get_by_role("checkbox", name="warning").uncheck()
    assert page.locator(SHOWN).count() < findings
    page.get_by_role("checkbox", name="official").uncheck()
    correct(page, "A source said", "NP", "Wim Tarrow")
    assert page.locator(".s.a").count() == 0
    assert not page.get_by_role("checkbox", name="official").is_checked()
    assert "Wim Tarrow" in page.locator(".register").inner_text()
    assert "1 sentence corrected by hand" in page.locator("#report .top").inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("N3✎, named, corrected")

    assert "the model said anonymous (A" in downloaded(page, "HTML")
    document = json.loads(downloaded(page, "JSON"))
    (corrected,) = [s for s in document["articles"][0]["sentences"] if s["corrected"]]
    assert (corrected["code"], corrected["corrected"]["label"]) == ("NP", "anonymous")
    rows = list(csv.DictReader(io.StringIO(downloaded(page, "CSV").removeprefix("\ufeff"), newline="")))
    assert [row["model_code"] for row in rows if row["corrected"]] == [corrected["corrected"]["code"]]
    page.get_by_label("What the CSV has a row for").select_option("sources")
    assert "Wim Tarrow" in downloaded(page, "CSV")

    page.get_by_role("button", name="Undo all corrections").click()
    page.locator("#status", has_text="All labels are as the model gave them.").wait_for()
    assert page.locator(".s.a").count() == 1


def test_one_correction_can_be_taken_back(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    audit(page)
    correct(page, "A source said", "U")
    assert page.locator(".s.a").count() == 0
    ask_to_correct(page, "A source said")
    assert page.get_by_label("It rests on").input_value() == "U"
    assert not page.get_by_label("Source", exact=True).is_visible()
    page.get_by_role("button", name="Back to what the model said").click()
    page.locator("#status", has_text="As the model said.").wait_for()
    assert page.locator(".s.a").count() == 1
    assert not page.get_by_role("button", name="Undo all corrections").is_visible()


def test_corrections_are_not_lost_unasked(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    audit(page)
    correct(page, "A source said", "U")
    page.get_by_role("button", name="Another article").click()
    with page.expect_event("dialog"):
        page.get_by_role("button", name="Audit", exact=True).click()
    page.locator(".s.a").wait_for()
    assert "corrected by hand" not in page.locator("#report").inner_text()
    correct(page, "A source said", "U")
    downloaded(page, "JSON")
    page.get_by_role("button", name="Another article").click()
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.get_by_role("button", name="Audit", exact=True).click()
    page.locator(".s.a").wait_for()
    assert asked == []


def test_a_sentence_is_corrected_from_its_card_with_the_mouse(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    audit(page)
    button = page.locator("#card .fix")
    page.locator(".s.a").click()
    button.click()
    page.keyboard.press("Escape")
    page.locator("#correct").wait_for(state="hidden")
    until(page, "document.activeElement === document.querySelector('.s.a .m')")

    page.mouse.move(0, 0)
    page.locator(".s.a").hover()
    button.click()
    page.get_by_label("It rests on").select_option(value="O")
    page.get_by_role("button", name="Save").click()
    page.locator("#status", has_text="Corrected.").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("O3✎, official, corrected")
    page.mouse.move(0, 0)
    page.locator(".s.n").hover()
    page.locator("#card", has_text="Odile Brandt").wait_for()


def test_a_sentence_is_corrected_from_its_card_with_a_finger(visit: Callable[..., Any]) -> None:
    page = visit(**PHONE)
    audit(page)
    page.locator(".s.a").tap()
    page.locator("#card .fix").tap()
    page.get_by_label("It rests on").select_option(value="NP")
    page.get_by_label("Source", exact=True).fill("Wim Tarrow")
    place = page.locator("#a1s3").bounding_box()["y"]
    page.get_by_role("button", name="Save").tap()
    page.locator("#status", has_text="Corrected.").wait_for()
    assert page.locator("#a1s3").bounding_box()["y"] == pytest.approx(place, abs=2)
    page.keyboard.press("Escape")
    page.locator(".s.o").tap()
    page.locator("#card", has_text="Interior Ministry").wait_for()


def test_a_guess_can_be_confirmed(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    story = STORY.replace("A source said the damage had been known for a year.\n\n", "")
    audit(page, f"{story}\n“Nobody listened to me,” she said.\n")
    assert "[Odile Brandt?]" in page.locator(".text").inner_text()
    ask_to_correct(page, "“Nobody listened")
    assert "a guess" in page.locator("#correct-said").inner_text()
    page.get_by_role("button", name="Save").click()
    page.locator("#status", has_text="Corrected.").wait_for()
    assert "[Odile Brandt?]" not in page.locator(".text").inner_text()
    sentences = json.loads(downloaded(page, "JSON"))["articles"][0]["sentences"]
    assert [s["guessed"] for s in sentences if s["corrected"]] == [False]


def test_the_focus_stays_at_a_sentence_whose_class_is_not_marked(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    audit(page)
    page.get_by_role("checkbox", name="official").uncheck()
    correct(page, "A source said", "O")
    assert page.evaluate("document.activeElement.id") == "a1s3"


def test_the_filters_work_and_stay_in_sight(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    audit(page, STORY + "\nA second source said that nobody had asked.\n" * 12)
    page.locator("#profile").select_option("strict")
    page.locator("#status", has_text="Checked by the rules of strict.").wait_for()
    found = page.locator(SHOWN).count()
    rule = page.locator("#rule option").nth(1).inner_text()
    page.locator("#rule").select_option(label=rule)
    chosen = page.locator(SHOWN).count()
    assert 0 < chosen < found
    page.get_by_role("checkbox", name="unattributed").uncheck()
    correct(page, "The Interior Ministry", "NO")
    assert page.evaluate("document.getElementById('rule').selectedOptions[0].textContent") == rule
    assert page.locator("#shown").inner_text().startswith(f"{page.locator(SHOWN).count()} of ")
    assert not page.locator("#a1s1 .m").is_visible()
    page.evaluate("document.getElementById('a1s9').scrollIntoView()")
    assert page.locator(".filter").bounding_box()["y"] == pytest.approx(0, abs=2)


def test_the_headline_and_other_furniture_can_be_corrected(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    audit(page)
    page.locator(".row.headline .fix").click()
    page.get_by_label("It rests on").select_option(value="U")
    page.get_by_role("button", name="Save").click()
    page.locator("#status", has_text="Corrected.").wait_for()
    assert page.locator(".row.headline").count() == 0


def test_another_profile_is_another_check_of_the_same_labels(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    audit(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.locator("#profile").select_option("strict")
    page.locator("#status", has_text="Checked by the rules of strict.").wait_for()
    assert asked == ["report"]
    assert "(profile): strict." in page.locator("#report footer").inner_text()


def test_a_file_and_a_link(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    page.get_by_role("radio", name="File").check()
    page.locator("#file").set_input_files([{"name": "bridge.txt", "mimeType": "text/plain", "buffer": STORY.encode()}])
    page.locator("#report .register").wait_for()
    assert "bridge.txt" in page.locator("#report .facts").inner_text()
    page.get_by_role("button", name="Another article").click()
    page.get_by_role("radio", name="Link").check()
    page.get_by_label("The address of the article").fill("https://tide.example/bridge")
    page.get_by_role("button", name="Audit", exact=True).click()
    page.locator("#report .facts a").wait_for()
    assert page.locator("#report .facts a").get_attribute("href") == "https://tide.example/bridge"


def test_a_file_can_be_dropped(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], 'dropped.txt', {type: 'text/plain'}));
          for (const kind of ['dragenter', 'dragover', 'drop'])
            document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        STORY,
    )
    page.locator("#report .register").wait_for()
    assert "dropped.txt" in page.locator("#report .facts").inner_text()
    assert not page.locator("#drop").is_visible()


def test_what_is_refused_is_said_and_can_be_forced(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    page.get_by_role("button", name="Audit", exact=True).click()
    assert page.locator("#problem").inner_text() == "Paste an article first."
    page.locator("#text").fill("Der Bürgermeister hat am Montag gesagt, dass die alte Brücke gesperrt bleibt. " * 4)
    page.get_by_role("button", name="Audit", exact=True).click()
    page.get_by_role("button", name="Audit it all the same").click()
    page.locator("#report .register").wait_for()


def test_a_script_in_an_article_is_text(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)  # a dialog, an error or a request elsewhere would fail the test
    page.get_by_text("Headline, outlet, author, date").click()
    page.get_by_label("Headline", exact=True).fill(HOSTILE)
    audit(page, STORY.replace("Odile Brandt", f"Odile {HOSTILE} Brandt"))
    correct(page, "A source said", "NP", HOSTILE)
    assert page.locator("#report script, #report img, #report style, #report iframe").count() == 0
    assert page.locator("script").count() == 2
    assert "<script>alert(1)</script>" in page.locator("#report h1").inner_text()
    assert HOSTILE in page.locator(".register").inner_text()


def test_all_can_be_done_with_the_keyboard(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)

    def tab_to(condition: str) -> None:
        for _ in range(80):
            if page.evaluate(f"(a => {condition})(document.activeElement)"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(condition)

    tab_to("a.id === 'text'")
    page.keyboard.insert_text(STORY)
    page.keyboard.press("Control+Enter")
    page.locator("#report .register").wait_for()
    until(page, "document.activeElement.id === 'report'")
    tab_to("a.className === 'm'")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.matches('.note')")
    tab_to("a.className === 'fix'")
    page.keyboard.press("Enter")
    page.locator("#correct").wait_for()
    assert page.evaluate("document.activeElement.id") == "correct-code"
    page.keyboard.press("Escape")
    page.locator("#correct").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "fix"
    page.keyboard.press("Enter")
    page.keyboard.press("o")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("Harbour Board")
    page.keyboard.press("Enter")
    page.locator("#status", has_text="Corrected.").wait_for()
    assert "Harbour Board" in page.locator(".register").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(visit: Callable[..., Any], axe: str, window: dict[str, Any], scheme: str) -> None:
    page = visit(bypass_csp=True, color_scheme=scheme, **window)
    page.evaluate(axe)

    def check() -> None:
        found = page.evaluate("axe.run(document)")
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []

    check()
    audit(page)
    check()
    correct(page, "A source said", "NP", "Wim Tarrow")
    open_all(page)
    check()
    assert page.evaluate(LOWEST_CONTRAST) >= 4.5
    page.locator(".fix").first.click()
    page.locator("#correct").wait_for()
    check()


@pytest.mark.parametrize("title", ["", HOSTILE + "x" * 900], ids=["calm", "hostile"])
def test_a_phone_never_scrolls_sideways(visit: Callable[..., Any], title: str) -> None:
    page = visit(**PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_text("Headline, outlet, author, date").click()
    page.get_by_label("Headline", exact=True).fill(title)
    audit(page)
    correct(page, "A source said", "NP", "W" * 200)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".fix").first.tap()
    page.locator("#correct").wait_for()
    assert page.evaluate("document.querySelector('#correct').scrollWidth") <= 340


def test_paper_has_the_report_alone(visit: Callable[..., Any]) -> None:
    page = visit(color_scheme="dark", **DESKTOP)
    audit(page)
    open_all(page)
    page.emulate_media(media="print")
    for control in ("#entry", "#bar", "#status", ".masthead", ".filter"):
        assert not page.locator(control).is_visible()
    assert page.locator(".fix:visible").count() == 0
    assert page.locator("#report .grade, #report .register").first.is_visible()


def test_paper_says_what_was_corrected(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    audit(page)
    correct(page, "A source said", "NP", "Wim Tarrow")
    correct(page, "The Interior Ministry", "X")
    assert page.locator(".on-paper:visible").count() == 0
    page.emulate_media(media="print")
    assert "3 corrected by hand; the model said anonymous (A" in page.locator(".on-paper:visible").inner_text()
    assert "the model said official (O)" in page.locator(".was:visible").inner_text()


def test_the_markup_is_strict(visit: Callable[..., Any], address: str) -> None:
    page = visit(**DESKTOP)
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page.request.get(address).text())
    audit(page)
    correct(page, "A source said", "NP", HOSTILE)
    parser.parse("<!DOCTYPE html>" + page.evaluate("document.documentElement.outerHTML"))
    assert (
        page.evaluate("(n => n.length - new Set(n).size)([...document.querySelectorAll('[id]')].map(e => e.id))") == 0
    )


def test_a_server_that_is_gone_is_said_to_be(visit: Callable[..., Any]) -> None:
    page = visit(**DESKTOP)
    audit(page)
    page.route("**/api/report", lambda route: route.fulfill(status=503, json={"error": "The server is at its limit."}))
    page.locator("#profile").select_option("strict")
    page.locator("#status", has_text="The server is at its limit.").wait_for()

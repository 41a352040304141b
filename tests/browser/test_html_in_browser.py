"""The HTML report as people meet it: with a mouse, a finger, a keyboard, a screen reader, on paper, without scripts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from auditor.article import Article, Audit, Finding, Grade, Relay, Sentence, Source
from auditor.labels import CLASS_OF

pytestmark = pytest.mark.full

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
HOSTILE = "</style></script><script>alert(1)</script><img src=x onerror=alert(2)> \u202e" + "x" * 10_000
SHOWN = ".f:visible"


def story(extra: str = "", repeat: int = 1) -> Audit:
    rows = [
        ("X", "Pier stays shut", None), ("U", "The pier at Saltmarsh shut in May.", None),
        ("NP", "It is rotten, said Ottoline Brask.", 0), ("A0", f"A source{extra} said it was a scandal.", 1),
        ("O", "The Port Authority promised a new one.", 2), ("X", f"Share this{extra}", None),
    ]  # fmt: skip
    text, sentences = "", []
    for n, (code, words, source) in enumerate(rows * repeat):
        start = len(text)
        text += f"{words}\n\n"
        ids = () if source is None else (source,)
        place = (n, start, start + len(words), words, CLASS_OF[code], code, 0.6 if code == "A0" else 0.95, n)
        sentences.append(Sentence(*place, source_ids=ids, role="headline" if n == 0 else None))
    sources = (
        Source(0, "Ottoline Brask", "person", "named", "engineer", (), (2,), 6, 0.3, "no"),
        Source(1, f"a source{extra}", "unnamed person", "anonymous", None, (), (3,), 7, 0.4, explained="fear",
               relays=(Relay(3, "The Tide", "A source", True),)),
        Source(2, "Port Authority", "official body", "official", None, (), (4,), 7, 0.3, "yes", "Authority"),
    )  # fmt: skip
    findings = (
        Finding("SA101", "undescribed", "warning", f"Not described{extra}.", (3,), "Describe it.", "AP"),
        Finding("SA202", "one-voice", "advice", "One voice.", (), "Find more.", "house advice"),
        Finding("SA301", "headline", "error", "The headline claims.", (0, 2), "Attribute it.", "house advice"),
    )
    grade = Grade("C", 61.0, {"transparency": 0.5, "diversity": 0.8, "independence": 0.7}, "D", "B")
    article = Article("pier.txt", text, title=f"Pier stays shut{extra}", outlet="The Tide", date="2024-05-02")
    return Audit(article, tuple(sentences), sources, findings, "It rests on three.", grade)


def until(page: Any, condition: str) -> None:
    """Wait until ``condition`` holds; the page's own policy forbids what playwright has for this."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


@pytest.mark.parametrize("articles", [1, 2])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(
    opened: Callable[..., Any], axe: str, window: dict[str, Any], scheme: str, articles: int
) -> None:
    page = opened([story()] * articles, bypass_csp=True, color_scheme=scheme, **window)
    page.evaluate(axe)
    for prepare in ("0", "document.querySelectorAll('details').forEach(d => d.open = true)"):
        page.evaluate(prepare)
        found = page.evaluate("axe.run(document)")
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast_with_what_it_stands_on(opened: Callable[..., Any], scheme: str) -> None:
    page = opened([story()], color_scheme=scheme, **DESKTOP)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(LOWEST_CONTRAST) >= 4.5


@pytest.mark.parametrize("extra", ["", HOSTILE], ids=["calm", "hostile"])
def test_a_phone_never_scrolls_sideways(opened: Callable[..., Any], extra: str) -> None:
    page = opened([story(extra), story()], **PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_script_in_an_article_is_text(opened: Callable[..., Any]) -> None:
    page = opened([story(HOSTILE)], **DESKTOP)  # a dialog, an error or a request would fail the test
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0
    assert "<script>alert(1)</script>" in page.locator("h1").inner_text()


def test_pointing_at_a_sentence_tells_about_it(opened: Callable[..., Any]) -> None:
    page = opened([story()], **DESKTOP)
    page.locator(".s.a").hover()
    card = page.locator("#card")
    card.wait_for(state="visible")
    for words in ("anonymous", "60% sure", "a source", "Passed on by The Tide", "warning"):
        assert words in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()


def test_a_tap_shows_the_card_and_another_hides_it(opened: Callable[..., Any]) -> None:
    page = opened([story()], **PHONE)
    page.locator(".s.n").tap()
    assert "Ottoline Brask" in page.locator("#card").inner_text()
    page.locator("#card button").tap()
    assert not page.locator("#card").is_visible()


def test_all_can_be_done_with_the_keyboard(opened: Callable[..., Any]) -> None:
    page = opened([story()], **DESKTOP)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "m":
            break
    page.keyboard.press("ArrowRight")
    assert page.locator("#card").is_visible()
    assert "Ottoline Brask" in page.locator("#card").inner_text()
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'a1n2'")
    assert page.locator("#a1n2").is_visible()


def test_filters_go_by_level_rule_and_class(opened: Callable[..., Any]) -> None:
    page = opened([story()], **DESKTOP)
    assert page.locator(SHOWN).count() == 3
    page.get_by_role("checkbox", name="warning").uncheck()
    assert page.locator(SHOWN).count() == 2
    assert page.locator("#shown").inner_text() == "2 of 3 findings shown"
    page.get_by_role("checkbox", name="warning").check()
    page.locator("#rule").select_option(label="Headline (SA301)")
    assert page.locator(SHOWN).count() == 1
    assert [page.locator(f"a.flag.{level}:visible").count() for level in ("error", "warning")] == [2, 0]
    assert page.locator("rect.flag:visible").count() == 1
    page.locator("#rule").select_option(label="Undescribed (SA101)")
    assert page.locator(SHOWN).count() == 1
    page.get_by_role("checkbox", name="anonymous").uncheck()
    assert page.locator(SHOWN).count() == 0
    assert not page.locator(".s.a .m").is_visible()


def test_the_filters_stay_in_sight_while_the_article_is_read(opened: Callable[..., Any]) -> None:
    for window in (DESKTOP, PHONE):
        page = opened([replace(story(repeat=40), findings=())], **window)
        page.evaluate("document.getElementById('a1s100').scrollIntoView()")
        assert page.locator(".filter").bounding_box()["y"] == pytest.approx(0, abs=2)
        assert page.locator("#a1s100").bounding_box()["y"] > page.locator(".filter").bounding_box()["height"]


def test_what_stands_beside_a_sentence_does_not_push_the_text_down(opened: Callable[..., Any]) -> None:
    page = opened([story()], **DESKTOP)
    finding, sentence, following = (page.locator(f"#a1{id}").bounding_box() for id in ("f1", "s3", "s4"))
    assert finding["x"] > sentence["x"] + 500
    assert abs(finding["y"] - sentence["y"]) < 40
    assert following["y"] - sentence["y"] < finding["height"]


def test_on_a_phone_a_finding_follows_its_sentence(opened: Callable[..., Any]) -> None:
    page = opened([story()], **PHONE)
    finding, sentence, following = (page.locator(f"#a1{id}").bounding_box() for id in ("f1", "s3", "s4"))
    assert sentence["y"] < finding["y"] < following["y"]


def test_it_works_without_scripts(opened: Callable[..., Any]) -> None:
    page = opened([story()], java_script_enabled=False, **DESKTOP)
    page.get_by_role("checkbox", name="error").uncheck()
    assert page.locator(SHOWN).count() == 2
    page.locator("#a1s2 .m").click()
    assert "a person identified by name" in page.locator("#a1n2").inner_text()
    assert not page.locator("#a1n3").is_visible()
    page.get_by_role("checkbox", name="all notes").check()
    assert page.locator("#a1n3").is_visible()


def test_paper_has_the_report_but_not_the_controls(opened: Callable[..., Any]) -> None:
    page = opened([story()], color_scheme="dark", **DESKTOP)
    page.emulate_media(media="print")
    assert not page.locator(".filter").is_visible()
    assert not page.locator("nav").is_visible()
    assert page.locator(".grade").is_visible() and page.locator(".register").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_a_long_article_opens_and_lets_itself_be_read(opened: Callable[..., Any]) -> None:
    audit = story(repeat=600)
    page = opened([replace(audit, findings=())], **PHONE)
    page.evaluate("location.hash = '#a1s3004'")
    until(page, "Math.abs(document.getElementById('a1s3004').getBoundingClientRect().top) < 740")


LOWEST_CONTRAST = """() => {
  const parts = color => color.match(/[\\d.]+/g).map(Number);
  const light = color => parts(color).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor, alpha = parts(color)[3];
      if (alpha === undefined || alpha > 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  let lowest = 21;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('script')) continue;
    const a = light(getComputedStyle(element).color), b = light(ground(element));
    lowest = Math.min(lowest, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return lowest;
}"""
"""The lowest contrast (WCAG 2, from 1 to 21) of any text with the ground that it stands on."""

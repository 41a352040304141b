import random
from dataclasses import replace

import pytest

from auditor.labels import CODES
from auditor.training.augment import Augmentation, augment
from auditor.training.drafts import IGNORED, Draft, Piece, draft_of
from auditor.training.furniture_lines import furniture_line

NOTHING = Augmentation(0, 0, 0, 0, 0, 0, 0)
ALWAYS = Augmentation(1, 1, 1, 1, 0.5, 1, 0)
X = CODES.index("X")


def drafts_of(draft, how, seeds=range(200)):
    return [augment(draft, how, random.Random(seed)) for seed in seeds]


def check(draft):
    text = draft.text
    segments = draft.segments
    assert len(segments) == len(draft.pieces)
    assert [text[s.start : s.end] for s in segments] == [p.text for p in draft.pieces]
    assert len(draft.character_tags) == len(text)
    for piece in draft.pieces:
        assert piece.text
        assert piece.tags is None or len(piece.tags) == len(piece.text)


@pytest.mark.parametrize("how", [Augmentation(), ALWAYS, replace(ALWAYS, excerpt=1.0), replace(NOTHING, quotes=1.0)])
def test_a_changed_draft_stays_consistent(authored, tagged, how):
    for article in (tagged, *authored[:12]):
        for draft in drafts_of(draft_of(article), how, range(25)):
            check(draft)


def test_the_sentences_of_the_article_keep_their_codes_and_their_order(authored):
    for article in authored[:12]:
        for draft in drafts_of(draft_of(article), replace(ALWAYS, headline_stop=0), range(10)):
            gold = [s.code for s in article.sentences if s.code != "X"]
            assert [CODES[p.code] for p in draft.pieces if p.code != X] == gold


def test_without_furniture_no_sentence_is_added_or_lost(authored):
    for draft in drafts_of(draft_of(authored[0]), replace(ALWAYS, furniture=0)):
        assert [p.code for p in draft.pieces] == [CODES.index(s.code) for s in authored[0].sentences]


def test_nothing_changes_where_nothing_is_asked_for(tagged):
    for draft in drafts_of(draft_of(tagged), NOTHING, range(5)):
        assert draft.text == tagged.text


def test_the_original_is_left_as_it_is(tagged):
    original = draft_of(tagged)
    drafts_of(original, ALWAYS)
    assert original.text == tagged.text
    assert [len(p.tags) for p in original.pieces] == [len(p.text) for p in original.pieces]


def test_one_seed_makes_one_draft(authored):
    first, again = (augment(draft_of(authored[3]), ALWAYS, random.Random("1/4")) for _ in range(2))
    assert first.text == again.text
    assert first.text != augment(draft_of(authored[3]), ALWAYS, random.Random("1/5")).text


def test_headlines_come_with_and_without_a_full_stop(tagged):
    how = replace(NOTHING, headline_stop=1.0)
    [stopped] = {d.pieces[0].text for d in drafts_of(draft_of(tagged), how)}
    assert stopped == "Ferry late again"
    bare = Draft([Piece("Ferry late again", X, None, ""), Piece("It rained", CODES.index("U"), None)])
    assert {d.text for d in drafts_of(bare, how)} == {"Ferry late again. It rained"}


def test_paragraph_breaks_are_dropped_and_added(tagged):
    texts = {d.text for d in drafts_of(draft_of(tagged), replace(NOTHING, breaks=1.0))}
    assert any('again. "It' in text for text in texts)
    assert any("Quill.\n\nShe" in text for text in texts)
    assert {"".join(text.split()) for text in texts} == {"".join(tagged.text.split())}


def test_quotation_marks_change_their_style_and_stay_in_pairs(tagged):
    texts = {d.pieces[1].text for d in drafts_of(draft_of(tagged), replace(NOTHING, quotes=1.0))}
    assert "“It is the engine,” said Mara Quill." in texts
    assert "«It is the engine,» said Mara Quill." in texts


def test_an_excerpt_is_a_stretch_of_the_article(authored):
    codes = [CODES.index(s.code) for s in authored[0].sentences]
    words = [authored[0].text[s.start : s.end] for s in authored[0].sentences]
    for draft in drafts_of(draft_of(authored[0]), replace(NOTHING, excerpt=1.0)):
        at = words.index(draft.pieces[0].text)
        assert [p.text for p in draft.pieces] == words[at : at + len(draft.pieces)]
        assert [p.code for p in draft.pieces] == codes[at : at + len(draft.pieces)]
        assert 1 <= len(draft.pieces) <= 12
        assert draft.text == draft.text.strip()


def test_letters_whose_length_changes_with_their_case_do_not_shift_the_tags():
    draft = Draft([Piece("Straße und ﬁsh", CODES.index("U"), None, ""), Piece("it rained", CODES.index("U"), None)])
    [changed] = drafts_of(draft, replace(NOTHING, shouting=1.0), [0])
    assert changed.text == "Straße und ﬁsh IT RAINED"


def test_furniture_is_put_into_an_article_of_any_size(tagged):
    how = replace(NOTHING, furniture=1.0)
    for pieces in ([Piece("It rained.", CODES.index("U"), None, "")], draft_of(tagged).pieces):
        for draft in drafts_of(Draft(pieces), how):
            check(draft)
            assert sum(p.code == X for p in draft.pieces) > sum(p.code == X for p in pieces)


def test_sentences_without_a_code_stay_without_one(tagged):
    for draft in drafts_of(draft_of(replace(tagged, sentences=())), ALWAYS, range(20)):
        check(draft)
        assert {p.code for p in draft.pieces} <= {IGNORED, X}


def test_an_article_without_sentences_is_left_alone():
    assert all(draft.pieces == [] for draft in drafts_of(Draft(), ALWAYS))


def test_a_line_of_furniture_is_complete_and_on_one_line():
    random_ = random.Random(7)
    lines = {furniture_line(random_) for _ in range(3000)}
    assert len(lines) > 500
    for line in lines:
        assert line == line.strip()
        assert not set(line) & set("{}\n")

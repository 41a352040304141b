from dataclasses import replace

from auditor.classifier.tags import BEGIN_CUE, BEGIN_SOURCE, INSIDE_CUE, INSIDE_SOURCE
from auditor.labels import CODES
from auditor.training.drafts import IGNORED, Draft, draft_of


def test_an_unchanged_draft_is_the_article(authored):
    for article in authored[:20]:
        draft = draft_of(article)
        end = article.sentences[-1].end
        assert draft.text == article.text[:end]
        assert [(s.start, s.end) for s in draft.segments] == [(s.start, s.end) for s in article.sentences]
        assert [CODES[p.code] for p in draft.pieces] == [s.code for s in article.sentences]


def test_marked_words_keep_their_tags(tagged):
    tags = draft_of(tagged).character_tags
    name, said = tagged.text.index("Mara"), tagged.text.index("said")
    assert tags[name] == BEGIN_SOURCE
    assert set(tags[name + 1 : name + 10]) == {INSIDE_SOURCE}
    assert tags[said] == BEGIN_CUE
    assert set(tags[said + 1 : said + 4]) == {INSIDE_CUE}
    assert len(tags) == len(tagged.text)


def test_white_space_between_sentences_is_not_learned_from(tagged):
    assert set(draft_of(tagged).character_tags[17:19]) == {IGNORED}


def test_where_nobody_marked_words_there_is_nothing_to_learn(authored, tagged):
    assert set(draft_of(authored[0]).character_tags) == {IGNORED}
    assert set(draft_of(replace(tagged, attributions=())).character_tags) == {IGNORED}


def test_an_article_without_labels_is_cut_into_sentences_and_keeps_its_tags(tagged):
    draft = draft_of(replace(tagged, sentences=()))
    assert draft.text == tagged.text
    assert {p.code for p in draft.pieces} == {IGNORED}
    assert [p.text for p in draft.pieces][-2:] == ["She sighed.", "The port agreed."]
    assert draft.character_tags[tagged.text.index("Mara")] == BEGIN_SOURCE


def test_an_empty_draft():
    assert (Draft().text, Draft().segments, len(Draft().character_tags)) == ("", [], 0)

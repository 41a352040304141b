import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article
from auditor.classifier.interface import Prediction
from auditor.labels import CODES
from auditor.pipeline import apply_proposal, audit_article, audit_articles

TEXT = (
    "Share this story\n\n“The bridge moves,” said Mara Quill. “Nobody listened.”\n\n"
    "It rained for most of Tuesday and the quay was shut. The Harbour Office said it would look into it.\n\nBy Tom Abel"
)


def chances(**of):
    left = 1.0 - sum(of.values())
    others = [code for code in CODES if code not in of]
    return tuple(of.get(code, left / len(others)) for code in CODES)


class Scripted:
    """Says the same of every sentence, unless some words of it are in the script."""

    name = "scripted"

    def __init__(self, default, **script):
        self.default, self.script, self.asked = default, script, []

    def classify(self, text, segments):
        self.asked.append((text, list(segments)))
        return [
            next((p for words, p in self.script.items() if words in text[s.start : s.end]), self.default)
            for s in segments
        ]


UNSOURCED = Prediction(chances(U=0.9))


def test_every_sentence_stands_where_its_offsets_say():
    audit = audit_article(Article("a", TEXT), Scripted(UNSOURCED))
    assert all(TEXT[s.start : s.end] == s.text for s in audit.sentences)
    assert [s.index for s in audit.sentences] == list(range(len(audit.sentences)))
    assert "".join(s.text for s in audit.sentences).replace(" ", "") == "".join(TEXT.split())


@given(st.text())
def test_offsets_are_exact_in_any_text(text):
    audit = audit_article(Article("a", text), Scripted(UNSOURCED))
    ends = [0, *(at for s in audit.sentences for at in (s.start, s.end)), len(text)]
    assert ends == sorted(ends)
    assert all(text[s.start : s.end] == s.text for s in audit.sentences)


def test_source_and_cue_are_words_of_the_article():
    start = TEXT.index("Mara Quill")
    said = Prediction(chances(NP=0.9), (start, start + 10), (start - 5, start - 1))
    audit = audit_article(Article("a", TEXT), Scripted(UNSOURCED, Quill=said))
    [sentence] = [s for s in audit.sentences if "Quill" in s.text]
    assert (sentence.label, sentence.source, sentence.cue) == ("named", "Mara Quill", "said")
    assert TEXT[sentence.source_start : sentence.source_end] == "Mara Quill"
    assert TEXT[sentence.cue_start : sentence.cue_end] == "said"


def test_what_is_unattributed_has_no_source_whatever_words_were_tagged():
    audit = audit_article(Article("a", TEXT), Scripted(Prediction(chances(U=0.9), (0, 5), (6, 10))))
    assert {(s.source, s.source_start, s.cue, s.cue_end) for s in audit.sentences} == {(None,) * 4}


@pytest.mark.parametrize("text", ["", "   \n\n\t", "\ufeff"])
def test_an_empty_article_gives_an_empty_audit(text):
    audit = audit_article(Article("a", text), Scripted(UNSOURCED))
    assert audit.counted == ()
    assert audit.article.text == text


def test_each_article_is_classified_once_and_alone():
    classifier = Scripted(UNSOURCED)
    audit_article(Article("a", TEXT), classifier)
    audit_article(Article("b", "It rained."), classifier)
    assert [text for text, _ in classifier.asked] == [TEXT, "It rained."]


def label_of(audit, words):
    return next(s.label for s in audit.sentences if words in s.text)


def test_a_sure_proposal_decides_for_a_classifier_in_doubt():
    doubt = Scripted(Prediction(chances(U=0.5, X=0.4)))
    audit = audit_article(Article("a", TEXT), doubt)
    assert label_of(audit, "Share this story") == "furniture"
    assert label_of(audit, "It rained for most of Tuesday") == "unattributed"


def test_a_sure_classifier_overrules_a_weak_proposal():
    sure = chances(NP=0.97, X=0.005)
    assert apply_proposal(sure, 0.5)[CODES.index("NP")] > 0.9
    assert apply_proposal(chances(X=0.9), 0.2)[CODES.index("X")] > 0.5


def test_where_layout_says_nothing_the_classifier_is_left_as_it_is():
    doubt = chances(U=0.4, X=0.35)
    assert apply_proposal(doubt, 0.0) is doubt


def test_a_stronger_proposal_never_makes_furniture_less_likely():
    doubt = chances(U=0.4, X=0.3)
    found = [apply_proposal(doubt, strength / 20)[CODES.index("X")] for strength in range(1, 21)]
    assert found == sorted(found)


@given(
    st.lists(st.floats(0.001, 1), min_size=8, max_size=8),
    st.floats(0, 1),
)
def test_weighing_leaves_probabilities(weights, furniture):
    before = tuple(w / sum(weights) for w in weights)
    after = apply_proposal(before, furniture)
    assert sum(after) == pytest.approx(1)
    assert all(0 <= p <= 1 for p in after)
    x = CODES.index("X")
    order = sorted((i for i in range(8) if i != x), key=before.__getitem__)
    assert order == sorted(order, key=after.__getitem__)


def test_certainty_survives_every_proposal():
    x = CODES.index("X")
    assert apply_proposal(tuple(float(i == x) for i in range(8)), 0.01)[x] == 1.0
    assert apply_proposal(tuple(float(i == 0) for i in range(8)), 1.0)[0] == 1.0


class Ahead(Scripted):
    """Begins with an article when told to, and is asked for its predictions later."""

    def __init__(self, default, log, **script):
        super().__init__(default, **script)
        self.log = log

    def begin(self, text, segments):
        self.log.append(("begun", text))

        def wait():
            self.log.append(("waited for", text))
            return self.classify(text, segments)

        return wait


STORIES = [Article(str(n), f"Story number {n} has one sentence. It was raining.") for n in range(30)]


def test_many_articles_are_audited_as_one_alone_and_in_order():
    alone = [audit_article(article, Scripted(UNSOURCED)) for article in STORIES]
    assert list(audit_articles(STORIES, Scripted(UNSOURCED))) == alone
    assert list(audit_articles(iter(STORIES), Ahead(UNSOURCED, []))) == alone
    assert list(audit_articles([], Ahead(UNSOURCED, []))) == []


def test_articles_are_begun_ahead_but_not_all_at_once():
    log = []
    next(audit_articles(iter(STORIES), Ahead(UNSOURCED, log)))
    begun = [text for what, text in log if what == "begun"]
    assert 1 < len(begun) < len(STORIES)
    assert log[-1] == ("waited for", STORIES[0].text)


def test_what_was_read_before_a_failure_is_audited_first():
    def reading():
        yield from STORIES[:3]
        raise OSError("the disk is gone")

    audits = audit_articles(reading(), Ahead(UNSOURCED, []))
    assert [next(audits).article.id for _ in range(3)] == ["0", "1", "2"]
    with pytest.raises(OSError, match="the disk is gone"):
        next(audits)

from itertools import pairwise

import numpy as np
import pytest

from auditor.evaluation.calibration import BINS, Reliability, ece_draws, fit_temperature


def test_perfect_confidence_has_no_error():
    confidence = np.repeat([0.25, 0.75], 400)
    correct = np.concatenate([np.arange(400) % 4 == 0, np.arange(400) % 4 != 0])
    assert Reliability(confidence, correct).ece() == pytest.approx(0.0)


def test_overconfidence_is_the_distance_from_accuracy():
    found = Reliability(np.full(100, 0.9), np.arange(100) < 60)
    assert found.ece() == pytest.approx(0.3)


def test_bins_hold_equally_many_sentences():
    confidence = np.random.default_rng(0).random(BINS * 40)
    table = Reliability(confidence, confidence > 0.5).table()
    assert [row.sentences for row in table] == [40] * BINS
    assert all(a.high < b.low for a, b in pairwise(table))
    assert all(row.low <= row.confidence <= row.high for row in table)


def test_equal_confidences_share_a_bin_whatever_their_order():
    confidence = np.repeat([0.6, 0.9], 50)
    correct = np.random.default_rng(0).random(100) < 0.7
    order = np.random.default_rng(1).permutation(100)
    found, shuffled = Reliability(confidence, correct), Reliability(confidence[order], correct[order])
    assert [row.sentences for row in found.table()] == [50, 50]
    assert found.ece() == pytest.approx(shuffled.ece())


def test_a_draw_counts_an_article_as_often_as_it_was_drawn():
    confidence, correct = np.array([0.5, 0.9, 0.9]), np.array([True, False, True])
    article = np.array([0, 0, 1])
    drawn = ece_draws(Reliability(confidence, correct), article, np.array([[2, 0], [0, 2]]))
    assert drawn == pytest.approx([(0.5 + 0.9) / 2, 0.1])


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_temperature_is_found_again(temperature):
    random = np.random.default_rng(7)
    logits = random.normal(0, 2, (20000, 8))
    p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    codes = (p.cumsum(1) < random.random((len(p), 1))).sum(1)
    assert fit_temperature(logits * temperature, codes) == pytest.approx(temperature, rel=0.05)


def test_huge_logits_do_not_overflow():
    assert np.isfinite(fit_temperature(np.array([[1e4, 0.0], [0.0, 1e4]]), np.array([0, 0])))

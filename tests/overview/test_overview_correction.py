from pathlib import Path

import numpy as np
import pytest

from auditor.classifier.choose import shipped_model
from auditor.labels import CLASSES
from auditor.overview.correction import Correction, chances, correct, correction_for, read_correction
from auditor.overview.estimate import estimate
from auditor.overview.tally import Tally

CONFUSION = np.array([[90, 4, 2, 4], [10, 80, 5, 5], [3, 7, 85, 5], [5, 1, 1, 93]])


def correction(articles: int = 50) -> Correction:
    return Correction(np.array([CONFUSION] * articles), "sha", "m", "some articles")


def test_what_is_always_labelled_right_stays() -> None:
    shares = np.array([[0.5, 0.1, 0.1, 0.3]])
    assert correct(shares, np.eye(4)[None]) == pytest.approx(shares)


def test_two_classes_follow_rogan_and_gladen() -> None:
    sensitivity, specificity, seen = 0.9, 0.8, 0.38
    confusion = np.eye(4)
    confusion[:2, :2] = [[sensitivity, 1 - sensitivity], [1 - specificity, specificity]]
    found = correct(np.array([[seen, 1 - seen, 0, 0]]), confusion[None])[0]
    assert found[0] == pytest.approx((seen + specificity - 1) / (sensitivity + specificity - 1), abs=1e-5)


def test_true_shares_come_back() -> None:
    truth = np.array([[0.3, 0.05, 0.15, 0.5]])
    assert correct(truth @ chances(CONFUSION), chances(CONFUSION)[None]) == pytest.approx(truth)


def test_no_share_falls_below_nothing_and_the_likeliest_is_found() -> None:
    confusion = chances(CONFUSION)
    seen = np.array([[0.6, 0.0, 0.0, 0.4]])
    found = correct(seen, confusion[None])[0]
    assert found.min() >= 0 and found.sum() == pytest.approx(1)

    def likelihood(shares: np.ndarray) -> float:
        return float((seen[0] * np.log(np.maximum(shares @ confusion, 1e-12))).sum())

    random = np.random.default_rng(1)
    assert all(likelihood(found) >= likelihood(other) - 1e-4 for other in random.dirichlet([1, 1, 1, 1], 500))


def test_classes_that_cannot_be_told_apart_do_not_stop_it() -> None:
    found = correct(np.array([[0.25] * 4]), np.full((1, 4, 4), 0.25))[0]
    assert found.sum() == pytest.approx(1)


def test_a_class_that_was_not_measured_is_taken_to_be_right() -> None:
    assert chances(np.zeros((4, 4))) == pytest.approx(np.eye(4))


def test_corrected_intervals_carry_the_doubt_of_the_measurement() -> None:
    tally = Tally()
    for n in range(40):
        tally.add(0, (5 + n % 3, 1, 2, 6), None, tally.findings)

    def width(articles: int) -> float:
        tables = np.random.default_rng(0).poisson(CONFUSION / articles * 2, (articles, 4, 4))
        shares = estimate(tally, Correction(tables, "sha", "m", "d")).corrected
        assert shares is not None and shares[0].low is not None and shares[0].high is not None
        return shares[0].high - shares[0].low

    counted = estimate(tally).counted[0]
    assert counted.low is not None and counted.high is not None
    assert width(40) > counted.high - counted.low


def test_the_shipped_confusion_was_measured_on_the_shipped_model() -> None:
    measured = correction_for(None, "onnx")
    assert measured is not None, "the model changed: run benchmarks/confusion.py --data DIR"
    assert measured.tables.shape[1:] == (len(CLASSES), len(CLASSES))
    assert len(measured.tables) >= 100
    assert np.diag(measured.confusion).min() > 0.5


def test_another_model_is_not_corrected_by_it(tmp_path: Path) -> None:
    config = (shipped_model() / "config.json").read_text(encoding="utf-8")
    changed = config.replace(read_correction().model_sha256, "0" * 64)
    (tmp_path / "config.json").write_text(changed, encoding="utf-8")
    assert correction_for(tmp_path, "onnx") is None
    assert correction_for(None, "torch") is None

import numpy as np
import pytest

from auditor.overview.estimate import estimate, wilson
from auditor.overview.tally import Tally


def tally_of(*articles: tuple[int, ...]) -> Tally:
    tally = Tally()
    for counts in articles:
        tally.add(100, counts, "B", tally.findings)
    return tally


def test_a_share_is_of_all_sentences_of_the_group() -> None:
    shares = estimate(tally_of((1, 0, 0, 1), (8, 0, 0, 0))).counted
    assert [e.share for e in shares] == [0.9, 0.0, 0.0, 0.1]


def test_few_articles_have_no_interval() -> None:
    assert all(e.low is None for e in estimate(tally_of(*[(3, 1, 1, 2)] * 4)).counted)
    assert all(e.low is not None for e in estimate(tally_of(*[(3, 1, 1, 2)] * 5)).counted)


def test_articles_that_differ_more_give_wider_intervals() -> None:
    def width(*articles: tuple[int, ...]) -> float:
        named = estimate(tally_of(*articles)).counted[0]
        assert named.low is not None and named.high is not None
        return named.high - named.low

    alike, apart = [(5, 0, 0, 5)] * 40, [(10, 0, 0, 0), (0, 0, 0, 10)] * 20
    assert width(*apart) > 1.5 * width(*alike)
    assert width(*apart) > 1.8 * width(*apart * 4)


def test_a_class_that_was_never_seen_is_not_ruled_out() -> None:
    anonymous = estimate(tally_of(*[(5, 0, 1, 4)] * 10)).counted[1]
    assert (anonymous.share, anonymous.low) == (0.0, 0.0)
    assert anonymous.high == pytest.approx(0.037, abs=0.001)


def test_nothing_counted_gives_no_shares() -> None:
    assert estimate(tally_of((0, 0, 0, 0))).counted == ()


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(3)
    held = 0
    for _ in range(300):
        tally = Tally()
        for _ in range(15):
            shares = random.dirichlet([4, 1, 1, 4])
            tally.add(0, random.multinomial(random.integers(5, 40), shares).tolist(), None, tally.findings)
        named = estimate(tally).counted[0]
        assert named.low is not None and named.high is not None
        held += named.low <= 0.4 <= named.high
    assert 0.91 <= held / 300 <= 0.99


@pytest.mark.parametrize(("count", "total", "low", "high"), [(0, 10, 0, 0.2775), (5, 10, 0.2366, 0.7634)])
def test_wilson(count: int, total: int, low: float, high: float) -> None:
    assert wilson(count, total) == pytest.approx((low, high), abs=1e-4)


def test_the_same_sums_give_the_same_figures() -> None:
    articles = [(n % 5, n % 2, 1, 4) for n in range(30)]
    assert estimate(tally_of(*articles)) == estimate(tally_of(*articles))

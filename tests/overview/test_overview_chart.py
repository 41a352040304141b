from itertools import pairwise

import pytest
from overview_stories import audit_of

from auditor.overview.aggregate import Aggregator
from auditor.overview.chart import WIDTH, trend
from auditor.overview.overview import build_overview

MONTH_NAME_WIDTH = 45
"""Of seven characters at the size of the chart's text."""


@pytest.mark.parametrize("months", [2, 3, 5, 7, 8, 12, 14, 25, 61])
def test_months_under_a_chart_keep_apart_and_begin_and_end_it(months: int) -> None:
    dates = [f"{2020 + n // 12}-{n % 12 + 1:02}" for n in range(months)]
    aggregator = Aggregator()
    for date in dates:
        aggregator.add(audit_of(date, date=f"{date}-09"))
    found = trend(build_overview(aggregator.sums()).months, str)
    assert found is not None
    marks = found.x_marks
    assert (marks[0][1], marks[-1][1]) == (dates[0], dates[-1])
    assert all(right - left >= MONTH_NAME_WIDTH for (left, _), (right, _) in pairwise(marks))
    assert marks[0][0] >= MONTH_NAME_WIDTH / 2 and marks[-1][0] <= WIDTH - MONTH_NAME_WIDTH / 2
    gaps = [dates.index(right) - dates.index(left) for (_, left), (_, right) in pairwise(marks)]
    assert max(gaps) - min(gaps) <= 1

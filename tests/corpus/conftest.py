import pytest
from stand_ins import rows, write_rows

pytest.importorskip("pyarrow")


@pytest.fixture
def corpus(tmp_path):
    """Forty articles, one a line."""
    return write_rows(tmp_path / "ferries.jsonl", rows(40))


@pytest.fixture
def output(tmp_path):
    return tmp_path / "audited"

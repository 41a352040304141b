import pytest

from auditor.data import SETS, find_data, is_calibration, places
from auditor.errors import InputError, UsageError


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout that ships authored articles and has no texts built."""
    monkeypatch.setattr(places, "SHIPPED", tmp_path / "data")
    monkeypatch.setattr(places, "LOCAL", tmp_path / "data" / "local")
    put(tmp_path / "data", "authored/dev")
    return tmp_path / "data"


def put(folder, name):
    path = folder / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    return path


def test_authored_articles_ship():
    for name in ("authored/train", "authored/dev"):
        assert find_data(name).is_file()


def test_a_named_folder_is_searched_instead_of_the_built_articles(checkout, tmp_path):
    mine = put(tmp_path / "mine", "dev")
    put(checkout / "local", "train")
    assert find_data("dev", tmp_path / "mine") == mine
    with pytest.raises(InputError, match="--data"):
        find_data("train", tmp_path / "mine")


def test_authored_articles_that_a_named_folder_lacks_are_those_that_ship(checkout, tmp_path):
    mine = put(tmp_path / "mine", "authored/train")
    assert find_data("authored/train", tmp_path / "mine") == mine
    assert find_data("authored/dev", tmp_path / "mine") == checkout / "authored" / "dev.jsonl"


def test_built_articles_are_found_and_come_before_shipped_ones(checkout):
    assert find_data("authored/dev") == checkout / "authored" / "dev.jsonl"
    for name in ("authored/dev", "train"):
        built = put(checkout / "local", name)
        assert find_data(name) == built


@pytest.mark.parametrize("name", ["train", "dev", "polnear_spans"])
def test_what_to_do_about_missing_articles_is_said(checkout, name):
    with pytest.raises(InputError, match=r"auditor data build --text DIR.*--data DIR"):
        find_data(name)


def test_missing_authored_articles_point_to_the_checkout(checkout):
    with pytest.raises(InputError, match="checkout"):
        find_data("authored/train")


def test_an_unknown_set_is_a_usage_error():
    with pytest.raises(UsageError, match="choose one of train, dev"):
        find_data("test")


def test_about_a_tenth_is_set_aside_for_calibration():
    share = sum(is_calibration(f"sample/{n:05}") for n in range(5000)) / 5000
    assert 0.08 < share < 0.12


def test_the_calibration_articles_never_change():
    assert [n for n in range(40) if is_calibration(f"sample/{n:05}")] == [1, 8, 14, 26, 32]


def test_every_set_has_one_name():
    assert len(set(SETS)) == len(SETS) == 6

import threading

import pytest

from auditor.commands.ahead import Ahead
from auditor.errors import ModelError


def test_work_is_done_while_something_else_goes_on():
    begun = threading.Event()
    work = Ahead(lambda: begun.set() or "model")
    assert begun.wait(10)  # nobody has asked for the result yet
    assert work.result() == "model"
    assert work.result() == "model"


def test_what_went_wrong_is_raised_where_the_result_is_asked_for():
    def fails():
        raise ModelError("The model is gone.")

    work = Ahead(fails)
    with pytest.raises(ModelError, match="gone"):
        work.result()

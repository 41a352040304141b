"""A worker process of the local engine: takes chunks from a pipe, says what it is at, and ends with its parent."""

import os
import pickle
import signal
import threading
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process

from auditor.errors import AuditorError

READY, AT, THROUGH, DONE, FAILED = "ready", "at", "through", "done", "failed"
"""What a worker says: it has loaded; on which record of its chunk it begins; how many are finished and how many of
these rejected; a chunk's record; why all must stop."""


def main(pipe: Connection, job: bytes) -> None:
    """Work until the pipe closes.  ``job`` is pickled, so that its libraries load after the settings are made."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # one thread a worker: there is a worker for each core
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        _work(pipe, job)
    except AuditorError as error:
        pipe.send((FAILED, error))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # the parent is gone or has done with us


def _work(pipe: Connection, job: bytes) -> None:
    from auditor.corpus.engine import worker_of
    from auditor.corpus.work import out_of_room

    unpacked = pickle.loads(job)  # noqa: S301 - from our own parent
    _one_thread()
    work = worker_of(unpacked)
    pipe.send((READY, None))
    while True:
        chunk = pipe.recv()
        try:
            record = work(
                chunk,
                lambda number: pipe.send((AT, number)),
                lambda finished, rejected: pipe.send((THROUGH, (finished, rejected))),
            )
        except (BrokenPipeError, ConnectionResetError):
            raise
        except OSError as error:
            raise out_of_room(error, str(unpacked.files)) from error
        pipe.send((DONE, record))


def _one_thread() -> None:
    import pyarrow

    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)

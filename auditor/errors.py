"""What can go wrong, each with the exit code that the command line gives it.

The message of an ``AuditorError`` is one clear sentence for a person; no traceback is shown for it.
"""

EXIT_DONE = 0
EXIT_FINDINGS = 1
EXIT_USAGE = 2
EXIT_BAD_INPUT = 3
EXIT_BAD_MODEL = 4
EXIT_SOME_REJECTED = 5
EXIT_INTERRUPTED = 130


class AuditorError(Exception):
    """Something that the user can mend."""

    exit_code = EXIT_BAD_INPUT


class UsageError(AuditorError):
    """The command was asked for something it does not do, or needs an extra that is not installed."""

    exit_code = EXIT_USAGE


class InputError(AuditorError):
    """An input cannot be read, or an output cannot be written."""

    exit_code = EXIT_BAD_INPUT


class RefusedError(InputError):
    """An input was read, but is not an article that we can audit; ``--force`` audits it all the same."""


class ModelError(AuditorError):
    """The model is missing or corrupt."""

    exit_code = EXIT_BAD_MODEL

"""Keeping other libraries' messages off the user's screen."""

import logging
import re
import warnings


def hush(*libraries: str) -> None:
    """Silence the libraries' warnings, and their logs unless the application has set a level itself."""
    for name in libraries:
        warnings.filterwarnings("ignore", module=rf"{re.escape(name)}\b")
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.CRITICAL + 1)

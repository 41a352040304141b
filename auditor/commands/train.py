"""``auditor train``: the plain recipe from labelled articles to a model folder."""

from auditor.commands.notes import note
from auditor.data import read_training
from auditor.errors import InputError, UsageError
from auditor.training.options import TrainOptions


def train_model(options: TrainOptions) -> None:
    """Train, calibrate, export, measure; leave ``model/`` and ``checkpoint/`` in ``output``."""
    try:
        from auditor.training.run import run
    except ImportError as error:
        raise UsageError(
            "Training needs the extra “train”: pip install -e '.[train]' in the project's folder "
            f"({error.name or error} is missing)."
        ) from error
    from safetensors import SafetensorError

    try:
        run(options, read_training(options.data, spans=True, say=None if options.quiet else note))
    except (OSError, SafetensorError) as error:
        raise InputError(f"Training stopped at a file that cannot be read or written: {error}.") from error

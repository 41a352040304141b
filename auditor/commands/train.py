"""``auditor train``: the plain recipe from labelled articles to a model folder."""

from pathlib import Path

from auditor.errors import InputError, UsageError


def train_model(
    *,
    data: Path | None,
    output: Path,
    base: str | None,
    seed: int,
    epochs: int | None,
    limit: int | None,
    threads: int | None,
    quiet: bool,
) -> None:
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
        run(
            data=data,
            output=output,
            base=base,
            seed=seed,
            epochs=epochs,
            limit=limit,
            threads=threads,
            quiet=quiet,
        )
    except (OSError, SafetensorError) as error:
        raise InputError(f"Training stopped at a file that cannot be read or written: {error}.") from error

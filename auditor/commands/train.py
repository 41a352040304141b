"""``auditor train``: the plain recipe from labelled articles to a model folder."""

from pathlib import Path

from auditor.errors import UsageError


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
            "Training needs the extra “train”: pip install 'sourcing-auditor[train]' "
            f"({error.name or error} is missing)."
        ) from error
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

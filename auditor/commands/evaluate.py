"""``auditor evaluate``: a model or a baseline against labelled articles."""

import json
from pathlib import Path

from auditor.classifier.baselines import baseline
from auditor.classifier.choose import load_classifier
from auditor.commands.notes import note, progress_bar
from auditor.data import LabelledArticle, find_training, read_labelled
from auditor.evaluation import evaluate, render_evaluation, require_plots, write_evaluation
from auditor.reporting.output import standard_output


def evaluate_file(
    path: Path,
    *,
    baseline_name: str | None,
    data: Path | None,
    model: Path | None,
    backend: str,
    resegment: bool,
    output: Path | None,
    as_json: bool,
    show_text: bool,
    color: bool,
    quiet: bool,
) -> None:
    """Score on the labelled articles of ``path``; print tables or JSON; write files into ``output``."""
    if output is not None:
        require_plots()
    articles = read_labelled(path)
    classifier = (
        load_classifier(model, backend)
        if baseline_name is None
        else baseline(baseline_name, _train_articles(data, quiet) if baseline_name == "tfidf" else None)
    )
    with progress_bar("Evaluating", quiet=quiet, color=color) as advance:
        evaluation = evaluate(articles, classifier, resegment=resegment, progress=advance)
    if output is not None:
        written = write_evaluation(evaluation, output)
        if not quiet:
            note(f"Wrote {', '.join(file.name for file in written)} to {output}.")
    if as_json:
        with standard_output() as stream:
            stream.write(json.dumps(evaluation.to_dict(), indent=2) + "\n")
        return
    from auditor.reporting.page import make_console

    with standard_output(None) as stream:
        texts = {a.doc_id: a.text for a in articles} if show_text else None
        render_evaluation(make_console(stream, color=color, width=None), evaluation, texts=texts)


def _train_articles(data: Path | None, quiet: bool) -> list[LabelledArticle]:
    paths = find_training(data)
    if all(path.parent.name == "authored" for path in paths) and not quiet:
        note("Training the baseline on the authored articles alone; --data DIR names a folder with more.")
    return [article for path in paths for article in read_labelled(path)]

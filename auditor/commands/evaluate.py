"""``auditor evaluate``: a model or a baseline against labelled articles."""

import json
from pathlib import Path

from auditor.classifier.baselines import baseline
from auditor.classifier.choose import load_classifier
from auditor.commands.notes import note, progress_bar
from auditor.data import read_labelled, read_training
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
    sources: bool,
    output: Path | None,
    as_json: bool,
    show_text: bool,
    color: bool,
    quiet: bool,
) -> None:
    """Score on the labelled articles of ``path``; print tables or JSON; write files into ``output``.

    With ``sources`` the sources are linked and scored too, beside their baselines.
    """
    if output is not None:
        require_plots()
    articles = read_labelled(path)
    if baseline_name is None:
        classifier = load_classifier(model, backend)
    else:
        train = read_training(data, say=None if quiet else note) if baseline_name == "tfidf" else None
        classifier = baseline(baseline_name, train)
    with progress_bar("Evaluating", quiet=quiet, color=color) as advance:
        evaluation = evaluate(articles, classifier, resegment=resegment, link=sources, progress=advance)
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

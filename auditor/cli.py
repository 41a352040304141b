"""The command line: parse, call, exit code."""

import gc
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from auditor.errors import EXIT_BAD_INPUT, EXIT_DONE, EXIT_INTERRUPTED, EXIT_USAGE, AuditorError

app = typer.Typer(
    name="auditor",
    help="On whose word does every sentence of a news article rest?",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=(
        "Exit codes: 0 done; 1 findings (only with --fail-on); 2 usage; 3 bad input; 4 model missing or damaged; "
        "5 some of a batch rejected; 130 interrupted."
    ),
)
data_app = typer.Typer(help="Build and describe the labelled data.", rich_markup_mode=None)
app.add_typer(data_app, name="data")

ModelOption = Annotated[
    Path | None, typer.Option("--model", metavar="DIR", help="A model folder; the shipped model if not given.")
]
BackendOption = Annotated[
    str, typer.Option("--backend", metavar="onnx|torch", help="onnx is fast; torch needs the extra “train”.")
]
DataOption = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="A folder of labelled articles with text.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Audit what would be refused: another language, a notice.")]
TextColumnOption = Annotated[
    str | None,
    typer.Option("--text-column", metavar="NAME", help="The column of a table with the text; guessed if not given."),
]
IdColumnOption = Annotated[str | None, typer.Option("--id-column", metavar="NAME", help="With each article's id.")]
TitleColumnOption = Annotated[str | None, typer.Option("--title-column", metavar="NAME", help="With the headline.")]
UrlColumnOption = Annotated[str | None, typer.Option("--url-column", metavar="NAME", help="With the address.")]
OutletColumnOption = Annotated[
    str | None, typer.Option("--outlet-column", metavar="NAME", help="With the name of who published it.")
]
AuthorColumnOption = Annotated[str | None, typer.Option("--author-column", metavar="NAME", help="With the author.")]
DateColumnOption = Annotated[str | None, typer.Option("--date-column", metavar="NAME", help="With the date.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME_OR_FILE",
        help="default, ap-style, reuters-style, bbc-style, strict, or a file; [tool.auditor] of the nearest "
        "pyproject.toml if not given, else default.",
    ),
]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="No colours (as the NO_COLOR variable).")]


@app.command("audit")
def audit_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files (text, Markdown, HTML, .docx, PDF; tables: JSONL, CSV, Parquet, WARC), folders, http(s) "
            "addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    format: Annotated[
        str,
        typer.Option("--format", "-f", metavar="terminal|json|csv|sarif|github|html|markdown", help="What to write."),
    ] = "terminal",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file, complete or not at all.")
    ] = None,
    table: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="sentences|articles|sources|findings",
            help="With csv: a row a sentence, an article, a source or a finding.",
        ),
    ] = "sentences",
    show_all: Annotated[bool, typer.Option("--all", help="Show every article in full, not only the first.")] = False,
    force: ForceOption = False,
    text_column: TextColumnOption = None,
    id_column: IdColumnOption = None,
    title_column: TitleColumnOption = None,
    url_column: UrlColumnOption = None,
    outlet_column: OutletColumnOption = None,
    author_column: AuthorColumnOption = None,
    date_column: DateColumnOption = None,
    csv_raw: Annotated[
        bool, typer.Option("--csv-raw", help="Do not guard cells that a spreadsheet takes for formulas.")
    ] = False,
    profile: ProfileOption = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODES", help="Only these rules: codes, names or beginnings, SA101,SA2."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODES", help="Not these rules; goes before --select.")
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="error|warning|advice|never",
            help="Exit code 1 where there is a finding of this level or a graver one.",
        ),
    ] = "never",
    no_grade: Annotated[bool, typer.Option("--no-grade", help="Give no grade.")] = False,
    model: ModelOption = None,
    backend: BackendOption = "onnx",
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="Processor cores to use; all if not given.")
    ] = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Label every sentence of an article by whose word it rests on, and check its sourcing."""
    from auditor.classifier.choose import load_classifier
    from auditor.commands.ahead import Ahead

    classifier = Ahead(lambda: load_classifier(model, backend, threads=threads))
    from auditor.commands.audit import audit_inputs
    from auditor.reading.tables.interface import Columns
    from auditor.reporting.interface import RenderOptions

    return audit_inputs(
        inputs,
        classifier=classifier,
        format=format,
        output=output,
        force=force,
        quiet=quiet,
        options=RenderOptions(show_all=show_all, color=not no_color, table=table, csv_raw=csv_raw),
        profile=profile,
        select=select or (),
        ignore=ignore or (),
        fail_on=fail_on,
        graded=not no_grade,
        columns=Columns(
            text=text_column,
            id=id_column,
            title=title_column,
            url=url_column,
            outlet=outlet_column,
            author=author_column,
            date=date_column,
        ),
    )


@app.command("report")
def report_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Folders or files of articles (whatever “auditor audit” reads), addresses, or -.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="The folder to write, complete or not at all: new, empty, or an earlier report.",
            show_default=False,
        ),
    ],
    corrected: Annotated[
        bool,
        typer.Option("--corrected", help="Show shares corrected for the classifier's known mistakes first."),
    ] = False,
    plots: Annotated[
        bool, typer.Option("--plots", help="Draw PNGs for slides too (needs the extra “report”).")
    ] = False,
    force: ForceOption = False,
    text_column: TextColumnOption = None,
    id_column: IdColumnOption = None,
    title_column: TitleColumnOption = None,
    url_column: UrlColumnOption = None,
    outlet_column: OutletColumnOption = None,
    author_column: AuthorColumnOption = None,
    date_column: DateColumnOption = None,
    csv_raw: Annotated[
        bool, typer.Option("--csv-raw", help="Do not guard cells that a spreadsheet takes for formulas.")
    ] = False,
    profile: ProfileOption = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODES", help="Only these rules: codes, names or beginnings, SA101,SA2."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODES", help="Not these rules; goes before --select.")
    ] = None,
    no_grade: Annotated[bool, typer.Option("--no-grade", help="Give no grades.")] = False,
    model: ModelOption = None,
    backend: BackendOption = "onnx",
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="Processor cores to use; all if not given.")
    ] = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Audit many articles into a folder: an index to open in a browser, a page an article, tables."""
    from auditor.classifier.choose import load_classifier
    from auditor.commands.ahead import Ahead

    classifier = Ahead(lambda: load_classifier(model, backend, threads=threads))
    from auditor.commands.report import report_inputs
    from auditor.overview.correction import correction_for
    from auditor.reading.tables.interface import Columns

    return report_inputs(
        inputs,
        classifier=classifier,
        correction=correction_for(model, backend),
        output=output,
        force=force,
        columns=Columns(
            text=text_column,
            id=id_column,
            title=title_column,
            url=url_column,
            outlet=outlet_column,
            author=author_column,
            date=date_column,
        ),
        quiet=quiet,
        color=not no_color,
        profile=profile,
        select=select or (),
        ignore=ignore or (),
        graded=not no_grade,
        corrected=corrected,
        csv_raw=csv_raw,
        plots=plots,
    )


@app.command("corpus")
def corpus_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Tables (JSONL, plain, .gz or .zst; CSV; Parquet; WARC), and files and folders as for audit.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="DIR", help="A folder (or s3://…) for the tables; begun there, it goes on."
        ),
    ],
    engine: Annotated[
        str, typer.Option("--engine", metavar="local|ray", help="local: this machine; ray: a cluster.")
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option(
            "--address", metavar="HOST:PORT", help="With ray: the cluster’s head; the one on this machine if not given."
        ),
    ] = None,
    text_column: TextColumnOption = None,
    id_column: IdColumnOption = None,
    title_column: TitleColumnOption = None,
    url_column: UrlColumnOption = None,
    outlet_column: OutletColumnOption = None,
    author_column: AuthorColumnOption = None,
    date_column: DateColumnOption = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="At the end write the tables as CSV too.")] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Delete what was done there and begin anew.")] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", help="Processes, each with a model; as many as cores if not given."),
    ] = None,
    chunk: Annotated[
        int | None,
        typer.Option("--chunk", help="Articles that are done, or done again, as one; 256 if not given."),
    ] = None,
    progress: Annotated[
        str, typer.Option("--progress", metavar="auto|json|none", help="json: a line a second on standard error.")
    ] = "auto",
    force: ForceOption = False,
    profile: ProfileOption = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODES", help="Only these rules, as for audit.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODES", help="Not these rules; goes before --select.")
    ] = None,
    no_grade: Annotated[bool, typer.Option("--no-grade", help="Give no grades.")] = False,
    model: ModelOption = None,
    quiet: QuietOption = False,
) -> int:
    """Audit a corpus of any size into Parquet tables; interrupted, the same command goes on."""
    from auditor.commands.corpus import audit_corpus
    from auditor.reading.tables.interface import Columns

    return audit_corpus(
        inputs,
        output,
        columns=Columns(
            text=text_column,
            id=id_column,
            title=title_column,
            url=url_column,
            outlet=outlet_column,
            author=author_column,
            date=date_column,
        ),
        profile=profile,
        select=select or (),
        ignore=ignore or (),
        graded=not no_grade,
        force=force,
        model=model,
        workers=workers,
        engine=engine,
        address=address,
        size=chunk,
        as_csv=as_csv,
        restart=restart,
        progress=progress,
        quiet=quiet,
    )


@app.command("corpus-report")
def corpus_report_command(
    corpus: Annotated[
        str, typer.Argument(metavar="DIR", help="What “auditor corpus” wrote (or s3://…).", show_default=False)
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="The folder to write: new, empty, or an earlier report.",
            show_default=False,
        ),
    ],
    rows: Annotated[int, typer.Option("--rows", min=1, help="How many articles the page lists at most.")] = 10_000,
    memory: Annotated[str, typer.Option("--memory", metavar="SIZE", help="What the data base may take.")] = "2GB",
    corrected: Annotated[
        bool,
        typer.Option("--corrected", help="Show shares corrected for the classifier's known mistakes first."),
    ] = False,
    plots: Annotated[
        bool, typer.Option("--plots", help="Draw PNGs for slides too (needs the extra “report”).")
    ] = False,
    csv_raw: Annotated[
        bool, typer.Option("--csv-raw", help="Do not guard cells that a spreadsheet takes for formulas.")
    ] = False,
    quiet: QuietOption = False,
) -> int:
    """Report on an audited corpus: an index to open in a browser, and tables."""
    from auditor.commands.corpus_report import report_corpus

    return report_corpus(
        corpus, output, rows=rows, memory=memory, corrected=corrected, csv_raw=csv_raw, plots=plots, quiet=quiet
    )


@app.command("rules")
def rules_command(
    profile: ProfileOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    no_color: NoColorOption = False,
) -> int:
    """List the sourcing rules, and which are on."""
    from auditor.commands.rules import list_rules

    list_rules(profile, as_json=as_json, color=not no_color)
    return EXIT_DONE


@app.command("explain")
def explain_command(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code or name.", show_default=False)],
    profile: ProfileOption = None,
    no_color: NoColorOption = False,
) -> int:
    """Tell what a rule looks for, what to do, what it misses and whose rule it is."""
    from auditor.commands.rules import explain_rule

    explain_rule(code, profile, color=not no_color)
    return EXIT_DONE


@app.command("schema")
def schema_command() -> int:
    """Print the JSON Schema of what --format json writes."""
    from auditor.reporting.json_report import SCHEMA
    from auditor.reporting.output import standard_output

    with standard_output() as stream:
        stream.write(SCHEMA.read_text(encoding="utf-8"))
    return EXIT_DONE


@app.command("evaluate")
def evaluate_command(
    path: Annotated[Path, typer.Argument(metavar="DATA.jsonl", help="Labelled articles, one a line.")],
    baseline: Annotated[
        str | None,
        typer.Option("--baseline", metavar="cues|tfidf", help="Score a baseline instead of the model."),
    ] = None,
    resegment: Annotated[
        bool, typer.Option("--resegment", help="Score the whole pipeline, on sentences that it finds itself.")
    ] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="Link the sources too and score them against the data's own.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Write figures, tables and plots here.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    show_text: Annotated[
        bool, typer.Option("--show-text", help="Print the words of the mistakes, not only where they are.")
    ] = False,
    data: DataOption = None,
    model: ModelOption = None,
    backend: BackendOption = "onnx",
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> int:
    """Measure a model or a baseline against labelled articles."""
    from auditor.commands.evaluate import evaluate_file

    evaluate_file(
        path,
        baseline_name=baseline,
        data=data,
        model=model,
        backend=backend,
        resegment=resegment,
        sources=sources,
        output=output,
        as_json=as_json,
        show_text=show_text,
        color=not no_color,
        quiet=quiet,
    )
    return EXIT_DONE


@app.command("train")
def train_command(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the run keeps its state and its result.")
    ] = Path("runs/plain"),
    data: DataOption = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="NAME_OR_PATH",
            help="A BERT encoder, an earlier checkpoint or a model folder; MiniLM if not given.",
        ),
    ] = None,
    layers: Annotated[
        int | None, typer.Option("--layers", min=1, help="Layers of the encoder to keep; all if not given.")
    ] = None,
    heads: Annotated[
        int | None,
        typer.Option("--heads", min=1, help="Attention heads a layer to keep of a trained --base; all if not given."),
    ] = None,
    inner: Annotated[
        int | None,
        typer.Option(
            "--inner", min=1, help="Feed-forward units a layer to keep of a trained --base; all if not given."
        ),
    ] = None,
    teachers: Annotated[
        list[Path] | None,
        typer.Option("--teacher", metavar="DIR", help="A trained model to learn from beside the labels; repeatable."),
    ] = None,
    mixed: Annotated[
        list[Path] | None,
        typer.Option(
            "--mix", metavar="DIR", help="A finished run whose weights are averaged with this one's; repeatable."
        ),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Fixes every random choice.")] = 1,
    epochs: Annotated[int | None, typer.Option("--epochs", min=1, help="The recipe's if not given.")] = None,
    rate: Annotated[float | None, typer.Option("--rate", help="The learning rate; the recipe's if not given.")] = None,
    tag_weight: Annotated[
        float | None,
        typer.Option("--tag-weight", help="What source and cue words weigh beside labels; the recipe's if not given."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Batches an epoch: to try the recipe out.")
    ] = None,
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="Processor cores to use; all if not given.")
    ] = None,
    quiet: QuietOption = False,
) -> int:
    """Fine-tune, calibrate, export and measure a model; started again, it resumes."""
    from auditor.commands.train import train_model
    from auditor.training.options import TrainOptions

    train_model(
        TrainOptions(
            output=output,
            data=data,
            base=base,
            layers=layers,
            heads=heads,
            inner=inner,
            teachers=tuple(teachers or ()),
            mixed=tuple(mixed or ()),
            seed=seed,
            epochs=epochs,
            rate=rate,
            tag_weight=tag_weight,
            limit=limit,
            threads=threads,
            quiet=quiet,
        )
    )
    return EXIT_DONE


@app.command("serve")
def serve_command(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Where to listen; 0 takes any port that is free.")
    ] = 8000,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Another address than this machine's own needs --expose.")
    ] = "127.0.0.1",
    expose: Annotated[bool, typer.Option("--expose", help="Let other machines in.")] = False,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="A further name by which it may be reached; repeatable."),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    no_links: Annotated[bool, typer.Option("--no-links", help="Read no web addresses, only texts and files.")] = False,
    profile: ProfileOption = None,
    model: ModelOption = None,
    backend: BackendOption = "onnx",
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="Audits at once and processor cores; all if not given.")
    ] = None,
    quiet: QuietOption = False,
) -> int:
    """Serve a web page and a JSON interface on this machine; nothing of an article is kept."""
    from auditor.commands.serve import serve_auditor

    return serve_auditor(
        host=host,
        port=port,
        expose=expose,
        allowed=allow_host or (),
        links=not no_links,
        profile=profile,
        model=model,
        backend=backend,
        threads=threads,
        open_browser=open_browser,
        quiet=quiet,
    )


@data_app.command("build")
def data_build_command(
    text: Annotated[Path, typer.Option("--text", metavar="DIR", help="A folder with <doc_id>.txt files.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="data/local/ if not given.")
    ] = None,
) -> int:
    """Join the shipped labels with article texts that you have; every text is checked by its hash."""
    from auditor.commands.data import build_data

    return build_data(text, output)


@data_app.command("standoff")
def data_standoff_command(
    data: DataOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="data/standoff/ if not given.")
    ] = None,
) -> int:
    """Write stand-off labels (offsets, codes, names, hashes; no text) for labelled articles."""
    from auditor.commands.data import write_standoff

    write_standoff(data, output)
    return EXIT_DONE


@data_app.command("describe")
def data_describe_command() -> int:
    """Print the counts of the shipped labels, as in the data card."""
    from auditor.commands.data import describe_data

    describe_data()
    return EXIT_DONE


def _version(asked: bool) -> None:
    if asked:
        from auditor import __version__

        print(f"auditor {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """On whose word does every sentence of a news article rest?"""


def main() -> None:
    """Run the command line and leave with one of the documented exit codes."""
    # What is made while modules load stays: looking through it for garbage was a fifteenth of an audit's start.
    gc.set_threshold(100_000, 20, 20)
    # Typer checks values with pydantic, which would look for plugins in every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    signal.signal(signal.SIGTERM, _stop)
    code = run(sys.argv[1:])
    # The outcome is settled: a second Ctrl-C must not end it in a traceback.
    for late in (signal.SIGINT, signal.SIGTERM):
        signal.signal(late, signal.SIG_IGN)
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every mistake that a user can mend is one line on stderr."""
    from auditor.commands.notes import note
    from auditor.reporting.output import silence_standard_output

    try:
        code = app(arguments or ["--help"], prog_name="auditor", standalone_mode=False)
    except AuditorError as error:
        note(f"auditor: {error}")
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = EXIT_INTERRUPTED
    except BrokenPipeError:
        silence_standard_output()
        return EXIT_DONE
    except OSError as error:
        silence_standard_output()
        note(f"auditor: cannot write to standard output: {error.strerror or error}.")
        return EXIT_BAD_INPUT
    except Exception as error:
        shown = getattr(error, "format_message", None)
        if shown is None:
            raise
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "auditor"
        note(f"auditor: {shown().rstrip('.?')}; “{command} --help” tells more.")
        return EXIT_USAGE
    if code == EXIT_INTERRUPTED:
        note("auditor: interrupted.")
    return code if isinstance(code, int) else EXIT_DONE


def _stop(_signal: int, _frame: FrameType | None) -> None:
    # As an exception, so that a half-written file is taken away before the process ends.
    raise KeyboardInterrupt

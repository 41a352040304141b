"""An audit of a text loads none of the libraries that only training, evaluation or other inputs need."""

import json
import subprocess
import sys

from conftest import ROOT, environment

HEAVY = (
    "torch",
    "transformers",
    "trafilatura",
    "sklearn",
    "scipy",
    "datasets",
    "matplotlib",
    "pandas",
    "docx",
    "pypdf",
)


def test_no_heavy_library_is_loaded(story):
    script = (
        "import json, sys; from auditor.cli import run; code = run(sys.argv[1:]); "
        "print(json.dumps([code, sorted({name.partition('.')[0] for name in sys.modules})]), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "audit", str(story)], capture_output=True, env=environment(), check=True
    )
    code, loaded = json.loads(done.stderr)
    assert code == 0
    assert "onnxruntime" in loaded
    assert not set(HEAVY) & set(loaded)


def test_importing_the_package_loads_next_to_nothing():
    script = "import auditor, sys; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment(), cwd=ROOT, check=True)
    assert b"numpy" not in done.stdout
    assert b"rich" not in done.stdout

# Every command sets up what it needs in .venv; nothing else has to be installed but Python 3.11 or newer.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt
PEER_OPTIONS = $(if $(DATA),--data $(DATA)) $(if $(CHECKPOINT),--checkpoint $(CHECKPOINT))
SEED   := $(firstword $(sort $(wildcard seeds/*.txt)))

.PHONY: audit test test-all lint format train evaluate benchmark sample clean

audit: $(VENV)/.base  ## audit the first sample article
	$(BIN)/auditor audit $(SEED)

test: $(VENV)/.test  ## all tests that need neither torch nor a browser
	$(BIN)/python -m pytest -m "not full"

test-all: $(VENV)/.train $(VENV)/.test-all  ## also what needs torch, a browser, a server or a cluster
	$(BIN)/python -m pytest

lint: $(VENV)/.dev $(VENV)/.train
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

train: $(VENV)/.train  ## the plain recipe; add DATA=DIR to train on more than the authored articles
	$(BIN)/auditor train $(if $(DATA),--data $(DATA))

evaluate: $(VENV)/.test  ## the shipped model and the rule baseline on the authored dev articles
	$(BIN)/auditor evaluate data/authored/dev.jsonl
	$(BIN)/auditor evaluate data/authored/dev.jsonl --baseline cues

benchmark: $(VENV)/.test $(VENV)/.bench  ## the tables and plots in reports/; trains the peers first; add DATA=DIR and CHECKPOINT=DIR
	$(BIN)/python benchmarks/accuracy.py $(PEER_OPTIONS)
	$(BIN)/python benchmarks/throughput.py $(PEER_OPTIONS)
	$(BIN)/python benchmarks/segmentation.py $(if $(DATA),--data $(DATA))
	$(BIN)/python benchmarks/furniture.py
	$(BIN)/python benchmarks/grades.py $(if $(DATA),--data $(DATA))
	$(BIN)/python benchmarks/rules.py
	$(if $(DATA),$(BIN)/python benchmarks/government.py --data $(DATA))
	$(BIN)/python benchmarks/behaviour.py
	$(BIN)/python benchmarks/stages.py $(if $(DATA),--data $(DATA))
	$(BIN)/python benchmarks/startup.py
	$(if $(DATA),$(BIN)/python benchmarks/confusion.py --data $(DATA))
	$(BIN)/python benchmarks/overview.py
	$(BIN)/python benchmarks/page.py
	$(BIN)/python benchmarks/server.py
	$(BIN)/python benchmarks/corpus.py

sample: $(VENV)/.base  ## the sample report in reports/sample/
	$(BIN)/python docs/sample.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the auditor …"
	@$(PIP) --editable . && touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the tests need …"
	@$(PIP) --editable '.[test]' && touch $@ $(VENV)/.base

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the linters …"
	@$(PIP) --editable '.[dev]' && touch $@ $(VENV)/.base $(VENV)/.test

$(VENV)/.train: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing torch and what else training needs (some minutes, about 1 GB) …"
	@$(PIP) --editable '.[train]' && touch $@ $(VENV)/.base

$(VENV)/.bench: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the shipped model is measured against (torch among it; some minutes, about 1 GB) …"
	@$(PIP) --editable '.[bench]' && touch $@ $(VENV)/.base $(VENV)/.train

$(VENV)/.test-all: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what drives a browser (Debian's chromium itself is not installed), a cluster and a store …"
	@$(PIP) --editable '.[test-all]' && touch $@ $(VENV)/.base $(VENV)/.test

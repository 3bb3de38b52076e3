# egqa: `make run` serves the chat, `make test` runs the tests; each sets up all it needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# An index that holds the torch build for your machine; unset, pip's own is used. See the README.
TORCH_INDEX ?=
TORCH := $(shell sed -n 's/.*"\(torch==[^"]*\)".*/\1/p' pyproject.toml)

.PHONY: run install test test-slow lint format docs evaluate clean

run: install
	$(BIN)/egqa add seeds
	$(BIN)/python app.py

install: $(VENV)/.installed

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(if $(TORCH_INDEX),$(BIN)/python -m pip install --index-url $(TORCH_INDEX) $(TORCH))
	$(BIN)/python -m pip install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --constraint constraints.txt --editable '.[dev]'
	@touch $@

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

test-slow: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m "slow or not slow"

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed-dev
	$(BIN)/egqa add seeds
	$(BIN)/egqa evaluate tests/data/questions.jsonl --markdown benchmarks/evaluation.md
	$(BIN)/cog -r README.md

evaluate: install
	@mkdir -p reports
	$(BIN)/egqa add seeds
	$(BIN)/egqa evaluate tests/data/questions.jsonl \
		--predictions reports/predictions.jsonl --report reports/evaluation.html --json reports/evaluation.json

clean:
	rm -rf $(VENV) build dist reports .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

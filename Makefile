# The only things needed beforehand are make and Python 3.11 or newer; everything else comes into .venv.
#   make run    compare two ways of rolling out the conversion (the main job)
#   make test   quick tests, linter, types, import floors
SHELL := /bin/sh
PIP := .venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
WORKERS ?= auto

# Bytecode switched off by the surroundings would make every start two to five times slower.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run setup test quick lint slow bench evidence levers step pages renew notebooks clean

run: .venv/.ready
	.venv/bin/gaiju compare scenarios/rollout/uniform-deadline.yaml scenarios/rollout/phased-pilots.yaml

setup: .venv/.ready-dev

test: lint quick

quick: .venv/.ready-dev
	.venv/bin/pytest -n $(WORKERS) --dist loadscope

lint: .venv/.ready-dev
	.venv/bin/ruff check
	.venv/bin/lint-imports
	.venv/bin/mypy

slow: .venv/.ready-dev
	.venv/bin/pytest -n $(WORKERS) --dist loadscope -m slow

bench: .venv/.ready-dev
	.venv/bin/python -m benchmarks

# The shipped fast form of the evidence, made from its YAML.
evidence: .venv/.ready
	.venv/bin/python -m sim.evidence.remake

# The shipped fast form of the levers, and the table of docs/levers.md, made from their records.
levers: .venv/.ready
	.venv/bin/python -m sim.policies.levers.remake

# The compiled form of the month's steps, made from the agents' methods and the rules.
step: .venv/.ready
	.venv/bin/python -m sim.translation.remake

# The tables of docs/odd-tables.md, the glossary and the picture of the floors, made from the code.
pages: .venv/.ready
	.venv/bin/gaiju odd --write

# The pages made from runs that are out of date, made again one after the other: hours.
renew: .venv/.ready
	.venv/bin/gaiju pages --renew

# Each notebook stands twice, as a script to read and compare and as a notebook to open; the newer of the two wins.
notebooks: .venv/.ready-dev
	.venv/bin/jupytext --quiet --sync notebooks/*.py notebooks/solutions/*.py

clean:
	rm -rf .venv

.venv/bin/python:
	@for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  if $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "making .venv with $$($$name --version)"; exec $$name -m venv .venv; \
	  fi; \
	done; \
	echo 'gaiju needs Python 3.11 or newer with its venv module, and found none: install python3.11 and python3.11-venv, or newer.' >&2; \
	exit 1

.venv/.ready: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'installing what gaiju needs (once, about a minute)'
	@$(PIP) --editable .
	@touch $@

.venv/.ready-dev: .venv/.ready
	@echo 'installing what its tests need (once)'
	@$(PIP) --editable '.[dev]'
	@touch $@

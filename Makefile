# make demo    everything needed, then the whole main job on the demo programme
# make test    the same set-up and the development tools, then every check and every test
# make check   the checks and tests alone, in the environment as it is
# make lock    write constraints.txt again; make upgrade takes newer versions
# A Python other than python3:  make demo PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check lint format types imports tests environment environment-dev models lock upgrade fix clean
.DEFAULT_GOAL := demo
.NOTPARALLEL:

# Nothing but pip may look for the network, and small inputs are not worth threads.
check lint format types imports tests models demo: export HF_HUB_OFFLINE = 1
check tests: export TOKENIZERS_PARALLELISM = false
check tests: export OMP_NUM_THREADS = 1
check tests: export OPENBLAS_NUM_THREADS = 1
check tests: export MKL_NUM_THREADS = 1

demo: environment models
	$(BIN)/abbina demo

test: environment-dev models
	@$(MAKE) --no-print-directory --keep-going check

check: lint format types imports tests

environment:
	@$(PYTHON) .ci/environment.py

environment-dev:
	@$(PYTHON) .ci/environment.py --dev

models:
	@$(BIN)/python -m models.encoders.prepare

lint:
	$(BIN)/ruff check .

format:
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy
	MYPYPATH=.ci $(BIN)/mypy .ci/environment.py .ci/lock.py tests/house

imports:
	$(BIN)/lint-imports

tests:
	$(BIN)/pytest -q --numprocesses 2 --dist loadfile

fix:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:
	$(BIN)/python .ci/lock.py

upgrade:
	$(BIN)/python .ci/lock.py --upgrade

clean:
	rm -rf build dist out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# careerprint: make is the menu. Every target sets up what it needs.

.DEFAULT_GOAL := help
BIN := .venv/bin

.PHONY: help setup handouts check test prove bench gallery table settings lock clean

help: ## this menu
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## system libraries, virtual environment, locked install
	@.ci/setup dev

handouts: ## print a one-pager of every career into output/
	@.ci/setup
	@$(BIN)/careerprint render --all -o output

check: setup ## lint, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

test: setup ## the tests, about ten minutes on two cores
	@$(BIN)/pytest -m "not prove" -n logical --maxprocesses 8 --dist worksteal

prove: setup ## the longer proofs, and the property tests on examples of chance
	@$(BIN)/pytest -m "prove or hypothesis" --hypothesis-profile chance -n logical --maxprocesses 8 --dist worksteal

bench: setup ## speed, as ratios measured in one run
	@$(BIN)/python -m benchmarks

gallery: setup ## the pictures of docs/gallery.md, printed anew
	@$(BIN)/python docs/images/make.py

table: setup ## the table of careers in data/README.md, made anew
	@$(BIN)/careerprint list --markdown | $(BIN)/python .ci/table

settings: setup ## docs/settings.md, made from the program anew
	@$(BIN)/python -c "from careerprint.settings_guide import document; print(document(), end='')" > docs/settings.md

lock: ## renew the locks after a change in pyproject.toml (needs uv)
	uv lock
	uv export -q --frozen --no-dev --no-hashes --no-emit-project --no-annotate -o .ci/requirements.lock
	uv export -q --frozen --all-groups --no-hashes --no-emit-project --no-annotate -o .ci/requirements-dev.lock

clean: ## remove what was made
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis dist build
	find output -type f ! -name .gitkeep -delete

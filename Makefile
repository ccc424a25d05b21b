# Alongside's commands. Each sets up what it needs; what stands already is left alone.
#
#   make run     start the service, with a believable one inside     PORT=8000 PROFILE=kmpt
#   make test    every test, on both databases and in a browser
#   make check   style, types, boundaries, templates, migrations, documents, deployment
#   make fix     put the style right          make docs   write the generated documents again
#   make bench   measure the speed            make lock   choose versions again
#   make clean   remove everything that make made, the databases too

PORT ?= 8000
PROFILE ?= kmpt
DATA = var/$(PROFILE)

SHELL = /bin/sh
.SHELLFLAGS = -euc
.DELETE_ON_ERROR:
export PATH := $(CURDIR)/.venv/bin:$(PATH)
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

INSTALL = uv pip install --quiet --python .venv/bin/python
ALONGSIDE = ALONGSIDE_HOME=$(DATA) ALONGSIDE_PROFILE=$(PROFILE) PORT=$(PORT) alongside
FRONT_END = alongside/ui/static/nhsuk/nhsuk-frontend.min.css
READY_TO_RUN = .venv/run.done $(FRONT_END)
READY_TO_TEST = .venv/dev.done $(FRONT_END)

heading = @printf '\n== %s\n' "$(1)"
# $(call package,command,packages): the command is here already, or root installs Debian's packages, or we stop.
package = command -v $(1) >/dev/null || { \
	[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo "Please install: $(2)" >&2; exit 1; }; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2) >/dev/null; }

.PHONY: run test check fix bench docs lock clean

run: $(READY_TO_RUN) $(DATA)/demo.done
	$(ALONGSIDE) serve --prepare --port $(PORT)

$(DATA)/demo.done: | $(READY_TO_RUN)
	$(call heading,Telling the story of a service. This happens once.)
	@mkdir -p $(@D)
	$(ALONGSIDE) migrate --profile $(PROFILE)
	$(ALONGSIDE) demo
	@touch $@

# Each test goes to whichever process is free; those that share what is costly to make name an xdist_group.
# The first suite is watched line by line, which costs a third more time; the others run next to none that it does not.
# The proof by difference reads every page many times over: which database answers makes no difference to it.
SUITE = pytest -n 2 --dist loadgroup
test: $(READY_TO_TEST)
	@$(call package,chromium,chromium fonts-liberation)
	@python tools/postgres.py || $(INSTALL) --require-hashes -r requirements/postgres.txt
	$(call heading,On SQLite)
	ALONGSIDE_TEST_DB=sqlite $(SUITE) --cov -m "not journey and not crawl and not proof"
	$(call heading,On PostgreSQL)
	ALONGSIDE_TEST_DB=postgres python tools/postgres.py $(SUITE) -m "not journey and not crawl and not proof"
	$(call heading,The proof by difference and in a browser)
	ALONGSIDE_TEST_DB=sqlite $(SUITE) -m "proof or journey or crawl"

# A service as a trust would run it, with made-up secrets.
PRODUCTION = ALONGSIDE_PRODUCTION=1 ALONGSIDE_HOSTS=alongside.example ALONGSIDE_ADDRESS=https://alongside.example \
	ALONGSIDE_EMAIL_FROM=alongside@alongside.example ALONGSIDE_EMAIL_URL=smtp://mail.example \
	ALONGSIDE_DATABASE_URL=postgresql://database.example/alongside \
	ALONGSIDE_SECRET_KEY=$$(python -c 'import secrets; print(secrets.token_urlsafe(64))')
check docs: export ALONGSIDE_HOME = var/check
check: $(READY_TO_TEST)
	$(call heading,Style)
	ruff format --check . && ruff check .
	$(call heading,Types)
	mypy
	$(call heading,Boundaries)
	lint-imports --no-logo
	$(call heading,Templates)
	djlint alongside --lint --quiet
	$(call heading,Migrations)
	python -m django makemigrations --check --dry-run --settings=alongside.config.settings
	$(call heading,Documents)
	python -m alongside docs --check
	$(call heading,Deployment)
	$(PRODUCTION) python -m django check --deploy --fail-level=WARNING --settings=alongside.config.settings

fix: $(READY_TO_TEST)
	ruff check --fix . && ruff format .

docs: $(READY_TO_TEST)
	python -m alongside docs

bench: $(READY_TO_TEST)
	python -m bench

# What the targets stand on. A .done file is newer than all that it was made from.
.venv/uv.done: requirements/uv.txt tools/venv.sh
	$(call heading,Making a place for Python packages)
	tools/venv.sh
	@touch $@

.venv/run.done: .venv/uv.done requirements/run.txt pyproject.toml
	$(call heading,Installing what the service needs)
	$(INSTALL) --require-hashes -r requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.done: .venv/run.done requirements/dev.txt
	$(call heading,Installing what tests and checks need)
	$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.package-lock.json: package-lock.json .npmrc | .venv/uv.done
	$(call heading,Fetching the NHS design system)
	command -v npm >/dev/null || $(INSTALL) --require-hashes -r requirements/node.txt
	npm ci --loglevel=error

$(FRONT_END): node_modules/.package-lock.json tools/assets.py
	python tools/assets.py

# Versions come from pyproject.toml and package.json. No lock names the registry or the machine it was made on.
LOCK = uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
lock: .venv/uv.done
	$(LOCK) pyproject.toml --group build --output-file requirements/run.txt
	$(LOCK) pyproject.toml --group build --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
	for group in node postgres uv; do $(LOCK) --group $$group --output-file requirements/$$group.txt; done
	npm install --package-lock-only

clean:
	rm -rf .venv node_modules var .coverage* .*_cache test-results
	rm -rf alongside/ui/static/nhsuk alongside/ui/static/images

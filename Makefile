# Everything the project does, one command each; `make` alone lists them.
# Needs make (3.81 or newer), git and Python 3.11 or newer; uv is used where it is installed.
# Whatever is set on the command line (ADDRESSES=keep, SOURCES=...) reaches every step through the environment.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev

SIGHTINGS := data/sightings.db
ARCHIVE := data/archive.db
# stands beside sightings.db while it holds nothing but the sample
FROM_SAMPLE := $(SIGHTINGS)-from-sample

# `make fast` compiles the reading of texts into this folder. What it compiled is run as long as no source is newer.
FAST := $(VENV)/fast
FAST_READY := $(FAST)/.ready
# Only what all text goes through. Values that travel between processes stay as they are: what mypyc makes of a frozen dataclass
# cannot be pickled.
HOT := body headers ids layout links link_wrappers list_names quotes quote_marks senders directory_names takeapart times words \
	bodies/* dates/* linking/* list_matter/* mail/charsets mail/debris formats/envelope formats/mbox formats/month
COMPILED := $(wildcard $(HOT:%=ingest/%.py))
# evaluated when a step runs: the settings under which Python finds the compiled modules first, or nothing
RUN = $(if $(wildcard $(FAST_READY)),$(if $(shell find ingest -name '*.py' -newer $(FAST_READY)),,\
	PYTHONSAFEPATH=1 PYTHONPATH=$(CURDIR)/$(FAST):$(CURDIR))) $(PYTHON)

PORT ?= 8001
# not `?=`: some shells and Conda export a HOST of their own
HOST := 127.0.0.1

DATASETTE := $(PYTHON) -m datasette
SITE := $(ARCHIVE) -m metadata.yml --setting facet_time_limit_ms 1000 --setting truncate_cells_html 200 \
	--setting max_returned_rows 2000 --setting sql_time_limit_ms 2000 --setting suggest_facets off

# A path behind a command is a goal to make, which finds nothing to do for it: it would be passed over in silence.
PATHS := $(strip $(foreach goal,$(MAKECMDGOALS),$(if $(findstring /,$(goal)),$(goal))))
ifneq ($(and $(PATHS),$(filter ingest,$(MAKECMDGOALS))),)
$(error Nothing was read. Write it so: make ingest SOURCES="$(PATHS)")
endif
ifneq ($(and $(PATHS),$(filter fetch,$(MAKECMDGOALS))),)
$(error Nothing was fetched. Write it so: make fetch URL=$(firstword $(PATHS)))
endif

.PHONY: help
help: ## List the commands
	@echo 'Mailing-list archives as one database with each note once. Begin with: make ingest'
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo '  SOURCES=path    make ingest: read this file or folder (or several) in place of data/sources/; make bench: measure this folder too'
	@echo '  URL=address     make fetch:  the page of a list, or any page of its archive'
	@echo '  ATTACHMENTS=    make ingest: "keep" their bytes in data/attachments/, read the "text" of documents, or "both"'
	@echo '  ADDRESSES=keep  make ingest: leave e-mail addresses in the archive, for private use'
	@echo '  QUICK=1         make check: leave the sources alone'
	@echo '  DRY_RUN=1       make dedupe: write nothing, say what would change'
	@echo '  ID=...          make explain: which note'
	@echo '  PORT=8001       make serve:  the port; HOST=0.0.0.0 lets other machines in'
	@echo '  ADDRESS=https://example.org/lists/  make static: where the folder will stand; adds feeds'

.PHONY: setup
setup: $(READY) ## Make .venv in this folder and install what reading and serving need

.PHONY: ingest
ingest: $(READY) ## Read data/sources/ (or SOURCES=path, or the sample) and build data/archive.db
	@set -eu; \
	sources=$${SOURCES:-} sample=; \
	case $$sources in http://*|https://*) \
		echo "What lies on the web is fetched first: make fetch URL=$$sources" >&2; exit 1;; esac; \
	if [ -n "$$sources" ] && [ -e "$$sources" ]; then set -- "$$sources"; \
	elif [ -n "$$sources" ]; then \
		(eval "set -- $$sources") 2>/dev/null || { echo "SOURCES=$$sources: there is no such file or folder, and as" \
			'several names it cannot be read: is a quotation mark without its other half?' >&2; exit 1; }; \
		eval "set -- $$sources"; \
	elif [ -n "$$(ls data/sources 2>/dev/null)" ]; then set -- data/sources; \
	elif [ -f $(SIGHTINGS) ] && [ ! -f $(FROM_SAMPLE) ]; then set --; \
		echo 'data/sources/ is empty: building again from what was read before.'; \
	else set -- data/sample; sample=yes; touch $(FROM_SAMPLE); \
		echo 'data/sources/ is empty: reading the sample in data/sample/ (put your own archives into data/sources/).'; \
	fi; \
	if [ "$$#" -gt 0 ]; then $(call read,"$$@"); fi
	@$(RUN) -m dedupe --if-changed $(SIGHTINGS) $(ARCHIVE)
	@echo 'To read and search it in the browser: make serve'

.PHONY: fetch
fetch: $(READY) ## Download the archive of a list into data/sources/: make fetch URL=https://...
	@[ -n "$${URL:-}" ] || { echo 'Which list? make fetch URL=https://lists.example.org/pipermail/commons/' >&2; exit 1; }
	@$(PYTHON) -m ingest.fetch "$$URL" --into data/sources
	@echo 'To read what was fetched: make ingest'

.PHONY: update
update: $(READY) ## Download what is new on all lists fetched before, read it and build data/archive.db
	@ls data/sources/*/.fetched.json >/dev/null 2>&1 || \
		{ echo 'No list has been fetched yet, so there is none to update. First: make fetch URL=https://...' >&2; exit 1; }
	@failed=; $(PYTHON) -m ingest.fetch --into data/sources || failed=yes; \
	$(MAKE) --no-print-directory ingest && [ -z "$$failed" ]

.PHONY: paste
paste: $(READY) ## Read a thread or page that you paste here, and build data/archive.db again
	@set -eu; sample=; \
	if [ -t 0 ]; then echo 'Paste the text, then press Enter and Ctrl-D.'; fi; \
	$(call read,- --pasted data/sources/pasted)
	@$(MAKE) --no-print-directory dedupe

.PHONY: dedupe
dedupe: $(READY) ## Build data/archive.db again from what was read
	@[ -f $(SIGHTINGS) ] || { echo 'Nothing has been read yet. First: make ingest' >&2; exit 1; }
	@$(RUN) -m dedupe $(SIGHTINGS) $(ARCHIVE)

.PHONY: explain
explain: $(READY) ## Say why the places of a note are one note: ID=its id, Message-ID or link
	@[ -n "$${ID:-}" ] || { echo 'Which note? make explain ID=... (the id of its page, its Message-ID, or a link)' >&2; exit 1; }
	@[ -f $(ARCHIVE) ] || { echo 'There is no data/archive.db yet. First: make ingest' >&2; exit 1; }
	@[ -f $(SIGHTINGS) ] || { echo 'There is no data/sightings.db, in which the reasons stand. First: make ingest' >&2; exit 1; }
	@$(PYTHON) -m dedupe.explain $(SIGHTINGS) $(ARCHIVE) "$$ID"

.PHONY: serve
serve: $(READY) ## Open data/archive.db in Datasette (builds it first where it is missing)
	@[ -f $(ARCHIVE) ] || $(MAKE) --no-print-directory ingest
	@$(PYTHON) -c 'import socket, sys; socket.create_server((sys.argv[1], int(sys.argv[2])))' $(HOST) $(PORT) 2>/dev/null || \
		{ echo 'Port $(PORT) of $(HOST) cannot be had; is make serve running already? Another port: make serve PORT=8002' >&2; exit 1; }
	@echo 'The archive is at http://$(HOST):$(PORT)/ (Ctrl-C ends it)'
	@$(DATASETTE) $(SITE) --host $(HOST) --port $(PORT)

.PHONY: static
static: $(READY) ## Write the pages as files into build/static/, to read or to share without a server
	@[ -f $(ARCHIVE) ] || $(MAKE) --no-print-directory ingest
	@$(PYTHON) -m publish static $(ARCHIVE) build/static --metadata metadata.yml --address "$${ADDRESS:-}"

.PHONY: publish
publish: $(READY) ## Make build/publish/: the archive with all that a server or container needs
	@[ -f $(ARCHIVE) ] || $(MAKE) --no-print-directory ingest
	@rm -rf build/wheel
	@$(call wheel)
	@$(PYTHON) -m publish folder $(ARCHIVE) build/publish --metadata metadata.yml --wheel build/wheel/*.whl \
		--constraints requirements.lock

.PHONY: check
check: $(READY) ## Prove that data/archive.db is sound and that no line of the sources was lost
	@[ -f $(ARCHIVE) ] || { echo 'There is no data/archive.db yet. First: make ingest' >&2; exit 1; }
	@$(PYTHON) -m dedupe.check $(if $(QUICK),--quick) $(SIGHTINGS) $(ARCHIVE)
	@$(DATASETTE) $(SITE) --get / > /dev/null
	@echo 'Its front page answers.'

.PHONY: test
test: lint ## Everything that must hold: lint, then unit, property, end-to-end and browser tests
	@$(PYTHON) -m pytest

.PHONY: alpha
alpha: ## Try the pages on the newest alpha of Datasette 1.0; it may fail, and stops nothing
	@$(MAKE) --no-print-directory VENV=.venv-alpha .venv-alpha/.ready-dev
	@if command -v uv >/dev/null; then uv pip install --quiet --python .venv-alpha/bin/python 'datasette>=1.0a41'; \
	else .venv-alpha/bin/python -m pip install --quiet --disable-pip-version-check 'datasette>=1.0a41'; fi
	-@.venv-alpha/bin/python -m pytest -p no:datasette -W default tests/test_publish_*.py tests/test_browser.py

.PHONY: lint
lint: $(READY_DEV) ## Style, formatting and types
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy

.PHONY: bench
bench: $(READY_DEV) ## Measure speed, memory and file size against the targets; the pages too, where there is an archive
	@$(RUN) -m bench $(if $(SOURCES),--archive "$$SOURCES")
	@[ ! -f $(ARCHIVE) ] || $(PYTHON) -m bench.pages $(ARCHIVE)

.PHONY: fast
fast: $(FAST_READY) ## Compile the reading of texts, for large archives (needs a C compiler; takes some minutes)

$(FAST_READY): $(READY_DEV) $(COMPILED) Makefile
	@command -v cc >/dev/null || { echo 'A C compiler is needed (Debian: apt install gcc python3-dev; macOS: xcode-select --install).' >&2; exit 1; }
	@echo 'Compiling ...'; rm -rf $(FAST); mkdir -p $(FAST); cp -R ingest $(FAST)/
	@cd $(FAST) && printf '[mypy]\nignore_missing_imports = True\n' > mypy.ini && \
		MYPYC_OPT_LEVEL=1 MYPYC_DEBUG_LEVEL=0 PATH=$(CURDIR)/$(VENV)/bin:$$PATH mypyc $(COMPILED) > compile.log 2>&1 || \
		{ echo 'This did not compile: $(FAST)/compile.log says why. All works without it.' >&2; exit 1; }
	@cd $(FAST) && PYTHONSAFEPATH=1 PYTHONPATH=.:$(CURDIR) $(CURDIR)/$(PYTHON) -c 'import ingest.cli' > run.log 2>&1 || \
		{ echo 'What was compiled does not run: $(FAST)/run.log says why. All works without it.' >&2; exit 1; }
	@touch $@; echo 'Compiled. make ingest, make dedupe and make bench use it until a source changes.'

.PHONY: lock
lock: ## Write requirements.lock anew with the newest versions that pyproject.toml allows (needs uv)
	@UV_CUSTOM_COMPILE_COMMAND='make lock' uv pip compile --quiet --upgrade --universal --python-version 3.11 \
		--extra dev --extra documents --no-annotate pyproject.toml --output-file requirements.lock

.PHONY: clean
clean: ## Remove .venv and caches (data/ stays)
	@rm -rf $(VENV) .venv-hyperkitty .venv-alpha .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'data/ stays as it is; to begin anew, delete data/*.db by hand.'

# A stamp says for which pyproject.toml and lock .venv was filled. uv may fetch a Python where there is none; a
# candidate found here has to run (pyenv puts stand-ins on the PATH that only print an error).
$(READY): pyproject.toml requirements.lock
	@set -eu; \
	if $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then :; \
	elif command -v uv >/dev/null; then rm -rf $(VENV); uv venv --quiet --seed --python '>=3.11' $(VENV); \
	else \
		found=; \
		for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
			if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
		done; \
		[ -n "$$found" ] || { echo "Python 3.11 or newer is needed, and here is $$(python3 --version 2>/dev/null || echo no Python 3)." \
			'Install it (Debian: apt install python3 python3-venv; macOS: brew install python) or uv; then run make again.' >&2; exit 1; }; \
		$$found -c 'import ensurepip, venv' 2>/dev/null || { echo "$$found comes without venv." \
			'Install it (Debian: apt install python3-venv) or uv; then run make again.' >&2; exit 1; }; \
		echo "Making $(VENV) with $$($$found --version) ..."; \
		rm -rf $(VENV); $$found -m venv $(VENV); \
	fi
	@$(call install,".[documents]")
	@touch $@

$(READY_DEV): $(READY)
	@$(call install,".[dev$(comma)documents]")
	@touch $@

# $(call read,WHAT): read into sightings.db; where that holds the sample, what was read takes its place, and not before
define read
into=$(SIGHTINGS); \
if [ -z "$$sample" ] && [ -f $(FROM_SAMPLE) ]; then into=$(SIGHTINGS)-new; rm -f $$into*; fi; \
$(RUN) -m ingest $$into $(1) || { rm -f $(SIGHTINGS)-new*; exit 1; }; \
if [ $$into != $(SIGHTINGS) ]; then \
	rm -f $(SIGHTINGS)-wal $(SIGHTINGS)-shm; mv -f $$into $(SIGHTINGS); rm -f $(FROM_SAMPLE); \
	echo 'Your own archives take the place of the sample.'; \
fi
endef

comma := ,
# $(call wheel): this project as one file in build/wheel/
define wheel
if command -v uv >/dev/null; then uv build --quiet --wheel --out-dir build/wheel .; \
else $(PYTHON) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir build/wheel .; fi
endef

# $(call install,WHAT): put WHAT into .venv with exactly the versions of the lock
define install
echo 'Installing into $(VENV) ...'; \
if command -v uv >/dev/null; then uv pip install --quiet --python $(PYTHON) --constraint requirements.lock --editable $(1); \
else $(PYTHON) -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable $(1); fi
endef

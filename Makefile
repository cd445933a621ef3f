# `make site` and `make test` do everything on a fresh machine with Python 3.11.2+, make and git.
PYTHON ?= python3
PY := .venv/bin/python
# Images of containers often set it. Then each process compiles all of the package anew, which is half a second of work.
unexport PYTHONDONTWRITEBYTECODE

# What tests use beside Python: a browser (Debian has one without windows, which does a third of the work of the other's),
# a feed reader, a reader of printed text, PDF to pictures, a voice, sound to MP3, a word processor, two web servers (300 MB, a minute).
BROWSERS := chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable
APT_TEST := $$(apt-cache show chromium-headless-shell >/dev/null 2>&1 && echo chromium-headless-shell || echo chromium) \
	newsboat tesseract-ocr tesseract-ocr-vie poppler-utils espeak-ng ffmpeg libreoffice-writer-nogui \
	nginx-light caddy
# Install Debian packages where root or sudo allows, else say what is missing.
apt = if [ "$$(id -u)" = 0 ]; then s=; elif sudo -n true 2>/dev/null; then s=sudo; else \
	echo "Cần cài / please install: apt-get install $(1)" >&2; exit 1; fi; \
	$$s apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$s apt-get install -y -qq --no-install-recommends $(1)

# What verifies digital signatures is installed where a record is approved by one.
READY := .venv/$(if $(wildcard drafts/*/approval.pdf),sign,site).ok

.PHONY: site serve edit test check release windows bench figures picture soak fuzz mutants registers messages format lock help
.DEFAULT_GOAL := help

site: $(READY)  ## build the sample site into site/
	$(PY) -m duthao build

serve: $(READY)  ## preview at http://localhost:8000, rebuilt on change
	$(PY) -m duthao serve

edit: .venv/edit.ok  ## write records in a form, in the browser of this machine
	$(PY) -m duthao edit

# What is recorded cannot be edited any more: so all that the build would judge is judged first.
release: $(READY)  ## record what is let out, before the build that is deployed
	$(PY) -m duthao check
	$(PY) -m duthao release

# On GitHub each finding stands at its line of the pull request.
check: $(READY)  ## check the records only
	$(PY) -m duthao check $(if $(GITHUB_ACTIONS),--format github)

windows: .venv/test.ok  ## the form for officers on Windows, one ZIP: make windows [EMBED=python-3.12.10-embed-amd64.zip]
	$(PY) .ci/windows_kit.py $(if $(EMBED),--python "$(EMBED)")

# Every processor runs tests, but not more than four: each may hold a gigabyte. What was asked for by name runs alone.
test: .venv/test.ok tools  ## all tests, or some: make test [TESTS=tests/outputs/feeds/test_feed_items.py]
	$(PY) -m pytest $(or $(TESTS),-n auto --maxprocesses 4 --dist worksteal)

bench: .venv/bench.ok  ## compare with Hugo and MkDocs, or with a commit: make bench WHAT="build|province|web|pdf|speech" [N=1000] [BASE=COMMIT]
	$(PY) -m tests.bench $(WHAT) $(N) $(if $(BASE),--base $(BASE)) $(if $(OPEN),--open $(OPEN))

figures: .venv/bench.ok  ## measure what documents state: make figures [WHAT="sample province bench suite libraries"]
	$(PY) -m tests.figures $(WHAT)

picture: site .venv/test.ok tools  ## take the picture of one record and what is made from it
	$(PY) -m tests.picture

soak: .venv/test.ok tools  ## every day of a year, read by real feed readers: make soak [DAYS=420]
	$(PY) -m tests.soak $(DAYS)

# Tests of properties with new inputs: what one finds becomes an `@example` beside it, so that `make test` tries it too.
fuzz: .venv/test.ok  ## inputs nobody thought of: make fuzz [SECONDS=120] [SEED=duthao]
	$(PY) -m pytest --hypothesis-profile=new $(shell grep -l hypothesis -r tests --include='test_*.py')
	$(PY) -m tests.fuzz $(or $(SECONDS),120) $(or $(SEED),duthao)

# Which errors no test would notice, in the modules that speak to the public: see tests/mutants/.
mutants: .venv/test.ok tools  ## put errors into the code: make mutants [WHAT=speech] [N=40]
	$(PY) -m tests.mutants "$(WHAT)" $(N)

registers: .venv/test.ok  ## write the sample's registers of what was let out anew, after its records were edited
	$(PY) -m tests.sample_registers

messages: .venv/test.ok  ## take up into theme/locales/ what pages say newly, to be translated
	$(PY) -m tests.messages

format: .venv/test.ok  ## format and sort the code
	$(PY) -m ruff check --fix -q . ; $(PY) -m ruff format -q .

help:  ## this list
	@grep -hE '^[a-z]+:.*  ## ' $(MAKEFILE_LIST) | sed 's/:.*  ## /\t/' | expand -t 10

.PHONY: tools
tools:
	@missing=; for c in newsboat tesseract pdftoppm espeak-ng ffmpeg soffice nginx caddy; do command -v $$c >/dev/null || missing=1; done; \
	tesseract --list-langs 2>/dev/null | grep -qx vie || missing=1; \
	for c in $(BROWSERS); do command -v $$c >/dev/null && browser=1; done; \
	if [ -n "$$missing" ] || [ -z "$$browser" ]; then $(call apt,$(APT_TEST)); fi

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 2))' || { echo "Cần Python 3.11.2 trở lên / Python 3.11.2 or later is needed." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call apt,python3-venv); }
	$(PYTHON) -m venv .venv

# The package itself is linked in with the locked build tool: nothing is fetched that the lock does not name.
# The link is then made relative: Python reads it in the encoding of the locale, which may lack letters of this folder's path.
.venv/%.ok: requirements-%.txt | .venv/bin/python
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $<
	LC_ALL=C.UTF-8 $(PY) -m pip install -q --disable-pip-version-check --no-index --no-build-isolation --no-deps -e .
	@for link in .venv/lib/python3*/site-packages/__editable__.duthao-*.pth; do echo ../../../../scripts >"$$link"; done
	@touch $@

# Renew the locks from pyproject.toml, for the earliest Python that it allows: on it newer ones find what they need too.
COMPILE = $(PY) -m piptools compile -q --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
	--no-emit-find-links --no-header --no-annotate --strip-extras --resolver=backtracking --upgrade
lock: .venv/bin/python  ## renew the requirements files (with Python 3.11.2, as on Debian 12)
	@$(PY) -c 'import sys; sys.exit(sys.version_info[:3] != (3, 11, 2))' || { echo "Locks are made with Python 3.11.2: make lock PYTHON=…" >&2; exit 1; }
	$(PY) -m pip install -q --disable-pip-version-check pip-tools
	$(COMPILE) --extra build -o requirements-site.txt pyproject.toml
	$(COMPILE) --extra build --extra edit -c requirements-site.txt -o requirements-edit.txt pyproject.toml
	$(COMPILE) --extra build --extra sign -c requirements-site.txt -o requirements-sign.txt pyproject.toml
	$(COMPILE) --extra build --extra edit --extra sign --extra test -c requirements-sign.txt -c requirements-edit.txt -o requirements-test.txt pyproject.toml
	$(COMPILE) --extra build --extra edit --extra sign --extra test --extra bench -c requirements-test.txt -o requirements-bench.txt pyproject.toml

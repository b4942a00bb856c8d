# What one does with this repository. `make run` is the place to begin.
#
#   make run      Passerelle on this machine, with a homeserver of its own; Ctrl-C ends it
#   make try      beside it, in another terminal: be a counsellor (NAME=bea for the other one)
#   make test     everything that must hold; .ci/run does the same
#   make look     pictures of every screen of the page, into .run/looks/
#   make simulate SEED=7 DAYS=30
#                 evenings in which everything goes wrong, all of it decided by the seed; what
#                 happened is left in .run/simulation-7.txt
#   make fuzz SEED=7 SECONDS=600
#                 hostile input for everything that strangers can reach; what kills a reader is
#                 left in .run/fuzz/
#   make prove    kill -9 of the bridge and of a Synapse, 60 times in all, and every line counted
#   make compare  the same faults for two other bridges, and a table
#   make look-counsel  pictures of what a counsellor sees in her client, into .run/looks/
#   make check    reads config/ and bots/ and says what is wrong with them, and where
#   make bench    how long the main things take, and how long they may; see Benchmarks/
#   make streams  ten thousand open pages, a hundred of them in a talk: how long a line takes
#   make format   puts the Swift sources into the house's layout
#   make clean    throws away what was built; .run/ (the first look, Synapse) stays

# Other ports when these are taken: make run WEB_PORT=18080
WEB_PORT ?= 8080
HOMESERVER_PORT ?= 8008
APPSERVICE_PORT ?= 8009
# The first look is open at any hour; HOURS=bot keeps to the hours of the bot's own file.
HOURS ?= always
NAME ?= ana
SEED ?= 1
DAYS ?= 10
SECONDS ?= 60
STREAMS ?= 10000
# `make test` walks another way through hostile input every day; it prints which.
FUZZ_SEED ?= $(shell date +%Y%m%d)
export WEB_PORT HOMESERVER_PORT APPSERVICE_PORT HOURS

SWIFT_TEXT := Package.swift Sources Tests Benchmarks
PYTHON := .run/venv/bin/python
LOOK := .run/first-look

THINKING := DeskTests|DocumentsTests|PasserelleTests|TidyTests

.PHONY: run try test look look-counsel simulate fuzz prove compare check bench streams format clean
.DEFAULT_GOAL := run

run:
	@.ci/setup homeserver
	@$(PYTHON) config/first_look.py --only-ports
	swift build -c release --product passerelle
	@$(PYTHON) config/first_look.py

try:
	@test -r $(LOOK)/$(NAME).password || \
		{ echo "make try: no account $(NAME) here; start 'make run' in another terminal" >&2; exit 1; }
	@.build/release/passerelle counsellor --as $(NAME) --config $(LOOK)/passerelle.yaml \
		--homeserver http://127.0.0.1:$(HOMESERVER_PORT) --password-file $(LOOK)/$(NAME).password

# Live tests may not skip here: a missing Synapse or browser is a failure. They come one after the
# other, because each of them brings a homeserver of its own; so do those of the HTTP doors, some of
# which wait for a slow reader, and some for a browser. The simulation keeps the machine busy for
# minutes and has a turn of its own; it wants the same hashes everywhere. So have those that only
# think: they would keep the others, who wait for sockets, from ever being asked.
test:
	@.ci/setup all
	swift format lint --strict --parallel --recursive $(SWIFT_TEXT)
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --disable-xctest --skip-build --filter '$(THINKING)'
	swift test --disable-xctest --skip-build --skip '$(THINKING)|RoomsTests' \
		--skip LiveTests --skip WebTests --skip SimulationTests --skip CutTests --skip FuzzTests
	swift test --disable-xctest --skip-build --no-parallel --filter RoomsTests
	swift test --disable-xctest --skip-build --filter CutTests
	SWIFT_DETERMINISTIC_HASHING=1 swift test --disable-xctest --skip-build --filter SimulationTests
	FUZZ_SECONDS=60 FUZZ_SEED=$(FUZZ_SEED) \
		swift test --disable-xctest --skip-build --no-parallel --filter '^FuzzTests'
	PASSERELLE_LIVE=1 swift test --disable-xctest --skip-build --no-parallel --filter WebTests
	$(PYTHON) Tests/schemas.py
	$(PYTHON) Tests/proxies.py
	systemd-analyze security --offline=true --threshold=12 config/passerelle.service >/dev/null
	PASSERELLE_LIVE=1 swift test --disable-xctest --skip-build --no-parallel --filter LiveTests
	git diff --exit-code

look:
	@.ci/setup browser
	PASSERELLE_LIVE=1 PASSERELLE_LOOKS=1 swift test --disable-xctest --filter LooksTests
	@echo "the pictures are in .run/looks/"

# Swift hashes otherwise in every process; a seed shall tell the same story everywhere.
simulate:
	@.ci/setup build
	SWIFT_DETERMINISTIC_HASHING=1 SEED=$(SEED) DAYS=$(DAYS) \
		swift test --disable-xctest --filter 'evenings of one seed'

fuzz:
	@.ci/setup build
	swift run -c release fuzz --seed $(SEED) --seconds $(SECONDS)

# Twenty visitors, two hundred lines each way, half an hour with the two long outages. PROVE_SEED=…
# for another one.
prove:
	@.ci/setup homeserver
	swift build -c release --product passerelle
	PASSERELLE_LIVE=1 PASSERELLE=.build/release/passerelle PROVE_VISITORS=20 PROVE_LINES=200 \
		PROVE_BRIDGE_KILLS=50 PROVE_HOMESERVER_KILLS=10 PROVE_SECONDS=360 \
		PROVE_OUTAGE_SECONDS=600 \
		swift test --disable-xctest --no-parallel --filter 'ProofTests|OutageTests'

# PEER=relay, heisenbridge or passerelle for one of them; see Tests/Peers/.
compare:
	@.ci/setup peers
	swift build -c release --product passerelle
	@$(PYTHON) Tests/Peers/compare.py $(PEER)

# A real client, driven by its keyboard: a visitor comes, is taken, answered, and let go.
look-counsel:
	@.ci/setup look
	swift build --product passerelle
	@PASSERELLE=$(CURDIR)/.build/debug/passerelle $(PYTHON) Tests/Looks/counsel.py

check:
	@.ci/setup build
	swift run passerelle check --config config/passerelle.yaml

bench:
	@.ci/setup build
	swift run -c release bench

# Each side needs a file for each page: ulimit -Hn must be above STREAMS by a thousand.
streams:
	@.ci/setup build
	swift build -c release --product passerelle
	python3 Benchmarks/streams.py --streams $(STREAMS)

format:
	swift format --in-place --parallel --recursive $(SWIFT_TEXT)

clean:
	swift package clean

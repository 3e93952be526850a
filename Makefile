# The README's commands. .ci/setup installs what is missing and configures the build folder; meson does the rest.
BUILD = build
IMAGES =
FUZZ = 600
SUITE = bookworm
TARGETS = safetensors torch-zip torch-legacy pickle labels image lesson samples table calibration

run:
	@.ci/setup run $(BUILD)
	@.ci/build $(BUILD) app
	@.ci/show $(BUILD) $(IMAGES)

test:
	@.ci/setup test $(BUILD)
	@.ci/suite $(BUILD)

bench:
	@.ci/setup run $(BUILD)
	@.ci/build $(BUILD)
	@$(BUILD)/tests/bench $(BENCH)

# N images (a million) through derm predict --output: hard links of those in the folder IMAGES; rate and memory.
bench-million:
	@.ci/setup run $(BUILD)
	@.ci/build $(BUILD) app
	@tests/bench-million.sh $(BUILD)/app/derm/derm "$(or $(IMAGES),data/samples)" $(or $(N),1000000)

# A folder of 10,015 images in the window: time to the first row, frame times while it scrolls, memory.
test-many:
	@.ci/setup test $(BUILD)
	@.ci/build $(BUILD)
	@meson test -C $(BUILD) --no-rebuild --benchmark --verbose browse-many

# The library's reference documentation as a web site, in build/reference.
reference:
	@.ci/setup run $(BUILD)
	@.ci/build $(BUILD)
	@command -v gi-docgen >/dev/null || { echo "gi-docgen is not here: install the package gi-docgen." >&2; exit 1; }
	@gi-docgen generate --quiet --no-namespace-dir --config data/reference/derm.toml --content-dir data/reference \
	  --output-dir $(BUILD)/reference $(BUILD)/engine/Derm-0.gir
	@echo "$(BUILD)/reference/index.html"

# Pictures of the window in all its states, in build/screenshots; make screenshots SHOTS="light dark" makes only those.
screenshots:
	@.ci/setup test $(BUILD)
	@.ci/build $(BUILD)
	@mkdir -p $(BUILD)/screenshots
	@tests/ui/screenshots.sh $(BUILD)/app/dermlens/dermlens $(BUILD)/screenshots $(SHOTS)

# The suite under the address and undefined-behaviour sanitizers, in a build folder of its own.
sanitize:
	@.ci/setup test build-sanitize -Db_sanitize=address,undefined -Db_lundef=false
	@TIMEOUTS=10 .ci/suite build-sanitize

# The readers of model files and images under libFuzzer, each for FUZZ seconds: make fuzz FUZZ=3600 TARGETS="pickle torch-zip"
fuzz:
	@CC=clang .ci/setup test build-fuzz -Dfuzz=true -Dbuildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false
	@.ci/fuzz build-fuzz $(FUZZ) $(TARGETS)

# The suite on other platforms. Each sets up what it needs below build-*/, ends with "N passed, N failed", and leaves no process and
# no mount; where a machine cannot run it, it says so and fails. The roots of other Debians are made by root.
check-clang:
	@CC=clang .ci/setup test build-clang -Dwerror=true
	@TIMEOUTS=$${TIMEOUTS:-5} .ci/suite build-clang

# make run on a machine with git and make and nothing else: make check-fresh SUITE=trixie
check-fresh:
	@tests/platforms/check-fresh.sh $(SUITE)

check-trixie:
	@tests/platforms/check-debian.sh trixie

check-forky:
	@tests/platforms/check-debian.sh forky

check-aarch64:
	@tests/platforms/check-aarch64.sh

# Arrow and Parquet files against pyarrow, with Arrow GLib built below build-roots/.
check-arrow:
	@tests/platforms/check-arrow.sh

# Shards on a cluster: Slurm, its nodes on this machine, and GNU parallel. As root, with slurm-wlm and parallel; it says so where they are
# missing.
check-cluster:
	@.ci/setup run $(BUILD)
	@ninja -C $(BUILD) app/derm/derm >/dev/null
	@tests/platforms/check-cluster.sh $(BUILD) || [ $$? = 77 ]

# The Flatpak, in build-flatpak/ and nowhere else.
flatpak:
	@flatpak/build.sh build-flatpak

check-flatpak:
	@flatpak/check.sh build-flatpak

# The tarball, in build/meson-dist; check-dist builds and tests what is in it, without a network.
dist:
	@.ci/setup run $(BUILD)
	@meson dist -C $(BUILD) --no-tests

check-dist: dist
	@tests/platforms/check-dist.sh $(BUILD)

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

clean:
	rm -rf build build-*

.PHONY: run test test-many reference screenshots bench bench-million sanitize fuzz check-clang check-fresh check-trixie check-forky check-aarch64 check-arrow check-cluster flatpak check-flatpak dist check-dist \
  format clean

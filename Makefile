# The README's commands. .ci/setup installs what is missing and configures the build folder; meson does the rest.
BUILD = build
IMAGES =

run:
	@.ci/setup run $(BUILD)
	@.ci/build $(BUILD)
	@.ci/show $(BUILD) $(IMAGES)

test:
	@.ci/setup test $(BUILD)
	@.ci/suite $(BUILD)

bench:
	@.ci/setup run $(BUILD)
	@.ci/build $(BUILD)
	@$(BUILD)/tests/bench $(BENCH)

# The suite under the address and undefined-behaviour sanitizers, in a build folder of its own.
sanitize:
	@.ci/setup test build-sanitize -Db_sanitize=address,undefined -Db_lundef=false
	@TIMEOUTS=10 .ci/suite build-sanitize

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

clean:
	rm -rf build build-*

.PHONY: run test bench sanitize format clean

# Callbook. `make` alone lists what there is to make.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# Debian packages: to build, to open a window, to show names of other scripts in it (Arabic, Hebrew, Chinese, Japanese,
# Korean), to test (a renderer without a graphics card, a real HTTP client, a real key store).
BUILD_PACKAGES := gcc libasound2-dev libc6-dev pkg-config
FONT_PACKAGES := fonts-dejavu-core fonts-droid-fallback fonts-nanum
RUN_PACKAGES := libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1
TEST_PACKAGES := mesa-vulkan-drivers curl dbus espeak-ng gnome-keyring lame python3-minimal

.PHONY: help run test check bench pictures build-packages run-packages test-packages

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: run-packages ## Install what is missing, build, and open the window with the receiver running
	cargo run --release --locked

test: test-packages ## Install what is missing, and run every test, headless
	cargo test --locked

check: build-packages ## Check format, lints and docs; warnings are errors
	@cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 || rustup component add rustfmt clippy
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps

bench: test-packages ## Measure decoding and folding
	cargo bench --locked

pictures: test-packages ## Make the pictures again that tests compare with
	UPDATE_SNAPSHOTS=true cargo test --locked --test it

# Installs those of $(1) that are missing, where there is apt; elsewhere says what is needed.
define install
	@if ! command -v dpkg-query >/dev/null; then \
		echo "Needed, under whatever names this system has for them: $(1)"; \
		exit 0; \
	fi; \
	missing=; \
	for package in $(1); do \
		status=$$(dpkg-query -W -f='$${Status}' $$package 2>/dev/null) || status=; \
		case "$$status" in *" ok installed") ;; *) missing="$$missing $$package" ;; esac; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	echo "Installing$$missing"; \
	if ! command -v apt-get >/dev/null; then echo "There is no apt-get here: install$$missing by hand." >&2; exit 1; fi; \
	root=; \
	if [ "$$(id -u)" != 0 ]; then \
		if ! command -v sudo >/dev/null; then echo "Neither root nor sudo: have$$missing installed first." >&2; exit 1; fi; \
		root=sudo; \
	fi; \
	$$root env DEBIAN_FRONTEND=noninteractive apt-get update -q && \
	$$root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing
endef

build-packages:
	$(call install,$(BUILD_PACKAGES))

run-packages:
	$(call install,$(BUILD_PACKAGES) $(FONT_PACKAGES) $(RUN_PACKAGES))

test-packages:
	$(call install,$(BUILD_PACKAGES) $(TEST_PACKAGES))

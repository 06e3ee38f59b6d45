#!/usr/bin/env bash
# Builds okr from the commit of the action that the workflow names, for `action.yml`:
#   key    names what would be built, for a cache
#   build  builds it into $RUNNER_TEMP/okr-install
#   path   lets the later steps of the job call it
set -euo pipefail

# Not from the repository that is checked: cargo and rustup would read settings there.
cd -- "$GITHUB_ACTION_PATH"

key() {
  # Also which system it is: a program that was built on another one may not run.
  {
    uname -sm
    cat /etc/os-release 2> /dev/null || true
    find Cargo.toml Cargo.lock src -type f | LC_ALL=C sort | git hash-object --no-filters --stdin-paths
  } | git hash-object --stdin
}

case $1 in
  key)
    printf 'key=okr-%s\n' "$(key)" >> "$GITHUB_OUTPUT"
    ;;
  build)
    if ! command -v cargo > /dev/null; then
      echo '::error title=okr::There is no cargo to build okr with: install Rust in a step before, or give an okr with the input bin'
      exit 2
    fi
    # Flags that are meant for the code of the repository, such as -D warnings.
    unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS
    cargo install --locked --path . --bin okr \
      --root "$RUNNER_TEMP/okr-install" --target-dir "$RUNNER_TEMP/okr-target"
    rm -rf -- "$RUNNER_TEMP/okr-target"
    ;;
  path)
    printf '%s\n' "$RUNNER_TEMP/okr-install/bin" >> "$GITHUB_PATH"
    ;;
esac

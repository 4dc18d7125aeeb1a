#!/usr/bin/env bash
# libFuzzer (clang) over every reader of foreign bytes.
#   tests/fuzz/fuzz.sh [SECONDS] [TARGET...]    600 seconds each, all targets
# What is found lies in build/fuzz/findings.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=../../packaging/set-up.sh
. packaging/set-up.sh

seconds=${1:-600}
shift || true
if ! command -v clang++ >/dev/null; then
    echo "clang is not installed (Debian: clang libclang-rt-14-dev): the fuzzers without guidance run instead." >&2
    build_preset dev fuzz-short
    exec build/dev/bin/fuzz-short --seconds "$seconds" "$@"
fi
build_preset fuzz
targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    mapfile -t targets < <(build/fuzz/bin/fuzz-short --list)
fi
build/fuzz/bin/fuzz-short --write-corpus build/fuzz/seeds
mkdir -p build/fuzz/findings
for target in "${targets[@]}"; do
    mkdir -p "build/fuzz/corpus/$target"
    echo "== $target, $seconds s"
    CLOAKROOM_FUZZ_TARGET=$target QT_QPA_PLATFORM=offscreen ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 \
        build/fuzz/bin/fuzz-guided -max_total_time="$seconds" -timeout=60 -rss_limit_mb=6000 -print_final_stats=1 \
        -verbosity=0 -artifact_prefix="build/fuzz/findings/$target-" "build/fuzz/corpus/$target" \
        "build/fuzz/seeds/$target"
done

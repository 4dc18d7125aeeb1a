#!/usr/bin/env bash
# The long tests of the storage and of imports, optimised, one after the other. A failure says its seed and how to repeat it.
#   tests/soak/soak.sh [SUBJECT...]    all without a subject; SOAK_SEED=N for another run's seed
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=../../packaging/set-up.sh
. packaging/set-up.sh

build_preset release storage-soak import-kills cloakroom-cli cloakroom-worker
seed=()
if [ -n "${SOAK_SEED:-}" ]; then
    seed=(--seed "$SOAK_SEED")
fi
subjects=("$@")
if [ ${#subjects[@]} -eq 0 ]; then
    subjects=(stress power-cuts disk-faults memory-faults imports)
fi
for subject in "${subjects[@]}"; do
    if [ "$subject" = imports ]; then
        build/release/bin/import-kills --count 500 "${seed[@]}"
        continue
    fi
    build/release/bin/storage-soak "$subject" "${seed[@]}"
done
if [ $# -eq 0 ]; then
    # Vault and keyslots: twenty times as many power cuts as in ./test; then ten minutes for each fuzzer.
    build_preset dev crash-tests
    CLOAKROOM_SOAK=20 build/dev/bin/crash-tests
    tests/fuzz/fuzz.sh
fi

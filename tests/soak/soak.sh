#!/usr/bin/env bash
# The long tests of the storage, optimised, one after the other. A failure says its seed and how to repeat it.
#   tests/soak/soak.sh [SUBJECT...]    all without a subject; SOAK_SEED=N for another run's seed
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=../../packaging/set-up.sh
. packaging/set-up.sh

build_preset release storage-soak
seed=()
if [ -n "${SOAK_SEED:-}" ]; then
    seed=(--seed "$SOAK_SEED")
fi
subjects=("$@")
if [ ${#subjects[@]} -eq 0 ]; then
    subjects=(stress power-cuts disk-faults memory-faults)
fi
for subject in "${subjects[@]}"; do
    build/release/bin/storage-soak "$subject" "${seed[@]}"
done

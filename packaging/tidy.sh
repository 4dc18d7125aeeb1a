#!/usr/bin/env bash
# clang-tidy over every source of the project; a finding is an error. Argument: a configured build folder.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build/dev}
shift || true
files=("$@")
if [ ${#files[@]} -eq 0 ]; then
    mapfile -t files < <(find app core ui -name '*.cpp' | sort)
fi
# clang cannot read GCC's precompiled headers; without them the same sources are complete.
commands=$(mktemp -d)
trap 'rm -rf "$commands"' EXIT
sed -E 's/ -Winvalid-pch//g; s/ -include [^ ]*cmake_pch\.hxx//g; s/ -fpch-preprocess//g' \
    "$build/compile_commands.json" >"$commands/compile_commands.json"
printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy -p "$commands" --quiet --extra-arg=-Wno-unknown-warning-option

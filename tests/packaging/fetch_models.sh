#!/usr/bin/env bash
# fetch-models installs the published model and nothing else. The download is played by a false curl.
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly model=face_detection_yunet_2023mar.onnx
published=${1:?folder with the published model}/$model
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

expect() { # name, wanted status, command...
    local name=$1 wanted=$2 status=0
    shift 2
    "$@" >"$work/log" 2>&1 || status=$?
    if ((status != wanted)); then
        echo "fetch-models: $name: exit $status, wanted $wanted" >&2
        cat "$work/log" >&2
        bad=1
    fi
}

expect_absent() { # name, folder
    if [[ -n $(ls -A "$2" 2>/dev/null) ]]; then
        echo "fetch-models: $1 left something in $2" >&2
        bad=1
    fi
}

mkdir -p "$work/false" "$work/bin"
echo "not the model" >"$work/false/$model"
cat >"$work/bin/curl" <<'CURL'
#!/usr/bin/env bash
while (($# > 1)); do
    if [[ $1 == --output ]]; then echo "a page that says sorry" >"$2"; fi
    shift
done
CURL
chmod +x "$work/bin/curl"

expect "a folder without the model" 1 packaging/fetch-models --from "$work/bin" --to "$work/to"
expect_absent "a folder without the model" "$work/to"
expect "a false model" 1 packaging/fetch-models --from "$work/false" --to "$work/to"
expect_absent "a false model" "$work/to"
expect "a false download" 1 env PATH="$work/bin:$PATH" packaging/fetch-models --to "$work/to"
expect_absent "a false download" "$work/to"
expect "an unknown argument" 2 packaging/fetch-models --force
expect "a missing folder name" 2 packaging/fetch-models --to

if [[ -f $published ]]; then
    expect "the published model" 0 packaging/fetch-models --from "${published%/*}" --to "$work/to"
    cmp "$published" "$work/to/$model" || bad=1
    expect "a second time" 0 packaging/fetch-models --to "$work/to"
    echo "damage" >>"$work/to/$model"
    expect "a damaged one in place" 0 packaging/fetch-models --from "${published%/*}" --to "$work/to"
    cmp "$published" "$work/to/$model" || bad=1
    expect "the user's data folder" 0 env XDG_DATA_HOME="$work/data" packaging/fetch-models --from "${published%/*}"
    cmp "$published" "$work/data/cloakroom/models/$model" || bad=1
else
    echo "skipped: no published model at $published"
fi
exit "$bad"

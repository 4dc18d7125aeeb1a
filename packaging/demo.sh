#!/usr/bin/env bash
# Opens the made-up school, made by the program itself the first time. Argument: the folder of the built programs.
# Without a display it says so and runs the main job through the command line: what is exported, covered and refused.
#   --folder DIR   where the demo lives (default: build/demo)
set -euo pipefail
bin=$(cd "$1" && pwd)
shift
folder=build/demo
if [ "${1:-}" = "--folder" ]; then
    folder=$2
    shift 2
fi
password="five drawn pupils wave hello"

if [ ! -f "$folder/library/library.json" ]; then
    echo "Drawing the demo school in $folder ..." >&2
    rm -rf "$folder"
    mkdir -p "$folder"
    "$bin/cloakroom-demo" "$folder/library" "$folder/exports" || {
        rm -rf "$folder/library"
        exit 1
    }
fi
cat <<END
The demo school's library: $folder/library
Users: Olive Admin, Max Marketing, Sage Safeguarding. Password of each: $password
END

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$bin/cloakroom" --library "$folder/library" "$@"
fi

echo
echo "There is no display here, so this is the same job through the command line."
target=$folder/exports/newsletter-$(date +%Y%m%d-%H%M%S)
cli() { printf '%s\n' "$password" | "$bin/cloakroom-cli" --library "$folder/library" --user "Olive Admin" --password-file - --quiet "$@"; }

echo
echo "== The library"
cli library info
echo
echo "== Photos of the swimming gala that may be used for the newsletter, and why the others may not"
cli clearance --purpose newsletter --event "Swimming gala"
echo
echo "== Export: what is clear goes as it is, what is clear if covered gets covered, what is blocked stays in"
status=0
cli export --purpose newsletter --to "$target" --event "Swimming gala" --place "Newsletter, page 1" || status=$?
[ "$status" -le 1 ] || exit "$status"
echo
echo "== What has to be taken down since a consent was withdrawn"
cli register takedowns
echo
echo "The exported photos are in $target"

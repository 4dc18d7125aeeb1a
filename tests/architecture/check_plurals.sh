#!/usr/bin/env bash
# Every text that counts something has its English singular and plural: without them "(s)" stands on the screen.
set -euo pipefail
cd "$(dirname "$0")/../.."
lupdate=${LUPDATE:-/usr/lib/qt6/bin/lupdate}
if [ ! -x "$lupdate" ]; then
    echo "skipped: there is no lupdate here" >&2
    exit 0
fi
now=$(mktemp -d)
trap 'rm -rf "$now"' EXIT
cp translations/cloakroom_en.ts "$now"
"$lupdate" -silent -I . -locations none -no-obsolete -source-language en core ui app \
    -pluralonly -target-language en -ts "$now/cloakroom_en.ts" 2>/dev/null
if grep -q 'type="unfinished"' "$now/cloakroom_en.ts" || ! diff -u translations/cloakroom_en.ts "$now/cloakroom_en.ts"; then
    echo "run translations/update.sh, then write what is unfinished in translations/cloakroom_en.ts" >&2
    exit 1
fi

#!/usr/bin/env bash
# Takes new and changed texts from the sources into every translation. English holds the plurals only.
set -euo pipefail
cd "$(dirname "$0")/.."
lupdate=${LUPDATE:-/usr/lib/qt6/bin/lupdate}
update() { "$lupdate" -silent -I . -locations none -no-obsolete -source-language en core ui app "$@"; }
for file in translations/cloakroom_*.ts; do
    language=${file##*_}
    language=${language%.ts}
    if [ "$language" = en ]; then
        update -pluralonly -target-language en -ts "$file"
    else
        update -target-language "$language" -ts "$file"
    fi
done

#!/usr/bin/env bash
# Fails when a lower folder includes a higher one, core reaches for widgets, or SQL leaves the catalogue.
# Needed because one include root would let any file include any other.
set -euo pipefail
cd "$(dirname "$0")/../.."
bad=0

# Each module and the modules it may include besides itself and base.
allowed() {
    case $1 in
    base) echo "" ;;
    crypto) echo "" ;;
    storage) echo "crypto" ;;
    imaging) echo "" ;;
    worker) echo "imaging faces tables" ;;
    catalogue) echo "crypto storage" ;;
    audit) echo "crypto storage catalogue" ;;
    accounts) echo "crypto storage catalogue audit" ;;
    tables) echo "" ;;
    consent) echo "crypto storage catalogue audit tables" ;;
    roster) echo "crypto storage worker catalogue audit tables consent" ;;
    photos) echo "crypto storage imaging catalogue audit consent" ;;
    faces) echo "crypto storage imaging worker catalogue audit consent photos" ;;
    intake) echo "crypto storage imaging worker catalogue audit consent photos faces" ;;
    review) echo "crypto storage catalogue audit consent photos faces" ;;
    backup) echo "crypto storage imaging worker catalogue audit consent photos faces" ;;
    publish) echo "crypto storage imaging worker catalogue audit consent photos faces review" ;;
    handover) echo "crypto storage imaging worker catalogue audit consent photos faces intake review publish" ;;
    retention) echo "crypto storage imaging worker catalogue audit consent photos faces review publish" ;;
    demo) echo "crypto storage imaging worker tables catalogue accounts audit consent roster photos faces intake review publish" ;;
    *) echo "unknown" ;;
    esac
}

for dir in core/*/; do
    module=$(basename "$dir")
    ok=" $module base $(allowed "$module") "
    while IFS=: read -r file line text; do
        other=$(sed -E 's|.*core/([a-z]+)/.*|\1|' <<<"$text")
        if [[ "$ok" != *" $other "* ]]; then
            echo "layer: $file:$line: core/$module must not include core/$other" >&2
            bad=1
        fi
    done < <(grep -RnE --include='*.h' --include='*.cpp' '^[[:space:]]*#[[:space:]]*include[[:space:]]*"core/' "$dir" || true)
done

forbid() { # folder, pattern, reason
    [[ -d $1 ]] || return 0
    if grep -RnE --include='*.h' --include='*.cpp' "$2" "$1"; then
        echo "layer: $1 $3" >&2
        bad=1
    fi
}
forbid core '^[[:space:]]*#[[:space:]]*include[[:space:]]*["<](ui|app)/' 'must not include ui or app'
forbid core '<(QtWidgets|QApplication|QWidget|QMessageBox|QDialog|QPixmap|QIcon)' 'must not use widgets or pixmaps'
forbid ui '^[[:space:]]*#[[:space:]]*include[[:space:]]*["<]app/' 'must not include app'
forbid ui '<(QSql|sodium|sqlite3|opencv2|exiv2|QtSql)' 'must not use SQL, cryptography or OpenCV'
forbid ui '"core/(crypto|catalogue/.*Repository)' 'must go through the services of core'
forbid app '"core/(crypto|catalogue/.*Repository)' 'must go through the services of core'
for dir in app ui core; do
    forbid "$dir" 'QNetwork|QTcpSocket|QUdpSocket|curl_easy|QSslSocket' 'must not open network connections'
done
for dir in app ui core/{base,crypto,imaging,worker,tables,roster,accounts,intake,photos,faces,consent,review,publish,handover,retention,backup,audit}; do
    forbid "$dir" 'QSqlQuery|QSqlDatabase|sqlite3_(prepare|exec)' 'must not contain SQL'
done
exit "$bad"

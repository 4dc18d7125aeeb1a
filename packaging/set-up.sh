# Sourced by `run` and `test`: installs the Debian packages that are missing, and nothing when all are there.
# shellcheck shell=bash

install_missing_packages() {
    local list missing=() package
    list=$(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$1")
    if ! command -v dpkg-query >/dev/null; then
        echo "This is no Debian: install by hand what packaging/debian-packages.txt lists." >&2
        return 0
    fi
    for package in $list; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        return 0
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing: ${missing[*]}. Install them as root, then run this again." >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing ${#missing[@]} packages: ${missing[*]}" >&2
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Configures only when nothing is configured yet: CMake itself notices what changed later.
build_preset() { # preset, targets...
    local preset=$1
    shift
    if [ ! -f "build/$preset/build.ninja" ]; then
        cmake --preset "$preset" >&2
    fi
    if [ $# -gt 0 ]; then
        cmake --build "build/$preset" --target "$@" >&2
    else
        cmake --build "build/$preset" >&2
    fi
}

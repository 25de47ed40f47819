# Sourced by every script/*: goes to the checkout, installs missing system packages and keeps
# .venv in step with the requirements. Prints one line per step, on standard error.

set -euo pipefail
CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$CHECKOUT"
export LABOR_INSPECTION_VAR=${LABOR_INSPECTION_VAR:-$CHECKOUT/var}
export PYTHONPATH=$CHECKOUT/script/lib${PYTHONPATH:+:$PYTHONPATH}
PYTHON=$CHECKOUT/.venv/bin/python

step() { printf '== %s\n' "$*" >&2; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# prepare app|dev: `app` is what the product needs, `dev` adds tests and linting.
prepare() {
    local set=$1
    mkdir -p "$LABOR_INSPECTION_VAR"
    # Two scripts started at once: the second waits for the first one's installation.
    exec 9>"$LABOR_INSPECTION_VAR/prepare.lock"
    flock 9
    install_system_packages "$set"
    install_python_packages "$set"
    exec 9>&-
}

# -- system packages: only what is missing, by what it provides --

has_command() { command -v "$1" >/dev/null 2>&1; }
has_library() { /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }
has_font() { compgen -G "/usr/share/fonts/opentype/noto/$1*" >/dev/null; }
has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has_command initdb; }
has_redis() { has_command redis-server || has_command valkey-server; }

missing_packages() {
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    [ -e /usr/share/zoneinfo/Asia/Shanghai ] || echo tzdata
    has_library libpango-1.0.so || echo libpango-1.0-0
    has_library libpangoft2-1.0.so || echo libpangoft2-1.0-0
    # Without it WeasyPrint subsets fonts in Python: a page takes seconds instead of 60 ms.
    has_library libharfbuzz-subset.so || echo libharfbuzz-subset0
    has_font NotoSerifCJK || echo fonts-noto-cjk
    has_command msgfmt || echo gettext
    [ -n "${DATABASE_URL:-}" ] || has_postgres || echo postgresql
    [ -n "${REDIS_URL:-}" ] || has_redis || echo redis-server
    [ "$1" = app ] && return
    has_command chromium || echo chromium
    has_command pdftotext || echo poppler-utils
}

install_system_packages() {
    local packages
    has_command python3 || fail 'Python 3.11 or newer is needed: install the package python3.'
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Python 3.11 or newer is needed; $(command -v python3) is $(python3 --version)."
    mapfile -t packages < <(missing_packages "$1")
    [ ${#packages[@]} -eq 0 ] && return
    has_command apt-get || fail "Please install these (Debian's names), then start again: ${packages[*]}"
    step "Installing system packages: ${packages[*]}"
    as_root true || fail "This needs an administrator. As root: apt-get install --no-install-recommends ${packages[*]}"
    without_starting_services apt_install "${packages[@]}"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env "$@"
    elif has_command sudo; then
        sudo env "$@"
    else
        return 1
    fi
}

apt_install() {
    local try options=(-q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
    local log=$LABOR_INSPECTION_VAR/apt.log
    for try in 1 2 3; do
        # A third-party source that is down must not stop us: the installation itself decides.
        as_root DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" update </dev/null >"$log" 2>&1 || true
        if as_root DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install --yes \
            --no-install-recommends "$@" </dev/null >>"$log" 2>&1; then
            return 0
        fi
        step "apt-get failed (try $try of 3)"
        sleep $((try * 5))
    done
    tail -n 20 "$log" >&2
    return 1
}

# We run our own servers under var/: the packaged ones are neither started nor given a cluster.
without_starting_services() {
    local policy=/usr/sbin/policy-rc.d status=0 added=()
    local no_cluster=/etc/postgresql-common/createcluster.d/labor-inspection.conf
    as_root mkdir -p "${no_cluster%/*}"
    echo 'create_main_cluster = false' | as_root tee "$no_cluster" >/dev/null
    added+=("$no_cluster")
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
        added+=("$policy")
    fi
    "$@" || status=$?
    as_root rm -f "${added[@]}"
    [ $status -eq 0 ] || fail 'The system packages could not be installed; the last lines of apt-get are above.'
}

# -- Python packages: .venv, renewed when the pins change --

install_python_packages() {
    local requirements=requirements.txt pins stamp=.venv/installed log=$LABOR_INSPECTION_VAR/pip.log
    [ "$1" = app ] || requirements=requirements-dev.txt
    pins=$(cat requirements.txt requirements-dev.txt constraints.txt | sha256sum)
    if ! "$PYTHON" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        step 'Creating .venv'
        rm -rf .venv
        python3 -m venv .venv
    fi
    # "dev" holds everything that "app" does.
    grep -qsxF -e "$1 $pins" -e "dev $pins" "$stamp" && return
    step "Installing Python packages ($requirements)"
    rm -f "$stamp"
    "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-input \
        --requirement "$requirements" </dev/null >"$log" 2>&1 ||
        { tail -n 20 "$log" >&2; fail 'pip could not install the requirements; its last lines are above.'; }
    echo "$1 $pins" >"$stamp"
}

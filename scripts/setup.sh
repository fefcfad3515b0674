#!/bin/sh
# Makes a fresh checkout ready to build, test and run: checks Node.js, installs a Redis server program when there is
# none, and installs the npm packages; with --browser also a Chromium, for the tests of the pages. It asks no questions,
# and may be run again at any time.
set -eu
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$1"; }
fail() {
  printf 'setup: %s\n' "$1" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

check_node() {
  has node || fail 'Node.js is missing. Install Node.js 20.19 or newer (https://nodejs.org), then run this again.'
  version=$(node -p process.versions.node)
  major=${version%%.*}
  rest=${version#*.}
  minor=${rest%%.*}
  if [ "$major" -lt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -lt 19 ]; }; then
    fail "Node.js $version is too old. Install Node.js 20.19 or newer (https://nodejs.org), then run this again."
  fi
  has npm || fail 'npm is missing. Install npm, which usually comes with Node.js, then run this again.'
  say "Node.js $version is new enough."
}

# Dateline looks in the same places.
find_redis() {
  for name in redis-server valkey-server; do
    command -v "$name" && return 0
    for folder in /usr/sbin /opt/homebrew/bin /usr/local/bin; do
      [ -x "$folder/$name" ] && printf '%s\n' "$folder/$name" && return 0
    done
  done
  return 1
}

package_manager() {
  for name in apt-get dnf apk pacman brew; do
    has "$name" && printf '%s\n' "$name" && return 0
  done
  return 1
}

by_hand() {
  case $1 in
    apt-get) printf 'apt-get install redis-server' ;;
    dnf) printf 'dnf install valkey' ;;
    apk) printf 'apk add redis' ;;
    pacman) printf 'pacman -S valkey' ;;
    *) printf 'brew install redis' ;;
  esac
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_be_root() {
  [ "$(id -u)" -eq 0 ] || { has sudo && sudo -n true 2>/dev/null; }
}

# Runs a command without input, and keeps its output for the case that it fails.
quietly() {
  if output=$("$@" </dev/null 2>&1); then return 0; fi
  return 1
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -qq install --no-install-recommends "$1"
}
# The package lists are updated only when the present ones do not suffice.
apt_install_or_update() {
  quietly apt_install "$1" || { quietly as_root apt-get -qq update && quietly apt_install "$1"; }
}

# Debian starts a service when it installs one, unless this policy forbids it. Dateline needs only the program.
apt_policy=/usr/sbin/policy-rc.d
forbid_services() {
  [ -e "$apt_policy" ] && return 0
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$apt_policy" >/dev/null
  as_root chmod 755 "$apt_policy"
  trap 'as_root rm -f "$apt_policy"' EXIT
  trap 'exit 1' HUP INT TERM
}
allow_services() {
  trap - EXIT HUP INT TERM
  as_root rm -f "$apt_policy"
}

install_with_apt() {
  had_policy=$([ -e "$apt_policy" ] && echo yes || echo no)
  forbid_services
  installed=no
  apt_install_or_update redis-server && installed=yes
  [ "$had_policy" = yes ] || allow_services
  [ "$installed" = yes ] || return 1
  if has systemctl; then as_root systemctl disable redis-server >/dev/null 2>&1 || true; fi
  say 'the redis-server service of the package was neither started nor enabled: Dateline runs a private server.'
}

install_redis() {
  case $1 in
    apt-get) install_with_apt ;;
    dnf) quietly as_root dnf -y -q install valkey || quietly as_root dnf -y -q install redis ;;
    apk) quietly as_root apk add --no-cache redis || quietly as_root apk add --no-cache valkey ;;
    pacman) quietly as_root pacman -S --noconfirm --needed valkey || quietly as_root pacman -Sy --noconfirm --needed valkey ;;
    *) quietly brew install redis ;;
  esac
}

check_redis() {
  if redis=$(find_redis); then
    say "the Redis server program is there: $redis."
    return 0
  fi
  manager=$(package_manager) ||
    fail 'no Redis server was found and no known package manager. Install redis-server or valkey-server by hand, then run this again.'
  if [ "$manager" != brew ] && ! can_be_root; then
    fail "no Redis server was found, and installing one needs root. Run as root: $(by_hand "$manager"), then run this again."
  fi
  say "installing a Redis server with $manager."
  install_redis "$manager" || {
    printf '%s\n' "$output" >&2
    fail "the Redis server could not be installed. Install it by hand: $(by_hand "$manager"), then run this again."
  }
  redis=$(find_redis) || fail "the package was installed, but no redis-server or valkey-server was found after that."
  say "installed the Redis server program: $redis."
}

# The browser tests look in the same places; CHROMIUM_PATH replaces all of them.
find_browser() {
  if [ -n "${CHROMIUM_PATH:-}" ]; then
    [ -x "$CHROMIUM_PATH" ] && printf '%s\n' "$CHROMIUM_PATH"
    return
  fi
  for path in /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome-stable \
    /usr/bin/google-chrome /snap/bin/chromium \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
    /Applications/Chromium.app/Contents/MacOS/Chromium; do
    [ -x "$path" ] && printf '%s\n' "$path" && return 0
  done
  return 1
}

install_browser() {
  case $1 in
    apt-get) apt_install_or_update chromium ;;
    dnf) quietly as_root dnf -y -q install chromium ;;
    apk) quietly as_root apk add --no-cache chromium ;;
    pacman) quietly as_root pacman -S --noconfirm --needed chromium ;;
    *) quietly brew install --cask google-chrome ;;
  esac
}

check_browser() {
  if browser=$(find_browser); then
    say "a Chromium is there: $browser."
    return 0
  fi
  by_hand='Install Chromium by hand, or name one with CHROMIUM_PATH, then run this again.'
  manager=$(package_manager) || fail "no Chromium was found and no known package manager. $by_hand"
  if [ "$manager" != brew ] && ! can_be_root; then
    fail "no Chromium was found, and installing one needs root. $by_hand"
  fi
  say "installing a Chromium with $manager."
  install_browser "$manager" || {
    printf '%s\n' "$output" >&2
    fail "Chromium could not be installed. $by_hand"
  }
  browser=$(find_browser) || fail "the package was installed, but no Chromium was found after that. $by_hand"
  say "installed a Chromium: $browser."
}

install_packages() {
  lock=node_modules/.package-lock.json
  if [ -f "$lock" ] && [ -z "$(find package-lock.json -newer "$lock")" ]; then
    say 'the npm packages are up to date.'
    return 0
  fi
  say 'installing the npm packages.'
  npm ci --include=dev --no-audit --no-fund --loglevel=error </dev/null || fail 'npm ci failed; see its output above.'
}

case ${1:-} in
  '' | --browser) ;;
  *) fail "$1 is not an option of setup.sh; the only one is --browser, which also installs a Chromium for the browser tests." ;;
esac
check_node
check_redis
install_packages
if [ "${1:-}" = --browser ]; then check_browser; fi
say 'done.'

#!/bin/sh
# Installs on Debian, as root, what `npm run test:clients` and `npm run check:workflows` need and Debian has;
# names what it does not have.
set -eu

missing=""
want() { # command package...
  command -v "$1" >/dev/null 2>&1 && return
  shift
  missing="$missing $*"
}

want javac default-jdk-headless
want mvn maven
want mono mono-devel
want mcs mono-mcs
want cc gcc libc6-dev
# actionlint checks the shell lines of a workflow where it finds this one.
want shellcheck shellcheck
ruby -rtyphoeus -e 1 2>/dev/null || missing="$missing ruby ruby-typhoeus"
php -r 'exit((int) !(stream_resolve_include_path("GuzzleHttp/autoload.php") && extension_loaded("curl")));' 2>/dev/null ||
  missing="$missing php-cli php-curl php-mbstring php-guzzlehttp-guzzle"
python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3 python3-venv"

if [ -n "$missing" ]; then
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of packages
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
fi

status=0
need() { # command what where
  command -v "$1" >/dev/null 2>&1 && return
  echo "Debian's $2 is too old; get it from $3." >&2
  status=1
}
need go "Go (1.25 or later is needed)" https://go.dev/dl
need cargo "Rust (1.88 or later is needed)" https://rustup.rs
exit $status

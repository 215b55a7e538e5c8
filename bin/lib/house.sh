# What bin/run, bin/kaki, bin/test share: find what is missing, build what has changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# The C library gives back what the site no longer uses instead of keeping it: some 20 MB less held after a load (docs/scale.md).
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-65536}" MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-65536}"
# Code compiled while running is written where it is run, not mapped twice: a sixth less of a start (docs/decisions/0013). Set it to 1 to have both mappings back.
export DOTNET_EnableWriteXorExecute="${DOTNET_EnableWriteXorExecute:-0}"
mkdir -p artifacts

say() { printf '%s\n' "$*" >&2; }

# need PROGRAM MAJOR WHAT — a program that Debian's packages do not bring in the version we want, of that major version or a newer one.
need() {
  command -v "$1" >/dev/null || { say "$1 is missing: install $3, then run this again."; exit 1; }
  local version; version=$("$1" --version 2>/dev/null | head -1) || version=
  version=${version#v}
  [[ ${version%%.*} =~ ^[0-9]+$ && ${version%%.*} -ge $2 ]] && return 0
  say "$1 here is ${version:-of no version that suits}: install $3, then run this again."
  exit 1
}

# packages NAME:WHY ... — installs the Debian packages that are missing, saying what and why.
packages() {
  local missing=() entry
  for entry in "$@"; do
    dpkg-query -W -f='${Status}' "${entry%%:*}" 2>/dev/null | grep -q 'ok installed' || missing+=("$entry")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "Missing Debian packages:"
  for entry in "${missing[@]}"; do say "  ${entry%%:*} — ${entry#*:}"; done
  if [ "$(id -u)" -ne 0 ]; then
    say "Type this once, then run again:"
    say "  sudo apt-get install -y --no-install-recommends ${missing[*]%%:*}"
    exit 1
  fi
  say "Installing them …"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]%%:*}"; } >artifacts/packages.log 2>&1 \
    || { tail -5 artifacts/packages.log >&2; exit 1; }
}

# stamp NAME FILES... — true when the files are as they were when NAME was last built.
stamp_of() { git ls-files -s -- "$@" 2>/dev/null | sha256sum; git diff HEAD -- "$@" 2>/dev/null | sha256sum; git ls-files -o --exclude-standard -- "$@" 2>/dev/null | xargs -r -d '\n' sha256sum; }
fresh() { local name=$1; shift; [ -f "artifacts/$name.stamp" ] && [ "$(stamp_of "$@")" = "$(cat "artifacts/$name.stamp")" ]; }
stamped() { local name=$1; shift; stamp_of "$@" >"artifacts/$name.stamp"; }

front() {
  need node 20 "Node 20 or newer"
  local out=src/Host/wwwroot/built/manifest.json
  if [ -f "$out" ] && fresh front src/Host/Web; then return 0; fi
  say "Building the front end …"
  ( cd src/Host/Web
    npm ci --no-audit --no-fund --loglevel=error >../../../artifacts/front.log 2>&1 && npm run build >>../../../artifacts/front.log 2>&1 ) \
    || { tail -30 artifacts/front.log >&2; exit 1; }
  stamped front src/Host/Web
}

# node_packages DIR — what package-lock.json there says, once.
node_packages() {
  need node 20 "Node 20 or newer"
  local name; name=node-$(basename "$1")
  if [ -d "$1/node_modules" ] && fresh "$name" "$1/package.json" "$1/package-lock.json"; then return 0; fi
  ( cd "$1" && npm ci --no-audit --no-fund --loglevel=error ) >"artifacts/$name.log" 2>&1 || { tail -20 "artifacts/$name.log" >&2; exit 1; }
  stamped "$name" "$1/package.json" "$1/package-lock.json"
}

server() {
  need dotnet 10 "the .NET 10 SDK"
  KAKI=artifacts/kaki/kaki.dll
  if [ -f "$KAKI" ] && fresh server src Directory.Build.props Directory.Packages.props BannedSymbols.txt global.json; then return 0; fi
  say "Building the server …"
  dotnet publish src/Host -c Release -o artifacts/kaki -v quiet --nologo >artifacts/server.log 2>&1 || { grep -E 'error' artifacts/server.log | sort -u | head -20 >&2; exit 1; }
  stamped server src Directory.Build.props Directory.Packages.props BannedSymbols.txt global.json
}

runtime_packages() {
  packages \
    "libvips42:decodes and shrinks pictures" \
    "libvips-tools:draws the demo pictures" \
    "fonts-noto-cjk:the letters on the demo pictures"
}

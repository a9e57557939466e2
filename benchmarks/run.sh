#!/usr/bin/env bash
# Builds benchmarks/target/benchmarks.jar and runs it; arguments go to JMH.
#   benchmarks/run.sh -l                     lists the benchmarks
#   benchmarks/run.sh Chat -prof gc          runs those whose name contains Chat, with allocation rates
#   benchmarks/run.sh -rf json -rff out.json writes the figures to a file
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -q -B -Pbenchmarks -DskipTests -pl benchmarks -am package
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
"$java" -version
exec "$java" -jar benchmarks/target/benchmarks.jar "$@"

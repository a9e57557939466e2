#!/usr/bin/env bash
# Builds benchmarks/target/benchmarks.jar and runs it.
#   benchmarks/run.sh                        measures all once, in about twenty minutes, writes benchmarks/RESULTS.md
#   benchmarks/run.sh --full                 the same in seven rounds with longer warm-up, about an hour
#   benchmarks/run.sh --engine               the matching engine alone, in about ten minutes, writes benchmarks/ENGINE.md
#   benchmarks/run.sh -l                     any other argument goes to JMH: lists the benchmarks
#   benchmarks/run.sh Delta -prof gc         runs those whose name contains Delta, with allocation rates
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
echo "$(getconf _NPROCESSORS_ONLN) cores; $(uptime)"
"$java" -version
mvn -q -B -Pbenchmarks -DskipTests -pl benchmarks -am package
case "${1:-}" in
    "") mode=quick ;;
    --quick) mode=quick ;;
    --full) mode=full ;;
    --engine) exec "$java" -cp benchmarks/target/benchmarks.jar io.chatguard.benchmarks.EngineComparison 1 benchmarks/ENGINE.md ;;
    *) exec "$java" -jar benchmarks/target/benchmarks.jar "$@" ;;
esac
"$java" -cp benchmarks/target/benchmarks.jar io.chatguard.benchmarks.Report "$mode" benchmarks/RESULTS.md
echo
cat benchmarks/RESULTS.md

#!/usr/bin/env bash
# Builds benchmarks/target/benchmarks.jar and runs it.
#   benchmarks/run.sh                        measures all once, in about twenty minutes, writes benchmarks/RESULTS.md
#   benchmarks/run.sh --full                 the same in seven rounds with longer warm-up, about an hour
#   benchmarks/run.sh --engine               the matching engine alone, in about ten minutes, writes benchmarks/ENGINE.md
#   benchmarks/run.sh --peers FILE           names beside Stanford CoreNLP's CRF (GPL; fetched for this alone), in about five minutes:
#                                            time, allocation, start and memory, then how well each finds the names of FILE
#   benchmarks/run.sh -l                     any other argument goes to JMH: lists the benchmarks
#   benchmarks/run.sh Delta -prof gc         runs those whose name contains Delta, with allocation rates
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
echo "$(getconf _NPROCESSORS_ONLN) cores; $(uptime)"
"$java" -version
profiles=benchmarks
if [ "${1:-}" = --peers ]; then
    [ -f "${2:-}" ] || { echo "usage: benchmarks/run.sh --peers FILE, JSON lines of text and spans (start, end, label PER, LOC, ORG)" >&2; exit 2; }
    profiles=benchmarks,peers
fi
mvn -q -B "-P$profiles" -DskipTests -pl benchmarks -am package
case "${1:-}" in
    "") mode=quick ;;
    --quick) mode=quick ;;
    --full) mode=full ;;
    --peers)
        "$java" -jar benchmarks/target/benchmarks.jar NamePeers -prof gc
        exec "$java" -cp benchmarks/target/benchmarks.jar io.chatguard.benchmarks.NamePeersQuality "$2"
        ;;
    --engine) exec "$java" -cp benchmarks/target/benchmarks.jar io.chatguard.benchmarks.EngineComparison 1 benchmarks/ENGINE.md ;;
    *) exec "$java" -jar benchmarks/target/benchmarks.jar "$@" ;;
esac
"$java" -cp benchmarks/target/benchmarks.jar io.chatguard.benchmarks.Report "$mode" benchmarks/RESULTS.md
echo
cat benchmarks/RESULTS.md

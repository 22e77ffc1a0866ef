#!/usr/bin/env bash
# Runs every fuzz target for long, one after the other, and prints executions and coverage of each.
#
#     fuzz/long.sh [SECONDS] [TARGET...]     3600 seconds each, all targets
#
# Without a sanitizer: the crate has no unsafe code, and what is looked for are panics and broken properties. Stops at the
# first target that finds something; the input is in fuzz/artifacts/TARGET.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly SECONDS_EACH=${1:-3600}
shift || true
[ $# -gt 0 ] || mapfile -t targets < <(cargo +nightly fuzz list)
[ $# -eq 0 ] || targets=("$@")

for target in "${targets[@]}"; do
    mkdir -p "fuzz/corpus/$target" fuzz/logs
    log=fuzz/logs/$target
    # Dates and labels are short; pages need room.
    case $target in date) length=128 ;; decode) length=512 ;; *) length=4096 ;; esac
    cargo +nightly fuzz run --sanitizer none "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -dict=fuzz/html.dict -max_len="$length" -timeout=60 -max_total_time="$SECONDS_EACH" -print_final_stats=1 \
        >"$log" 2>&1 || { tail -n 20 "$log"; echo "$target: found something, see $log"; exit 1; }
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    coverage=$(grep -o 'cov: [0-9]*' "$log" | tail -n 1)
    echo "$target: $runs executions, $coverage"
done

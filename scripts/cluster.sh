#!/usr/bin/env bash
# A Dask cluster for `zoning_review review CASE --scheduler ADDRESS`: on this machine, or on several by ssh.
# It runs in the foreground; Ctrl-C ends it.
#
# Usage: bash scripts/cluster.sh [--workers N] [--hosts HOST,HOST…] [--listen HOST] [--port N] [--folder DIR] [--memory SIZE]
#   --workers N    workers on this machine (default: one for each core; with --hosts: on each host)
#   --hosts …      hosts to log in to by ssh without a password; the scheduler stays here
#   --listen HOST  name or address of this machine that workers and users reach (default 127.0.0.1; needed with --hosts)
#   --port N       of the scheduler (default 8786; 0: any free one)
#   --folder DIR   of the program on the other hosts (default: the same as here)
#   --python PATH  the Python there (default: DIR/.venv/bin/python)
#   --memory SIZE  limit of one worker, e.g. 4GiB (default: its share of the machine's)
#
# TLS: with Dask's settings in the environment (DASK_DISTRIBUTED__COMM__…, see docs/cluster.md) all of it speaks tls://.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

WORKERS="" HOSTS="" LISTEN=127.0.0.1 PORT=8786 FOLDER="$ROOT" THERE="" MEMORY=auto
while [ $# -gt 0 ]; do
  case "$1" in
    --workers) WORKERS=$2 ;;
    --hosts) HOSTS=${2//,/ } ;;
    --listen) LISTEN=$2 ;;
    --port) PORT=$2 ;;
    --folder) FOLDER=$2 ;;
    --python) THERE=$2 ;;
    --memory) MEMORY=$2 ;;
    -h | --help) sed -n '2,/^set/{/^set/!s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) say "Unknown: $1 (see --help)"; exit 2 ;;
  esac
  shift 2
done
[ -z "$HOSTS" ] || [ "$LISTEN" != 127.0.0.1 ] || { say "--hosts needs --listen: the address of this machine that they reach."; exit 2; }

if [ ! -x "$PYTHON" ] || ! "$PYTHON" -c 'import shapely, pandas' 2>/dev/null; then
  install_run_packages
  install_libraries "$ROOT/requirements.txt"
fi
"$PYTHON" -c 'import distributed' 2>/dev/null || install_dask

export PYTHONPATH="$ROOT${PYTHONPATH:+:$PYTHONPATH}"
WORK="$(mktemp -d)"
PIDS=()
stop() { trap - EXIT INT TERM; [ "${#PIDS[@]}" -eq 0 ] || kill "${PIDS[@]}" 2>/dev/null || true; wait || true; rm -rf "$WORK"; }
trap stop EXIT
trap 'exit 0' INT TERM

PROTOCOL=tcp
[ -z "${DASK_DISTRIBUTED__COMM__TLS__CA_FILE:-}" ] || PROTOCOL=tls
"$PYTHON" -m distributed.cli.dask_scheduler --host "$LISTEN" --port "$PORT" --protocol "$PROTOCOL" --no-dashboard \
  --scheduler-file "$WORK/scheduler.json" >"$WORK/scheduler.log" 2>&1 &
PIDS+=($!)
for _ in $(seq 300); do
  [ -s "$WORK/scheduler.json" ] && break
  kill -0 "${PIDS[0]}" 2>/dev/null || { cat "$WORK/scheduler.log" >&2; exit 1; }
  sleep 0.1
done
ADDRESS="$("$PYTHON" -c 'import json, sys; print(json.load(open(sys.argv[1]))["address"])' "$WORK/scheduler.json")"

# One thread a worker: the work is Python's and GEOS's own, and two threads would wait for each other.
worker() {  # PYTHON COUNT: the words that start so many workers
  printf '%s ' "$1" -m distributed.cli.dask_worker "$ADDRESS" --nworkers "$2" --nthreads 1 --memory-limit "$MEMORY" --no-dashboard
}

if [ -z "$HOSTS" ]; then
  # shellcheck disable=SC2046
  $(worker "$PYTHON" "${WORKERS:-$(nproc)}") --host "$LISTEN" --local-directory "$WORK" >"$WORK/workers.log" 2>&1 &
  PIDS+=($!)
else
  for host in $HOSTS; do
    settings="PYTHONPATH=$(printf %q "$FOLDER")"
    for name in ${!DASK_*}; do settings+=" $name=$(printf %q "${!name}")"; done
    # -tt: the workers there end with this connection.
    ssh -tt -o BatchMode=yes "$host" "cd $(printf %q "$FOLDER") && env $settings $(worker "${THERE:-$FOLDER/.venv/bin/python}" "${WORKERS:-auto}")" \
      </dev/null >"$WORK/$host.log" 2>&1 &
    PIDS+=($!)
  done
fi

say "The cluster is running; Ctrl-C ends it. Logs: $WORK"
say "Its scheduler listens at:"
printf '%s\n' "$ADDRESS"
say "Review with:"
say "  $PYTHON -m zoning_review_plugin review CASE --scheduler $ADDRESS"
wait -n "${PIDS[@]}" || true
say "One of its processes has ended. Its last lines:"
tail -n 5 "$WORK"/*.log >&2
exit 1

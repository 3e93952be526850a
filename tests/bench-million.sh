#!/bin/bash
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
# bench-million.sh DERM [FOLDER [N]]: N images (1,000,000) through `derm predict --output`, hard links of those in FOLDER
# (data/samples), with the memory that it took at 10 %, 50 % and 100 % of them, and the rate. Says so and fails if memory
# grew by more than 16 MiB after the first tenth. WORK names a folder for the links and the output (some hundred MB).
set -euo pipefail
derm=$(realpath "${1:?derm}") source=$(realpath "${2:-$(dirname "$0")/../data/samples}") n=${3:-1000000}
work=$(mktemp -d "${WORK:-${TMPDIR:-/tmp}}/derm-million-XXXXXX")
trap 'rm -rf "$work"' EXIT

python3 - "$source" "$work" "$n" <<'END'
import os, shutil, sys
source, work, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
found = sorted(os.path.join(folder, name) for folder, _, names in os.walk(source) for name in names
               if name.lower().endswith(('.jpg', '.jpeg', '.png')))
if not found:
    sys.exit(f'{source}: no images')
os.mkdir(f'{work}/first')
firsts = []
for i, path in enumerate(found[:5000]):
    firsts.append(f'{work}/first/{i}{os.path.splitext(path)[1]}')
    shutil.copyfile(path, firsts[-1])
for i in range(n):
    if i % 1000 == 0:
        os.makedirs(f'{work}/images/{i // 1000}')
    first = firsts[i % len(firsts)]
    os.link(first, f'{work}/images/{i // 1000}/{i}{os.path.splitext(first)[1]}')
print(f'{n} links of {len(firsts)} images', flush=True)
END

begin=$(date +%s.%N)
"$derm" predict -q --format csv --output "$work/rows.csv" "$work/images" &
pid=$!
count() { [ ! -e "$work/rows.csv.run" ] && echo 0 || wc -l <"$work/rows.csv.run"; }
memory() { sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null || true; }
first='' last=''
for part in 10 50 100; do
  while kill -0 $pid 2>/dev/null; do
    now=$(memory)
    last=${now:-$last}
    [ "$part" = 100 ] || [ $(($(count) * 100)) -lt $((n * part)) ] || break
    sleep 0.5
  done
  [ -n "$last" ] || { echo 'it ended before its memory could be read: take more images' >&2; exit 1; }
  first=${first:-$last}
  echo "$part %: $((last / 1024)) MiB"
done
status=0
wait $pid || status=$?
end=$(date +%s.%N)
rows=$(($(wc -l <"$work/rows.csv") - 1))
awk -v n="$rows" -v seconds="$(echo "$end - $begin" | bc)" 'BEGIN { printf "%d rows, %.0f s, %.0f a second\n", n, seconds, n / seconds }'
[ "$status" = 0 ] && [ "$rows" = "$n" ] || { echo "derm ended with $status" >&2; exit 1; }
[ $((last - first)) -le 16384 ] || { echo 'memory grew' >&2; exit 1; }

#!/bin/bash
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
# check-cluster.sh BUILD: the scripts of data/cluster with Slurm, three nodes on this machine, and with GNU parallel. In the middle a
# node is killed, then a process, then all of them; what is joined in the end is compared with one run, byte for byte. The last line
# is "N passed, N failed"; status 77 where Slurm or parallel cannot run.
cd "$(dirname "$0")/../.." || exit 1
source=$PWD build=$(realpath "${1:?build folder}")
skip() {
  echo "skipped: $1"
  exit 77
}
[ "$(id -u)" = 0 ] || skip "several slurmd on one machine are started by root only"
for program in slurmctld slurmd sbatch squeue scontrol sinfo parallel; do
  command -v $program >/dev/null || skip "$program is not installed (Debian: slurm-wlm, parallel)"
done
work=$(mktemp -d) || exit 1
export SLURM_CONF=$work/slurm.conf PATH=$build/app/derm:$PATH LC_ALL=C.UTF-8
export PARALLEL_HOME=$work/parallel
mkdir "$PARALLEL_HOME" && touch "$PARALLEL_HOME/will-cite"
n_passed=0 n_failed=0
check() { # NAME COMMAND...: whether it goes well
  local name=$1
  shift
  if "$@" >"$work/said" 2>&1; then
    n_passed=$((n_passed + 1)) && echo "ok: $name"
  else
    n_failed=$((n_failed + 1)) && echo "FAILED: $name" && tail -5 "$work/said" | sed 's/^/    /'
  fi
}
within() { # SECONDS COMMAND...: whether it goes well in that time
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.2
  done
}

# ---- processes of this test, by what is in their environment ----
having() { # NAME=VALUE: ids of processes that have it, and SLURM_CONF of here
  grep -lzxF -- "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ 2>/dev/null | xargs --no-run-if-empty grep -lzxF -- "$1" 2>/dev/null |
    cut -d/ -f3
}
stepd_of() { # ID: its parent, if that is a slurmstepd
  local parent
  parent=$(ps -o ppid= -p "$1" | tr -d ' ')
  case $(ps -o comm= -p "${parent:-0}") in slurmstepd*) echo "$parent" ;; esac
}
kill_node() { # NODE: as if it lost its power
  local process jobs steps=
  jobs=$(having "SLURMD_NODENAME=$1")
  for process in $jobs; do steps="$steps $(stepd_of "$process")"; done
  kill -9 "$(cat "$work/slurmd-$1.pid")" $steps $jobs 2>/dev/null
}
stop() {
  local node
  scancel --user root 2>/dev/null
  sleep 1
  for node in n1 n2 n3; do kill "$(cat "$work/slurmd-$node.pid")"; done 2>/dev/null
  kill "$(cat "$work/slurmctld.pid")" 2>/dev/null
  sleep 1
  kill -9 $(having "SLURM_CONF=$SLURM_CONF" | grep -vxF "$$") 2>/dev/null
  rm -rf "$work"
}
trap stop EXIT

# ---- images, and what one run says of them ----
for i in $(seq "${CLUSTER_ROUNDS:-600}"); do ls "$source"/data/samples/*.jpg; done >"$work/list"
mkdir "$work/folder" && echo "no image" >"$work/broken.jpg" && echo "$work/broken.jpg" >>"$work/list"
derm predict --quiet --format jsonl --fields evaluate --files-from "$work/list" --output "$work/whole.jsonl"
[ $? -eq 3 ] || { echo "One run does not go well."; echo "0 passed, 1 failed"; exit 1; } # the last is no image
is_whole() { # FILE
  cmp "$1" "$work/whole.jsonl" && cmp "$1.run" "$work/whole.jsonl.run"
}

# ---- Slurm ----
host=$(hostname -s)
cat >"$SLURM_CONF" <<END
ClusterName=dermlens
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${CLUSTER_PORT:-26817}
SlurmUser=root
SlurmdUser=root
AuthType=auth/none
CredType=cred/none
AuthInfo=cred_expire=5
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/linear
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SlurmdTimeout=6
KillWait=2
ReturnToService=2
MailProg=/bin/true
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool-%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd-%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd-%n.log
END
for i in 1 2 3; do
  echo "NodeName=n$i NodeHostname=$host NodeAddr=127.0.0.1 Port=$((${CLUSTER_PORT:-26817} + i)) CPUs=2" >>"$SLURM_CONF"
done
echo "PartitionName=all Nodes=n[1-3] Default=YES MaxTime=INFINITE State=UP" >>"$SLURM_CONF"
echo "CgroupPlugin=cgroup/v1" >"$work/cgroup.conf" # nothing is constrained: it is not used, but has to be named
slurmctld -c 2>"$work/said" && for node in n1 n2 n3; do slurmd -N $node 2>>"$work/said"; done
are_idle() { [ "$(sinfo --noheader --Node --states=idle --format=%N 2>/dev/null | wc -l)" = 3 ]; }
if ! within 30 are_idle; then
  cat "$work/said" "$work"/slurm*.log | tail -n ${CLUSTER_LINES:-12}
  skip "three nodes of Slurm cannot be started here"
fi

job=$(cd "$work/folder" && sbatch --parsable --array=1-6 "$source/data/cluster/dermlens.sbatch" "$work/list" "$work/slurm") || exit 1
has_some() { # JOURNAL: whether it has images and no end
  [ "$(wc -l <"$1")" -gt 20 ] 2>/dev/null && ! grep -q ^end "$1"
}
find_victim() { # a task of node n2 that has done something
  local process
  for process in $(having SLURMD_NODENAME=n2); do
    task=$(grep -zoP '^SLURM_ARRAY_TASK_ID=\K.*' "/proc/$process/environ" 2>/dev/null | tr -d '\0')
    has_some "$work/slurm/shard-$task.jsonl.run" && return 0
  done
  return 1
}
check "a node is in the middle of a shard" within 60 find_victim
before=$(grep -c '^[0-9]' "$work/slurm/shard-$task.jsonl.run" 2>/dev/null)
kill_node n2
echo "    $before images of shard $task were done"
is_gone() { ! squeue --noheader --jobs "$job" 2>/dev/null | grep -q .; }
was_requeued() { scontrol show job "${job}_$task" | grep -q 'Restarts=[1-9]'; }
check "all tasks come to their end without the node" within "${CLUSTER_TIME:-240}" is_gone
check "the task of the node that was killed was requeued" was_requeued
joins() { # status 3: one of them is no image
  derm merge --output "$work/slurm.jsonl" "$work"/slurm/shard-*.jsonl
  [ $? -eq 3 ]
}
check "the shards are joined" joins
check "as one run has written them" is_whole "$work/slurm.jsonl"

# ---- GNU parallel ----
run_parallel() { "$source/data/cluster/dermlens-parallel.sh" "$work/list" "$1" 4 --jobs 2; }
kill_shard() { # FOLDER SHARD: the derm process that writes it
  local process
  for process in $(having "SLURM_CONF=$SLURM_CONF"); do
    [ "$(cat "/proc/$process/comm" 2>/dev/null)" = derm ] || continue
    tr '\0' '\n' <"/proc/$process/cmdline" | grep -qxF "$1/shard-$2.jsonl" && kill -9 "$process"
  done
}
run_parallel "$work/parallel-1" >"$work/parallel.out" 2>&1 &
all=$!
check "a process is in the middle of a shard" within 60 has_some "$work/parallel-1/shard-2.jsonl.run"
kill_shard "$work/parallel-1" 2
check "the shard is tried again" wait $all
check "as one run has written them" is_whole "$work/parallel-1/all.jsonl"

setsid "$source/data/cluster/dermlens-parallel.sh" "$work/list" "$work/parallel-2" 4 --jobs 2 >"$work/parallel.out" 2>&1 &
all=$!
check "a process is in the middle of a late shard" within 120 has_some "$work/parallel-2/shard-3.jsonl.run"
kill -9 -- "-$all" # as if the power was cut
{ wait $all; } 2>/dev/null
for shard in 1 2 3 4; do kill_shard "$work/parallel-2" $shard; done # parallel gives each a process group of its own
done_before=$(stat --format=%Y-%i "$work/parallel-2/shard-1.jsonl")
sleep 1.1
check "the script goes on when it is called again" run_parallel "$work/parallel-2"
check "shards that were done are left out" [ "$(stat --format=%Y-%i "$work/parallel-2/shard-1.jsonl")" = "$done_before" ]
check "as one run has written them" is_whole "$work/parallel-2/all.jsonl"

echo "$n_passed passed, $n_failed failed"
[ $n_failed = 0 ]

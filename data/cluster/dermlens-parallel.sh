#!/bin/bash
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
#
# The same with GNU parallel, on one computer or, by its option --sshloginfile, on several that share their files.
#
#   dermlens-parallel.sh LIST FOLDER SHARDS [OPTION OF parallel]...
#
# A shard whose process died is tried again, and goes on where it was. After a power cut call the script again with the
# same words: shards that are done are left out. Then all shards are joined as FOLDER/all.jsonl.
set -eu
list=${1:?the list of images} folder=${2:?the folder of the shards} shards=${3:?how many shards}
shift 3
mkdir -p "$folder"

score() { # LIST FOLDER SHARD SHARDS
  derm predict --quiet --threads "${DERM_THREADS:-1}" --format jsonl --fields evaluate \
    --files-from "$1" --shard "$3/$4" --output "$2/shard-$3.jsonl" --resume
  status=$?
  [ "$status" -eq 3 ] && return 0 # some images could not be used; their rows say why
  return "$status"
}
export -f score
seq "$shards" | parallel --env score --env DERM_THREADS --retries 3 --joblog "$folder/parallel.log" --resume-failed "$@" \
  score "$list" "$folder" {} "$shards"

# What an earlier call joined is replaced. Status 3: some images could not be used; their rows say why.
derm merge --replace --output "$folder/all.jsonl" "$folder"/shard-*.jsonl || [ $? -eq 3 ]

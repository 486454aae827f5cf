#!/bin/sh
# From the base and the shared data to models/isnad-embedder-ar. Goes on where it was stopped. See ../README.md.
#   SHARED   the shared folder                         (default ../shared beside the project)
#   PYTHON   a Python with ../requirements.txt         (default python3)
#   WORK     checkpoints and the dump of retrieval     (default training/.cache)
set -eu
cd "$(dirname "$0")/../.."
shared="${SHARED:-../shared}" python="${PYTHON:-python3}" work="${WORK:-training/.cache}"
mkdir -p "$work"
set -- --base "$shared/reader/base.npz" --tokenizer "$shared/reader/tokenizer.json"
sh training/dump.sh fast "$work/dump-fast"
"$python" training/embedder/distil.py "$@" --data "$shared/data" --out "$work/distil.pt" --steps 450
"$python" training/embedder/contrast.py "$@" --data "$shared/data" --dump "$work/dump-fast" --student "$work/distil.pt" --out "$work/contrast.pt" --steps 500
"$python" training/embedder/export.py "$@" --dump "$work/dump-fast" --state "$work/contrast.pt" --out models/isnad-embedder-ar

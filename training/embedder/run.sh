#!/bin/sh
# From the base and the shared data to models/isnad-embedder-ar. Goes on where it was stopped. See ../README.md.
#   SHARED   the shared folder                         (default ../shared beside the project)
#   PYTHON   a Python with ../requirements.txt         (default python3)
#   WORK     checkpoints and the dump of retrieval     (default training/.cache)
#   INIT     weights to begin from, of encoder/shipped.py --key student (default: the base, distilled into four layers)
#   HALF     any value: read in bf16 (processors with AMX)
set -eu
cd "$(dirname "$0")/../.."
shared="${SHARED:-../shared}" python="${PYTHON:-python3}" work="${WORK:-training/.cache}"
mkdir -p "$work"
set -- --base "$shared/reader/base.npz" --tokenizer "$shared/reader/tokenizer.json"
sh training/dump.sh fast "$work/dump-fast"
student="${INIT:-$work/distil.pt}" state="$work/contrast.pt"
[ -n "${INIT:-}" ] || "$python" training/embedder/distil.py "$@" --data "$shared/data" --out "$student" --steps 450
"$python" training/embedder/contrast.py "$@" --data "$shared/data" --dump "$work/dump-fast" --student "$student" --out "$state" \
  --steps 480 --mine-at 220 ${HALF:+--half}
# From weights that were trained before, what ships is the mean of before and after.
if [ -n "${INIT:-}" ]; then
  "$python" training/encoder/average.py --key student "$INIT" "$state" --out "$work/embedder-mean.pt"
  state="$work/embedder-mean.pt"
fi
"$python" training/embedder/export.py "$@" --dump "$work/dump-fast" --state "$state" --out models/isnad-embedder-ar

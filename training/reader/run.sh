#!/bin/sh
# From the base and the shared data to models/isnad-reader-ar. Goes on where it was stopped. See ../README.md.
#   SHARED, PYTHON, WORK   as in ../embedder/run.sh
#   INIT                   weights to begin from (default: the trial's, `../shared/reader/trial/reader.npz`)
#   HALF                   any value: read in bf16 (processors with AMX)
set -eu
cd "$(dirname "$0")/../.."
shared="${SHARED:-../shared}" python="${PYTHON:-python3}" work="${WORK:-training/.cache}"
mkdir -p "$work"
set -- --data "$shared/data" --base "$shared/reader/base.npz" --tokenizer "$shared/reader/tokenizer.json"
sh training/dump.sh bundled "$work/dump"
"$python" training/reader/examples.py --data "$shared/data" --out "$work/made.jsonl.gz"
"$python" training/reader/train.py "$@" --dump "$work/dump" --made "$work/made.jsonl.gz" \
  --init "${INIT:-$shared/reader/trial/reader.npz}" --out "$work/reader.pt" --steps 750 ${HALF:+--half}
# From weights that were trained before, what ships is the mean of before and after.
state="$work/reader.pt"
case "${INIT:-}" in
  *.pt) state="$work/mean.pt"; "$python" training/encoder/average.py "$INIT" "$work/reader.pt" --out "$state" ;;
esac
"$python" training/reader/export.py "$@" --dump "$work/dump" --state "$state" --out models/isnad-reader-ar
"$python" training/reader/fixture.py --model models/isnad-reader-ar

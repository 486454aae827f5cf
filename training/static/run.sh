#!/bin/sh
# From the shared data to models/isnad-ar-small and the tokenizer's fixture, in one go. See README.md.
#   ISNAD_DATA   the data folder      (default ../../../shared/data beside this file)
#   PYTHON       a Python with torch  (default /usr/bin/python3, where Debian's python3-torch lives)
set -eu
cd "$(dirname "$0")"
python="${PYTHON:-/usr/bin/python3}"
work="${WORK:-.cache/run}"
# One thread: the work is bound by memory, and waiting threads cost more than they bring on a shared machine.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
"$python" train.py --out "$work" --threads 1 --dim 384 --steps 900 "$@"
"$python" export.py "$work" ../../models/isnad-ar-small
"$python" fixture.py "$work" ../../test/embed/tokenizer-ids.json

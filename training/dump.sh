#!/bin/sh
# What the product retrieves for the training questions, by one of its embedders.
#   dump.sh MODEL OUT      MODEL: bundled or fast (EMBEDDING_MODEL)
set -eu
cd "$(dirname "$0")/.."
shared="${SHARED:-../shared}" model="$1" out="$2"
[ -s "$out/hits.jsonl.gz" ] && exit 0
# The index is the one that the written questions are measured on: both Wikipedias and the news.
EMBEDDING_MODEL="$model" npm run --silent evaluate-sets -- --set written --no-quotes --limit 20 --index "$out.index"
EMBEDDING_MODEL="$model" node --import tsx training/dump.ts "$out.index/written" "$out" 30 \
  "$shared/data/train/native-train.questions.jsonl.gz" "$shared/data/train/written-train.questions.jsonl.gz" training/reader/questions/*.jsonl

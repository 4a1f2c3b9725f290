#!/bin/sh
# s3-credentials with the saved answer of the API as its file of keys.
set -eu
tool=$CLIENTS/python/bin/s3-credentials

fetch() {
  curl -sSf -H "Authorization: $(cat "$TOKEN_FILE")" "$API/credentials?duration=900" > pass.json
}

with_pass() {
  command=$1
  shift
  "$tool" "$command" "$@" -a pass.json --endpoint-url "$AWS_ENDPOINT_URL_S3"
}

refused() {
  if with_pass "$@" > refusal.txt 2>&1; then echo "not refused: $*"; exit 1; fi
  grep -qE 'AccessDenied|Forbidden' refusal.txt || { cat refusal.txt; exit 1; }
}

play_round() {
  fetch
  echo hello > hello.txt
  with_pass put-object "$BUCKET" "${PREFIX}tool-$1.txt" hello.txt --silent
  with_pass list-bucket "$BUCKET" --prefix "$PREFIX" | grep -q "tool-$1.txt"
  with_pass get-object "$BUCKET" "${PREFIX}tool-$1.txt" | cmp - hello.txt
  refused put-object "$BUCKET" "${OUTSIDE}tool.txt" hello.txt
  refused get-object "$BUCKET" "${OUTSIDE}tool.txt"
  refused list-bucket "$BUCKET" --prefix "$OUTSIDE"
  echo round
}

echo "version $("$tool" --version | sed 's/.*version //')"
play_round 1
read -r _
play_round 2
read -r _
play_round 3

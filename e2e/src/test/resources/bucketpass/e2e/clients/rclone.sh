#!/bin/sh
# rclone's env_auth, which is the AWS SDK for Go v2's chain.
set -eu
rclone=$CLIENTS/rclone
export RCLONE_CONFIG_PASS_TYPE=s3 RCLONE_CONFIG_PASS_PROVIDER=Other RCLONE_CONFIG_PASS_ENV_AUTH=true RCLONE_CONFIG_PASS_FORCE_PATH_STYLE=true
export RCLONE_CONFIG_PASS_REGION="$AWS_REGION" RCLONE_CONFIG_PASS_ENDPOINT="$AWS_ENDPOINT_URL_S3"
export RCLONE_S3_NO_CHECK_BUCKET=true RCLONE_NO_CHECK_DEST=true RCLONE_S3_NO_HEAD=true RCLONE_RETRIES=1 RCLONE_LOW_LEVEL_RETRIES=1 RCLONE_CONFIG=/dev/null

refused() {
  if "$rclone" "$@" > refusal.txt 2>&1; then echo "not refused: $*"; exit 1; fi
  grep -qE 'AccessDenied|Forbidden|403' refusal.txt || { cat refusal.txt; exit 1; }
}

play_round() {
  echo hello > hello.txt
  "$rclone" copyto hello.txt "pass:$BUCKET/${PREFIX}rclone-$1.txt"
  "$rclone" lsf "pass:$BUCKET/$PREFIX" | grep -q "rclone-$1.txt"
  "$rclone" cat "pass:$BUCKET/${PREFIX}rclone-$1.txt" | cmp - hello.txt
  refused copyto hello.txt "pass:$BUCKET/${OUTSIDE}rclone.txt"
  refused lsf "pass:$BUCKET/$OUTSIDE"
  refused cat "pass:$BUCKET/${OUTSIDE}rclone.txt"
  echo round
}

echo "version $("$rclone" version | sed -n '1s/rclone v\([0-9.]*\).*/\1/p')"
play_round 1
read -r _
play_round 2
read -r _
play_round 3

#!/bin/sh
# The AWS CLI with a credential_process that is one curl.
set -eu
mkdir -p "$HOME/.aws"
cat > "$HOME/.aws/config" <<CONFIG
[default]
region = $AWS_REGION
credential_process = sh -c 'curl -sSf -H "Authorization: \$(cat $TOKEN_FILE)" "$API/credentials?duration=900"'
CONFIG
aws=$CLIENTS/python/bin/aws

refused() {
  if "$aws" s3api "$@" > /dev/null 2> refusal.txt; then echo "not refused: $*"; exit 1; fi
  grep -q AccessDenied refusal.txt || { cat refusal.txt; exit 1; }
}

play_round() {
  echo hello > hello.txt
  "$aws" s3 cp --quiet hello.txt "s3://$BUCKET/${PREFIX}cli-$1.txt"
  "$aws" s3 ls "s3://$BUCKET/$PREFIX" | grep -q "cli-$1.txt"
  "$aws" s3 cp --quiet "s3://$BUCKET/${PREFIX}cli-$1.txt" back.txt
  cmp hello.txt back.txt
  refused put-object --bucket "$BUCKET" --key "${OUTSIDE}cli.txt" --body hello.txt
  refused get-object --bucket "$BUCKET" --key "${OUTSIDE}cli.txt" back.txt
  refused list-objects-v2 --bucket "$BUCKET" --prefix "$OUTSIDE"
  echo round
}

echo "version $("$aws" --version | sed 's,aws-cli/\([^ ]*\).*,\1,')"
play_round 1
read -r _
play_round 2
read -r _
play_round 3

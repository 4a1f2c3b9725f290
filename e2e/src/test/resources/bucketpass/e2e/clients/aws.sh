#!/bin/sh
# The AWS CLI with a credential_process: "curl", which is one curl, or "bucketpass", which is ./bucketpass with Alice signed in.
set -eu
mkdir -p "$HOME/.aws"

# Java takes the home from the user database, so the folder of logins is named.
export XDG_CONFIG_HOME="$HOME/.config"

# As a user does it, with curl for the browser.
sign_in() {
  "$CHECKOUT/bucketpass" login --api "$API" --issuer "$ISSUER" --client-id "$CLIENT_ID" --port 0 --no-browser 2> login.txt &
  until grep -q '^Sign in at .' login.txt; do sleep 0.1; done # the command prints where, and then waits
  curl -sSfL -c cookies -d username=alice -d password=alice "$(sed -n 's/^Sign in at //p' login.txt)" | grep -q 'close this page'
  wait $!
}

case $1 in
  curl) process="sh -c 'curl -sSf -H \"Authorization: \$(cat $TOKEN_FILE)\" \"$API/credentials?duration=900\"'" ;;
  bucketpass)
    sign_in
    process="$CHECKOUT/bucketpass credentials --api $API --duration 15m"
    ;;
esac
cat > "$HOME/.aws/config" <<CONFIG
[default]
region = $AWS_REGION
credential_process = $process
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

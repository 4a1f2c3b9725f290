"""Runs the function in its container: every event, a file put with what it vends, and the API.

Needs Docker, a `sam build` and a built ./bucketpass; see .ci/steps/20-sam.
"""

import concurrent.futures
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time

import boto3
from botocore.exceptions import ClientError

from local_sam import HERE, ROOT, call, expected, running, sam_local

ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_EXAMPLE"
CLIENT_ID = "exampleclientid"
CALLERS = 8
VENDS = 6  # Of each caller.


def invoke(event, environment, *options):
    """The function's answer to `sam local invoke`, in a container of its own."""
    done = subprocess.run(
        ["sam", "local", "invoke", "CredentialsFunction", "-e", f"events/{event}.json", "--skip-pull-image", *options],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    if done.returncode != 0 or not done.stdout.strip():
        raise SystemExit(f"{event}: sam local invoke failed\n{done.stderr}")
    return answer(json.loads(done.stdout))


def answer(reply):
    return reply["statusCode"], json.loads(reply["body"])


def difference(row, status, body):
    """What is not as the table says: an empty text if all is."""
    got = {"status": str(status), "code": body.get("code", ""),
           "access": body.get("Access", ""), "prefix": body.get("Prefix", "")}
    return ", ".join(f"{name} {got[name]!r} instead of {row[name]!r}" for name in got if got[name] != row[name])


def check_events(environment):
    """One line for each event, all in one container; the number of answers that are wrong."""
    wrong = 0
    with tempfile.TemporaryFile() as log, sam_local("start-lambda", 3001, ROOT / "env.json", environment, log):
        function = boto3.client(
            "lambda", endpoint_url="http://127.0.0.1:3001", region_name="us-east-1", aws_access_key_id="any",
            aws_secret_access_key="any")
        for row in expected():
            event = (ROOT / "events" / f"{row['event']}.json").read_bytes()
            reply = function.invoke(FunctionName="CredentialsFunction", Payload=event)
            status, body = answer(json.load(reply["Payload"]))
            problem = difference(row, status, body)
            wrong += bool(problem)
            short = body.get("code") or f"{body['Access']} {body['Prefix']}"
            print(f"{'WRONG' if problem else 'ok   '} {row['event']:37} {status} {short} {problem}", flush=True)
    return wrong


def s3_with(credentials, s3):
    return boto3.session.Session().client(
        "s3", endpoint_url=s3, region_name=credentials["Region"], aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"], aws_session_token=credentials["SessionToken"],
        config=boto3.session.Config(s3={"addressing_style": "path"}))


def check_upload(credentials, s3):
    """The vended credentials reach their own prefix in the bucket, and no other."""
    client = s3_with(credentials, s3)
    bucket, prefix = credentials["Bucket"], credentials["Prefix"]
    client.put_object(Bucket=bucket, Key=prefix + "from-a-container.txt", Body=b"put with vended credentials")
    got = client.get_object(Bucket=bucket, Key=prefix + "from-a-container.txt")["Body"].read()
    assert got == b"put with vended credentials", got
    try:
        client.put_object(Bucket=bucket, Key="bob/from-a-container.txt", Body=b"")
    except ClientError as refused:
        assert refused.response["Error"]["Code"] == "AccessDenied", refused
    else:
        raise AssertionError("a put in bob/ went through")
    print(f"ok    put and got {prefix}from-a-container.txt; a put in bob/ is AccessDenied")


def token(local, user="alice"):
    return subprocess.run(
        ["./bucketpass", "token", "--issuer", local["issuer"], "--user", user, "--claim", f"iss={ISSUER}",
         "--claim", f"aud={CLIENT_ID}"],
        cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def check_api(local, environment):
    """`sam local start-api` answers a caller with a token, and no other."""
    with tempfile.TemporaryFile() as log, sam_local("start-api", 3000, ROOT / "env.json", environment, log):
        url = "http://127.0.0.1:3000"
        bearer = {"Authorization": "Bearer " + token(local)}
        status, body = call(url + "/credentials?access=read-write", headers=bearer)
        assert (status, body["Prefix"]) == (200, "alice/"), (status, body)
        print("ok    start-api: GET /credentials with a token is 200, read-write alice/")
        check_upload(body, local["s3"])
        forged = {"Authorization": bearer["Authorization"][:-8] + "AAAAAAAA"}
        for who, headers, code in [("no token", {}, "MissingToken"), ("a forged token", forged, "InvalidToken")]:
            status, body = call(url + "/whoami", headers=headers)
            assert (status, body["code"]) == (401, code), (status, body)
            print(f"ok    start-api: {who} is 401 {code}")


def check_many(local, environment):
    """As many callers at once as this machine bears: each gets what is its own, and reaches nothing else."""
    with tempfile.TemporaryFile() as log, sam_local("start-api", 3000, ROOT / "env.json", environment, log), \
            concurrent.futures.ThreadPoolExecutor(CALLERS) as threads:
        bearers = [token(local, user=f"caller-{number}") for number in range(CALLERS)]
        begin = time.monotonic()
        millis = sorted(itertools.chain(*threads.map(one_of_many, range(CALLERS), bearers, itertools.repeat(local["s3"]))))
        took = time.monotonic() - begin
    at = [millis[int(part * (len(millis) - 1))] for part in (0.5, 0.95, 1)]
    print(f"ok    start-api: {CALLERS} callers at once, {len(millis)} vends in {took:.1f} s, each its own, 0 errors; "
          f"p50 {at[0]:.0f}, p95 {at[1]:.0f}, max {at[2]:.0f} ms")


def one_of_many(number, bearer, s3):
    """One caller's vends, each for another access or life; how long each took, in milliseconds."""
    millis = []
    for turn in range(VENDS):
        access = ["read-write", "read-only"][turn % 2]
        begin = time.monotonic()
        status, body = call(f"http://127.0.0.1:3000/credentials?access={access}&duration={900 + turn}",
                            headers={"Authorization": "Bearer " + bearer})
        millis.append(1000 * (time.monotonic() - begin))
        assert (status, body.get("Prefix"), body.get("Access")) == (200, f"caller-{number}/", access), (status, body)
        client = s3_with(body, s3)
        client.list_objects_v2(Bucket=body["Bucket"], Prefix=body["Prefix"])
        try:
            client.list_objects_v2(Bucket=body["Bucket"], Prefix=f"caller-{(number + 1) % CALLERS}/")
        except ClientError as refused:
            assert refused.response["Error"]["Code"] == "AccessDenied", refused
        else:
            raise AssertionError(f"caller-{number} listed a neighbour's prefix")
    return millis


def main():
    serve = ["./bucketpass", "local", "--json", "--skip-page", "--host", HERE,
             "--allow-host", "host.docker.internal"]  # As env.json calls it.
    with running(serve, lambda: True, stdout=subprocess.PIPE, text=True) as server:
        local = json.loads(server.stdout.readline())
        environment = {
            "AWS_ACCESS_KEY_ID": local["accessKeyId"],
            "AWS_SECRET_ACCESS_KEY": local["secretAccessKey"],
            "AWS_DEFAULT_REGION": local["region"],
            "AWS_ENDPOINT_URL_STS": local["sts"],  # SAM itself asks it who it is.
        }
        status, credentials = invoke("alice-read-write", environment)
        print(f"ok    sam local invoke -e events/alice-read-write.json: {status}")
        check_upload(credentials, local["s3"])
        check_api(local, environment)
        check_many(local, environment)
        wrong = check_events(environment)
    print(f"{len(expected()) - wrong} of {len(expected())} events answered as events/expected.csv says")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

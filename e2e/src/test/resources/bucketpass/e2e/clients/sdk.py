"""The AWS SDK for Python, told nothing: bucket, endpoint and credentials' address are in the environment."""

import os
import sys

import boto3
from botocore.exceptions import ClientError

BUCKET, PREFIX, OUTSIDE = (os.environ[name] for name in ("BUCKET", "PREFIX", "OUTSIDE"))
s3 = boto3.client("s3")


def refused(call, **arguments):
    try:
        call(Bucket=BUCKET, **arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == "AccessDenied", error
    else:
        raise AssertionError(f"not refused: {arguments}")


def play_round(n):
    key = f"{PREFIX}boto3-{n}.txt"
    s3.put_object(Bucket=BUCKET, Key=key, Body=b"hello")
    assert key in [o["Key"] for o in s3.list_objects_v2(Bucket=BUCKET, Prefix=PREFIX)["Contents"]]
    assert s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() == b"hello"
    refused(s3.put_object, Key=f"{OUTSIDE}boto3.txt", Body=b"")
    refused(s3.get_object, Key=f"{OUTSIDE}boto3.txt")
    refused(s3.list_objects_v2, Prefix=OUTSIDE)
    print("round", flush=True)


print("version", boto3.__version__)
play_round(1)
sys.stdin.readline()
play_round(2)
sys.stdin.readline()
play_round(3)

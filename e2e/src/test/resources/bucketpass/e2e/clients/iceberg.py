"""PyIceberg's S3 files with what format=iceberg gives, as a REST catalog would pass it on."""

import json
import os
import sys
import urllib.request

import pyiceberg
from pyiceberg.io.pyarrow import PyArrowFileIO

BUCKET, PREFIX, OUTSIDE = (os.environ[name] for name in ("BUCKET", "PREFIX", "OUTSIDE"))


def vended():
    with open(os.environ["TOKEN_FILE"]) as token:
        headers = {"Authorization": token.read()}
    address = os.environ["API"] + "/credentials?duration=900&format=iceberg"
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        (storage,) = json.load(answer)["storage-credentials"]
    assert storage["prefix"] == f"s3://{BUCKET}/{PREFIX}"
    return PyArrowFileIO({**storage["config"], "s3.endpoint": os.environ["AWS_ENDPOINT_URL_S3"]})


def refused(call):
    try:
        call()
    except OSError as error:
        assert "ACCESS_DENIED" in str(error) or "AccessDenied" in str(error), error
    else:
        raise AssertionError("not refused")


def play_round(n):
    files = vended()
    address = f"s3://{BUCKET}/{PREFIX}iceberg-{n}.txt"
    with files.new_output(address).create(overwrite=True) as output:
        output.write(b"hello")
    with files.new_input(address).open() as stored:
        assert stored.read() == b"hello"
    filesystem = files.fs_by_scheme("s3", BUCKET)
    from pyarrow.fs import FileSelector

    names = [found.base_name for found in filesystem.get_file_info(FileSelector(f"{BUCKET}/{PREFIX}"))]
    assert f"iceberg-{n}.txt" in names, names
    outside = f"s3://{BUCKET}/{OUTSIDE}iceberg.txt"
    refused(lambda: filesystem.open_output_stream(outside.removeprefix("s3://")).close())
    refused(lambda: filesystem.open_input_stream(outside.removeprefix("s3://")).close())
    refused(lambda: filesystem.get_file_info(FileSelector(f"{BUCKET}/{OUTSIDE}")))
    print("round", flush=True)


print("version", pyiceberg.__version__)
play_round(1)
sys.stdin.readline()
play_round(2)
sys.stdin.readline()
play_round(3)

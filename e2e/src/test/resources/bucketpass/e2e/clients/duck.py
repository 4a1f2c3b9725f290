"""DuckDB's credential chain, which is the AWS SDK for C++'s: bucket, endpoint and credentials' address are in the environment."""

import os
import sys
from urllib.parse import urlsplit

import duckdb
import duckdb_extension_aws
import duckdb_extension_httpfs

BUCKET, PREFIX, OUTSIDE = (os.environ[name] for name in ("BUCKET", "PREFIX", "OUTSIDE"))


def loaded(extension):
    folder = os.path.dirname(extension.__file__)
    name = extension.__name__.removeprefix("duckdb_extension_")
    return f"{folder}/extensions/v{duckdb.__version__}/{name}.duckdb_extension"


db = duckdb.connect()
for extension in (duckdb_extension_httpfs, duckdb_extension_aws):
    db.execute(f"LOAD '{loaded(extension)}'")


def renew():
    """A secret is asked for anew before it ends: what a refused statement does not do."""
    db.execute(
        f"""CREATE OR REPLACE SECRET pass (TYPE s3, PROVIDER credential_chain,
        REGION '{os.environ["AWS_REGION"]}', ENDPOINT '{urlsplit(os.environ["AWS_ENDPOINT_URL_S3"]).netloc}',
        URL_STYLE 'path', USE_SSL false)"""
    )


def refused(statement):
    try:
        db.execute(statement)
    except duckdb.HTTPException as error:
        assert error.status_code == 403, error
    else:
        raise AssertionError(f"not refused: {statement}")


def play_round(n):
    renew()
    file = f"s3://{BUCKET}/{PREFIX}duckdb-{n}.parquet"
    db.execute(f"COPY (SELECT 42 AS answer) TO '{file}'")
    assert db.execute(f"SELECT answer FROM '{file}'").fetchall() == [(42,)]
    assert (file,) in db.execute(f"SELECT file FROM glob('s3://{BUCKET}/{PREFIX}*.parquet')").fetchall()
    refused(f"COPY (SELECT 42 AS answer) TO 's3://{BUCKET}/{OUTSIDE}duckdb.parquet'")
    refused(f"FROM 's3://{BUCKET}/{OUTSIDE}duckdb.parquet'")
    refused(f"FROM glob('s3://{BUCKET}/{OUTSIDE}*.parquet')")
    print("round", flush=True)


print("version", duckdb.__version__)
play_round(1)
sys.stdin.readline()
play_round(2)
sys.stdin.readline()
play_round(3)

import json
import os
import re
import time

import boto3

BUCKET = os.environ["BUCKETPASS_BUCKET"]
ROLE_ARN = os.environ["BUCKETPASS_ROLE_ARN"]
ISSUER = os.environ["BUCKETPASS_ISSUER"]
AUDIENCE = os.environ["BUCKETPASS_AUDIENCE"]
REGION = os.environ["AWS_REGION"]

sts = boto3.client("sts", region_name=REGION)


def policy_for(prefix):
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": [
                    "s3:GetObject",
                    "s3:PutObject",
                    "s3:DeleteObject",
                    "s3:AbortMultipartUpload",
                    "s3:ListMultipartUploadParts",
                ],
                "Resource": f"arn:aws:s3:::{BUCKET}/{prefix}*",
            },
            {
                "Effect": "Allow",
                "Action": "s3:ListBucket",
                "Resource": f"arn:aws:s3:::{BUCKET}",
                "Condition": {"StringLike": {"s3:prefix": f"{prefix}*"}},
            },
        ],
    }


def reply(status, body):
    headers = {"content-type": "application/json", "cache-control": "no-store"}
    return {"statusCode": status, "headers": headers, "body": json.dumps(body)}


def handler(event, context):
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    valid = (
        claims["iss"] == ISSUER
        and claims["aud"] == AUDIENCE
        and claims["token_use"] == "id"
        and int(claims["exp"]) > time.time()
        and re.fullmatch("[A-Za-z0-9-]+", claims["sub"])
    )
    if not valid:
        return reply(403, {"Message": "These claims are not accepted."})

    prefix = claims["sub"] + "/"
    credentials = sts.assume_role(
        RoleArn=ROLE_ARN,
        RoleSessionName=claims["sub"],
        SourceIdentity=claims["sub"],
        DurationSeconds=3600,
        Policy=json.dumps(policy_for(prefix), separators=(",", ":")),
        Tags=[{"Key": "prefix", "Value": prefix}, {"Key": "access", "Value": "/list/read/put/delete/"}],
    )["Credentials"]
    credentials["Expiration"] = credentials["Expiration"].isoformat()
    return reply(200, {"Version": 1, **credentials, "Bucket": BUCKET, "Region": REGION, "Prefix": prefix})

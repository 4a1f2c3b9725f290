"""An STS that answers at once with what STS answers, and counts its calls.

It checks no signature and no policy: it stands for the time on the wire, which is the same for every peer. Beside STS it
answers the two calls that s3-credentials makes before it starts, to IAM and to S3.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
"""

import re
import time
from collections import Counter
from urllib.parse import parse_qs

from harness.wire import Request, Server, reply

ACCOUNT = "123456789012"
# As long as real ones: a session token of STS has some 400 to 1,000 characters.
SESSION_TOKEN = "IQoJb3JpZ2luX2VjE" + "A7bQ+/x9Zk3LmNpR" * 40 + "=="


def _credentials(life: int) -> str:
    expiration = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + life))
    return (
        "<Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>"
        "<SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY</SecretAccessKey>"
        f"<SessionToken>{SESSION_TOKEN}</SessionToken><Expiration>{expiration}</Expiration></Credentials>"
    )


def _assume_role(asked: dict[str, str]) -> str:
    role, session = asked["RoleArn"].rpartition("/")[2], asked["RoleSessionName"]
    return (
        f"<SourceIdentity>{asked.get('SourceIdentity', '')}</SourceIdentity>"
        "<AssumedRoleUser><AssumedRoleId>AROACLKWSDQRAOEXAMPLE:{0}</AssumedRoleId>"
        "<Arn>arn:aws:sts::{1}:assumed-role/{2}/{0}</Arn></AssumedRoleUser>".format(session, ACCOUNT, role)
        + _credentials(int(asked.get("DurationSeconds", "3600")))
        + "<PackedPolicySize>38</PackedPolicySize>"
    )


def _federation_token(asked: dict[str, str]) -> str:
    return _credentials(int(asked.get("DurationSeconds", "43200"))) + "<PackedPolicySize>12</PackedPolicySize>"


def _caller_identity(_: dict[str, str]) -> str:
    return f"<Arn>arn:aws:iam::{ACCOUNT}:root</Arn><UserId>{ACCOUNT}</UserId><Account>{ACCOUNT}</Account>"


def _role(asked: dict[str, str]) -> str:
    name = asked["RoleName"]
    return (
        f"<Role><Path>/</Path><Arn>arn:aws:iam::{ACCOUNT}:role/{name}</Arn><RoleName>{name}</RoleName>"
        "<RoleId>AROACLKWSDQRAOEXAMPLE</RoleId><CreateDate>2026-01-01T00:00:00Z</CreateDate></Role>"
    )


STS = "https://sts.amazonaws.com/doc/2011-06-15/"
IAM = "https://iam.amazonaws.com/doc/2010-05-08/"
ACTIONS = {
    "AssumeRole": (STS, _assume_role),
    "GetFederationToken": (STS, _federation_token),
    "GetCallerIdentity": (STS, _caller_identity),
    "GetRole": (IAM, _role),
}


class StsStub:
    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self._server = Server(self._answer)
        self.url = f"http://{self._server.address}"

    def close(self) -> None:
        self._server.close()

    def _answer(self, request: Request) -> bytes:
        if request.method == "HEAD":
            return reply("200 OK")
        asked = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        action = asked["Action"]
        if not re.search("AWS4-HMAC-SHA256 .*Signature=[0-9a-f]{64}", request.headers.get("authorization", "")):
            raise ValueError(f"{action} came unsigned")
        self.calls[action] += 1
        namespace, result = ACTIONS[action]
        body = (
            f'<{action}Response xmlns="{namespace}"><{action}Result>{result(asked)}</{action}Result><ResponseMetadata>'
            f"<RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata></{action}Response>"
        )
        return reply("200 OK", body.encode(), Content_Type="text/xml")

"""The one event that every peer gets, for a caller of one's choice."""

import json
import time
import uuid
from pathlib import Path

ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Example01"
AUDIENCE = "1example23456789"
# An ID token of Cognito has about a thousand characters; API Gateway hands it on with the claims.
TOKEN = "eyJraWQiOiJleGFtcGxlIiwiYWxnIjoiUlMyNTYifQ." + "eyJzdWIiOiJleGFtcGxlIn0" * 40 + ".c2lnbmF0dXJl"
_EVENT = json.loads((Path(__file__).parent.parent / "event.json").read_text())
_TEMPLATE = json.dumps(_EVENT, separators=(",", ":")).replace("{issuer}", ISSUER).replace("{token}", TOKEN)


def event_of(sub: str) -> str:
    """On one line."""
    now = int(time.time())
    return _TEMPLATE.replace("{sub}", sub).replace("{now}", str(now)).replace("{exp}", str(now + 3600))


def callers(count: int) -> list[str]:
    return [str(uuid.uuid4()) for _ in range(count)]

"""Prints the Authorization header that botocore computes for a request that a test captured.

Reads one JSON object from standard input: url, headers (those that are signed, besides Host and X-Amz-Date), date, body, region,
service, access_key_id, secret_access_key, session_token.
"""

import datetime
import json
import sys
from unittest import mock

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

request = json.load(sys.stdin)
at = datetime.datetime.strptime(request["date"], "%Y%m%dT%H%M%SZ")
signed = AWSRequest("POST", request["url"], request["headers"], request["body"].encode())
credentials = Credentials(
    request["access_key_id"], request["secret_access_key"], request["session_token"] or None
)
with mock.patch.object(auth, "datetime", mock.Mock(datetime=mock.Mock(utcnow=lambda: at))):
    auth.SigV4Auth(credentials, request["service"], request["region"]).add_auth(signed)
print(signed.headers["Authorization"])

"""Prints the Authorization header that botocore computes for a request that a test captured.

Reads one JSON object from standard input: url, headers (those that are signed, besides Host and X-Amz-Date), date, body, region,
service, access_key_id, secret_access_key, session_token.
"""

import json
import sys

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


class SigV4AuthAt(SigV4Auth):
    """Signs for the time that the request was captured with, instead of now."""

    def sign(self, request, timestamp):
        request.context["timestamp"] = timestamp
        self._modify_request_before_signing(request)
        canonical = self.canonical_request(request)
        signature = self.signature(self.string_to_sign(request, canonical), request)
        self._inject_signature_to_request(request, signature)
        return request.headers["Authorization"]


captured = json.load(sys.stdin)
credentials = Credentials(
    captured["access_key_id"], captured["secret_access_key"], captured["session_token"] or None
)
signer = SigV4AuthAt(credentials, captured["service"], captured["region"])
request = AWSRequest("POST", captured["url"], captured["headers"], captured["body"].encode())
print(signer.sign(request, captured["date"]))

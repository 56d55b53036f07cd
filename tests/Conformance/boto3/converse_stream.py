"""The same as a stream: converse_stream.py MODEL"""
import json
import sys

import boto3

runtime = boto3.client("bedrock-runtime")
answer = runtime.converse_stream(
    modelId=sys.argv[1],
    messages=[{"role": "user", "content": [{"text": "Tell me about queues in a few sentences."}]}],
)

order, pieces, stop_reason = [], [], None
for event in answer["stream"]:
    (kind, body), = event.items()
    if kind not in order:
        order.append(kind)
    if kind == "contentBlockDelta":
        pieces.append(body["delta"]["text"])
    elif kind == "messageStop":
        stop_reason = body["stopReason"]

print(json.dumps({"order": order, "pieces": len(pieces), "text": "".join(pieces), "stop_reason": stop_reason}))

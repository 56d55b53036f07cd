"""Watch a model think before it answers, with citations: reason.py MODEL"""
import json
import sys

import boto3

stream = boto3.client("bedrock-runtime").converse_stream(
    modelId=sys.argv[1],
    messages=[{"role": "user", "content": [
        {"text": "Sum it up."},
        {"document": {
            "format": "txt", "name": "Report", "source": {"bytes": b"It rained. Then it stopped."}, "citations": {"enabled": True},
        }},
    ]}],
    inferenceConfig={"maxTokens": 4000},
    additionalModelRequestFields={"thinking": {"type": "enabled", "budget_tokens": 2000}},
)["stream"]
thought, text, signature, citations, usage = "", "", "", [], None
for event in stream:
    delta = event.get("contentBlockDelta", {}).get("delta", {})
    thought += delta.get("reasoningContent", {}).get("text", "")
    signature += delta.get("reasoningContent", {}).get("signature", "")
    text += delta.get("text", "")
    citations += [delta["citation"]] if "citation" in delta else []
    usage = event["metadata"]["usage"] if "metadata" in event else usage
print(json.dumps({
    "thought": thought, "signature": signature, "text": text, "location": citations[0]["location"], "output": usage["outputTokens"],
}))

"""Print a Claude model's answer as it is written: stream_claude.py MODEL QUESTION"""
import json
import sys

import boto3

model, question = sys.argv[1:3]
runtime = boto3.client("bedrock-runtime")
answer = runtime.invoke_model_with_response_stream(
    modelId=model,
    contentType="application/json",
    accept="application/json",
    body=json.dumps({
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 500,
        "messages": [{"role": "user", "content": question}],
    }),
)

kinds, pieces, metrics = [], [], None
for event in answer["body"]:
    part = json.loads(event["chunk"]["bytes"])
    kinds.append(part["type"])
    if part["type"] == "content_block_delta":
        pieces.append(part["delta"].get("text", ""))
    metrics = part.get("amazon-bedrock-invocationMetrics", metrics)

print(json.dumps({"kinds": kinds, "pieces": len(pieces), "text": "".join(pieces), "metrics": metrics}))

"""One turn through the operation that is the same for every model: converse.py MODEL"""
import json
import sys

import boto3

runtime = boto3.client("bedrock-runtime")
answer = runtime.converse(
    modelId=sys.argv[1],
    system=[{"text": "Answer briefly."}],
    messages=[{"role": "user", "content": [{"text": "What is a queue good for?"}]}],
    inferenceConfig={"maxTokens": 200, "temperature": 0.3},
)
message, usage = answer["output"]["message"], answer["usage"]
print(json.dumps({
    "role": message["role"],
    "text": message["content"][0]["text"],
    "total": usage["totalTokens"],
    "sum": usage["inputTokens"] + usage["outputTokens"],
    "latency": answer["metrics"]["latencyMs"],
}))

"""Ask a Claude model one question with its native body: ask_claude.py MODEL QUESTION"""
import json
import sys

import boto3

model, question = sys.argv[1:3]
runtime = boto3.client("bedrock-runtime")
answer = runtime.invoke_model(
    modelId=model,
    contentType="application/json",
    accept="application/json",
    body=json.dumps({
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 500,
        "messages": [{"role": "user", "content": question}],
    }),
)
message = json.loads(answer["body"].read())
print(json.dumps({
    "text": message["content"][0]["text"],
    "stop_reason": message["stop_reason"],
    "output_tokens": message["usage"]["output_tokens"],
    "content_type": answer["contentType"],
    "request_id": answer["ResponseMetadata"]["RequestId"],
}))

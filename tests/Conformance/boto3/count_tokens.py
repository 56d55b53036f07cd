"""Count the tokens of a request in both forms: count_tokens.py MODEL"""
import json
import sys

import boto3

runtime = boto3.client("bedrock-runtime")
messages = [{"role": "user", "content": [{"text": "How long is this?"}]}]
body = {
    "anthropic_version": "bedrock-2023-05-31",
    "max_tokens": 10,
    "messages": [{"role": "user", "content": "How long is this?"}],
}
print(json.dumps({
    "converse": runtime.count_tokens(modelId=sys.argv[1], input={"converse": {"messages": messages}})["inputTokens"],
    "native": runtime.count_tokens(modelId=sys.argv[1], input={"invokeModel": {"body": json.dumps(body)}})["inputTokens"],
}))

"""Ask twice with a long system prompt that is to be cached: cached.py MODEL"""
import json
import sys

import boto3

runtime = boto3.client("bedrock-runtime")
usage = [
    runtime.converse(
        modelId=sys.argv[1],
        system=[{"text": "Know this by heart. " * 600}, {"cachePoint": {"type": "default"}}],
        messages=[{"role": "user", "content": [{"text": question}]}],
    )["usage"]
    for question in ("And now?", "And then?")
]
print(json.dumps(usage))

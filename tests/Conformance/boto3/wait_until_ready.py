"""Try again, ever later, while a model gets ready: wait_until_ready.py MODEL"""
import json
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

# The client's own retries are off: here the caller decides.
runtime = boto3.client("bedrock-runtime", config=Config(retries={"total_max_attempts": 1}))
request = json.dumps({
    "anthropic_version": "bedrock-2023-05-31",
    "max_tokens": 100,
    "messages": [{"role": "user", "content": "Are you there?"}],
})

for attempt in range(1, 6):
    try:
        answer = runtime.invoke_model(modelId=sys.argv[1], body=request)
    except ClientError as problem:
        if problem.response["Error"]["Code"] != "ModelNotReadyException":
            raise
        time.sleep(0.05 * 2 ** attempt)
    else:
        message = json.loads(answer["body"].read())
        print(json.dumps({"attempts": attempt, "text": message["content"][0]["text"]}))
        break
else:
    sys.exit("The model did not become ready.")

"""Show how a call is refused: catch_error.py MODEL MAX_TOKENS"""
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

runtime = boto3.client("bedrock-runtime", config=Config(retries={"total_max_attempts": 1}))
try:
    runtime.invoke_model(
        modelId=sys.argv[1],
        body=json.dumps({
            "anthropic_version": "bedrock-2023-05-31",
            "max_tokens": int(sys.argv[2]),
            "messages": [{"role": "user", "content": "Hello"}],
        }),
    )
except ClientError as problem:
    print(json.dumps({
        "code": problem.response["Error"]["Code"],
        "message": problem.response["Error"]["Message"],
        "status": problem.response["ResponseMetadata"]["HTTPStatusCode"],
    }))
else:
    sys.exit("The call was not refused.")

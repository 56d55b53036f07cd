"""An answer that fits a schema: structured.py MODEL"""
import json
import sys

import boto3

schema = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
answer = boto3.client("bedrock-runtime").converse(
    modelId=sys.argv[1],
    messages=[{"role": "user", "content": [{"text": "name: Ada Lovelace, age: 36"}]}],
    outputConfig={"textFormat": {"type": "json_schema", "structure": {"jsonSchema": {"name": "person", "schema": json.dumps(schema)}}}},
)
print(json.dumps(json.loads(answer["output"]["message"]["content"][0]["text"])))

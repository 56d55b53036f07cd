"""Turn a text into a vector: embed_titan.py MODEL DIMENSIONS TEXT"""
import json
import math
import sys

import boto3

model, dimensions, text = sys.argv[1:4]
runtime = boto3.client("bedrock-runtime")
answer = runtime.invoke_model(
    modelId=model,
    contentType="application/json",
    accept="application/json",
    body=json.dumps({"inputText": text, "dimensions": int(dimensions), "normalize": True}),
)
result = json.loads(answer["body"].read())
vector = result["embedding"]
print(json.dumps({
    "length": len(vector),
    "norm": math.sqrt(sum(value * value for value in vector)),
    "tokens": result["inputTextTokenCount"],
}))

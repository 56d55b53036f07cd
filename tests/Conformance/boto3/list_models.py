"""Look through the models of the region: list_models.py"""
import json

import boto3

bedrock = boto3.client("bedrock")
every = bedrock.list_foundation_models()["modelSummaries"]
embedding = bedrock.list_foundation_models(byOutputModality="EMBEDDING")["modelSummaries"]
details = bedrock.get_foundation_model(modelIdentifier="anthropic.claude-3-sonnet-20240229-v1:0")["modelDetails"]
print(json.dumps({
    "all": len(every),
    "embedding": [model["modelId"] for model in embedding],
    "provider": details["providerName"],
}))

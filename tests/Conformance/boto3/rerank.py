"""Rank entries by a query, page by page, and once more with the model's own body: rerank.py MODEL COUNT"""
import json
import sys

import boto3

model, count = sys.argv[1], int(sys.argv[2])
query = f"entry {count}"
texts = [f"entry {number}" for number in range(1, count)]
request = {
    "queries": [{"type": "TEXT", "textQuery": {"text": query}}],
    "sources": [
        *({"type": "INLINE", "inlineDocumentSource": {"type": "TEXT", "textDocument": {"text": text}}} for text in texts),
        {"type": "INLINE", "inlineDocumentSource": {"type": "JSON", "jsonDocument": {"entry": count}}},
    ],
    "rerankingConfiguration": {
        "type": "BEDROCK_RERANKING_MODEL",
        "bedrockRerankingConfiguration": {
            "numberOfResults": count,
            "modelConfiguration": {"modelArn": f"arn:aws:bedrock:us-east-1::foundation-model/{model}"},
        },
    },
}
pages = [page["results"] for page in boto3.client("bedrock-agent-runtime").get_paginator("rerank").paginate(**request)]
results = [result for page in pages for result in page]

body = {"query": query, "documents": texts, "top_n": 3, "api_version": 2}
native = json.loads(boto3.client("bedrock-runtime").invoke_model(modelId=model, body=json.dumps(body))["body"].read())
print(json.dumps({
    "pages": len(pages),
    "indexes": sorted(result["index"] for result in results) == list(range(count)),
    "sorted": all(left["relevanceScore"] >= right["relevanceScore"] for left, right in zip(results, results[1:])),
    "best": results[0]["document"],
    "native": len(native["results"]),
}))

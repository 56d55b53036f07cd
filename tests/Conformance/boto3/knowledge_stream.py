"""Ask a knowledge base and check its citations: knowledge_stream.py MODEL QUESTION"""
import json
import sys

import boto3

model, question = sys.argv[1:3]
runtime = boto3.client("bedrock-agent-runtime")
configuration = {
    "type": "KNOWLEDGE_BASE",
    "knowledgeBaseConfiguration": {"knowledgeBaseId": "LOCALKB001", "modelArn": model},
}
answer = runtime.retrieve_and_generate_stream(input={"text": question}, retrieveAndGenerateConfiguration=configuration)
text, citations = "", []
for event in answer["stream"]:
    text += event.get("output", {}).get("text", "")
    if "citation" in event:
        citations.append(event["citation"])
parts = [citation["generatedResponsePart"]["textResponsePart"] for citation in citations]
whole = runtime.retrieve_and_generate(
    input={"text": "And then?"}, retrieveAndGenerateConfiguration=configuration, sessionId=answer["sessionId"])
pages = runtime.get_paginator("retrieve").paginate(
    knowledgeBaseId="LOCALKB001",
    retrievalQuery={"text": question},
    retrievalConfiguration={"vectorSearchConfiguration": {
        "numberOfResults": 2, "filter": {"greaterThanOrEquals": {"key": "year", "value": 2024}}}},
)
print(json.dumps({
    "text": text,
    "cited": [text[part["span"]["start"]:part["span"]["end"] + 1] == part["text"] for part in parts],
    "source": citations[0]["retrievedReferences"][0]["location"]["s3Location"]["uri"],
    "same_session": whole["sessionId"] == answer["sessionId"],
    "remembers": question in whole["output"]["text"],
    "years": [result["metadata"]["year"] for page in pages for result in page["retrievalResults"]],
}))

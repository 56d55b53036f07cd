"""Let a model call a tool, answer it, and get the final answer: tool_round.py MODEL"""
import json
import sys

import boto3

runtime = boto3.client("bedrock-runtime")
tools = {"tools": [{"toolSpec": {
    "name": "get_weather",
    "description": "Tells the weather of a city",
    "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}},
}}]}
messages = [{"role": "user", "content": [{"text": "What is the weather in Oslo?"}]}]

first = runtime.converse(modelId=sys.argv[1], messages=messages, toolConfig=tools)
messages.append(first["output"]["message"])
uses = [block["toolUse"] for block in first["output"]["message"]["content"] if "toolUse" in block]
messages.append({"role": "user", "content": [
    {"toolResult": {"toolUseId": use["toolUseId"], "content": [{"json": {"city": use["input"]["city"], "celsius": -4}}]}}
    for use in uses
]})
last = runtime.converse(modelId=sys.argv[1], messages=messages, toolConfig=tools)

# The same call again as a stream: its input comes in pieces.
pieces, start = [], None
for event in runtime.converse_stream(modelId=sys.argv[1], messages=messages[:1], toolConfig=tools)["stream"]:
    if "contentBlockStart" in event:
        start = event["contentBlockStart"]["start"]["toolUse"]
    elif "contentBlockDelta" in event and "toolUse" in event["contentBlockDelta"]["delta"]:
        pieces.append(event["contentBlockDelta"]["delta"]["toolUse"]["input"])
print(json.dumps({
    "first": first["stopReason"],
    "input": uses[0]["input"],
    "last": last["stopReason"],
    "text": last["output"]["message"]["content"][0]["text"],
    "streamed": {"name": start["name"], "pieces": len(pieces), "input": json.loads("".join(pieces))},
}))

"""Does a job with boto3 for each line read, and answers with the seconds it took."""
import sys
import time

mode, url = sys.argv[1], sys.argv[2]
begin = time.perf_counter()
import boto3  # noqa: E402 - importing is part of what is measured

client = boto3.client("bedrock-runtime", endpoint_url=url, region_name="us-east-1")
messages = [{"role": "user", "content": [{"text": "hi"}]}]


def call(count):
    for _ in range(count):
        client.converse(modelId="m-0", messages=messages)["output"]["message"]["content"][0]["text"]


def stream(count):
    chunks = 0
    for event in client.converse_stream(modelId=f"stream-{count}", messages=messages)["stream"]:
        if "contentBlockDelta" in event:
            event["contentBlockDelta"]["delta"]["text"]
            chunks += 1
    assert chunks == count, chunks


if mode == "cold":
    call(1)
    print(time.perf_counter() - begin, flush=True)
    sys.exit()

call(20)
for _ in sys.stdin:
    begin = time.perf_counter()
    call(500) if mode == "call" else stream(int(mode.split("-")[1]))
    print(time.perf_counter() - begin, flush=True)

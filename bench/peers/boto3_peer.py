"""Does a job with boto3 for each line read, and answers with the seconds it took."""
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

mode, url = sys.argv[1], sys.argv[2]
begin = time.perf_counter()
import boto3  # noqa: E402 - importing is part of what is measured
from botocore.config import Config  # noqa: E402

client = boto3.client(
    "bedrock-runtime", endpoint_url=url, region_name="us-east-1", config=Config(max_pool_connections=64)
)
messages = [{"role": "user", "content": [{"text": "hi"}]}]


def call(count):
    for _ in range(count):
        client.converse(modelId="m-0", messages=messages)["output"]["message"]["content"][0]["text"]


def stream(count):
    start = time.perf_counter()
    first = chunks = 0
    for event in client.converse_stream(modelId=f"m.stream-{count}", messages=messages)["stream"]:
        if "contentBlockDelta" in event:
            event["contentBlockDelta"]["delta"]["text"]
            first = first or time.perf_counter() - start
            chunks += 1
    assert chunks == count, chunks
    return first


def ask(model):
    return client.converse(modelId=model, messages=messages)["output"]["message"]["content"][0]["text"]


def fetch_embedding():
    body = json.dumps({"inputText": "hi"})
    return client.invoke_model(modelId="amazon.titan-embed-text-v2:0", body=body)["body"].read()


def embed(_):
    return len(json.loads(fetch_embedding())["embedding"])


def threads(count, work, items):
    with ThreadPoolExecutor(count) as pool:
        for _ in pool.map(work, items):
            pass


def parse(count):
    body = fetch_embedding()
    global begin
    begin = time.perf_counter()
    for _ in range(count):
        json.loads(body)["embedding"]


if mode == "cold":
    call(1)
    print(time.perf_counter() - begin, flush=True)
    sys.exit()

call(20)
for _ in sys.stdin:
    if mode == "first":
        print(sorted(stream(20) for _ in range(200))[100], flush=True)
        continue

    begin = time.perf_counter()
    if mode == "call":
        call(500)
    elif mode == "parallel":
        threads(64, ask, ["delay-100"] * 1000)
    elif mode == "embed":
        for i in range(10000):
            embed(i)
    elif mode == "embed-8":
        threads(8, embed, range(10000))
    elif mode == "parse":
        parse(10000)
    else:
        stream(int(mode.split("-")[1]))
    print(time.perf_counter() - begin, flush=True)

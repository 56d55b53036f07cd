"""Have Nova Canvas paint, and look at the pixels with nothing but zlib: paint.py MODEL PROMPT WIDTH HEIGHT COUNT"""
import base64
import json
import struct
import sys
import zlib

import boto3
from botocore.exceptions import ClientError

model, prompt = sys.argv[1:3]
width, height, count = (int(number) for number in sys.argv[3:6])
runtime = boto3.client("bedrock-runtime")


def paint(text):
    body = {
        "taskType": "TEXT_IMAGE",
        "textToImageParams": {"text": text},
        "imageGenerationConfig": {"width": width, "height": height, "numberOfImages": count, "seed": 7},
    }
    return json.loads(runtime.invoke_model(modelId=model, body=json.dumps(body))["body"].read())


def decode(png):
    """Size and colours of a PNG of eight bits a channel."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, data = 8, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        content = png[at + 8:at + 8 + length]
        assert zlib.crc32(kind + content) == struct.unpack(">I", png[at + 8 + length:at + 12 + length])[0]
        if kind == b"IHDR":
            across, down, depth, colour = struct.unpack(">IIBB", content[:10])
        elif kind == b"IDAT":
            data += content
        at += 12 + length
    channels = {2: 3, 6: 4}[colour]
    lines = zlib.decompress(data)
    assert depth == 8 and len(lines) == down * (1 + across * channels)
    above, colours = bytes(across * channels), set()
    for y in range(down):
        line = lines[y * (1 + across * channels):(y + 1) * (1 + across * channels)]
        assert line[0] == 2
        above = bytes((value + up) & 255 for value, up in zip(line[1:], above))
        colours.update(above[i:i + channels] for i in range(0, len(above), channels))
    return across, down, len(colours)


answer = paint(prompt)
pictures = [base64.b64decode(image) for image in answer["images"]]
try:
    paint("something forbidden")
    refused = None
except ClientError as error:
    refused = error.response["Error"]["Code"]
print(json.dumps({
    "pictures": [decode(picture) for picture in pictures],
    "distinct": len(set(pictures)),
    "error": answer["error"],
    "refused": refused,
}))

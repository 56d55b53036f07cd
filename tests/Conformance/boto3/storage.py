"""Buckets, objects, lists and uploads in parts, as a script that feeds a batch job would use them."""
import io
import json
import os

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

s3 = boto3.client("s3")
s3.create_bucket(Bucket="conformance")
put = s3.put_object(Bucket="conformance", Key="in/records ü+1.jsonl", Body=b"one\ntwo\n", Metadata={"owner": "me"})
got = s3.get_object(Bucket="conformance", Key="in/records ü+1.jsonl")
part = s3.get_object(Bucket="conformance", Key="in/records ü+1.jsonl", Range="bytes=4-6", IfMatch=put["ETag"])

data = os.urandom(11 * 1024 * 1024)
config = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024)
s3.upload_fileobj(io.BytesIO(data), "conformance", "big.bin", Config=config)
back = io.BytesIO()
s3.download_fileobj("conformance", "big.bin", back)
s3.copy({"Bucket": "conformance", "Key": "big.bin"}, "conformance", "copy.bin", Config=config)

odd = ["a", "a/b", "a/../../x", "dir/", "con", "x//y", "..", "100%.txt"]
for key in odd:
    s3.put_object(Bucket="conformance", Key=key, Body=key.encode())
pages = s3.get_paginator("list_objects_v2").paginate(Bucket="conformance", PaginationConfig={"PageSize": 3})
keys = [item["Key"] for page in pages for item in page["Contents"]]
top = s3.list_objects_v2(Bucket="conformance", Delimiter="/")


def code(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


small = s3.create_multipart_upload(Bucket="conformance", Key="small")["UploadId"]
tags = [
    s3.upload_part(Bucket="conformance", Key="small", UploadId=small, PartNumber=n, Body=b"x")["ETag"] for n in (1, 2)
]
print(json.dumps({
    "body": got["Body"].read().decode(),
    "owner": got["Metadata"]["owner"],
    "part": part["Body"].read().decode(),
    "same": back.getvalue() == data,
    "tag": s3.head_object(Bucket="conformance", Key="copy.bin")["ETag"].strip('"').split("-")[-1],
    "keys": keys,
    "bodies": all(s3.get_object(Bucket="conformance", Key=k)["Body"].read() == k.encode() for k in odd),
    "top": [item["Key"] for item in top["Contents"]],
    "folders": [item["Prefix"] for item in top["CommonPrefixes"]],
    "no_key": code(s3.get_object, Bucket="conformance", Key="nothing"),
    "no_bucket": code(s3.list_objects_v2, Bucket="nothing-here"),
    "denied": code(s3.get_object, Bucket="denied-bucket", Key="x"),
    "changed": code(s3.get_object, Bucket="conformance", Key="a", IfMatch='"other"'),
    "beyond": code(s3.get_object, Bucket="conformance", Key="a", Range="bytes=9-"),
    "full": code(s3.delete_bucket, Bucket="conformance"),
    "too_small": code(
        s3.complete_multipart_upload, Bucket="conformance", Key="small", UploadId=small,
        MultipartUpload={"Parts": [{"PartNumber": n, "ETag": tag} for n, tag in zip((1, 2), tags)]}),
    "aborted": s3.abort_multipart_upload(Bucket="conformance", Key="small", UploadId=small) is not None,
    "no_upload": code(s3.list_parts, Bucket="conformance", Key="small", UploadId=small),
    "wrong_key": code(boto3.client("s3", aws_access_key_id="AKIANOBODY", aws_secret_access_key="x").list_buckets),
    "wrong_secret": code(
        boto3.client("s3", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key="x").list_buckets),
}))

"""Make a guardrail, run into it, and read its trace: guarded.py MODEL"""
import json
import sys

import boto3

made = boto3.client("bedrock").create_guardrail(
    name="no-secrets",
    blockedInputMessaging="Not that question.",
    blockedOutputsMessaging="Not that answer.",
    wordPolicyConfig={"wordsConfig": [{"text": "secret"}]},
)
answer = boto3.client("bedrock-runtime").converse(
    modelId=sys.argv[1],
    messages=[{"role": "user", "content": [{"text": "Tell me the secret."}]}],
    guardrailConfig={"guardrailIdentifier": made["guardrailId"], "guardrailVersion": "DRAFT", "trace": "enabled_full"},
)
assessment = answer["trace"]["guardrail"]["inputAssessment"][made["guardrailId"]]
print(json.dumps({
    "stop_reason": answer["stopReason"],
    "text": answer["output"]["message"]["content"][0]["text"],
    "words": assessment["wordPolicy"]["customWords"],
    "units": assessment["invocationMetrics"]["usage"]["wordPolicyUnits"],
}))

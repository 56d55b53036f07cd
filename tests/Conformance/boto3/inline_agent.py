"""Make an agent for one question, do what it asks for, and let it go on: inline_agent.py MODEL QUESTION"""
import json
import sys
import uuid

import boto3

model, question = sys.argv[1:3]
agents = boto3.client("bedrock-agent-runtime")
session = str(uuid.uuid4())
agent = {
    "foundationModel": model,
    "instruction": "You tell customers of a shop where their orders are.",
    "sessionId": session,
    "enableTrace": True,
    "actionGroups": [{
        "actionGroupName": "Orders",
        "actionGroupExecutor": {"customControl": "RETURN_CONTROL"},
        "functionSchema": {"functions": [{
            "name": "get_order",
            "description": "Shows an order",
            "parameters": {"order_id": {"type": "integer", "description": "Number of the order", "required": True}},
        }]},
    }],
}


def ask(**more):
    answer = agents.invoke_inline_agent(**agent, **more)
    text, traces, asked = "", [], None
    for event in answer["completion"]:
        if "chunk" in event:
            text += event["chunk"]["bytes"].decode()
        elif "trace" in event:
            traces += list(event["trace"]["trace"])
        elif "returnControl" in event:
            asked = event["returnControl"]
    return answer["sessionId"], text, traces, asked


first_session, first_text, first_traces, asked = ask(inputText=question)
call = asked["invocationInputs"][0]["functionInvocationInput"]
second_session, text, traces, more = ask(inlineSessionState={
    "invocationId": asked["invocationId"],
    "returnControlInvocationResults": [{"functionResult": {
        "actionGroup": call["actionGroup"],
        "function": call["function"],
        "responseBody": {"TEXT": {"body": json.dumps({"state": "sent"})}},
    }}],
})
print(json.dumps({
    "sessions": [session, first_session, second_session],
    "asked": call,
    "first_text": first_text,
    "traces": sorted(set(first_traces + traces)),
    "text": text,
    "more": more,
}))

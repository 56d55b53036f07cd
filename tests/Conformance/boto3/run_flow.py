"""Makes a flow with an agent in it, runs it in a call and on its own, keeps a session, and has a prompt optimised."""
import json
import time
from datetime import datetime, timezone

import boto3

agents = boto3.client("bedrock-agent")
runtime = boto3.client("bedrock-agent-runtime")

GUIDE = "arn:aws:bedrock:us-east-1:123456789012:agent-alias/LOCALAGENT/TSTALIASID"


def data(name, source, output, target, field):
    return {"name": name, "type": "Data", "source": source, "target": target,
            "configuration": {"data": {"sourceOutput": output, "targetInput": field}}}


flow = agents.create_flow(
    name="trip", executionRoleArn="arn:aws:iam::123456789012:role/flows",
    definition={
        "nodes": [
            {"name": "FlowInputNode", "type": "Input", "outputs": [{"name": "document", "type": "String"}]},
            {"name": "Guide", "type": "Agent", "configuration": {"agent": {"agentAliasArn": GUIDE}},
             "inputs": [{"name": "agentInputText", "type": "String", "expression": "$.data"}],
             "outputs": [{"name": "agentResponse", "type": "String"}]},
            {"name": "Answer", "type": "Output", "inputs": [{"name": "document", "type": "String", "expression": "$.data"}]},
        ],
        "connections": [
            data("In", "FlowInputNode", "document", "Guide", "agentInputText"),
            data("Out", "Guide", "agentResponse", "Answer", "document"),
        ],
    })["id"]
agents.prepare_flow(flowIdentifier=flow)
place = {"flowIdentifier": flow, "flowAliasIdentifier": "TSTALIASID"}


def invoke(text, execution=None):
    to = {"nodeName": "Guide", "nodeInputName": "agentInputText"} if execution else {"nodeName": "FlowInputNode", "nodeOutputName": "document"}
    more = {"executionId": execution} if execution else {}
    answer = runtime.invoke_flow(**place, **more, enableTrace=True, inputs=[{**to, "content": {"document": text}}])
    return answer["executionId"], [(kind, event[kind]) for event in answer["responseStream"] for kind in event]


execution, first = invoke("A day out. {{ask Which city?}}")
again, second = invoke("Oslo", execution)
asked = dict(first)["flowMultiTurnInputRequestEvent"]
traces = [kind for name, event in first + second if name == "flowTraceEvent" for kind in event["trace"]]

arn = runtime.start_flow_execution(**place, inputs=[{"nodeName": "FlowInputNode", "nodeOutputName": "document", "content": {"document": "Is it far?"}}])["executionArn"]
place["executionIdentifier"] = arn
while runtime.get_flow_execution(**place)["status"] == "Running":
    time.sleep(0.01)
events = [kind for page in ("Flow", "Node") for event in runtime.list_flow_execution_events(**place, eventType=page)["flowExecutionEvents"] for kind in event]
snapshot = json.loads(runtime.get_execution_flow_snapshot(**place)["definition"])

session = runtime.create_session(sessionMetadata={"user": "ada"})["sessionId"]
invocation = runtime.create_invocation(sessionIdentifier=session)["invocationId"]
step = runtime.put_invocation_step(
    sessionIdentifier=session, invocationIdentifier=invocation, invocationStepTime=datetime.now(timezone.utc),
    payload={"contentBlocks": [{"text": "said"}, {"image": {"format": "png", "source": {"bytes": b"pixels"}}}]})["invocationStepId"]
kept = runtime.get_invocation_step(sessionIdentifier=session, invocationIdentifier=invocation, invocationStepId=step)["invocationStep"]
listed = runtime.list_invocation_steps(sessionIdentifier=session)["invocationStepSummaries"]
runtime.end_session(sessionIdentifier=session)
status = runtime.get_session(sessionIdentifier=session)["sessionStatus"]
runtime.delete_session(sessionIdentifier=session)

better = [kind for event in runtime.optimize_prompt(
    input={"textPrompt": {"text": "Sum up {{text}}."}}, targetModelId="amazon.nova-lite-v1:0")["optimizedPrompt"] for kind in event]

print(json.dumps({
    "asked": asked["content"]["document"],
    "reasons": [dict(first)["flowCompletionEvent"]["completionReason"], dict(second)["flowCompletionEvent"]["completionReason"]],
    "same_run": execution == again,
    "answer": dict(second)["flowOutputEvent"]["content"]["document"],
    "traces": sorted(set(traces)),
    "events": sorted(set(events)),
    "nodes": len(snapshot["nodes"]),
    "kept": [kept["payload"]["contentBlocks"][0]["text"], kept["payload"]["contentBlocks"][1]["image"]["source"]["bytes"].decode()],
    "steps": len(listed),
    "session": status,
    "optimised": better,
}))

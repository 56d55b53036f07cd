"""Make, page through, look at, change and delete three of every kind of resource: control_plane.py [kind ...]

Prints what happened to each kind. boto3 checks every request and parses every answer by service models of its own. A kind whose
operations this boto3 does not know yet is left out.
"""
import json
import sys

import boto3
from botocore.exceptions import ClientError, ParamValidationError

bedrock = boto3.client("bedrock")
agents = boto3.client("bedrock-agent")

MODEL = "anthropic.claude-3-haiku-20240307-v1:0"
MODEL_ARN = "arn:aws:bedrock:us-east-1::foundation-model/" + MODEL
ROLE = "arn:aws:iam::123456789012:role/"
S3 = {"s3Uri": "s3://bucket/data"}


class Kind:
    def __init__(self, client, create, get, items, delete=None, update=None, unique=True, page="maxResults"):
        """create: name -> id; get, delete, update: id -> answer; items: method, result member, member of an item that is the id"""
        self.client, self.create, self.get, self.delete, self.update = client, create, get, delete, update
        self.items, self.unique, self.page = items, unique, page

    def pages(self):
        method, result, member, *more = self.items
        arguments = dict(more[0]() if more else {}, **{self.page: 1})
        pages = []
        while True:
            answer = getattr(self.client, method)(**arguments)
            pages.append([item[member] for item in answer[result]])
            if not answer.get("nextToken"):
                return [page for page in pages if page]
            arguments["nextToken"] = answer["nextToken"]


def code(call):
    try:
        call()
        return None
    except ClientError as error:
        return error.response["Error"]["Code"]


def walk(kind):
    before = len(kind.pages())
    made = [kind.create(name) for name in ("first", "second", "third")]
    told = {"pages": len(kind.pages()) - before, "all": all(any(one in page for page in kind.pages()) for one in made)}
    if kind.unique:
        told["twice"] = code(lambda: kind.create("first"))
    told["got"] = sum(kind.get(one) is not None for one in made)
    if kind.update:
        for one in made:
            kind.get(one)
        kind.update(made[0])
        told["updated"] = True
    if kind.delete:
        for one in made:
            # What is on its way is there before it is deleted, and shows once that it is being deleted.
            kind.get(one)
            kind.delete(one)
        gone = {code(lambda: kind.get(one)) for one in made for _ in range(2)} - {None}
        told["gone"] = sorted(gone)
        told["left"] = len(kind.pages()) - before
    return told


def profile(name):
    return bedrock.create_inference_profile(inferenceProfileName=name, modelSource={"copyFrom": MODEL_ARN})["inferenceProfileArn"]


def job(method, name, **more):
    return getattr(bedrock, method)(jobName=name, **more)["jobArn"]


def custom_model(name):
    arn = bedrock.create_custom_model(modelName=name, roleArn=ROLE + "models", modelSourceConfig={"s3DataSource": S3})["modelArn"]
    bedrock.get_custom_model(modelIdentifier=arn)
    return arn


_shared = {}


def shared(name, make):
    if name not in _shared:
        _shared[name] = make()
    return _shared[name]


def agent():
    return shared("agent", lambda: new_agent("shared"))


def new_agent(name):
    return agents.create_agent(agentName=name, foundationModel=MODEL, instruction="Answer every question about the weather.")["agent"]["agentId"]


def knowledge_base(name):
    return agents.create_knowledge_base(
        name=name,
        roleArn=ROLE + "service-role/AmazonBedrockExecutionRoleForKnowledgeBase_local",
        knowledgeBaseConfiguration=KNOWLEDGE,
        storageConfiguration={
            "type": "OPENSEARCH_SERVERLESS",
            "opensearchServerlessConfiguration": {
                "collectionArn": "arn:aws:aoss:us-east-1:123456789012:collection/abcdefghij",
                "vectorIndexName": "index",
                "fieldMapping": {"vectorField": "vector", "textField": "text", "metadataField": "metadata"},
            },
        },
    )["knowledgeBase"]["knowledgeBaseId"]


KNOWLEDGE = {
    "type": "VECTOR",
    "vectorKnowledgeBaseConfiguration": {"embeddingModelArn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0"},
}


def base():
    return shared("base", lambda: knowledge_base("shared"))


def source():
    return shared("source", lambda: data_source("shared"))


def data_source(name):
    return agents.create_data_source(knowledgeBaseId=base(), name=name, dataSourceConfiguration={"type": "CUSTOM"})["dataSource"]["dataSourceId"]


def ingestion(_):
    started = agents.start_ingestion_job(knowledgeBaseId=base(), dataSourceId=source())["ingestionJob"]["ingestionJobId"]
    agents.stop_ingestion_job(knowledgeBaseId=base(), dataSourceId=source(), ingestionJobId=started)
    return started


def flow(name):
    return agents.create_flow(name=name, executionRoleArn=ROLE + "flows", definition={"nodes": [], "connections": []})["id"]


def own_flow():
    return shared("flow", lambda: flow("shared"))


def draft():
    return {"agentId": agent(), "agentVersion": "DRAFT"}


def other_alias():
    return agents.get_agent_alias(agentId=shared("other", lambda: new_agent("other")), agentAliasId="TSTALIASID")["agentAlias"]["agentAliasArn"]


def prepared():
    agents.get_agent(agentId=agent())
    agents.get_agent(agentId=agent())
    agents.prepare_agent(agentId=agent())
    while agents.get_agent(agentId=agent())["agent"]["agentStatus"] != "PREPARED":
        pass


def alias(name):
    if "prepared" not in _shared:
        _shared["prepared"] = prepared() or True
    return agents.create_agent_alias(agentId=agent(), agentAliasName=name)["agentAlias"]["agentAliasId"]


def policy():
    return shared("policy", lambda: new_policy("shared"))


def new_policy(name):
    return bedrock.create_automated_reasoning_policy(name=name)["policyArn"]


def test_case(name):
    return bedrock.create_automated_reasoning_policy_test_case(
        policyArn=policy(), guardContent=name, expectedAggregatedFindingsResult="VALID")["testCaseId"]


def build(_):
    return bedrock.start_automated_reasoning_policy_build_workflow(
        policyArn=policy(), buildWorkflowType="IMPORT_POLICY", sourceContent={"policyDefinition": {"version": "1.0"}})["buildWorkflowId"]


def ended(get, delete):
    """Some things are deleted by those alone who know when they were last changed."""
    return lambda one: delete(one, get(one)["updatedAt"])


def guardrail(name):
    return bedrock.create_guardrail(name=name, **GUARDRAIL)["guardrailId"]


GUARDRAIL = {
    "blockedInputMessaging": "No.",
    "blockedOutputsMessaging": "No.",
    "wordPolicyConfig": {"wordsConfig": [{"text": "secret"}]},
}


def endpoint(name):
    return bedrock.create_marketplace_model_endpoint(
        modelSourceIdentifier="arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/some-model/1.0",
        endpointConfig=ENDPOINT,
        endpointName=name)["marketplaceModelEndpoint"]["endpointArn"]


ENDPOINT = {"sageMaker": {"initialInstanceCount": 1, "instanceType": "ml.g5.2xlarge", "executionRole": ROLE + "endpoints"}}


def evaluation(name):
    return job(
        "create_evaluation_job", name, roleArn=ROLE + "jobs", outputDataConfig=S3,
        evaluationConfig={"automated": {"datasetMetricConfigs": [
            {"taskType": "Summarization", "dataset": {"name": "data", "datasetLocation": S3}, "metricNames": ["Builtin.Accuracy"]}]}},
        inferenceConfig={"models": [{"bedrockModel": {"modelIdentifier": MODEL}}]})


def delete_evaluation(arn):
    answer = bedrock.batch_delete_evaluation_job(jobIdentifiers=[arn])
    if answer["errors"]:
        raise RuntimeError(answer["errors"])


PROMPT = {"variants": [{"name": "only", "templateType": "TEXT", "templateConfiguration": {"text": {"text": "Hello"}}, "modelId": MODEL}]}
RULES = {"actionGroupExecutor": {"customControl": "RETURN_CONTROL"}, "functionSchema": {"functions": [{"name": "act"}]}}

KINDS = {
    "inference profile": lambda: Kind(
        bedrock, profile, lambda one: bedrock.get_inference_profile(inferenceProfileIdentifier=one),
        ("list_inference_profiles", "inferenceProfileSummaries", "inferenceProfileArn", lambda: {"typeEquals": "APPLICATION"}),
        lambda one: bedrock.delete_inference_profile(inferenceProfileIdentifier=one)),
    "custom model": lambda: Kind(
        bedrock, custom_model, lambda one: bedrock.get_custom_model(modelIdentifier=one), ("list_custom_models", "modelSummaries", "modelArn"),
        lambda one: bedrock.delete_custom_model(modelIdentifier=one)),
    "customization job": lambda: Kind(
        bedrock,
        lambda name: job(
            "create_model_customization_job", name, customModelName="made-" + name, roleArn=ROLE + "jobs", baseModelIdentifier=MODEL,
            trainingDataConfig=S3, outputDataConfig=S3, hyperParameters={"epochCount": "1"}),
        lambda one: bedrock.get_model_customization_job(jobIdentifier=one),
        ("list_model_customization_jobs", "modelCustomizationJobSummaries", "jobArn")),
    "copy job": lambda: Kind(
        bedrock,
        lambda name: bedrock.create_model_copy_job(
            sourceModelArn=shared("model", lambda: custom_model("source")), targetModelName="copy-" + name)["jobArn"],
        lambda one: bedrock.get_model_copy_job(jobArn=one), ("list_model_copy_jobs", "modelCopyJobSummaries", "jobArn")),
    "import job": lambda: Kind(
        bedrock,
        lambda name: job(
            "create_model_import_job", name, importedModelName="imported-" + name, roleArn=ROLE + "jobs", modelDataSource={"s3DataSource": S3}),
        lambda one: bedrock.get_model_import_job(jobIdentifier=one), ("list_model_import_jobs", "modelImportJobSummaries", "jobArn")),
    "batch job": lambda: Kind(
        bedrock,
        lambda name: job(
            "create_model_invocation_job", name, roleArn=ROLE + "jobs", modelId=MODEL,
            inputDataConfig={"s3InputDataConfig": S3}, outputDataConfig={"s3OutputDataConfig": S3}),
        lambda one: bedrock.get_model_invocation_job(jobIdentifier=one), ("list_model_invocation_jobs", "invocationJobSummaries", "jobArn"),
        update=lambda one: bedrock.stop_model_invocation_job(jobIdentifier=one)),
    "evaluation job": lambda: Kind(
        bedrock, evaluation, lambda one: bedrock.get_evaluation_job(jobIdentifier=one), ("list_evaluation_jobs", "jobSummaries", "jobArn"),
        delete_evaluation),
    "prompt optimization job": lambda: Kind(
        bedrock,
        lambda name: job(
            "create_advanced_prompt_optimization_job", name, inputConfig={"s3Uri": "s3://bucket/data.jsonl"}, outputConfig={"s3Uri": "s3://bucket/out/"},
            modelConfigurations=[{"modelId": MODEL}]),
        lambda one: bedrock.get_advanced_prompt_optimization_job(jobIdentifier=one),
        ("list_advanced_prompt_optimization_jobs", "jobSummaries", "jobArn")),
    "deployment": lambda: Kind(
        bedrock,
        lambda name: bedrock.create_custom_model_deployment(
            modelDeploymentName=name, modelArn=shared("model", lambda: custom_model("source")))["customModelDeploymentArn"],
        lambda one: bedrock.get_custom_model_deployment(customModelDeploymentIdentifier=one),
        ("list_custom_model_deployments", "modelDeploymentSummaries", "customModelDeploymentArn"),
        lambda one: bedrock.delete_custom_model_deployment(customModelDeploymentIdentifier=one)),
    "provisioned throughput": lambda: Kind(
        bedrock,
        lambda name: bedrock.create_provisioned_model_throughput(
            modelUnits=1, provisionedModelName=name, modelId=shared("model", lambda: custom_model("source")))["provisionedModelArn"],
        lambda one: bedrock.get_provisioned_model_throughput(provisionedModelId=one),
        ("list_provisioned_model_throughputs", "provisionedModelSummaries", "provisionedModelArn"),
        lambda one: bedrock.delete_provisioned_model_throughput(provisionedModelId=one),
        lambda one: bedrock.update_provisioned_model_throughput(provisionedModelId=one, desiredProvisionedModelName="renamed")),
    "prompt router": lambda: Kind(
        bedrock,
        lambda name: bedrock.create_prompt_router(
            promptRouterName=name, models=[{"modelArn": MODEL_ARN}], fallbackModel={"modelArn": MODEL_ARN},
            routingCriteria={"responseQualityDifference": 0.5})["promptRouterArn"],
        lambda one: bedrock.get_prompt_router(promptRouterArn=one), ("list_prompt_routers", "promptRouterSummaries", "promptRouterArn"),
        lambda one: bedrock.delete_prompt_router(promptRouterArn=one)),
    "marketplace endpoint": lambda: Kind(
        bedrock, endpoint, lambda one: bedrock.get_marketplace_model_endpoint(endpointArn=one),
        ("list_marketplace_model_endpoints", "marketplaceModelEndpoints", "endpointArn"),
        lambda one: bedrock.delete_marketplace_model_endpoint(endpointArn=one),
        lambda one: bedrock.update_marketplace_model_endpoint(endpointArn=one, endpointConfig=ENDPOINT)),
    "guardrail": lambda: Kind(
        bedrock, guardrail, lambda one: bedrock.get_guardrail(guardrailIdentifier=one), ("list_guardrails", "guardrails", "id"),
        lambda one: bedrock.delete_guardrail(guardrailIdentifier=one),
        lambda one: bedrock.update_guardrail(guardrailIdentifier=one, name="renamed", **GUARDRAIL)),
    "reasoning policy": lambda: Kind(
        bedrock, new_policy, lambda one: bedrock.get_automated_reasoning_policy(policyArn=one),
        ("list_automated_reasoning_policies", "automatedReasoningPolicySummaries", "policyArn"),
        lambda one: bedrock.delete_automated_reasoning_policy(policyArn=one),
        lambda one: bedrock.update_automated_reasoning_policy(policyArn=one, policyDefinition={"version": "1.0"})),
    "reasoning test case": lambda: Kind(
        bedrock, test_case,
        lambda one: bedrock.get_automated_reasoning_policy_test_case(policyArn=policy(), testCaseId=one)["testCase"],
        ("list_automated_reasoning_policy_test_cases", "testCases", "testCaseId", lambda: {"policyArn": policy()}),
        ended(
            lambda one: bedrock.get_automated_reasoning_policy_test_case(policyArn=policy(), testCaseId=one)["testCase"],
            lambda one, at: bedrock.delete_automated_reasoning_policy_test_case(policyArn=policy(), testCaseId=one, lastUpdatedAt=at)),
        unique=False),
    "reasoning build": lambda: Kind(
        bedrock, build, lambda one: bedrock.get_automated_reasoning_policy_build_workflow(policyArn=policy(), buildWorkflowId=one),
        ("list_automated_reasoning_policy_build_workflows", "automatedReasoningPolicyBuildWorkflowSummaries", "buildWorkflowId",
         lambda: {"policyArn": policy()}),
        ended(
            lambda one: bedrock.get_automated_reasoning_policy_build_workflow(policyArn=policy(), buildWorkflowId=one),
            lambda one, at: bedrock.delete_automated_reasoning_policy_build_workflow(
                policyArn=policy(), buildWorkflowId=one, lastUpdatedAt=at)),
        unique=False),
    "agent": lambda: Kind(
        agents, new_agent, lambda one: agents.get_agent(agentId=one), ("list_agents", "agentSummaries", "agentId"),
        lambda one: agents.delete_agent(agentId=one),
        lambda one: agents.update_agent(agentId=one, agentName="renamed", foundationModel=MODEL, agentResourceRoleArn=ROLE + "agents")),
    "agent alias": lambda: Kind(
        agents, alias, lambda one: agents.get_agent_alias(agentId=agent(), agentAliasId=one),
        ("list_agent_aliases", "agentAliasSummaries", "agentAliasId", lambda: {"agentId": agent()}),
        lambda one: agents.delete_agent_alias(agentId=agent(), agentAliasId=one),
        lambda one: agents.update_agent_alias(agentId=agent(), agentAliasId=one, agentAliasName="renamed")),
    "action group": lambda: Kind(
        agents,
        lambda name: agents.create_agent_action_group(actionGroupName=name, **RULES, **draft())["agentActionGroup"]["actionGroupId"],
        lambda one: agents.get_agent_action_group(actionGroupId=one, **draft()),
        ("list_agent_action_groups", "actionGroupSummaries", "actionGroupId", draft),
        lambda one: agents.delete_agent_action_group(actionGroupId=one, **draft()),
        lambda one: agents.update_agent_action_group(actionGroupId=one, actionGroupName="renamed", actionGroupState="DISABLED", **draft())),
    "collaborator": lambda: Kind(
        agents,
        lambda name: agents.associate_agent_collaborator(
            collaboratorName=name, agentDescriptor={"aliasArn": other_alias()}, collaborationInstruction="Ask it.",
            **draft())["agentCollaborator"]["collaboratorId"],
        lambda one: agents.get_agent_collaborator(collaboratorId=one, **draft()),
        ("list_agent_collaborators", "agentCollaboratorSummaries", "collaboratorId", draft),
        lambda one: agents.disassociate_agent_collaborator(collaboratorId=one, **draft()),
        lambda one: agents.update_agent_collaborator(
            collaboratorId=one, collaboratorName="renamed", agentDescriptor={"aliasArn": other_alias()}, collaborationInstruction="Ask.",
            **draft())),
    "agent knowledge base": lambda: Kind(
        agents,
        lambda name: agents.associate_agent_knowledge_base(
            knowledgeBaseId=shared("base-" + name, lambda: knowledge_base("of-agent-" + name)), description=name,
            **draft())["agentKnowledgeBase"]["knowledgeBaseId"],
        lambda one: agents.get_agent_knowledge_base(knowledgeBaseId=one, **draft()),
        ("list_agent_knowledge_bases", "agentKnowledgeBaseSummaries", "knowledgeBaseId", draft),
        lambda one: agents.disassociate_agent_knowledge_base(knowledgeBaseId=one, **draft()),
        lambda one: agents.update_agent_knowledge_base(knowledgeBaseId=one, knowledgeBaseState="DISABLED", **draft())),
    "knowledge base": lambda: Kind(
        agents, knowledge_base, lambda one: agents.get_knowledge_base(knowledgeBaseId=one),
        ("list_knowledge_bases", "knowledgeBaseSummaries", "knowledgeBaseId"),
        lambda one: agents.delete_knowledge_base(knowledgeBaseId=one),
        lambda one: agents.update_knowledge_base(
            knowledgeBaseId=one, name="renamed", roleArn=ROLE + "service-role/AmazonBedrockExecutionRoleForKnowledgeBase_local",
            knowledgeBaseConfiguration=KNOWLEDGE)),
    "data source": lambda: Kind(
        agents, data_source, lambda one: agents.get_data_source(knowledgeBaseId=base(), dataSourceId=one),
        ("list_data_sources", "dataSourceSummaries", "dataSourceId", lambda: {"knowledgeBaseId": base()}),
        lambda one: agents.delete_data_source(knowledgeBaseId=base(), dataSourceId=one),
        lambda one: agents.update_data_source(
            knowledgeBaseId=base(), dataSourceId=one, name="renamed", dataSourceConfiguration={"type": "CUSTOM"})),
    "ingestion job": lambda: Kind(
        agents, ingestion, lambda one: agents.get_ingestion_job(knowledgeBaseId=base(), dataSourceId=source(), ingestionJobId=one),
        ("list_ingestion_jobs", "ingestionJobSummaries", "ingestionJobId", lambda: {"knowledgeBaseId": base(), "dataSourceId": source()}),
        unique=False),
    "flow": lambda: Kind(
        agents, flow, lambda one: agents.get_flow(flowIdentifier=one), ("list_flows", "flowSummaries", "id"),
        lambda one: agents.delete_flow(flowIdentifier=one),
        lambda one: agents.update_flow(flowIdentifier=one, name="renamed", executionRoleArn=ROLE + "flows")),
    "flow version": lambda: Kind(
        agents, lambda _: agents.create_flow_version(flowIdentifier=own_flow())["version"],
        lambda one: agents.get_flow_version(flowIdentifier=own_flow(), flowVersion=one),
        ("list_flow_versions", "flowVersionSummaries", "version", lambda: {"flowIdentifier": own_flow()}),
        lambda one: agents.delete_flow_version(flowIdentifier=own_flow(), flowVersion=one), unique=False),
    "flow alias": lambda: Kind(
        agents,
        lambda name: agents.create_flow_alias(flowIdentifier=own_flow(), name=name, routingConfiguration=[{"flowVersion": "DRAFT"}])["id"],
        lambda one: agents.get_flow_alias(flowIdentifier=own_flow(), aliasIdentifier=one),
        ("list_flow_aliases", "flowAliasSummaries", "id", lambda: {"flowIdentifier": own_flow()}),
        lambda one: agents.delete_flow_alias(flowIdentifier=own_flow(), aliasIdentifier=one),
        lambda one: agents.update_flow_alias(
            flowIdentifier=own_flow(), aliasIdentifier=one, name="renamed", routingConfiguration=[{"flowVersion": "DRAFT"}])),
    "prompt": lambda: Kind(
        agents, lambda name: agents.create_prompt(name=name, **PROMPT)["id"], lambda one: agents.get_prompt(promptIdentifier=one),
        ("list_prompts", "promptSummaries", "id"), lambda one: agents.delete_prompt(promptIdentifier=one),
        lambda one: agents.update_prompt(promptIdentifier=one, name="renamed", **PROMPT)),
}

results = {}
for name in sys.argv[1:] or KINDS:
    try:
        results[name] = walk(KINDS[name]())
    except (AttributeError, ParamValidationError) as unknown:
        results[name] = {"unknown": str(unknown)}
print(json.dumps(results))

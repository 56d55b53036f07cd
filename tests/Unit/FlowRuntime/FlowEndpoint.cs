using System.Collections.Generic;
using BedrockPS.Unit.Resources;

namespace BedrockPS.Unit.FlowRuntime;

/// <summary>A session with a local endpoint that has flows of every kind.</summary>
public sealed class FlowEndpoint : ResourceEndpoint
{
    private const string Out = "Answer Output document:String=$.data";
    private const string Inline = """{"sourceConfiguration":{"inline":{"templateType":"TEXT","modelId":"amazon.nova-lite-v1:0","templateConfiguration":{"text":{"text":"TEXT"}}}}}""";

    public static readonly IReadOnlyDictionary<string, string> Flows = new Dictionary<string, string>
    {
        ["echo"] = FlowSketch.Json([FlowSketch.Input, Out], ["FlowInputNode.document>Answer.document"]),
        ["order"] = FlowSketch.Json(
            ["Order Input > thing:Object", "Total Output document:Number=$.data.total", "First Output document:String=$.data.lines[0]['name']"],
            ["Order.thing>Total.document", "Order.thing>First.document"]),
        ["route"] = FlowSketch.Json(
            [
                "FlowInputNode Input > document:Object", "Size Condition amount:Number=$.data.amount kind:String=$.data.kind",
                "Large Prompt amount:Number=$.data.amount > modelCompletion:String", "LargeAnswer Output document:String=$.data", "SmallAnswer Output document:Object=$.data",
            ],
            [
                "FlowInputNode.document>Size.amount", "FlowInputNode.document>Size.kind", "FlowInputNode.document>Large.amount", "FlowInputNode.document>SmallAnswer.document",
                "Size?large>Large", "Size?default>SmallAnswer", "Large.modelCompletion>LargeAnswer.document",
            ],
            ("Size", """{"conditions":[{"name":"large","expression":"amount >= 100 and not (kind == \"refund\")"},{"name":"default"}]}"""),
            ("Large", Inline.Replace("TEXT\"}}}", "Approve {{amount}}?\"}}}", System.StringComparison.Ordinal))),
        ["each"] = FlowSketch.Json(
            [
                "FlowInputNode Input > document:Array", "Each Iterator array:Array=$.data > arrayItem:String arraySize:Number",
                "Upper Prompt word:String=$.data > modelCompletion:String", "All Collector arrayItem:String=$.data arraySize:Number=$.data > collectedArray:Array",
                "Answer Output document:Array=$.data",
            ],
            [
                "FlowInputNode.document>Each.array", "Each.arrayItem>Upper.word", "Upper.modelCompletion>All.arrayItem", "Each.arraySize>All.arraySize",
                "All.collectedArray>Answer.document",
            ],
            ("Upper", Inline.Replace("TEXT\"}}}", "{{word}}\"}}}", System.StringComparison.Ordinal))),
        ["count"] = FlowSketch.Json(
            ["FlowInputNode Input > document:Number", "Again Loop start:Number=$.data > last:Number", "Answer Output document:Number=$.data"],
            ["FlowInputNode.document>Again.start", "Again.last>Answer.document"],
            ("Again", $$"""
            {"definition":{{FlowSketch.Json(
                ["Begin LoopInput > start:Number", "End LoopController start:Number=$.data!ReturnValueToLoopStart last:Number=$.data!ExitLoop"],
                ["Begin.start>End.start", "Begin.start>End.last"],
                ("End", """{"continueCondition":{"name":"more","expression":"start < 10"},"maxIterations":3}"""))}}}
            """)),
        ["know"] = FlowSketch.Json(
            ["FlowInputNode Input > document:String", "Find KnowledgeBase retrievalQuery:String=$.data > retrievalResults:Array", "Answer Output document:String=$.data[0].content.text"],
            ["FlowInputNode.document>Find.retrievalQuery", "Find.retrievalResults>Answer.document"],
            ("Find", """{"knowledgeBaseId":"LOCALKB001","numberOfResults":2}""")),
        ["keep"] = FlowSketch.Json(
            [
                "FlowInputNode Input > document:Object", "Put Storage content:String=$.data.text objectKey:String=$.data.key > s3Uri:String",
                "Take Retrieval objectKey:String=$.data > s3Content:String", "Where Output document:String=$.data",
            ],
            ["FlowInputNode.document>Put.content", "FlowInputNode.document>Put.objectKey", "Put.s3Uri>Where.document"],
            ("Put", """{"serviceConfiguration":{"s3":{"bucketName":"notes"}}}"""),
            ("Take", """{"serviceConfiguration":{"s3":{"bucketName":"notes"}}}""")),
        ["trip"] = FlowSketch.Json(
            [FlowSketch.Input, "Guide Agent agentInputText:String=$.data > agentResponse:String", "Answer Output document:String=$.data"],
            ["FlowInputNode.document>Guide.agentInputText", "Guide.agentResponse>Answer.document"],
            ("Guide", """{"agentAliasArn":"arn:aws:bedrock:us-east-1:123456789012:agent-alias/LOCALAGENT/TSTALIASID"}""")),
        ["code"] = FlowSketch.Json(
            [FlowSketch.Input, "First Output document:String=$.data", "Run InlineCode text:String=$.data > response:String", "Answer Output document:String=$.data"],
            ["FlowInputNode.document>First.document", "FlowInputNode.document>Run.text", "Run.response>Answer.document"],
            ("Run", """{"code":"x = 1","language":"Python_3"}""")),
    };

    public FlowEndpoint()
    {
        Shell.Run(
            """
            foreach ($name in $flows.Keys) {
                $null = New-BRFlow $name -Definition $flows[$name] -RoleArn arn:aws:iam::123456789012:role/flows -ErrorAction Stop
                $null = Initialize-BRFlow $name -ErrorAction Stop
            }

            # Ten letters, as an id has.
            $null = New-BRFlow draftflow1 -Definition $flows.echo -RoleArn arn:aws:iam::123456789012:role/flows
            $null = New-BRFlowVersion echo
            $null = New-BRFlowAlias echo production -FlowVersion 1
            """,
            ("flows", Flows));
    }
}

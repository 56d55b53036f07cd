using System;
using System.Collections.Generic;

namespace BedrockPS.Unit.Views;

/// <summary>A script for every public type that reaches the pipeline or a property of what does, which gives objects of it.</summary>
internal static class Samples
{
    private const string Ask = "Invoke-BRModel 'How many days of leave are there?' -Model nova-lite";
    private const string Body = "-Body '{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}' -Model nova-lite";
    private const string Guarded = """
        $id = (Invoke-BRApi bedrock CreateGuardrail @{
            name = 'views'; blockedInputMessaging = 'Not that.'; blockedOutputsMessaging = 'Not said.'
            wordPolicyConfig = @{ wordsConfig = @(@{ text = 'stocks' }) }
        }).guardrailId
        $outcome = (Invoke-BRModel 'Which stocks?' -Model nova-lite -Guardrail $id -GuardrailTrace enabled -WarningAction SilentlyContinue).Guardrail
        """;

    private const string Guardrail = "New-BRGuardrail views -BlockedInputMessage 'Not that.' -BlockedOutputMessage 'Not said.'";

    private const string Indexed = "$index = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'bedrockps-view-' + [guid]::NewGuid()); "
        + "'the disk is full', 'the network is slow' | Add-BRIndex $index -Model titan-embed-text-v2 -Dimension 256 -NoCache; ";

    private const string Agent = "Invoke-BRAgent LOCALAGENT 'What does an embedding vector mean? {{file a.csv 1}}'";
    private const string Returned = "(Invoke-BRInlineAgent '{{call Get-Order {\"Id\":7}}}' nova-lite -Instruction ('Answer of orders. ' * 3) "
        + "-Tool @{ Name = 'Get-Order'; ScriptBlock = { param([int] $Id) } } -ToolApproval None).ReturnControl";
    private const string Knowing = "Invoke-BRKnowledgeBase LOCALKB001 'What is an inference profile?' nova-lite";

    private const string Flow = """
        if (-not (Get-BRFlow sketch*)) {
            $null = New-BRFlow sketch -RoleArn arn:aws:iam::123456789012:role/flows -Definition @{
                nodes       = @(
                    @{ name = 'FlowInputNode'; type = 'Input'; outputs = @(@{ name = 'document'; type = 'String' }) }
                    @{
                        name = 'Guide'; type = 'Agent'; inputs = @(@{ name = 'agentInputText'; type = 'String'; expression = '$.data' })
                        outputs = @(@{ name = 'agentResponse'; type = 'String' })
                        configuration = @{ agent = @{ agentAliasArn = 'arn:aws:bedrock:us-east-1:123456789012:agent-alias/LOCALAGENT/TSTALIASID' } }
                    }
                    @{ name = 'Answer'; type = 'Output'; inputs = @(@{ name = 'document'; type = 'String'; expression = '$.data' }) }
                )
                connections = @(
                    @{ name = 'In'; type = 'Data'; source = 'FlowInputNode'; target = 'Guide'; configuration = @{ data = @{ sourceOutput = 'document'; targetInput = 'agentInputText' } } }
                    @{ name = 'Out'; type = 'Data'; source = 'Guide'; target = 'Answer'; configuration = @{ data = @{ sourceOutput = 'agentResponse'; targetInput = 'document' } } }
                )
            }
            $null = Initialize-BRFlow sketch
        }

        """;

    private const string Priced = "@{ Model = '*lite*'; InputPerMillion = 1; OutputPerMillion = 4 } | Import-BRPrice -Scope Session; ";

    public static IReadOnlyDictionary<Type, string> Scripts { get; } = new Dictionary<Type, string>
    {
        [typeof(Model)] = "Get-BRModel",
        [typeof(ModelResponse)] = Ask,
        [typeof(StreamChunk)] = Ask + " -Stream",
        [typeof(AgentResponse)] = Agent + "; (Invoke-BRInlineAgent '{{call Get-Order {\"id\":7}}}' nova-lite -Instruction ('Answer of orders. ' * 3) "
            + "-Tool @{ Name = 'Get-Order'; ScriptBlock = { param([int] $Id) } } -ToolApproval None)",
        [typeof(AgentTrace)] = $"({Agent} -Trace).Traces",
        [typeof(AgentFile)] = $"({Agent}).Files",
        [typeof(AgentReturnControl)] = Returned,
        [typeof(AgentInvocation)] = $"({Returned}).Invocations",
        [typeof(AnswerChunk)] = "[BedrockPS.AnswerChunk]::new('Text', 0, 'Thirty days.'); [BedrockPS.AnswerChunk]::new('Citation', 1, '', 's3://docs/leave.txt')",
        [typeof(FlowResponse)] = Flow + "Invoke-BRFlow sketch 'How many days?'; Invoke-BRFlow sketch 'Plan. {{ask Which city?}}'",
        [typeof(FlowTrace)] = Flow + "(Invoke-BRFlow sketch 'How many days?' -Trace).Traces",
        [typeof(FlowOutput)] = Flow + "(Invoke-BRFlow sketch 'How many days?' -Stream)[0].Content",
        [typeof(FlowInputRequest)] = Flow + "(Invoke-BRFlow sketch 'Plan. {{ask Which city?}}').InputRequest",
        [typeof(PromptOptimization)] = "Optimize-BRPrompt 'Sum up {{text}}.' -Model nova-lite",
        [typeof(Passage)] = "Search-BRKnowledgeBase LOCALKB001 'What is an inference profile?'",
        [typeof(KnowledgeAnswer)] = Knowing,
        [typeof(KnowledgeCitation)] = $"({Knowing}).Citations",
        [typeof(KnowledgeTrace)] = "(Invoke-BRAgenticRetrieval LOCALKB001 'What is batch inference and what is a guardrail?' -Trace).Trace",
        [typeof(KnowledgeDocumentContent)] = "Search-BRKnowledgeBase LOCALKB001 batch -Top 1 | Get-BRKnowledgeBaseDocumentContent",
        [typeof(GeneratedQuery)] = """
            $sql = @{ type = 'REDSHIFT'; redshiftConfiguration = @{
                storageConfigurations = @(@{ type = 'AWS_DATA_CATALOG'; awsDataCatalogConfiguration = @{ tableNames = @('sales.orders') } })
                queryEngineConfiguration = @{ type = 'SERVERLESS'; serverlessConfiguration = @{
                    workgroupArn = 'arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/0123abcd-0123-4567-89ab-0123456789ab'; authConfiguration = @{ type = 'IAM' } } } } }
            $base = New-BRKnowledgeBase views -RoleArn arn:aws:iam::123456789012:role/kb -Configuration @{ type = 'SQL'; sqlKnowledgeBaseConfiguration = $sql }
            ConvertTo-BRQuery $base.KnowledgeBaseId 'How many orders were there in 2024?'
            """,
        [typeof(NativeResponse)] = "Invoke-BRModel " + Body,
        [typeof(NativeChunk)] = "Invoke-BRModel -Stream " + Body,
        [typeof(Message)] = $"({Ask}).Message",
        [typeof(ContentBlock)] = $"({Ask}).Message.Content; [BedrockPS.ContentBlock]::FromJson('toolUse', '{{\"name\":\"{new string('x', 200)}\"}}')",
        [typeof(Embedding)] = "'disk', 'a longer text' * 20 | Get-BREmbedding -Model titan-embed-text-v2",
        [typeof(SimilarGroup)] = "'disk full', 'the disk is full', 'hello' | Group-BRSimilar -Model titan-embed-text-v2 -Threshold 0.4 -NoCache",
        [typeof(EmbeddingComparison)] = "'a cat', 'a long text about dogs and cats, and what they like' | Compare-BREmbedding 'two cats' -Model titan-embed-text-v2 -NoCache",
        [typeof(VectorIndex)] = Indexed + "Get-BRIndex $index",
        [typeof(IndexMatch)] = Indexed + "Search-BRIndex $index 'full disk' -NoCache",
        [typeof(IndexReport)] = Indexed + "Test-BRIndex $index",
        [typeof(Image)] = "New-BRImage 'A disk on a desk' -Model nova-canvas -Size 320x320 -Seed 7",
        [typeof(AsyncOutput)] = "$folder = [IO.Path]::GetTempPath() + [guid]::NewGuid(); "
            + "try { New-BRVideo 'A boat.' nova-reel-v1:1 -S3Uri s3://local-bucket/videos/ -OutDirectory $folder } finally { [IO.Directory]::Delete($folder, $true) }",
        [typeof(MediaSegment)] = "$segment = [BedrockPS.MediaSegment]::new(); $segment; (@{ inputType = 'audio'; mediaSource = @{ base64String = 'AAAA' } } "
            + "| Start-BRAsyncInvocation marengo-embed-2-7 -S3Uri s3://local-bucket/sound/ -Wait | Receive-BRAsyncInvocation).InputObject",
        [typeof(TokenUsage)] = $"({Ask}).Usage",
        [typeof(CacheDetail)] = "[BedrockPS.CacheDetail].GetConstructors('Public,NonPublic,Instance')[0].Invoke(@('5m', [long] 1234567))",
        [typeof(Citation)] = "(Invoke-BRModel 'How many days?' -Model us.anthropic.claude-sonnet-4-5-20250929-v1:0 -Citation "
            + "-SearchResult @{ Source = 'https://wiki/leave'; Title = 'Leave'; Content = '30 days.' }).Citations",
        [typeof(GuardrailOutcome)] = Guarded + "\n$outcome",
        [typeof(GuardrailFinding)] = Guarded + "\n$outcome.Finding",
        [typeof(GuardrailTestResult)] = Guarded + "\n'Which stocks?', 'Which bonds?' | Test-BRGuardrail $id",
        [typeof(ToolCall)] = "(Invoke-BRModel 'Use Get-Greeting.' -Model nova-lite -Tool "
            + "@{ Name = 'Get-Greeting'; Description = 'Greets.'; ReadOnly = $true; ScriptBlock = { param([string] $Name) \"Hello, $Name.\" } }).ToolCalls",
        [typeof(Chat)] = "$chat = Start-BRChat -Model nova-lite; $null = Send-BRMessage 'What is a VPC?' -Chat $chat; $chat; Start-BRChat -Model nova-lite",
        [typeof(BRDefault)] = "Get-BRDefault",
        [typeof(ApiOperation)] = "Get-BRApi bedrock",
        [typeof(ApiMember)] = "Get-BRApi bedrock CreateGuardrail",
        [typeof(ErrorExplanation)] = "Invoke-BRModel x -Model no-such-model -ErrorAction SilentlyContinue; Resolve-BRError",
        [typeof(SetupCheck)] = "Test-BRSetup -Offline",
        [typeof(AccessCheck)] = "Test-BRModelAccess nova-lite; Test-BRModelAccess no-such-model -SkipCall",
        [typeof(ModelAccess)] = "Get-BRModelAccess amazon.nova-*",
        [typeof(ModelAgreement)] = "Get-BRModelAgreement amazon.nova-*",
        [typeof(ModelReference)] = """
            $path = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'bedrockps-test-' + [guid]::NewGuid() + '.ps1')
            [IO.File]::WriteAllText($path, "Invoke-BRModel Hi -Model amazon.titan-text-lite-v1`nInvoke-BRModel Hi -Model us.amazon.nova-pro-v1:0")
            try { Test-BRModelLifecycle $path } finally { [IO.File]::Delete($path) }
            """,
        [typeof(InvocationLogging)] = "Get-BRInvocationLogging; Set-BRInvocationLogging -Bucket amzn-s3-demo-bucket -Text $true -PassThru",
        [typeof(ResourceTag)] = Guardrail + " | Add-BRTag -Tag @{ team = 'ops' } -PassThru",
        [typeof(ResourcePolicy)] = Guardrail + " | Set-BRResourcePolicy -Policy @{ Version = '2012-10-17'; Statement = @() } -PassThru -Force",
        [typeof(CacheCleanup)] = "Clear-BRCache -CachePath ([IO.Path]::Combine([IO.Path]::GetTempPath(), 'bedrockps-test-' + [guid]::NewGuid())) -PassThru",
        [typeof(LocalEndpoint)] = "$local = Start-BRLocalEndpoint -NoDefault; Stop-BRLocalEndpoint $local; $local",
        [typeof(LocalEndpointRequest)] = $"$null = {Ask}; Get-BRLocalEndpoint -Request | Where-Object StatusCode",
        [typeof(ModelPrice)] = Priced + "Get-BRPrice",
        [typeof(ModelUsage)] = Priced + $"$null = {Ask}; Get-BRUsage",
        [typeof(TokenCount)] = "'a text' * 40 | Measure-BRToken -Model nova-lite",
        [typeof(BatchSummary)] = Priced + "$batch = 1..100 | ForEach-Object { \"Ticket $_\" } | Start-BRBatch 'Which team?' -Model nova-lite -MaxTokens 20 "
            + "-S3Uri s3://local-bucket/views/ -RoleArn arn:aws:iam::123456789012:role/Batch -Wait; Receive-BRBatch $batch.JobArn -Summary",
        [typeof(CostEstimate)] = Priced + Ask + " -EstimateOnly",
    };
}

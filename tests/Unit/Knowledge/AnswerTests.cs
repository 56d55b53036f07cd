using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using BedrockPS.Unit.Resources;
using Xunit;

namespace BedrockPS.Unit.Knowledge;

/// <summary>Invoke-BRKnowledgeBase and Invoke-BRAgenticRetrieval against the local endpoint.</summary>
public sealed class AnswerTests : IClassFixture<ResourceEndpoint>
{
    private const string Ask = "Invoke-BRKnowledgeBase LOCALKB001 'What is a guardrail?' nova-lite";
    private const string Agentic = "Invoke-BRAgenticRetrieval LOCALKB001 'What is batch inference and what does a guardrail do?'";

    private readonly ResourceEndpoint _session;

    public AnswerTests(ResourceEndpoint session) => _session = session;

    [Fact]
    public void An_answer_cites_what_it_says()
    {
        KnowledgeAnswer answer = Answer(Ask);
        KnowledgeCitation citation = Assert.Single(answer.Citations);
        Assert.Equal(citation.Text, answer.Text[citation.Start!.Value..citation.End!.Value]);
        Assert.Equal("s3://local-knowledge/guardrails.txt", Assert.Single(citation.Passages).Source);
        Assert.Equal(["s3://local-knowledge/guardrails.txt"], answer.Source);
        Assert.Equal(("LOCALKB001", "What is a guardrail?", "us-east-1"), (answer.KnowledgeBaseId, answer.InputObject, answer.Region));
        Assert.EndsWith("amazon.nova-lite-v1:0", answer.Model, StringComparison.Ordinal);
        Assert.NotNull(answer.RequestId);
        Assert.Contains("\"citations\"", answer.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_needs_a_profile_is_called_through_one()
    {
        _session.Run("$null = Invoke-BRKnowledgeBase LOCALKB001 x claude-sonnet-4-5");
        string arn = _session.Body("RetrieveAndGenerate")["retrieveAndGenerateConfiguration"]!["knowledgeBaseConfiguration"]!["modelArn"]!.GetValue<string>();
        Assert.Contains(":inference-profile/us.anthropic.claude-sonnet-4-5", arn, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversation_goes_on_where_an_answer_is_piped_in_or_the_session_kept()
    {
        KnowledgeAnswer second = Answer($"$first = {Ask}; $first | Invoke-BRKnowledgeBase -Query 'And batch?'");
        Assert.Equal(_session.One("$first.SessionId").BaseObject, second.SessionId);
        Assert.Contains("Earlier you wrote \"What is a guardrail?\"", second.Text, StringComparison.Ordinal);
        Assert.Equal(second.SessionId, Answer("$first | Invoke-BRKnowledgeBase 'And streaming?'").SessionId);
        Assert.StartsWith("NoPrompt,", _session.Error("$first | Invoke-BRKnowledgeBase").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("batch", _session.One("Get-BRKnowledgeBase LOCALKB001 | Search-BRKnowledgeBase batch -Top 1 | ForEach-Object { $_.Metadata.topic }").BaseObject);
        Assert.Single(Sessions("-KeepSession"));
        Assert.Equal(2, Sessions("").Count());
        ErrorRecord gone = _session.Error(Ask + " -SessionId long-gone");
        Assert.StartsWith("Validation,", gone.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Leave -SessionId out", gone.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_gives_text_citations_and_the_same_answer()
    {
        AnswerChunk[] chunks = [.. _session.Run(Ask + " -Stream").Select(static chunk => (AnswerChunk)chunk.BaseObject)];
        Assert.Equal(Enumerable.Range(0, chunks.Length), chunks.Select(static chunk => chunk.Index));
        KnowledgeAnswer whole = Assert.IsType<KnowledgeAnswer>(chunks[^1].Response);
        Assert.Equal(Answer(Ask).Text, whole.Text);
        Assert.Equal(whole.Text, string.Concat(chunks.Select(static chunk => chunk.Text)));
        KnowledgeCitation citation = Assert.IsType<KnowledgeCitation>(Assert.Single(chunks, static chunk => chunk.Kind == AnswerChunkKind.Citation).Content);
        Assert.Equal((citation.Start, citation.End), (whole.Citations[0].Start, whole.Citations[0].End));
        Assert.Equal("What is a guardrail?", whole.InputObject);
        Assert.NotNull(whole.SessionId);
    }

    [Theory]
    [InlineData("drop:4", "StreamTruncated", 4)]
    [InlineData("half:4", "StreamTruncated", 4)]
    [InlineData("corrupt:4", "StreamCorrupt", 4)]
    [InlineData("cut:0", "StreamTruncated", 0)]
    [InlineData("exception:throttlingException:3", "Throttling", 3)]
    public void A_stream_that_fails_is_an_error_after_what_had_arrived(string fault, string code, int arrived)
    {
        _session.Local.SetFault($"RetrieveAndGenerateStream@{fault}");
        _session.Shell.Run($"$pieces = @({Ask} -Stream -MaxAttempt 1)");
        _session.Local.ClearFault();
        ErrorRecord error = Assert.Single(_session.Shell.Errors);
        Assert.StartsWith(code + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("What is a guardrail?", error.TargetObject);
        Assert.Equal(arrived, _session.One("$pieces.Count").BaseObject);
        object? partial = ((BedrockException)error.Exception).PartialAnswer;
        Assert.Equal(arrived == 0 ? null : _session.One("-join $pieces.Text").BaseObject, (partial as KnowledgeAnswer)?.Text);
    }

    [Fact]
    public void A_guardrail_that_steps_in_is_told()
    {
        _session.Run("$guard = New-BRGuardrail kb -BlockedInputMessage 'Not that.' -BlockedOutputMessage 'Not said.' -BlockedWord stocks, masks");
        KnowledgeAnswer asked = Answer("Invoke-BRKnowledgeBase LOCALKB001 'Which stocks?' nova-lite -Guardrail $guard.GuardrailId");
        Assert.Equal(("Not that.", "INTERVENED"), (asked.Text, asked.GuardrailAction));
        Assert.Equal("A guardrail intervened.", Assert.Single(_session.Shell.Warnings));
        Assert.Equal("Not said.", Answer($"{Ask} -Guardrail $guard.GuardrailId").Text);
        Assert.Empty(_session.Run("Search-BRKnowledgeBase LOCALKB001 'Which stocks?' -Guardrail $guard.GuardrailArn"));
        Assert.Equal("A guardrail intervened.", Assert.Single(_session.Shell.Warnings));
        Assert.Contains(_session.Run($"{Ask} -Guardrail $guard.GuardrailId -Stream"), static chunk => ((AnswerChunk)chunk.BaseObject).Kind == AnswerChunkKind.Guardrail);
        Assert.Equal("Not that.", Answer("Invoke-BRAgenticRetrieval LOCALKB001 'Which stocks?' -Guardrail $guard.GuardrailId").Text);
    }

    [Fact]
    public void How_the_answer_is_written_and_the_question_taken_apart_is_sent()
    {
        _session.Run(Ask + " -MaxTokens 50 -Temperature 0.5 -StopSequence END -PromptTemplate 'Say it shortly: $search_results$' -Latency standard -AdditionalField @{ top_k = 5 }"
            + " -QueryDecomposition -OrchestrationTemplate 'Ask: $query$' -Top 3 -Filter @{ year = 2024 } -UserId ann");
        AssertJson(
            """{"knowledgeBaseId":"LOCALKB001","modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0","retrievalConfiguration":{"vectorSearchConfiguration":{"numberOfResults":3,"filter":{"equals":{"key":"year","value":2024}}}},"orchestrationConfiguration":{"promptTemplate":{"textPromptTemplate":"Ask: $query$"},"queryTransformationConfiguration":{"type":"QUERY_DECOMPOSITION"}},"generationConfiguration":{"inferenceConfig":{"textInferenceConfig":{"maxTokens":50,"temperature":0.5,"stopSequences":["END"]}},"promptTemplate":{"textPromptTemplate":"Say it shortly: $search_results$"},"performanceConfig":{"latency":"standard"},"additionalModelRequestFields":{"top_k":5}}}""",
            _session.Body("RetrieveAndGenerate")["retrieveAndGenerateConfiguration"]!["knowledgeBaseConfiguration"]!);
        Assert.Equal("ann", _session.Body("RetrieveAndGenerate")["userContext"]!["userId"]!.GetValue<string>());
        Assert.Equal(2, Answer("Invoke-BRKnowledgeBase LOCALKB001 'What is batch inference and what is streaming?' nova-lite -QueryDecomposition").Citations.Length);
    }

    [Fact]
    public void A_document_is_asked_without_a_knowledge_base()
    {
        byte[] text = "Leave is 30 days."u8.ToArray();
        KnowledgeAnswer answer = Answer("Invoke-BRKnowledgeBase -Document $text -Query 'How many days?' -Model nova-lite", ("text", text));
        Assert.StartsWith("Leave is 30 days.", answer.Text, StringComparison.Ordinal);
        Assert.Equal("document", Assert.Single(answer.Citations).Source.Single());
        Assert.Null(answer.KnowledgeBaseId);
        Assert.Equal(["s3://bucket/leave.pdf"], Answer("Invoke-BRKnowledgeBase -Document s3://bucket/leave.pdf -Query x -Model nova-lite").Source);
        Assert.StartsWith("FileNotFound,", _session.Error("Invoke-BRKnowledgeBase -Document ./none.txt -Query x -Model nova-lite").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("ParameterInvalid,", _session.Shell.Fails("Invoke-BRKnowledgeBase -Document s3://bucket/leave.pdf -Query x -Model nova-lite -Top 3").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-BRKnowledgeBase NOSUCHBASE x nova-lite", "ResourceNotFound")]
    [InlineData("Invoke-BRKnowledgeBase LOCALKB001 x rerank-v3-5", "Validation")]
    [InlineData("Invoke-BRKnowledgeBase LOCALKB001 x nova-lite -PromptTemplate 'Say it.'", "Validation")]
    [InlineData("Invoke-BRKnowledgeBase LOCALKB001 x no-such-model", "ModelNotFound")]
    [InlineData("Invoke-BRKnowledgeBase LOCALKB001 x nova-lite -Filter 'a -notlike ''b*'''", "FilterInvalid")]
    [InlineData("Invoke-BRAgenticRetrieval NOSUCHBASE x", "ResourceNotFound")]
    [InlineData("Invoke-BRAgenticRetrieval LOCALKB001 x titan-embed-text-v2", "ModelNotFound")]
    public void One_error_for_what_cannot_be_answered(string script, string code) =>
        Assert.StartsWith(code + ",", _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void WhatIf_asks_nothing() => Assert.DoesNotContain(
        _session.Calls($"{Ask} -WhatIf; {Agentic} -WhatIf"), static operation => operation is "RetrieveAndGenerate" or "AgenticRetrieveStream");

    [Fact]
    public void An_agentic_retrieval_finds_answers_and_tells_how()
    {
        KnowledgeAnswer answer = Answer(Agentic + " -Trace");
        Assert.Equal(2, answer.Citations.Length);
        Assert.All(answer.Citations, citation => Assert.Equal(citation.Text, answer.Text[citation.Start!.Value..citation.End!.Value]));
        Assert.Equal(["s3://local-knowledge/batch.txt", "s3://local-knowledge/guardrails.txt"], answer.Citations.Select(static citation => citation.Source.Single()));
        Assert.Equal(["Planning IN_PROGRESS", "Planning SUCCEEDED", "Retrieval SUCCEEDED", "Retrieval SUCCEEDED"], answer.Trace.Select(static step => $"{step.Step} {step.Status}"));
        Assert.Equal(["What is batch inference", "what does a guardrail do"], answer.Trace[1].Query);
        Assert.Equal(3, answer.Trace[2].Passages.Length);
        Assert.InRange(answer.Trace[0].Time!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Empty(Answer(Agentic).Trace);
    }

    [Fact]
    public void An_agentic_retrieval_may_write_no_answer_and_know_several_bases()
    {
        KnowledgeAnswer found = Answer("Invoke-BRAgenticRetrieval LOCALKB001, local-knowledge batch nova-lite -Description Bedrock, Same -NoAnswer -Top 1 -MaxIteration 3 -RerankModel rerank-v3-5 -History @{ role = 'user'; text = 'Hello' } -Filter 'year -ge 2025'");
        Assert.Equal("", found.Text);
        Assert.Equal("s3://local-knowledge/batch.txt", found.Passages[0].Source);
        AssertJson(
            """{"foundationModelType":"CUSTOM","foundationModelConfiguration":{"type":"BEDROCK_FOUNDATION_MODEL","bedrockFoundationModelConfiguration":{"modelConfiguration":{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}}},"maxAgentIteration":3,"rerankingModelType":"CUSTOM","rerankingConfiguration":{"type":"BEDROCK_RERANKING_MODEL","bedrockRerankingConfiguration":{"modelConfiguration":{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/cohere.rerank-v3-5:0"}}}}""",
            _session.Body("AgenticRetrieveStream")["agenticRetrieveConfiguration"]!);
        Assert.Equal("Hello", _session.Body("AgenticRetrieveStream")["messages"]![0]!["content"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public void An_agentic_stream_that_ends_before_its_result_is_cut()
    {
        _session.Local.SetFault("AgenticRetrieveStream@cut:6");
        _session.Shell.Run($"$pieces = @({Agentic} -Trace -Stream)");
        _session.Local.ClearFault();
        Assert.StartsWith("StreamTruncated,", Assert.Single(_session.Shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("Trace Trace Trace Trace Text Text", _session.One("$pieces.Kind -join ' '").BaseObject);
    }

    [Fact]
    public async Task CtrlC_ends_a_stream_that_is_silent()
    {
        TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _session.Local.SetFault("RetrieveAndGenerateStream@stall:3");
        await _session.Shell.StopAfterAsync($"$n = 0; {Ask} -Stream | ForEach-Object {{ if (++$n -eq 2) {{ $shown.SetResult() }} }}", shown.Task, ("shown", shown));
        _session.Local.ClearFault();
        Assert.Empty(_session.Shell.Errors);
    }

    private IEnumerable<string> Sessions(string parameters) =>
        _session.Run($"'a', 'b' | Invoke-BRKnowledgeBase LOCALKB001 -Model nova-lite {parameters} | ForEach-Object SessionId").Select(static id => id.ToString()).Distinct();

    private KnowledgeAnswer Answer(string script, params (string Name, object? Value)[] variables) =>
        Assert.IsType<KnowledgeAnswer>(_session.One(script, variables).BaseObject);

    private static void AssertJson(string expected, JsonNode actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
}

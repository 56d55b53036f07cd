using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.AgentRuntime;

/// <summary>Asking an agent: answers, streams, traces, files, sessions and what goes wrong.</summary>
public sealed class AgentAnswerTests : IClassFixture<AgentEndpoint>
{
    private const string BuiltIn = "LOCALAGENT";
    private const string Embeddings = "What does an embedding vector mean?";

    private readonly AgentEndpoint _endpoint;

    public AgentAnswerTests(AgentEndpoint endpoint) => _endpoint = endpoint;

    private JsonNode State => _endpoint.Body("InvokeAgent")["sessionState"]!;

    [Fact]
    public void An_answer_has_text_session_citations_and_prints_as_its_text()
    {
        AgentResponse response = _endpoint.Ask(Embeddings, agent: BuiltIn);
        Assert.StartsWith("An embedding turns a text", response.ToString());
        KnowledgeCitation citation = Assert.Single(response.Citations);
        Assert.Equal(citation.Text, response.Text[citation.Start!.Value..citation.End!.Value]);
        Assert.Equal(["s3://local-knowledge/embeddings.txt"], citation.Source);
        Assert.Equal((BuiltIn, "TSTALIASID", true), (response.AgentId, response.AgentAliasId, response.IsComplete));
        Assert.NotEmpty(response.RequestId!);
        Assert.Empty(response.Traces);
        Assert.Null(response.Usage);
    }

    [Fact]
    public void A_stream_brings_traces_citations_and_text_and_ends_with_the_same_answer()
    {
        AgentResponse whole = _endpoint.Ask(Embeddings, "-Trace", BuiltIn);
        List<AnswerChunk> chunks = _endpoint.Stream(Embeddings, "-Trace", BuiltIn);
        AgentResponse streamed = (AgentResponse)chunks[^1].Response!;
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal(whole.Text, string.Concat(chunks.Where(static chunk => chunk.Kind == AnswerChunkKind.Text)));
        Assert.True(chunks.Count(static chunk => chunk.Kind == AnswerChunkKind.Text) > 5);
        Assert.Single(chunks, static chunk => chunk.Kind == AnswerChunkKind.Citation);
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(static chunk => chunk.Index));
        Assert.Equal(whole.Traces.Select(static trace => trace.Step), streamed.Traces.Select(static trace => trace.Step));
    }

    [Fact]
    public void Traces_tell_the_steps_and_the_tokens()
    {
        AgentResponse response = _endpoint.Ask("Please ship it", "-Trace");
        Assert.Equal(
            [
                "PreProcessing ModelInput", "PreProcessing ModelOutput",
                "Orchestration ModelInput", "Orchestration ModelOutput", "Orchestration Rationale", "Orchestration ActionGroup", "Orchestration ActionGroupResult",
                "Orchestration ModelInput", "Orchestration ModelOutput", "Orchestration FinalResponse", "PostProcessing ModelOutput",
            ],
            response.Traces.Select(static trace => $"{trace.Kind} {trace.Step}"));
        AgentTrace action = response.Traces.Single(static trace => trace.Step == "ActionGroup");
        Assert.Equal("Lambda: ship()", action.Text);
        Assert.NotNull(action.Time);
        Assert.NotEmpty(action.TraceId!);
        Assert.Equal("ACTION_GROUP", ((PSObject)((PSObject)((PSObject)action.Raw.Properties["Trace"].Value).Properties["OrchestrationTrace"].Value).Properties["InvocationInput"].Value).Properties["InvocationType"].Value);
        Assert.Equal(response.Traces.Sum(static trace => trace.Usage?.InputTokens ?? 0), response.Usage!.InputTokens);
        Assert.True(response.Usage.OutputTokens > 0);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders/TSTALIASID")]
    [InlineData("(Get-BRAgent orders)")]
    [InlineData("(Get-BRAgent orders).AgentArn")]
    [InlineData("(Get-BRAgentAlias orders TSTALIASID)")]
    [InlineData("(Get-BRAgentAlias orders AgentTestAlias).AgentAliasArn")]
    [InlineData("orders -Alias AgentTestAlias")]
    public void An_agent_is_found_by_whatever_names_it(string agent) =>
        Assert.Equal("TSTALIASID", _endpoint.Ask("hello", agent: agent).AgentAliasId);

    [Fact]
    public void Agents_and_texts_come_through_the_pipeline()
    {
        Assert.Equal("hello", ((AgentResponse)_endpoint.One("Get-BRAgent orders | Invoke-BRAgent -Text hello").BaseObject).Text.Split('"')[1]);
        List<AgentResponse> answers = [.. _endpoint.Run("'one', 'two' | Invoke-BRAgent orders").Select(static item => (AgentResponse)item.BaseObject)];
        Assert.Equal(["one", "two"], answers.Select(static answer => answer.InputObject));
        Assert.NotEqual(answers[0].SessionId, answers[1].SessionId);
        Assert.Contains("{\"id\":7}", _endpoint.One("[pscustomobject] @{ id = 7 } | Invoke-BRAgent orders 'Explain.'").ToString());
    }

    [Fact]
    public void An_answer_is_gone_on_from()
    {
        string text = _endpoint.One("Invoke-BRAgent orders 'My name is Ada' | Invoke-BRAgent -Text 'And now?' | Invoke-BRAgent 'And then?'").ToString();
        Assert.Contains("You wrote 2 words: \"And then?\"", text);
        Assert.Contains("Earlier you wrote \"My name is Ada\"", text);
        Assert.Contains("Earlier you wrote \"And now?\"", text);
        Assert.Contains("\"hello\"", _endpoint.One("Get-BRAgentAlias orders | Invoke-BRAgent hello").ToString());
    }

    [Fact]
    public void Attributes_history_and_files_go_along()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".csv");
        File.WriteAllText(path, "a,b");
        try
        {
            string text = _endpoint.Ask(
                "hello",
                $"-SessionAttribute @{{ tier = 'gold'; n = 3 }} -PromptSessionAttribute @{{ today = 'Monday' }} -File '{path}', s3://bucket/docs/x.pdf "
                + "-ConversationHistory ([BedrockPS.Message]::new('user', 'Earlier'), [BedrockPS.Message]::new('assistant', 'Yes')) -SessionId session-of-mine").Text;
            Assert.Contains("text/csv of 3 bytes", text);
            Assert.Contains("file x.pdf, file in S3, s3://bucket/docs/x.pdf", text);
            Assert.Contains("Earlier you wrote \"Earlier\"", text);
            Assert.Equal("3", (string?)State["sessionAttributes"]!["n"]);
            Assert.Equal("Monday", (string?)State["promptSessionAttributes"]!["today"]);
            Assert.Equal("CHAT", (string?)State["files"]![0]!["useCase"]);
                Assert.Contains(_endpoint.Ask("again", "-SessionId session-of-mine -Trace").Traces, static trace => trace.Step == "ModelInput" && trace.Text.Contains("tier = gold"));
            Assert.Contains("text/csv", _endpoint.One($"[IO.FileInfo]::new('{path}') | Invoke-BRAgent orders 'Sum it up' -FileUseCase CODE_INTERPRETER").ToString());
            Assert.Equal("CODE_INTERPRETER", (string?)State["files"]![0]!["useCase"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Settings_reach_the_service()
    {
        _endpoint.Ask(
            Embeddings,
            "-GuardrailInterval 20 -Latency optimized -PreviousTurn 3 -ExcludePreviousThinking -KnowledgeBaseConfiguration @{ knowledgeBaseId = 'LOCALKB001'; "
            + "retrievalConfiguration = @{ vectorSearchConfiguration = @{ numberOfResults = 1; filter = @{ equals = @{ key = 'topic'; value = 'batch' } } } } }",
            BuiltIn);
        JsonNode body = _endpoint.Body("InvokeAgent");
        Assert.Equal(20, (int)body["streamingConfigurations"]!["applyGuardrailInterval"]!);
        Assert.Equal("optimized", (string?)body["bedrockModelConfigurations"]!["performanceConfig"]!["latency"]);
        Assert.Equal(3, (int)body["promptCreationConfigurations"]!["previousConversationTurnsToInclude"]!);
        Assert.Equal(1, (int)body["sessionState"]!["knowledgeBaseConfigurations"]![0]!["retrievalConfiguration"]!["vectorSearchConfiguration"]!["numberOfResults"]!);
    }

    [Fact]
    public void Files_the_agent_makes_are_saved_where_they_belong_whatever_they_are_called()
    {
        string folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        try
        {
            AgentResponse response = _endpoint.Ask(
                "{{file ../../report.csv a,b}}{{file report.csv c}}{{file C:\\temp\\nul.txt d}}{{file .. e}}", $"-OutDirectory '{folder}'", BuiltIn);
            Assert.Equal(["../../report.csv", "report.csv", "C:\\temp\\nul.txt", ".."], response.Files.Select(static file => file.Name));
            Assert.All(response.Files, file => Assert.Equal(folder, Path.GetDirectoryName(file.Path)));
            Assert.Equal(["_nul.txt", "file", "report (2).csv", "report.csv"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.Equal("a,b", File.ReadAllText(response.Files[0].Path!));
            Assert.Equal("text/csv", response.Files[0].Type);
            Assert.Equal("c", Encoding.UTF8.GetString(response.Files[1].Bytes));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("Invoke-BRAgent nosuch hi", "ResourceNotFound", "Get-BRAgent lists")]
    [InlineData("Invoke-BRAgent orders hi -Alias nosuch", "ResourceNotFound", "Get-BRAgentAlias")]
    [InlineData("Invoke-BRAgent NOSUCHAGNT hi", "ResourceNotFound", "Get-BRAgentAlias NOSUCHAGNT")]
    [InlineData("Invoke-BRAgent orders", "NoPrompt", "-Text")]
    [InlineData("'' | Invoke-BRAgent orders", "EmptyInput", "")]
    [InlineData("[IO.DirectoryInfo]::new('/') | Invoke-BRAgent orders", "NoPrompt", "")]
    [InlineData("Invoke-BRAgent orders hi -File ./no-such-file.csv", "FileNotFound", "")]
    [InlineData("Invoke-BRAgent orders hi -File ./*.nothing", "FileNotFound", "")]
    [InlineData("$null | Invoke-BRAgent orders hi", "EmptyInput", "")]
    [InlineData("[pscustomobject] @{ A = 1 } | Invoke-BRAgent orders", "NoPrompt", "-Text")]
    [InlineData("Invoke-BRAgent orders -ReturnControlResult x", "ParameterInvalid", "")]
    public void What_cannot_be_asked_is_one_error_with_advice(string script, string code, string advice)
    {
        ErrorRecord error = _endpoint.Error(script);
        Assert.Equal(code + ",BedrockPS.Cmdlets.InvokeBRAgentCommand", error.FullyQualifiedErrorId);
        Assert.Contains(advice, error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("Invoke-BRAgent LOCALAGENT ('word ' * 250000)")]
    [InlineData("Invoke-BRAgent LOCALAGENT ('word ' * 250000) -Stream")]
    [InlineData("Invoke-BRAgent orders ('word ' * 250000 + '{{words 30}}')")]
    [InlineData("Invoke-BRInlineAgent ('word ' * 250000) -Instruction 'You answer questions about orders and nothing else.'")]
    public void A_question_longer_than_the_model_reads_is_refused_as_Converse_refuses_it(string script)
    {
        ErrorRecord error = _endpoint.Error(script);
        Assert.StartsWith("Validation,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Input is too long for requested model", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exception:dependencyFailedException:8", "DependencyFailed")]
    [InlineData("exception:badGatewayException:8", "BadGateway")]
    [InlineData("half:8", "StreamTruncated")]
    [InlineData("corrupt:8", "StreamCorrupt")]
    public void A_stream_that_fails_midway_gives_what_had_come_and_then_one_error(string fault, string code)
    {
        using FaultScope faults = new(_endpoint, fault);
        List<AnswerChunk> chunks = faults.Stream("{{words 30}}");
        Assert.Equal("word1 word2", string.Concat(chunks).Substring(0, 11));
        Assert.DoesNotContain(chunks, static chunk => chunk.Kind == AnswerChunkKind.End);
        ErrorRecord error = Assert.Single(_endpoint.Shell.Errors);
        Assert.Equal(code, error.FullyQualifiedErrorId.Split(',')[0]);
        AgentResponse partial = (AgentResponse)((BedrockException)error.Exception).PartialAnswer!;
        Assert.Equal(string.Concat(chunks), partial.Text);
        Assert.False(partial.IsComplete);
        Assert.Empty(faults.Run("Invoke-BRAgent LOCALAGENT '{{words 30}}' -Trace"));
        Assert.Equal(8, ((AgentResponse)((BedrockException)_endpoint.Shell.Errors.Single().Exception).PartialAnswer!).Traces.Length);
    }

    [Fact]
    public void A_stream_that_ends_before_the_answer_is_no_answer()
    {
        using FaultScope faults = new(_endpoint, "cut:2");
        Assert.Equal(2, faults.Stream("hello", "-Trace").Count);
        Assert.Equal("StreamTruncated", Assert.Single(_endpoint.Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_stream_that_stalls()
    {
        using FaultScope faults = new(_endpoint, "stall:3");
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _endpoint.Shell.StopAfterAsync(
            faults.Script("Invoke-BRAgent LOCALAGENT '{{words 30}}' -Stream") + " | ForEach-Object { $null = $seen.TrySetResult() }; $global:after = 1",
            seen.Task,
            ("seen", seen));
        Assert.Null(_endpoint.Shell.Run("$global:after").SingleOrDefault());
    }

    [Fact]
    public void WhatIf_sends_nothing() => Assert.DoesNotContain("InvokeAgent", _endpoint.Calls("Invoke-BRAgent LOCALAGENT hi -WhatIf"));

    [Fact]
    public void Completion_knows_agents_and_their_aliases()
    {
        string id = (string)_endpoint.One("(Get-BRAgent orders).AgentId").BaseObject;
        Assert.Contains(id, Completions("Invoke-BRAgent ord"));
        Assert.Contains("TSTALIASID", Completions($"Invoke-BRAgent {id} hi -Alias "));
        Assert.Contains("Get-Order", Completions("Invoke-BRAgent orders hi -Tool Get-Ord"));
    }

    [Fact]
    public void Memory_is_kept_when_a_session_ends_shown_and_forgotten()
    {
        _endpoint.Ask("I like tea", "-MemoryId ada -SessionId tea-1 -EndSession", BuiltIn);
        _endpoint.Ask("I like cake", "-MemoryId ada -SessionId cake-1", BuiltIn);
        _endpoint.Run("Invoke-BRAgent LOCALAGENT -MemoryId ada -SessionId cake-1 -EndSession");
        Assert.Equal("ada", _endpoint.Ask("hello", "-MemoryId ada", BuiltIn).MemoryId);
        List<PSObject> memory = _endpoint.Run("Get-BRAgentMemory LOCALAGENT ada");
        Assert.Equal(["cake-1", "tea-1"], memory.Select(static one => one.Properties["SessionId"].Value));
        Assert.Contains("I like tea", (string)memory[1].Properties["SummaryText"].Value);
        Assert.Single(_endpoint.Run("Get-BRAgentMemory LOCALAGENT ada -First 1"));
        _endpoint.Run("Get-BRAgentMemory LOCALAGENT ada -First 1 | Remove-BRAgentMemory -Force");
        Assert.Equal("tea-1", _endpoint.One("Get-BRAgentMemory LOCALAGENT ada").Properties["SessionId"].Value);
        _endpoint.Run("Remove-BRAgentMemory LOCALAGENT ada -Confirm:$false");
        Assert.Empty(_endpoint.Run("Get-BRAgentMemory LOCALAGENT ada"));
        Assert.StartsWith("ResourceNotFound", _endpoint.Error("Get-BRAgentMemory NOSUCHAGNT ada").FullyQualifiedErrorId);
    }

    private IEnumerable<string> Completions(string line) => ((CommandCompletion)_endpoint
        .One("TabExpansion2 $line $line.Length", ("line", line)).BaseObject).CompletionMatches.Select(static match => match.CompletionText);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class InvokeBRModelTests : EndpointSession
{
    private string LastBody => Endpoint.GetRequest()[^1].Body!;

    [Fact]
    public void A_prompt_gets_an_answer_with_usage_and_request_id()
    {
        ModelResponse response = Shell.One<ModelResponse>($"Invoke-BRModel 'Name a river.' -Model {Nova}");
        Assert.NotEmpty(response.Text);
        Assert.Equal("end_turn", response.StopReason);
        Assert.True(response.Usage.InputTokens > 0 && response.Usage.OutputTokens > 0);
        Assert.Equal(Nova, response.Model);
        Assert.NotNull(response.RequestId);
        Assert.Equal(response.Text, Shell.Run("\"$r\"", ("r", response)).Single().ToString());
        Assert.Equal(response.Text, JsonNode.Parse(response.Raw!)!["output"]!["message"]!["content"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public void Settings_reach_the_wire()
    {
        Shell.Run($"$null = Invoke-BRModel hi -Model {Nova} -System sys -MaxTokens 50 -Temperature 0.5 -TopP 0.9 -StopSequence A,B -AdditionalField @{{ inferenceConfig = @{{ topK = 5 }} }}");
        Assert.Empty(Shell.Errors);
        JsonNode body = JsonNode.Parse(LastBody)!;
        Assert.Equal("sys", body["system"]![0]!["text"]!.GetValue<string>());
        Assert.Equal("""{"maxTokens":50,"temperature":0.5,"topP":0.9,"stopSequences":["A","B"]}""", body["inferenceConfig"]!.ToJsonString());
        Assert.Equal(5, body["additionalModelRequestFields"]!["inferenceConfig"]!["topK"]!.GetValue<int>());
    }

    [Fact]
    public void Piped_strings_are_prompts_and_come_back_as_InputObject_in_order()
    {
        List<PSObject> output = Shell.Run($"'one','two','three' | Invoke-BRModel -Model {Nova}");
        Assert.Equal(["one", "two", "three"], output.Select(item => ((ModelResponse)item.BaseObject).InputObject));
    }

    [Fact]
    public void With_a_prompt_piped_objects_are_its_material()
    {
        Shell.Run($"[pscustomobject]@{{ Name = 'disk'; Free = 12 }} | Invoke-BRModel 'Is this enough?' -Model {Nova}");
        JsonNode content = JsonNode.Parse(LastBody)!["messages"]![0]!["content"]!;
        Assert.Equal("Is this enough?", content[0]!["text"]!.GetValue<string>());
        Assert.Equal("""{"Name":"disk","Free":12}""", content[1]!["text"]!.GetValue<string>());
    }

    [Fact]
    public void Files_are_text_images_or_documents_by_their_content()
    {
        string folder = Directory.CreateTempSubdirectory("bedrockps").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "a.log"), "line ä");
            File.WriteAllBytes(Path.Combine(folder, "b.txt"), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]);
            File.WriteAllBytes(Path.Combine(folder, "c (1)_x.pdf"), Encoding.ASCII.GetBytes("%PDF-1.7\n\0"));
            File.WriteAllBytes(Path.Combine(folder, "d.bin"), [1, 0, 2, 0, 255]);
            List<PSObject> output = Shell.Run(
                $"[IO.DirectoryInfo]::new($folder).GetFiles() | Invoke-BRModel 'What is it?' -Model {Nova}", ("folder", folder));
            string[] bodies = Endpoint.GetRequest().Select(request => request.Body!).ToArray();
            Assert.Contains(bodies, body => JsonNode.Parse(body)!["messages"]![0]!["content"]![1]!["text"]?.GetValue<string>() == "line ä");
            Assert.Contains(bodies, body => JsonNode.Parse(body)!["messages"]![0]!["content"]![1]!["image"]?["format"]?.GetValue<string>() == "png");
            JsonNode pdf = bodies.Select(body => JsonNode.Parse(body)!["messages"]![0]!["content"]![1]!["document"]).Single(node => node is not null)!;
            Assert.Equal(("pdf", "c (1) x"), (pdf["format"]!.GetValue<string>(), pdf["name"]!.GetValue<string>()));
            ErrorRecord error = Assert.Single(Shell.Errors);
            Assert.Equal("FileUnsupported,BedrockPS.Cmdlets.InvokeBRModelCommand", error.FullyQualifiedErrorId);
            Assert.Equal("d.bin", ((FileInfo)error.TargetObject).Name);
            Assert.Equal(3, output.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void One_bad_input_fails_alone()
    {
        List<PSObject> output = Shell.Run($"'a','','b' | Invoke-BRModel -Model {Nova}");
        Assert.Equal(["a", "b"], output.Select(item => ((ModelResponse)item.BaseObject).InputObject));
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("EmptyInput,BedrockPS.Cmdlets.InvokeBRModelCommand", error.FullyQualifiedErrorId);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Objects_without_a_prompt_and_no_input_at_all_say_what_is_missing()
    {
        Shell.Run($"1 | Invoke-BRModel -Model {Nova}; Invoke-BRModel -Model {Nova}; $null | Invoke-BRModel -Model {Nova}");
        Assert.Equal(["NoPrompt", "NoPrompt", "EmptyInput"], Shell.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void A_model_from_Get_BRModel_is_asked_itself()
    {
        List<PSObject> output = Shell.Run("Get-BRModel amazon.nova-lite-v1:0, amazon.nova-micro-v1:0 | Invoke-BRModel 'Who are you?'");
        Assert.Equal(["amazon.nova-lite-v1:0", "amazon.nova-micro-v1:0"], output.Select(item => ((ModelResponse)item.BaseObject).Model));
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        Assert.Empty(Shell.Run($"'a','b' | Invoke-BRModel -Model {Nova} -WhatIf; Invoke-BRModel -Model {Nova} -Body '{{}}' -WhatIf"));
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void Stream_gives_pieces_and_at_last_the_response()
    {
        List<StreamChunk> chunks = Chunks($"Invoke-BRModel 'Tell me a story.' -Model {Nova} -Stream");
        Assert.True(chunks.Count > 2);
        Assert.All(chunks.SkipLast(1), chunk => Assert.Equal(StreamChunkKind.Text, chunk.Kind));
        ModelResponse response = chunks[^1].Response!;
        Assert.Equal(string.Concat(chunks.Select(chunk => chunk.Text)), response.Text);
        Assert.Equal("end_turn", chunks[^1].StopReason);
        Assert.True(chunks[^1].Usage!.OutputTokens > 0);
    }

    [Fact]
    public void A_cut_stream_gives_what_came_and_an_error_and_the_pipeline_goes_on()
    {
        Endpoint.SetFault("ConverseStream@cut:3:1");
        List<StreamChunk> chunks = Chunks($"'a','b' | Invoke-BRModel -Model {Nova} -Stream");
        Assert.Equal("StreamTruncated", Shell.Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("a", Shell.Errors[0].TargetObject);
        StreamChunk end = Assert.Single(chunks, chunk => chunk.Kind == StreamChunkKind.End);
        Assert.Equal("b", end.Response!.InputObject);
        Assert.Equal(StreamChunkKind.Text, chunks[0].Kind);
    }

    [Theory]
    [InlineData("corrupt:2", "StreamCorrupt", ErrorCategory.InvalidResult)]
    [InlineData("half:2", "StreamTruncated", ErrorCategory.InvalidResult)]
    [InlineData("drop:2", "StreamTruncated", ErrorCategory.InvalidResult)]
    [InlineData("exception:throttlingException:2", "Throttling", ErrorCategory.LimitsExceeded)]
    public void Whatever_breaks_a_stream_is_an_error_of_its_own(string fault, string code, ErrorCategory category)
    {
        Endpoint.SetFault(fault);
        List<StreamChunk> chunks = Chunks($"Invoke-BRModel hi -Model {Nova} -Stream");
        Assert.DoesNotContain(chunks, chunk => chunk.Kind == StreamChunkKind.End);
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal((code, category), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
    }

    [Fact]
    public void Select_First_closes_the_connection_early()
    {
        Endpoint.SetFault("slow:20ms");
        List<PSObject> output = Shell.Run($"$taken = 0; Invoke-BRModel 'Tell me a story.' -Model {Nova} -Stream | ForEach-Object {{ $_; if (++$taken -eq 2) {{ break }} }}");
        Assert.Equal(2, output.Count);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_silent_stream_at_once_and_without_an_error()
    {
        Endpoint.SetFault("stall:3");
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Shell.StopAfterAsync(
            $"Invoke-BRModel hi -Model {Nova} -Stream | ForEach-Object {{ $null = $seen.TrySetResult() }}", seen.Task, ("seen", seen));
        Assert.Empty(Shell.Errors);
    }

    [Fact]
    public void A_body_goes_out_unchanged_and_its_answer_comes_back_native()
    {
        string body = """{ "inputText": "hi" ,  "textGenerationConfig": {"maxTokenCount": 20} }""";
        NativeResponse response = Shell.One<NativeResponse>("Invoke-BRModel -Model amazon.titan-text-express-v1 -Body $body", ("body", body));
        Assert.Equal(body, LastBody);
        Assert.NotNull(Shell.Run("$r.Body.results", ("r", response))[0].Properties["outputText"].Value);
        Assert.StartsWith("{", Encoding.UTF8.GetString(response.Bytes));
        Assert.True(response.Usage.InputTokens > 0);
        Assert.Equal("application/json", response.ContentType);
    }

    [Fact]
    public void A_body_may_be_a_hashtable_or_bytes()
    {
        Shell.Run("Invoke-BRModel -Model amazon.titan-text-express-v1 -Body @{ inputText = 'hi' }");
        Assert.Equal("""{"inputText":"hi"}""", LastBody);
        Shell.Run("Invoke-BRModel -Model amazon.titan-text-express-v1 -Body ([byte[]]$bytes)", ("bytes", "{\"inputText\":\"ho\"}"u8.ToArray()));
        Assert.Equal("""{"inputText":"ho"}""", LastBody);
    }

    [Fact]
    public void A_setting_beside_a_body_is_refused_not_ignored()
    {
        ErrorRecord error = Shell.Fails("Invoke-BRModel -Model amazon.titan-text-express-v1 -Body @{ inputText = 'hi' } -MaxTokens 5");
        Assert.Equal("BodyParameter,BedrockPS.Cmdlets.InvokeBRModelCommand", error.FullyQualifiedErrorId);
        Assert.Contains("-MaxTokens", error.ToString());
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void A_streamed_body_gives_the_models_own_chunks()
    {
        List<PSObject> output = Shell.Run("Invoke-BRModel -Model amazon.titan-text-express-v1 -Body @{ inputText = 'hi' } -Stream");
        Assert.All(output, item => Assert.NotNull(((NativeChunk)item.BaseObject).Body));
        Assert.NotNull(((NativeChunk)output[^1].BaseObject).Body!.Properties["amazon-bedrock-invocationMetrics"]);
    }

    [Fact]
    public void A_native_stream_that_is_cut_is_an_error()
    {
        Endpoint.SetFault("cut:1");
        Shell.Run("Invoke-BRModel -Model amazon.titan-text-express-v1 -Body @{ inputText = 'hi' } -Stream");
        Assert.Equal("StreamTruncated", Shell.Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("'not json'", "BodyInvalid")]
    [InlineData("@{ wrong = 1 }", "Validation")]
    [InlineData("([byte[]]::new(25000001))", "RequestTooLarge")]
    public void A_wrong_body_is_refused(string body, string code)
    {
        Shell.Run($"Invoke-BRModel -Model amazon.titan-text-express-v1 -Body {body}");
        Assert.Equal(code, Shell.Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
    }

    [Theory]
    [InlineData("anthropic.claude-3-haiku-20240307-v1:0")]
    [InlineData("amazon.nova-lite-v1:0")]
    [InlineData("amazon.titan-text-express-v1")]
    [InlineData("meta.llama3-8b-instruct-v1:0")]
    [InlineData("mistral.mistral-7b-instruct-v0:2")]
    [InlineData("mistral.mistral-large-2402-v1:0")]
    [InlineData("cohere.command-text-v14")]
    [InlineData("cohere.command-r-v1:0")]
    [InlineData("ai21.jamba-1-5-mini-v1:0")]
    [InlineData("us.deepseek.r1-v1:0")]
    [InlineData("openai.gpt-oss-20b-1:0")]
    [InlineData("qwen.qwen3-32b-v1:0")]
    [InlineData("us.writer.palmyra-x4-v1:0")]
    public void Every_family_speaks_its_own_format_whole_and_streamed(string model)
    {
        ModelResponse whole = Shell.One<ModelResponse>($"Invoke-BRModel 'Name a river.' -Model {model} -Native -System 'Be brief.' -MaxTokens 200");
        ModelResponse streamed = Chunks($"Invoke-BRModel 'Name a river.' -Model {model} -Native -System 'Be brief.' -MaxTokens 200 -Stream")[^1].Response!;
        Assert.Empty(Shell.Errors);
        Assert.NotEmpty(whole.Text);
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal("end_turn", whole.StopReason);
        Assert.Equal("end_turn", streamed.StopReason);
        Assert.True(whole.Usage.InputTokens > 0 && whole.Usage.OutputTokens > 0, whole.Usage.ToString());
        Assert.Equal((whole.Usage.InputTokens, whole.Usage.OutputTokens), (streamed.Usage.InputTokens, streamed.Usage.OutputTokens));
    }

    [Fact]
    public void A_model_that_needs_a_profile_is_called_through_it_with_one_warning()
    {
        const string Model = "anthropic.claude-sonnet-4-5-20250929-v1:0";
        List<PSObject> output = Shell.Run($"'a','b' | Invoke-BRModel -Model {Model}");
        Assert.Equal(["us." + Model, "us." + Model], output.Select(item => ((ModelResponse)item.BaseObject).Model));
        Assert.Contains("us." + Model, Assert.Single(Shell.Warnings));
        Shell.Run($"Invoke-BRModel c -Model {Model}");
        Assert.Empty(Shell.Warnings);
        Shell.Run($"Invoke-BRModel c -Model {Model} -NoProfileFallback");
        Assert.Equal("Validation", Shell.Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Short_names_find_their_model_and_ambiguous_ones_list_the_candidates()
    {
        Assert.Equal(Nova, Shell.One<ModelResponse>("Invoke-BRModel hi -Model nova-lite").Model);
        Assert.Equal(Nova, Shell.One<ModelResponse>("Invoke-BRModel hi -Model AMAZON.NOVA-LITE-V1:0").Model);
        Shell.Run("Invoke-BRModel hi -Model claude-3; Invoke-BRModel hi -Model nova-lit3");
        Assert.Equal(["ModelAmbiguous", "ModelNotFound"], Shell.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("anthropic.claude-3-haiku-20240307-v1:0", Shell.Errors[0].ToString());
        Assert.Contains(Nova, Shell.Errors[1].ToString());
    }

    [Theory]
    [InlineData("amazon.nope-v1:0", "Validation", ErrorCategory.InvalidArgument)]
    [InlineData("us.amazon.nope-v1:0", "Validation", ErrorCategory.InvalidArgument)]
    public void An_unknown_model_id_is_the_services_error(string model, string code, ErrorCategory category)
    {
        Shell.Run($"Invoke-BRModel hi -Model {model}");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal((code, category), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Equal("hi", error.TargetObject);
        Assert.NotNull(((BedrockException)error.Exception).RequestId);
    }

    [Fact]
    public void Throttling_is_retried_and_visible()
    {
        Endpoint.SetFault("throttle:2");
        Shell.Run($"$null = Invoke-BRModel hi -Model {Nova} -Verbose");
        Assert.Empty(Shell.Errors);
        Assert.Contains(Shell.Verbose, line => line.Contains("attempt 3 of 3") && line.Contains("ThrottlingException"));
        Endpoint.SetFault("throttle:1");
        Shell.Run($"$null = Invoke-BRModel hi -Model {Nova} -MaxAttempt 1");
        Assert.Equal(ErrorCategory.LimitsExceeded, Shell.Errors.Single().CategoryInfo.Category);
    }

    [Theory]
    [InlineData("notready:1", null)]
    [InlineData("denied", "AccessDenied")]
    [InlineData("html:502", "HttpError502")]
    [InlineData("error:424", "ModelError")]
    public void Faults_of_the_service_are_told_apart(string fault, string? code)
    {
        Endpoint.SetFault(fault);
        Shell.Run($"Invoke-BRModel hi -Model {Nova} -MaxAttempt 2");
        Assert.Equal(code, Shell.Errors.SingleOrDefault()?.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void No_secret_is_in_any_stream()
    {
        Endpoint.SetFault("throttle:1");
        Shell.Run($"Invoke-BRModel hi -Model {Nova} -Verbose -Debug; Invoke-BRModel hi -Model amazon.nope-v1:0 -Verbose");
        string all = string.Join('\n', [.. Shell.Verbose, .. Shell.Warnings, .. Shell.Errors.Select(error => error.Exception + error.ToString())]);
        Assert.DoesNotContain(Endpoint.SecretKey, all);
        Assert.DoesNotContain("Signature=", all);
    }

    private List<StreamChunk> Chunks(string script) => Shell.Run(script).ConvertAll(item => (StreamChunk)item.BaseObject);
}

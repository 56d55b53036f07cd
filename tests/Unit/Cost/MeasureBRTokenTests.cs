using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using BedrockPS.Cost;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Cost;

public sealed class MeasureBRTokenTests : EndpointSession
{
    private const string Haiku = "anthropic.claude-haiku-4-5-20251001-v1:0";

    [Fact]
    public void A_model_that_counts_is_asked_and_its_number_given()
    {
        TokenCount count = Shell.One<TokenCount>($"Measure-BRToken 'Name a river.' -System 'Be brief.' -Model us.{Haiku}");

        Assert.Equal(("us." + Haiku, false, "CountTokens", null), (count.Model, count.IsEstimate, count.Method, count.Note));
        LocalEndpointRequest request = Endpoint.GetRequest()[^1];
        Assert.Equal($"/model/{Uri.EscapeDataString(Haiku)}/count-tokens", request.Path);
        Assert.Equal(
            """{"input":{"converse":{"messages":[{"role":"user","content":[{"text":"Name a river."}]}],"system":[{"text":"Be brief."}]}}}""",
            JsonNode.Parse(request.Body!)!.ToJsonString());
        Assert.Equal(count.InputTokens, Shell.One<ModelResponse>($"Invoke-BRModel 'Name a river.' -System 'Be brief.' -Model us.{Haiku}").Usage.InputTokens);
        Assert.Equal(count.InputTokens.ToString(), count.ToString());
    }

    [Fact]
    public void Inputs_are_counted_as_Invoke_BRModel_would_send_them()
    {
        TokenCount[] counts = [.. Shell.Run($"'one', 'two words' | Measure-BRToken -Model us.{Haiku}").Select(static item => (TokenCount)item.BaseObject)];
        Assert.Equal(["one", "two words"], counts.Select(static count => count.InputObject));
        Shell.Run($"[pscustomobject]@{{ Name = 'disk' }} | Measure-BRToken 'Is it full?' -Model us.{Haiku}");
        JsonNode content = JsonNode.Parse(Endpoint.GetRequest()[^1].Body!)!["input"]!["converse"]!["messages"]![0]!["content"]!;
        Assert.Equal(["Is it full?", """{"Name":"disk"}"""], content.AsArray().Select(static block => (string)block!["text"]!));
    }

    [Fact]
    public void A_chat_is_counted_whole()
    {
        Shell.Run($"$chat = Start-BRChat -Model us.{Haiku} -System 'Be brief.'; $null = Send-BRMessage 'Name a river.' -Chat $chat");
        TokenCount count = Shell.One<TokenCount>("$chat | Measure-BRToken 'And another?'");
        JsonNode converse = JsonNode.Parse(Endpoint.GetRequest()[^1].Body!)!["input"]!["converse"]!;
        Assert.Equal(["user", "assistant", "user"], converse["messages"]!.AsArray().Select(static message => (string)message!["role"]!));
        Assert.Equal("Be brief.", (string)converse["system"]![0]!["text"]!);
        Assert.False(count.IsEstimate);
        Assert.IsType<Chat>(count.InputObject);
        Shell.Run($"Start-BRChat -Model {Nova} | Measure-BRToken");
        Assert.Equal("NoPrompt", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
    }

    [Fact]
    public void A_body_of_the_callers_own_is_counted()
    {
        TokenCount count = Shell.One<TokenCount>(
            $"Measure-BRToken -Model us.{Haiku} -Body @{{ anthropic_version = 'bedrock-2023-05-31'; max_tokens = 10; messages = @(@{{ role = 'user'; content = 'Name a river.' }}) }}");
        Assert.False(count.IsEstimate);
        string body = (string)JsonNode.Parse(Endpoint.GetRequest()[^1].Body!)!["input"]!["invokeModel"]!["body"]!;
        Assert.Equal("Name a river.", (string)JsonNode.Parse(Convert.FromBase64String(body))!["messages"]![0]!["content"]!);
        TokenCount estimate = Shell.One<TokenCount>("Measure-BRToken -Model m.x -Body '{\"inputText\":\"Name a river.\"}' -Estimate");
        Assert.InRange(estimate.InputTokens, 6, 14);
        Shell.Run("Measure-BRToken -Model m.x -Body '{'");
        Assert.Equal("BodyInvalid", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
    }

    [Fact]
    public void An_estimate_sends_nothing_is_always_alike_and_says_so()
    {
        int before = Endpoint.GetRequest().Count;
        TokenCount[] counts = [.. Shell.Run($"1..3 | ForEach-Object {{ Measure-BRToken 'Name a river.' -Model {Nova} -Estimate -Verbose }}").Select(static item => (TokenCount)item.BaseObject)];
        Assert.Single(counts.Select(static count => count.InputTokens).Distinct());
        Assert.All(counts, static count => Assert.Equal((true, "Estimate"), (count.IsEstimate, count.Method)));
        Assert.StartsWith("~", counts[0].ToString());
        Assert.Equal(3, Shell.Verbose.Count(static line => line.StartsWith("-Estimate", StringComparison.Ordinal)));
        Assert.Equal(before, Endpoint.GetRequest().Count);
    }

    [Fact]
    public async Task A_model_that_does_not_count_is_asked_once_and_estimated()
    {
        await using LoopbackServer server = new(static x => x.RespondAsync(
            400, """{"message":"The provided model doesn't support counting tokens."}""", "x-amzn-errortype: ValidationException"));
        using PowerShellHost shell = new();
        string at = $"-EndpointUrl {server.Url} -Region us-east-1 -AccessKey a -SecretKey b";

        TokenCount[] counts = [.. shell.Run($"'one', 'two' | Measure-BRToken -Model amazon.nova-lite-v1:0 -Verbose {at}").Select(static item => (TokenCount)item.BaseObject)];

        Assert.Empty(shell.Errors);
        Assert.All(counts, static count => Assert.True(count.IsEstimate));
        Assert.All(counts, static count => Assert.Contains("does not support CountTokens", count.Note));
        Assert.Equal(2, shell.Verbose.Count(static line => line.Contains("does not support CountTokens", StringComparison.Ordinal)));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(403, "AccessDeniedException", "AccessDenied")]
    [InlineData(400, "ValidationException", "Validation")]
    public async Task Other_refusals_are_errors_and_never_estimates(int status, string type, string code)
    {
        await using LoopbackServer server = new(x => x.FailAsync(status, type));
        using PowerShellHost shell = new();
        Assert.Empty(shell.Run($"'one' | Measure-BRToken -Model amazon.nova-lite-v1:0 -EndpointUrl {server.Url} -Region us-east-1 -AccessKey a -SecretKey b"));
        Assert.Equal(code, ((BedrockException)Assert.Single(shell.Errors).Exception).Code);
    }

    [Theory]
    [InlineData("'' | Measure-BRToken -Model x.y", "EmptyInput")]
    [InlineData("Measure-BRToken -Model x.y", "NoPrompt")]
    [InlineData("Measure-BRToken hi -Model no-such-model", "ModelNotFound")]
    public void Wrong_input_is_an_error(string command, string code)
    {
        Shell.Run(command);
        Assert.Equal(code, ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("Hello", 1, 1)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 9, 11)]
    [InlineData("internationalization", 3, 5)]
    [InlineData("1234567890", 3, 5)]
    [InlineData("Die Straßenbahn fährt über die Brücke.", 8, 13)]
    [InlineData("Привет, как дела сегодня?", 8, 14)]
    [InlineData("東京は日本の首都です。", 8, 14)]
    [InlineData("🙂🙂", 2, 6)]
    [InlineData("if (x == 1) { return y; }", 10, 18)]
    [InlineData("a\n\n\n\nb", 2, 4)]
    [InlineData("--------------------------------", 1, 10)]
    public void The_estimate_follows_length_and_script(string text, int least, int most) => Assert.InRange(TextTokens.Estimate(text), least, most);

    [Fact]
    public void Attachments_are_estimated_by_their_kind_and_what_is_not_known_is_told()
    {
        string folder = Directory.CreateTempSubdirectory("bedrockps-test-").FullName;
        try
        {
            byte[] image = new byte[50_000];
            new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }.CopyTo(image, 0);
            File.WriteAllBytes(Path.Combine(folder, "a.png"), image);
            TokenCount count = Shell.One<TokenCount>("[IO.FileInfo]\"$folder/a.png\" | Measure-BRToken 'What is it?' -Model x.y -Estimate", ("folder", folder));
            Assert.InRange(count.InputTokens, RequestSize.TokensPerImage, RequestSize.TokensPerImage + 30);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        RequestSize size = RequestSize.Of(new global::BedrockPS.Inference.InferenceRequest
        {
            Messages = [new Message("user", [ContentBlock.FromJson("video", """{"format":"mp4","source":{"s3Location":{"uri":"s3://b/k"}}}""")])],
        });
        Assert.Null(size.Bound);
        Assert.Equal("Not counted: attachments in S3.", size.Note);
    }
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class DeliveryTests : EndpointSession
{
    private const string Nova2 = "amazon.nova-2-lite-v1:0";

    [Theory]
    [InlineData("")]
    [InlineData("-Native")]
    [InlineData("-Stream")]
    [InlineData("-Native -Stream")]
    public void Tier_and_metadata_reach_the_service_and_the_tier_comes_back(string way)
    {
        ModelResponse response = Response($"Invoke-BRModel x -Model {Nova2} {way} -ServiceTier Flex -Metadata @{{ team = 'ops'; ticket = 4711 }}");
        Assert.Equal("flex", response.ServiceTier);
        Assert.Equal([new("team", "ops"), new("ticket", "4711")], Endpoint.GetRequest()[^1].Metadata!.OrderBy(entry => entry.Key));
        if (way is "" or "-Stream")
        {
            Assert.Equal("""{"type":"flex"}""", Body["serviceTier"]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Native")]
    [InlineData("-Stream")]
    [InlineData("-Native -Stream")]
    public void The_latency_asked_for_is_the_one_that_is_told(string way) =>
        Assert.Equal("optimized", Response($"Invoke-BRModel x -Model us.amazon.nova-pro-v1:0 {way} -Latency optimized").LatencyMode);

    [Fact]
    public void They_hold_beside_a_body_of_the_callers_own()
    {
        NativeResponse response = Shell.One<NativeResponse>(
            $"Invoke-BRModel -Model {Nova2} -Body @{{ messages = @(@{{ role = 'user'; content = @(@{{ text = 'x' }}) }}) }} -ServiceTier priority -Metadata @{{ a = 'b' }}");
        Assert.Equal("priority", response.ServiceTier);
        Assert.Equal("b", Endpoint.GetRequest()[^1].Metadata!["a"]);
    }

    public static TheoryData<object> BadMetadata =>
    [
        new Hashtable { ["a"] = "no <signs>" },
        new Hashtable { ["b\n<"] = "x" },
        new Hashtable { [""] = "x" },
        new Hashtable { ["long"] = new string('x', 257) },
        new Hashtable(Enumerable.Range(0, 17).ToDictionary(number => "k" + number, number => "v")),
    ];

    [Theory]
    [MemberData(nameof(BadMetadata))]
    public void Metadata_the_service_does_not_take_is_refused_without_showing_it(object metadata)
    {
        Shell.Run($"Invoke-BRModel x -Model {Nova} -Metadata $m", ("m", metadata));
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("ParameterInvalid", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.DoesNotContain("no <signs>", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void A_managed_prompt_stands_in_the_place_of_model_and_prompt()
    {
        string arn = NewPrompt();
        Shell.Run("Set-BRDefault -MaxTokens 100");
        ModelResponse response = Response($"Invoke-BRModel -PromptArn {arn} -PromptVariable @{{ city = 'Oslo' }}");
        Assert.Contains("Oslo", response.Text, StringComparison.Ordinal);
        Assert.Equal("""{"promptVariables":{"city":{"text":"Oslo"}}}""", Body.ToJsonString());
        Assert.Equal(arn, Endpoint.GetRequest()[^1].Model);
    }

    [Fact]
    public void A_chat_can_go_on_from_a_managed_prompt()
    {
        // After a prompt that ends with the user, the user cannot go on.
        string arn = NewPrompt("templateType = 'CHAT'; templateConfiguration = @{ chat = @{ inputVariables = @(@{ name = 'city' }); messages = "
            + "@(@{ role = 'user'; content = @(@{ text = 'How is {{city}}?' }) }, @{ role = 'assistant'; content = @(@{ text = 'Cold.' }) }) } }");
        Shell.Run($"$chat = Start-BRChat -PromptArn {arn} -PromptVariable @{{ city = 'Oslo' }}; $null = 'a','b' | Send-BRMessage -Chat $chat");
        Assert.Empty(Shell.Errors);
        Assert.Equal(3, Body["messages"]!.AsArray().Count);
        Assert.Equal("Oslo", Body["promptVariables"]!["city"]!["text"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("-System s", "-System")]
    [InlineData("-MaxTokens 5", "-MaxTokens")]
    [InlineData("-Temperature 0.5", "-Temperature")]
    [InlineData("-TopP 0.5", "-TopP")]
    [InlineData("-StopSequence s", "-StopSequence")]
    [InlineData("-AdditionalField @{ a = 1 }", "-AdditionalField")]
    [InlineData("-Effort low", "-Effort")]
    [InlineData("-ThinkingBudget 0", "-ThinkingBudget")]
    [InlineData("-CachePrompt System", "-CachePrompt")]
    public void Settings_beside_a_managed_prompts_own_are_refused(string parameters, string named)
    {
        Shell.Run($"Invoke-BRModel -PromptArn arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEFGHIJ:1 {parameters}");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("ParameterInvalid", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.EndsWith($"takes no {named}.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Endpoint.GetRequest());
    }

    [Theory]
    [InlineData("-PromptArn ABCDEFGHIJ")]
    [InlineData("-PromptArn arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEFGHIJ:1 -Model " + Nova)]
    [InlineData("-Model " + Nova + " -PromptVariable @{ a = 'b' }")]
    public void Prompt_parameters_that_do_not_fit_together_are_refused(string parameters)
    {
        Shell.Run($"Invoke-BRModel x {parameters}");
        Assert.Equal("ParameterInvalid", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(Endpoint.GetRequest());
    }

    [Theory]
    [InlineData("ServiceTier", "f", "flex")]
    [InlineData("Latency", "o", "optimized")]
    [InlineData("Effort", "h", "high")]
    [InlineData("GuardrailTrace", "enabled_", "enabled_full")]
    [InlineData("GuardrailStreamMode", "a", "async")]
    [InlineData("CachePrompt", "h", "History")]
    [InlineData("CacheTtl", "1", "1h")]
    public void Known_words_are_completed_and_others_can_be_typed(string parameter, string typed, string word)
    {
        string line = $"Invoke-BRModel x -{parameter} {typed}";
        Assert.Equal(word, Shell.Run($"(TabExpansion2 -inputScript '{line}' -cursorColumn {line.Length}).CompletionMatches.CompletionText").Single().ToString());
        Assert.Empty(Shell.Run($"(Get-Command Invoke-BRModel).Parameters['{parameter}'].Attributes | Where-Object {{ $_ -is [ValidateSet] }}"));
    }

    private JsonNode Body => JsonNode.Parse(Endpoint.GetRequest()[^1].Body)!;

    private string NewPrompt(string? template = null)
    {
        template ??= "templateType = 'TEXT'; templateConfiguration = @{ text = @{ text = 'How is {{city}}?'; inputVariables = @(@{ name = 'city' }) } }";
        string variant = $"@{{ name = 'a'; modelId = '{Nova}'; {template} }}";
        return Shell.Run($"(Invoke-BRApi bedrock-agent CreatePrompt @{{ name = 'weather'; defaultVariant = 'a'; variants = @({variant}) }}).arn").Single().ToString();
    }

    private ModelResponse Response(string script)
    {
        object last = Shell.Run(script).Last().BaseObject;
        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        return last as ModelResponse ?? ((StreamChunk)last).Response!;
    }
}

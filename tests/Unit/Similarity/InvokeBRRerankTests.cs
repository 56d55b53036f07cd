using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Similarity;

/// <summary>Reranking through the local endpoint.</summary>
public sealed class InvokeBRRerankTests : EndpointSession
{
    private const string Tickets = """
        $tickets = @(
            [pscustomobject]@{ Id = 1; Title = 'Disk full'; Body = 'on host a'; Region = 'EU' }
            [pscustomobject]@{ Id = 2; Title = 'Printer jam'; Body = 'in room 7'; Region = 'US' }
            [pscustomobject]@{ Id = 3; Title = 'Disk slow'; Body = 'on host b'; Region = 'EU' })
        """;

    [Fact]
    public void A_model_of_another_kind_is_told_from_one_that_is_not_there()
    {
        ErrorRecord error = Shell.Fails("'a' | Invoke-BRRerank x -Model nova-lite");
        Assert.Contains("'nova-lite' is amazon.nova-lite-v1:0, which is no model for this; us-east-1 has ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("No model of us-east-1 is called 'no-such-model'", Shell.Fails("'a' | Invoke-BRRerank x -Model no-such-model").Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_objects_come_back_best_first_with_a_score_and_the_regions_own_model()
    {
        List<PSObject> ranked = Shell.Run(Tickets + "; $ranked = $tickets | Invoke-BRRerank 'printer jam' Title; $ranked");
        Assert.Equal(2, ranked[0].Properties["Id"].Value);
        Assert.True(Shell.One<bool>("[object]::ReferenceEquals($ranked[0], $tickets[1])"));
        double[] scores = [.. ranked.Select(static item => (double)item.Properties["RerankScore"].Value)];
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(3, scores.Length);

        // The objects' Region is theirs, and not where the model is asked.
        LocalEndpointRequest request = Assert.Single(Endpoint.GetRequest(), static request => request.Operation == "Rerank");
        Assert.Equal("us-east-1", request.Region);
        Assert.Contains("us-east-1::foundation-model/cohere.rerank-v3-5:0", request.Body);
        Assert.Contains("""{"textDocument":{"text":"Disk full"},"type":"TEXT"}""", request.Body);
    }

    [Fact]
    public void Texts_carry_their_score_and_the_callers_own_do_not()
    {
        Shell.Run("$texts = 'it rains', 'cats sleep', 'a cat'; $ranked = $texts | Invoke-BRRerank 'cats sleep' -Top 2 -MinimumScore 0.05");
        Assert.Equal(["cats sleep", "a cat"], Shell.Run("$ranked").Select(static item => item.BaseObject));
        Assert.Equal(1.0, Shell.One<double>("$ranked[0].RerankScore"), 1e-6);
        Assert.Empty(Shell.Run("$texts | Where-Object { $_.PSObject.Properties['RerankScore'] }"));
        Assert.Contains("\"numberOfResults\":2", Endpoint.GetRequest()[^1].Body);
    }

    [Fact]
    public void A_second_ranking_replaces_the_score_of_the_first()
    {
        Shell.Run(Tickets + "; $null = $tickets | Invoke-BRRerank disk Title; $ranked = $tickets | Invoke-BRRerank 'printer jam' Title -Top 1");
        Assert.Equal(1.0, Shell.One<double>("$ranked.RerankScore"), 1e-6);
    }

    [Theory]
    [InlineData("Title, Body", """{"Title":"Disk full","Body":"on host a"}""")]
    [InlineData("'T*'", "\"Disk full\"")]
    [InlineData("{ $_.Title; $_.Body }", "\"Disk full\\non host a\"")]
    [InlineData("$null", """{"Id":1,"Title":"Disk full","Body":"on host a","Region":"EU"}""")]
    public void Property_says_what_counts(string property, string sent)
    {
        string parameter = property == "$null" ? "" : " -Property " + property;
        Shell.Run(Tickets + $"; $tickets[0] | Invoke-BRRerank disk{parameter}");
        Assert.Empty(Shell.Errors);
        Assert.Contains(sent, Endpoint.GetRequest()[^1].Body);
    }

    [Fact]
    public void Hashtables_files_numbers_and_answers_are_ranked_too()
    {
        List<PSObject> ranked = Shell.Run("""
            $file = [IO.FileInfo][IO.Path]::GetTempFileName()
            [IO.File]::WriteAllText($file.FullName, 'sleeping cats are here')
            $answer = Invoke-BRModel 'sleeping cats' -Model nova-lite
            try { @{ about = 'cats' }, $file, 42, $answer | Invoke-BRRerank 'sleeping cats' } finally { $file.Delete() }
            """);
        Assert.Equal(4, ranked.Count);
        Assert.Equal(42, ranked[^1].BaseObject);
        string body = Endpoint.GetRequest()[^1].Body!;
        Assert.Contains("""{"jsonDocument":{"about":"cats"},"type":"JSON"}""", body);
        Assert.DoesNotContain("InputTokens", body);
    }

    [Fact]
    public void Each_object_that_cannot_be_ranked_is_one_error_and_the_rest_is_ranked()
    {
        List<PSObject> ranked = Shell.Run("""
            $long = 'x' * 32001
            'cat', '', $null, $long, [pscustomobject]@{ Other = 1 }, 'cats' | Invoke-BRRerank cats { if ($_ -isnot [string]) { throw 'no text' }; $_ }
            """);
        Assert.Equal(["cats", "cat"], ranked.Select(static item => item.BaseObject));
        Assert.Equal(
            ["EmptyInput", "EmptyInput", "TextTooLong", "PropertyFailed"],
            Shell.Errors.Where(static error => error.Exception is BedrockException).Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        Shell.Run(Tickets + "; $tickets | Invoke-BRRerank cats Titel");
        Assert.Equal(3, Shell.Errors.Count);
        Assert.Equal("The object has no property Titel; the nearest is 'Title'.", Shell.Errors[0].Exception.Message);
        Assert.Equal(1, ((PSObject)Shell.Errors[0].TargetObject).Properties["Id"].Value);
    }

    [Fact]
    public void More_objects_than_a_call_takes_go_in_several_and_pages_are_followed()
    {
        List<PSObject> ranked = Shell.Run("1..1101 | ForEach-Object { \"entry $_\" } | Invoke-BRRerank 'entry 1077' -Top 150 -Model cohere.rerank-v3-5:0");
        Assert.Equal(150, ranked.Count);
        Assert.Equal("entry 1077", ranked[0].BaseObject);
        Assert.Empty(Shell.Warnings);

        // 150 of the first call in two pages, 101 of the second in two.
        Assert.Equal(4, Endpoint.GetRequest().Count(static request => request.Operation == "Rerank"));
        Assert.Equal(10 + 2, Shell.One<ModelUsage>("Get-BRUsage").Queries);

        Shell.Run("1..1001 | ForEach-Object { \"entry $_\" } | Invoke-BRRerank 'entry 7' -Top 1 -Model rerank-v1");
        Assert.Contains("several calls", Assert.Single(Shell.Warnings));
    }

    [Theory]
    [InlineData("-Native -Model amazon.rerank-v1:0", "amazon.rerank-v1:0", false)]
    [InlineData("-Native", "cohere.rerank-v3-5:0", true)]
    [InlineData("-ApiKey $key", "cohere.rerank-v3-5:0", true)]
    public void The_models_own_body_ranks_as_well(string parameters, string model, bool hasVersion)
    {
        Shell.Run("$key = [securestring]::new(); foreach ($c in $ep.ApiKey.ToCharArray()) { $key.AppendChar($c) }", ("ep", Endpoint));
        List<PSObject> ranked = Shell.Run($"'it rains', 'cats sleep' | Invoke-BRRerank 'cats' {parameters} -Top 1");
        Assert.Empty(Shell.Errors);
        Assert.Equal("cats sleep", Assert.Single(ranked).BaseObject);
        LocalEndpointRequest request = Endpoint.GetRequest()[^1];
        Assert.Equal(("InvokeModel", model), (request.Operation, request.Model));
        using JsonDocument body = JsonDocument.Parse(request.Body!);
        Assert.Equal(hasVersion, body.RootElement.TryGetProperty("api_version", out _));
        Assert.Equal(1, body.RootElement.GetProperty("top_n").GetInt32());
    }

    [Fact]
    public void A_model_that_does_not_rank_ends_the_pipeline_with_one_error()
    {
        ErrorRecord error = Shell.Fails("'a', 'b' | Invoke-BRRerank x -Model amazon.nova-lite-v1:0");
        Assert.StartsWith("Validation,", error.FullyQualifiedErrorId);
        Assert.StartsWith("ModelNotFound,", Shell.Fails("'a' | Invoke-BRRerank x -Model nova-lite").FullyQualifiedErrorId);
        Assert.StartsWith("EmptyInput,", Shell.Fails("'a' | Invoke-BRRerank ' '").FullyQualifiedErrorId);
    }

    [Fact]
    public void A_budget_holds_back_what_queries_cost()
    {
        Shell.Run("@{ Model = 'cohere.rerank*'; QueryPerThousand = 2 } | Import-BRPrice -Scope Session; Set-BRDefault -MaxCost 0.005");
        Assert.Equal(101, Shell.Run("1..101 | Invoke-BRRerank 7").Count);
        ModelUsage usage = Shell.One<ModelUsage>("Get-BRUsage");
        Assert.Equal((1, 2, 0.004m, 0), (usage.Calls, usage.Queries, usage.Cost, usage.UnpricedCalls));
        Assert.StartsWith("BudgetExceeded,", Shell.Fails("1..101 | Invoke-BRRerank 7").FullyQualifiedErrorId);
        Assert.StartsWith("PriceUnknown,", Shell.Fails("1..3 | Invoke-BRRerank 7 -Model amazon.rerank-v1:0").FullyQualifiedErrorId);
    }

    [Fact]
    public void Nothing_is_sent_with_WhatIf_and_nothing_for_nothing()
    {
        Assert.Empty(Shell.Run("'a', 'b' | Invoke-BRRerank x -WhatIf; @() | Invoke-BRRerank x"));
        Assert.DoesNotContain(Endpoint.GetRequest(), static request => request.Operation == "Rerank");
        Assert.Equal(2, Shell.Run("Invoke-BRRerank x -InputObject 'a', 'b'").Count);
        int before = Endpoint.GetRequest().Count;
        Shell.Run("Invoke-BRRerank x; Compare-BREmbedding a -Model titan-embed-text-v2");
        Assert.Equal(2, Shell.Errors.Count(static error => error.FullyQualifiedErrorId.StartsWith("EmptyInput,", StringComparison.Ordinal)));
        Assert.Equal(before, Endpoint.GetRequest().Count);
    }

    [Fact]
    public void Models_that_rank_are_completed_and_no_others()
    {
        Assert.Equal(
            ["amazon.rerank-v1:0", "cohere.rerank-v3-5:0"],
            Shell.Run("(TabExpansion2 'Invoke-BRRerank x -Model ' 25).CompletionMatches.CompletionText").Select(static text => (string)text.BaseObject).Order(StringComparer.Ordinal));
        Assert.All(
            Shell.Run("(TabExpansion2 'Find-BRSimilar x -Model ' 24).CompletionMatches.CompletionText"),
            static text => Assert.Contains("embed", (string)text.BaseObject));
    }
}

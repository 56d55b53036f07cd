using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Similarity;

/// <summary>Find-BRSimilar, Group-BRSimilar and Compare-BREmbedding through the local endpoint.</summary>
public sealed class SimilarityTests : EndpointSession
{
    private const string Titan = "amazon.titan-embed-text-v2:0";
    private const string Cohere = "cohere.embed-english-v3";
    private const string Texts = "$texts = 'disk full on host a', 'the disk of host a is full', 'printer jam in room 7', 'cats sleep a lot'";

    private int Calls => Endpoint.GetRequest().Count(static request => request.Operation == "InvokeModel");

    [Fact]
    public void The_nearest_come_first_and_are_the_objects_themselves()
    {
        List<PSObject> found = Shell.Run($$"""
            $tickets = @([pscustomobject]@{ Id = 1; Title = 'disk full'; Region = 'EU' }, [pscustomobject]@{ Id = 2; Title = 'printer jam'; Region = 'EU' })
            $found = $tickets | Find-BRSimilar 'a jam in the printer' Title -Model {{Titan}} -Dimension 256 -NoCache
            $found
            """);
        Assert.Equal([2, 1], found.Select(static item => item.Properties["Id"].Value));
        Assert.True(Shell.One<bool>("[object]::ReferenceEquals($found[0], $tickets[1])"));
        Assert.True((double)found[0].Properties["Similarity"].Value > 0.5);
        Assert.Equal(3, Calls);
        Assert.All(Endpoint.GetRequest(), static request => Assert.Equal("us-east-1", request.Region));

        Assert.Single(Shell.Run($"$tickets | Find-BRSimilar 'printer jam' Title -Model {Titan} -MinimumScore 0.5 -NoCache"));
        Assert.Single(Shell.Run($"$tickets | Find-BRSimilar 'printer jam' Title -Model {Titan} -Top 1 -NoCache"));
    }

    [Fact]
    public void Queries_and_documents_are_embedded_for_what_they_are_and_in_batches()
    {
        Shell.Run($"1..100 | ForEach-Object {{ \"text $_\" }} | Find-BRSimilar 'text 5' -Model {Cohere} -NoCache");
        string[] bodies = [.. Endpoint.GetRequest().Select(static request => request.Body!)];
        Assert.Equal(3, bodies.Length);
        Assert.Single(bodies, static body => body.Contains("search_query", StringComparison.Ordinal));
        Assert.Equal(2, bodies.Count(static body => body.Contains("search_document", StringComparison.Ordinal)));
    }

    [Fact]
    public void Embeddings_are_searched_and_compared_without_a_call()
    {
        Shell.Run(Texts + $"; $embeddings = $texts | Get-BREmbedding -Model {Titan}");
        int before = Calls;
        List<PSObject> found = Shell.Run("$embeddings | Find-BRSimilar $embeddings[2] -Top 1");
        Assert.Equal("printer jam in room 7", ((Embedding)Assert.Single(found).BaseObject).InputObject);
        Assert.Equal(4, Shell.Run("$embeddings | Compare-BREmbedding $embeddings[0]").Count);
        Assert.Equal(4, Shell.Run("$embeddings | Group-BRSimilar -Threshold 0.99").Count);
        Assert.Equal(before, Calls);

        // A text goes to the model of the embeddings it is looked for among.
        Assert.Equal("cats sleep a lot", ((Embedding)Shell.Run("$embeddings | Find-BRSimilar cats -NoCache")[0].BaseObject).InputObject);
        Assert.Equal(Titan, Endpoint.GetRequest()[^1].Model);
    }

    [Fact]
    public void What_cannot_be_compared_is_an_error_of_its_own()
    {
        Shell.Run($"$a = Get-BREmbedding cat -Model {Titan}; $b = Get-BREmbedding cat -Model {Titan} -Dimension 256; $c = Get-BREmbedding cat -Model {Cohere}");
        List<PSObject> found = Shell.Run("$b, $c, $a, '', $null | Find-BRSimilar $a");
        Assert.Single(found);
        Assert.Equal(
            ["EmbeddingMismatch", "EmbeddingMismatch", "EmptyInput", "EmptyInput"],
            Shell.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.StartsWith("NoModel,", Shell.Fails("'a' | Find-BRSimilar b").FullyQualifiedErrorId);
        Shell.Run($"$u = Get-BREmbedding cat -Model {Cohere} -EmbeddingType ubinary; $u | Compare-BREmbedding $c");
        Assert.StartsWith("EmbeddingUnsupported,", Assert.Single(Shell.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void Images_are_found_by_images()
    {
        List<PSObject> found = Shell.Run("""
            $dot = [Convert]::FromBase64String('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')
            $file = [IO.FileInfo][IO.Path]::Combine([IO.Path]::GetTempPath(), "bedrockps-$([guid]::NewGuid()).png")
            [IO.File]::WriteAllBytes($file.FullName, $dot)
            try { 'a text', $file | Find-BRSimilar $dot -Model amazon.titan-embed-image-v1 -NoCache -Top 1 } finally { $file.Delete() }
            """);
        Assert.Empty(Shell.Errors);
        Assert.IsType<FileInfo>(Assert.Single(found).BaseObject);
        Assert.Equal(1.0, (double)found[0].Properties["Similarity"].Value, 1e-4);
    }

    [Fact]
    public void Near_duplicates_become_groups_and_the_largest_comes_first()
    {
        List<SimilarGroup> groups = [.. Shell.Run(Texts + $"; 'hello', 'cats sleep', $texts[0], $texts[1], $texts[0] | Group-BRSimilar -Model {Titan} -Threshold 0.6 -NoCache")
            .Select(static item => (SimilarGroup)item.BaseObject)];
        Assert.Equal([("disk full on host a", 3), ("hello", 1), ("cats sleep", 1)], groups.Select(static group => (group.Name, group.Count)));
        Assert.Equal("the disk of host a is full", groups[0].Group[1].BaseObject);
        Assert.Equal(groups[0].Similarity, (double)groups[0].Group[1].Properties["Similarity"].Value);
        Assert.Equal(1.0, (double)groups[0].Group[2].Properties["Similarity"].Value, 1e-5);
        Assert.Equal(1.0, groups[1].Similarity);

        SimilarGroup only = Shell.One<SimilarGroup>($"$texts[0], $texts[1], 'hello' | Group-BRSimilar -Model {Titan} -Threshold 0.6 -MinimumCount 2 -NoElement -NoCache");
        Assert.Equal((2, 0), (only.Count, only.Group.Length));
    }

    [Fact]
    public void Two_vectors_are_compared_and_one_with_many()
    {
        EmbeddingComparison comparison = Shell.One<EmbeddingComparison>("Compare-BREmbedding (3, 0) (3, 4)");
        Assert.Equal((0.6, 9.0, 4.0, 2, null), (comparison.Cosine, comparison.Dot, comparison.Euclidean, comparison.Dimension, comparison.Model));
        Assert.Equal([0.6, 0.8], Shell.Run("Compare-BREmbedding -ReferenceObject 3, 4 -DifferenceObject (1, 0), (0, 1)").Select(static item => ((EmbeddingComparison)item.BaseObject).Cosine));
        Assert.Equal(0, Calls);

        Shell.Run($"$same = Compare-BREmbedding 'a cat' 'a cat' -Model {Titan} -NoCache");
        Assert.Equal("1", Shell.One<string>("\"$same\""));
        Assert.Equal((Titan, "a cat"), (Shell.One<string>("$same.Model"), Shell.One<string>("$same.DifferenceObject")));
        Assert.StartsWith("EmbeddingMismatch,", FailureOf("Compare-BREmbedding (1, 0) (1, 0, 0)"));
    }

    [Fact]
    public void What_was_embedded_once_comes_from_the_cache_and_a_damaged_entry_is_asked_for_again()
    {
        string folder = Path.Combine(Path.GetTempPath(), "bedrockps-test-" + Guid.NewGuid());
        try
        {
            string find = $"$texts | Find-BRSimilar disk -Model {Titan} -CachePath '{folder}' -Top 4";
            string[] first = Said(Texts + "; " + find);
            Assert.Equal(5, Calls);
            Assert.Equal(first, Said(find));
            Assert.Equal(5, Calls);

            string[] entries = Directory.GetFiles(folder, "*.vec", SearchOption.AllDirectories);
            Assert.Equal(5, entries.Length);
            foreach (string entry in entries)
            {
                byte[] content = File.ReadAllBytes(entry);
                content[content.Length / 2] ^= 1;
                File.WriteAllBytes(entry, content);
                if (TestedBuild.SetsUnixModes)
                {
                    Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(entry));
                }
            }

            Assert.Equal(first, Said(find));
            Assert.Equal(10, Calls);
            Assert.Equal(first, Said(find));
            Assert.Equal(10, Calls);
            Assert.Equal(5, Shell.One<CacheCleanup>($"Clear-BRCache -CachePath '{folder}' -PassThru").RemovedCount);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_occurs_twice_is_asked_for_once_and_WhatIf_asks_for_nothing()
    {
        Assert.Equal(50, Shell.Run($"1..50 | ForEach-Object {{ \"text $($_ % 2)\" }} | Find-BRSimilar 'text 1' -Model {Cohere} -Top 50 -NoCache").Count);
        Assert.DoesNotContain(Endpoint.GetRequest(), static request => request.Body!.Contains("\"text 1\",\"text 0\",\"text 1\"", StringComparison.Ordinal));
        int before = Calls;
        Assert.Empty(Shell.Run($"'a', 'b' | Find-BRSimilar c -Model {Cohere} -WhatIf; 'a' | Group-BRSimilar -Model {Cohere} -WhatIf"));
        Assert.Equal(before, Calls);
    }

    private string FailureOf(string script)
    {
        Shell.Run(script);
        return Assert.Single(Shell.Errors).FullyQualifiedErrorId;
    }

    private string[] Said(string script) =>
        [.. Shell.Run(script).Select(static item => $"{item} {item.Properties["Similarity"].Value}")];
}

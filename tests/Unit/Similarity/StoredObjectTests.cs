using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Similarity;

/// <summary>Embeddings, answers and passages that come back from a file or a job are taken as those a command has just written.</summary>
public sealed class StoredObjectTests : EndpointSession
{
    private const string Titan = "amazon.titan-embed-text-v2:0";

    // As Export-Clixml and a job do, which lie in modules this engine does not have.
    private const string Store = """
        function Restore($Value, $Depth = 2) {
            $Value | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, $Depth)) }
        }

        """;

    private int Calls => Endpoint.GetRequest().Count(static request => request.Operation == "InvokeModel");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Embeddings_are_compared_as_they_are(int depth)
    {
        Shell.Run(Store + $"$live = 'disk full', 'printer jam', 'cats sleep' | Get-BREmbedding -Model {Titan}; $stored = @(Restore $live {depth})");
        int before = Calls;
        Assert.Equal(3, Shell.Run("$stored | Compare-BREmbedding $live[0]").Count);
        Assert.Equal(1, Shell.One<EmbeddingComparison>("$stored[1] | Compare-BREmbedding $live[1]").Cosine, 4);
        PSObject nearest = Assert.Single(Shell.Run("$stored | Find-BRSimilar $stored[2] -Top 1"));
        Assert.Equal("cats sleep", nearest.Properties["InputObject"].Value.ToString());
        Assert.Equal(3, Shell.Run("$stored | Group-BRSimilar -Threshold 0.99").Count);
        Assert.Empty(Shell.Errors);
        Assert.Equal(before, Calls);

        // A text goes to the model of the embeddings it is looked for among.
        Assert.Equal("printer jam", Shell.Run("$stored | Find-BRSimilar 'printer jam' -NoCache -Top 1")[0].Properties["InputObject"].Value.ToString());
        Assert.Equal(Titan, Endpoint.GetRequest()[^1].Model);
    }

    [Fact]
    public void An_index_takes_them_with_what_they_were_made_of()
    {
        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        try
        {
            Shell.Run(Store + $"$live = 'disk full', 'printer jam' | Get-BREmbedding -Model {Titan}; $stored = @(Restore $live)");
            int before = Calls;
            Shell.Run("$stored | Add-BRIndex $path", ("path", path));
            Assert.Empty(Shell.Errors);
            Assert.Equal(before, Calls);
            Assert.Equal("printer jam", Shell.Run("Search-BRIndex $path 'printer jam' -Top 1 -NoCache")[0].Properties["Text"].Value);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    [Fact]
    public void Answers_and_passages_are_what_they_say()
    {
        Shell.Run(Store + $"$answer = Invoke-BRModel 'Disk full' -Model {Nova}; $passage = Search-BRKnowledgeBase LOCALKB001 batch -Top 1; $stored = @(Restore $answer; Restore $passage)");
        string[] texts = [.. Shell.Run("$answer.Text; $passage.Text").Select(static text => (string)text.BaseObject)];
        Shell.Run($"$stored | Compare-BREmbedding 'disk' -Model {Titan} -NoCache");
        Assert.Empty(Shell.Errors);
        string[] sent = [.. Endpoint.GetRequest().Where(static request => request.Operation == "InvokeModel").Select(static request => (string)System.Text.Json.Nodes.JsonNode.Parse(request.Body)!["inputText"]!)];
        Assert.All(texts, text => Assert.Contains(text, sent));
        Shell.Run("$stored | Invoke-BRRerank batch -Model cohere.rerank-v3-5:0");
        Assert.Empty(Shell.Errors);
        string body = Endpoint.GetRequest()[^1].Body;
        Assert.DoesNotContain("jsonDocument", body, System.StringComparison.Ordinal);
        Assert.Contains("textDocument", body, System.StringComparison.Ordinal);
    }
}

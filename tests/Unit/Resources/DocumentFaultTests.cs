using System.Linq;
using System.Text.Json.Nodes;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Resources;

/// <summary>What is wrong with one document is an error of that document alone.</summary>
public sealed class DocumentFaultTests : EndpointSession
{
    private const string Add = " | Add-BRKnowledgeBaseDocument LOCALKB001 LOCALDS001";

    [Fact]
    public void A_document_that_cannot_be_sent_is_left_out_of_its_request()
    {
        string[] sent =
        [
            .. Shell.Run("""
                1..10 | ForEach-Object { [pscustomobject]@{ DocumentId = @("n$_", '')[$_ -eq 3]; Text = "Note $_"; Metadata = @{ name = @('x', ('y' * 3000))[$_ -eq 5] } } }
                """ + Add).Select(static document => (string)document.Properties["DocumentId"].Value),
        ];
        Assert.Equal(["n1", "n2", "n4", "n6", "n7", "n8", "n9", "n10"], sent);
        Assert.Equal(["Note 3", "Note 5"], Shell.Errors.Select(static error => (string)((System.Management.Automation.PSObject)error.TargetObject).Properties["Text"].Value));
        Assert.All(Shell.Errors, static error =>
        {
            Assert.StartsWith("ParameterInvalid,", error.FullyQualifiedErrorId, System.StringComparison.Ordinal);
            Assert.DoesNotContain("documents[", error.Exception.Message, System.StringComparison.Ordinal);
        });
        Assert.Single(Endpoint.GetRequest(), static request => request.Operation == "IngestKnowledgeBaseDocuments");
    }

    [Fact]
    public void An_identifier_that_cannot_be_asked_for_does_not_fail_the_others()
    {
        Shell.Run("'a' | Add-BRKnowledgeBaseDocument LOCALKB001 LOCALDS001 -DocumentId n1");
        Assert.Equal("n1", Assert.Single(Shell.Run("Get-BRKnowledgeBaseDocument LOCALKB001 LOCALDS001 -DocumentId n1, ('x' * 3000)")).Properties["DocumentId"].Value);
        Assert.Single(Shell.Errors);
    }

    [Fact]
    public void Attributes_with_nothing_in_them_are_left_out()
    {
        Shell.Run("""
            [pscustomobject]@{ Text = 'one'; Metadata = [ordered]@{ a = ''; b = $null; c = @(); d = @('x', '', $null); e = 0; f = $false } }
            [pscustomobject]@{ Text = 'two'; Metadata = @{ a = '' } }
            """.Replace("\n", ", ", System.StringComparison.Ordinal) + Add);
        Assert.Empty(Shell.Errors);
        JsonArray documents = JsonNode.Parse(Assert.Single(Endpoint.GetRequest(), static request => request.Operation == "IngestKnowledgeBaseDocuments").Body)!["documents"]!.AsArray();
        JsonArray attributes = documents[0]!["metadata"]!["inlineAttributes"]!.AsArray();
        Assert.Equal(["d", "e", "f"], attributes.Select(static attribute => (string?)attribute!["key"]));
        Assert.Equal(["x"], attributes[0]!["value"]!["stringListValue"]!.AsArray().Select(static item => (string?)item));
        Assert.Null(documents[1]!["metadata"]);
    }
}

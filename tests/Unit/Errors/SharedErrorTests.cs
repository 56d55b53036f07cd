using System;
using System.Linq;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Errors;

/// <summary>One refusal of a request with several inputs is an error of each, with an exception of its own: $Error keeps one record for an exception.</summary>
public sealed class SharedErrorTests : EndpointSession
{
    [Theory]
    [InlineData("1..3 | ForEach-Object { \"Line $_\" } | Add-BRKnowledgeBaseDocument LOCALKB001 LOCALDS001", "IngestKnowledgeBaseDocuments@denied:1")]
    [InlineData("Get-BRKnowledgeBaseDocument LOCALKB001 LOCALDS001 -DocumentId a, b, c", "GetKnowledgeBaseDocuments@denied:1")]
    [InlineData("1..3 | ForEach-Object { \"Line $_\" } | Get-BREmbedding -Model cohere.embed-english-v3", "InvokeModel@denied:1")]
    [InlineData("1..3 | ForEach-Object { \"Line $_\" } | Find-BRSimilar (1, 0) -Model cohere.embed-english-v3 -NoCache", "InvokeModel@denied:1")]
    public void Each_target_has_an_exception_of_its_own(string script, string fault)
    {
        Endpoint.SetFault(fault);
        Shell.Run("$Error.Clear(); " + script);
        Assert.Equal(3, Shell.Errors.Count);
        Assert.Equal(3, Shell.Errors.Select(static error => error.Exception).Distinct().Count());
        Assert.Equal(3, Shell.One<int>("$Error.Count"));
        Assert.Single(Shell.Run("$Error").Select(static error => error.ToString()).Distinct());
        Assert.All(Shell.Run("$Error | ForEach-Object Exception"), static exception =>
        {
            BedrockException thrown = (BedrockException)exception.BaseObject;
            Assert.Equal(("AccessDenied", 403, true), (thrown.Code, thrown.StatusCode, thrown.RequestId is { Length: > 0 }));
            Assert.NotNull(thrown.Operation);
            Assert.NotNull(thrown.RecommendedAction);
        });
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Api;

/// <summary>A connection that is closed cleanly in the middle of a stream of events.</summary>
public sealed class CutStreamTests : EndpointSession
{
    public static TheoryData<string, string> Streams => new()
    {
        { "ConverseStream", "@{ modelId = 'amazon.nova-lite-v1:0'; messages = @(@{ role = 'user'; content = @(@{ text = 'hi' }) }) }" },
        { "InvokeModelWithResponseStream", "@{ modelId = 'amazon.titan-text-express-v1'; body = '{\"inputText\":\"hi\"}' }" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void It_is_an_error_after_the_events_that_came(string operation, string parameters)
    {
        string script = $"Invoke-BRApi bedrock-runtime {operation} {parameters}";
        List<PSObject> whole = Shell.Run(script);
        Assert.Empty(Shell.Errors);
        int ahead = whole.Count(static item => (string?)item.Properties["Event"]?.Value == "initialResponse");
        for (int frames = 1; frames < whole.Count - ahead - 1; frames++)
        {
            Endpoint.SetFault($"cut:{frames}");
            Assert.Equal(ahead + frames, Shell.Run(script).Count);
            Assert.Equal("StreamTruncated", Assert.Single(Shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Api;

public sealed class GetBRApiTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-BRApi", 227)]
    [InlineData("Get-BRApi bedrock-runtime", 11)]
    [InlineData("Get-BRApi bedrock-agent*", 108)]
    [InlineData("Get-BRApi -Operation Converse*", 2)]
    [InlineData("Get-BRApi bedrock *nothing*", 0)]
    public void Lists_operations(string script, int count)
    {
        List<PSObject> operations = _host.Run(script);
        Assert.Equal(count, operations.Count);
        Assert.All(operations, static operation => Assert.IsType<ApiOperation>(operation.BaseObject));
    }

    [Fact]
    public void Says_what_an_operation_is_like()
    {
        ApiOperation list = _host.One<ApiOperation>("Get-BRApi bedrock ListGuardrail[s]");
        Assert.Equal(("GET", "/guardrails", true, true, false), (list.Method, list.Path, list.ReadOnly, list.Paged, list.Streams));
        Assert.Contains("ValidationException", list.Errors);
        Assert.Equal("bedrock ListGuardrails", list.ToString());
    }

    [Fact]
    public void Describes_the_members_of_one()
    {
        List<ApiMember> members = [.. _host.Run("Get-BRApi bedrock-runtime converse").Select(static item => (ApiMember)item.BaseObject)];
        ApiMember model = members.Single(static member => member.Path == "modelId");
        Assert.Equal(("text", true, "Path"), (model.Type, model.Required, model.Location));
        ApiMember role = members.Single(static member => member.Path == "messages[].role");
        Assert.Equal(["user", "assistant"], role.Values.Take(2));
        Assert.True(role.Required);
        ApiMember temperature = members.Single(static member => member.Path == "inferenceConfig.temperature");
        Assert.Equal(("number", 0d, 1d, "0..1"), (temperature.Type, temperature.Minimum, temperature.Maximum, temperature.Range));
        Assert.Contains(members, static member => member.Path == "messages[].content[].text");
        Assert.DoesNotContain(members, static member => member.Path.StartsWith("messages[].content[].image.", StringComparison.Ordinal));
        Assert.Contains(_host.Run("Get-BRApi bedrock-runtime Converse -Depth 20"), static item => item.ToString() == "messages[].content[].image.source.bytes");
        Assert.Contains(_host.Run("Get-BRApi bedrock-runtime Converse -Answer"), static item => item.ToString() == "usage.inputTokens");
        Assert.Contains(_host.Run("Get-BRApi -Operation ConverseStream -Answer"), static item => item.ToString() == "stream.contentBlockDelta.delta");
    }

    [Fact]
    public void Describes_operations_from_the_pipeline() =>
        Assert.Contains(_host.Run("Get-BRApi bedrock GetGuardrail* | Get-BRApi"), static item => item.ToString() == "guardrailIdentifier");

    [Fact]
    public void Wrong_names_are_errors_that_name_the_nearest()
    {
        _host.Run("Get-BRApi bedrock-runtime Convrese");
        Assert.StartsWith("UnknownOperation,", _host.Errors.Single().FullyQualifiedErrorId);
        Assert.Contains("'Converse'", _host.Errors.Single().Exception.Message);
        _host.Run("Get-BRApi none*");
        Assert.StartsWith("UnknownService,", _host.Errors.Single().FullyQualifiedErrorId);
    }

    [Fact]
    public void Every_operation_can_be_described() =>
        Assert.Empty(_host.Run("Get-BRApi | ForEach-Object { $_ | Get-BRApi -Depth 20 | Out-Null; $_ | Get-BRApi -Answer -Depth 20 | Out-Null }"));
}

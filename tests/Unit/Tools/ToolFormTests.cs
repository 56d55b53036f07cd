using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Tools;

public sealed class ToolFormTests : ToolSession
{
    [Theory]
    [InlineData("Get-Thing", "Get-Thing")]
    [InlineData("'get-thing'", "Get-Thing")]
    [InlineData("(Get-Command Get-Thing)", "Get-Thing")]
    [InlineData("${function:Get-Thing}", "Get-Thing")]
    [InlineData("Get-Thing, (Get-Command Get-Thing)", "Get-Thing")]
    [InlineData("'*et-Thing'", "Get-Thing,Set-Thing")]
    [InlineData("Microsoft.PowerShell.Core\\Get-Module", "Get-Module")]
    [InlineData("thing-alias", "Get-Thing")]
    [InlineData("{ # Get-Disk: tells about a disk\nparam([string] $Name) $Name }", "Get-Disk")]
    [InlineData("@{ Name = 'disk_info'; ScriptBlock = { param($Name) $Name } }", "disk_info")]
    [InlineData("@{ Name = 'mine'; Command = (Get-Command Get-Thing) }", "mine")]
    [InlineData("([pscustomobject] @{ Name = 'mine'; Command = 'Get-Thing' })", "mine")]
    [InlineData("@{ Name = 'order'; InputSchema = @{ type = 'object' } }", "order")]
    [InlineData("@{ Name = 'order'; InputSchema = '{\"type\":\"object\"}' }", "order")]
    [InlineData("@{ Name = 'order'; InputSchema = @{ json = @{ type = 'object' } } }", "order")]
    public void Every_form_gives_its_tools(string tool, string names)
    {
        Shell.Run("$ExecutionContext.SessionState.InvokeProvider.Item.Set('alias:thing-alias', 'Get-Thing')");
        Ask("hi", $"-Tool {tool}");
        Assert.Empty(Shell.Errors);
        Assert.Equal(names.Split(','), Sent()["toolConfig"]!["tools"]!.AsArray().Select(static item => item!["toolSpec"]!["name"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("Get-NoSuchThing", "ToolNotFound")]
    [InlineData("Get-NoSuch*", "ToolNotFound")]
    [InlineData("'*'", "ToolInvalid")]
    [InlineData("dotnet", "ToolInvalid")]
    [InlineData("5", "ToolInvalid")]
    [InlineData("{ param($Name) $Name }", "ToolInvalid")]
    [InlineData("@{ Name = 'a b'; ScriptBlock = { } }", "ToolInvalid")]
    [InlineData("@{ Name = 'a' }", "ToolInvalid")]
    [InlineData("@{ Name = 'a'; InputSchema = 'x' }", "ToolInvalid")]
    [InlineData("@{ Name = 'a'; InputSchema = @{ type = 'array' } }", "ToolInvalid")]
    [InlineData("@{ Name = 'a'; Schema = @{ type = 'object' } }", "ToolInvalid")]
    [InlineData("@{ Name = 'a'; Command = 'Get-Thing'; ScriptBlock = { } }", "ToolInvalid")]
    [InlineData("@{ Command = 'Get-Thing'; Parameter = 'Nope' }", "ToolInvalid")]
    [InlineData("@{ Command = 'Get-Thing'; ParameterSetName = 'Nope' }", "ToolInvalid")]
    [InlineData("@{ Command = 'Get-Thing'; InputSchema = @{ type = 'object'; properties = @{ Verbose = @{} } } }", "ToolInvalid")]
    [InlineData("@{ Name = 'a'; ScriptBlock = { } }, @{ Name = 'a'; ScriptBlock = { } }", "ToolInvalid")]
    [InlineData("@{ Name = 'a'; ScriptBlock = { param([Parameter(Mandatory)] [scriptblock] $P) } }", "ToolInvalid")]
    [InlineData("Get-Thing -ToolChoice Set-Thing", "ToolNotFound")]
    public void A_wrong_one_is_an_error_before_anything_is_sent(string tool, string code)
    {
        ErrorRecord error = Shell.Fails($"Invoke-BRModel hi -Tool {tool}");
        Assert.Equal(code, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(Endpoint.GetRequest());
    }

    [Fact]
    public void A_tool_beside_a_body_is_an_error()
    {
        ErrorRecord error = Shell.Fails("Invoke-BRModel -Body '{}' -Tool Get-Thing");
        Assert.Equal("BodyParameter", error.FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void A_script_block_leaves_nothing_in_the_session_and_keeps_its_own()
    {
        Shell.Run("function Get-Disk { 'mine' }");
        ToolCall call = Call("{{call Get-Disk {}}}", "-Tool @{ Name = 'Get-Disk'; ScriptBlock = { 'the block' } }, @{ Name = 'Get-Tape'; ScriptBlock = { } }");
        Assert.Equal("the block", Output(call)["output"]!.GetValue<string>());
        Assert.Equal("mine", Shell.One<string>("Get-Disk"));
        Assert.Empty(Shell.Run("Get-Command Get-Tape -ErrorAction Ignore"));
    }

    [Fact]
    public void A_script_block_of_a_module_sees_its_module()
    {
        Shell.Run("$m = New-Module { $secret = 'inside'; $tool = { $secret }; Export-ModuleMember -Variable tool } | Import-Module -PassThru");
        ToolCall call = Call("{{call peek {}}}", "-Tool @{ Name = 'peek'; ScriptBlock = $tool; ReadOnly = $true }");
        Assert.Equal("inside", Output(call)["output"]!.GetValue<string>());
    }

    [Fact]
    public void A_schema_of_ones_own_replaces_the_commands()
    {
        ToolCall call = Call(
            """{{call thing {"name":"a"}}}""",
            "-Tool @{ Name = 'thing'; Command = 'Get-Thing'; InputSchema = @{ type = 'object'; properties = @{ name = @{ type = 'string' } }; required = @('name') } }");
        Assert.Equal("a", Output(call)["output"]!["Name"]!.GetValue<string>());
        ToolCall refused = Call(
            """{{call thing {"name":"a","Count":2}}}""",
            "-Tool @{ Name = 'thing'; Command = 'Get-Thing'; InputSchema = @{ type = 'object'; properties = @{ name = @{ type = 'string' } } } }");
        Assert.Equal(ToolDecision.Refused, refused.Decision);
    }

    [Fact]
    public void A_described_tool_is_returned_to_the_caller()
    {
        ModelResponse response = Ask(
            """{{call order {"item":"lamp"}}}""",
            "-Tool @{ Name = 'order'; Description = 'Orders.'; InputSchema = @{ type = 'object'; properties = @{ item = @{ type = 'string' } } } }");
        ToolCall call = Assert.Single(response.ToolCalls);
        Assert.Equal(("tool_use", ToolDecision.Returned, null), (response.StopReason, call.Decision, call.Output));
        Assert.Equal("lamp", ((PSObject)call.Input!).Properties["item"].Value);
        Assert.Single(Endpoint.GetRequest());
    }

    [Fact]
    public void A_choice_is_sent_once_and_the_model_is_free_after()
    {
        Ask("hi", "-Tool Get-Thing, Set-Thing -ToolChoice Get-Thing");
        Assert.Equal("Get-Thing", Sent(2)["toolConfig"]!["toolChoice"]!["tool"]!["name"]!.GetValue<string>());
        Assert.Null(Sent(1)["toolConfig"]!["toolChoice"]);
        Ask("hi", "-Tool Get-Thing -ToolChoice ANY");
        Assert.NotNull(Sent(2)["toolConfig"]!["toolChoice"]!["any"]);
        ModelResponse none = Ask("{{call Get-Thing {\"Name\":\"a\"}}}", "-Tool Get-Thing -ToolChoice none");
        Assert.Null(Sent()["toolConfig"]);
        Assert.Empty(none.ToolCalls);
    }

    [Fact]
    public void Strict_is_sent()
    {
        Ask("hi", "-Model anthropic.claude-sonnet-4-5-20250929-v1:0 -Tool @{ Command = 'Get-Thing'; Strict = $true }");
        Assert.True(Sent()["toolConfig"]!["tools"]![0]!["toolSpec"]!["strict"]!.GetValue<bool>());
    }

    [Fact]
    public void Commands_complete()
    {
        string[] found = [.. Shell.Run("(TabExpansion2 'Invoke-BRModel hi -Tool Get-Thi').CompletionMatches.CompletionText").Select(static item => item.ToString())];
        Assert.Equal(["Get-Thing"], found);
    }
}

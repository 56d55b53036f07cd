using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace BedrockPS.Unit.Tools;

public sealed class ToolSchemaTests : ToolSession
{
    private JsonNode Specification(string script, string tool)
    {
        Shell.Run(script);
        Ask("hi", "-Tool " + tool);
        Assert.Empty(Shell.Errors);
        return Sent()["toolConfig"]!["tools"]![0]!["toolSpec"]!;
    }

    private JsonNode Property(string parameter)
    {
        JsonNode specification = Specification($"function Get-It {{ param({parameter}) }}", "Get-It");
        return specification["inputSchema"]!["json"]!["properties"]!["P"]!;
    }

    [Theory]
    [InlineData("[string] $P", """{"type":"string"}""")]
    [InlineData("$P", "{}")]
    [InlineData("[object] $P", "{}")]
    [InlineData("[psobject] $P", "{}")]
    [InlineData("[int] $P", """{"type":"integer"}""")]
    [InlineData("[long] $P", """{"type":"integer"}""")]
    [InlineData("[byte] $P", """{"type":"integer","minimum":0,"maximum":255}""")]
    [InlineData("[ulong] $P", """{"type":"integer","minimum":0}""")]
    [InlineData("[double] $P", """{"type":"number"}""")]
    [InlineData("[decimal] $P", """{"type":"number"}""")]
    [InlineData("[bool] $P", """{"type":"boolean"}""")]
    [InlineData("[switch] $P", """{"type":"boolean"}""")]
    [InlineData("[Nullable[int]] $P", """{"type":"integer"}""")]
    [InlineData("[datetime] $P", """{"type":"string","format":"date-time"}""")]
    [InlineData("[guid] $P", """{"type":"string","format":"uuid"}""")]
    [InlineData("[uri] $P", """{"type":"string","format":"uri"}""")]
    [InlineData("[ipaddress] $P", """{"type":"string"}""")]
    [InlineData("[mailaddress] $P", """{"type":"string"}""")]
    [InlineData("[char] $P", """{"type":"string","minLength":1,"maxLength":1}""")]
    [InlineData("[byte[]] $P", """{"type":"string","contentEncoding":"base64"}""")]
    [InlineData("[string[]] $P", """{"type":"array","items":{"type":"string"}}""")]
    [InlineData("[System.Collections.Generic.List[int]] $P", """{"type":"array","items":{"type":"integer"}}""")]
    [InlineData("[array] $P", """{"type":"array","items":{}}""")]
    [InlineData("[hashtable] $P", """{"type":"object"}""")]
    [InlineData("[System.Collections.IDictionary] $P", """{"type":"object"}""")]
    [InlineData("[System.DayOfWeek] $P", """{"type":"string","enum":["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"]}""")]
    [InlineData("[System.IO.FileAccess] $P", """{"type":"array","items":{"type":"string","enum":["Read","Write","ReadWrite"]}}""")]
    [InlineData("[ValidateSet('a', 'b')] [string] $P", """{"type":"string","enum":["a","b"]}""")]
    [InlineData("[ValidateSet(1, 2)] [int] $P", """{"type":"integer","enum":[1,2]}""")]
    [InlineData("[ValidateSet('a', 'b')] [string[]] $P", """{"type":"array","items":{"type":"string","enum":["a","b"]}}""")]
    [InlineData("[ValidateRange(1, 9)] [int] $P", """{"type":"integer","minimum":1,"maximum":9}""")]
    [InlineData("[ValidateRange(0.5, 1.5)] [double] $P", """{"type":"number","minimum":0.5,"maximum":1.5}""")]
    [InlineData("[ValidateRange('Positive')] [int] $P", """{"type":"integer","minimum":1}""")]
    [InlineData("[ValidateRange('NonNegative')] [int] $P", """{"type":"integer","minimum":0}""")]
    [InlineData("[ValidateRange('Negative')] [double] $P", """{"type":"number","exclusiveMaximum":0}""")]
    [InlineData("[ValidatePattern('^a+$')] [string] $P", """{"type":"string","pattern":"^a\u002B$"}""")]
    [InlineData("[ValidatePattern('(?i)^a$')] [string] $P", """{"type":"string"}""")]
    [InlineData("[ValidateLength(2, 5)] [string] $P", """{"type":"string","minLength":2,"maxLength":5}""")]
    [InlineData("[ValidateCount(1, 3)] [string[]] $P", """{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":3}""")]
    [InlineData("[ValidateNotNullOrEmpty()] [string] $P", """{"type":"string","minLength":1}""")]
    [InlineData("[ValidateNotNullOrEmpty()] [int[]] $P", """{"type":"array","items":{"type":"integer"},"minItems":1}""")]
    [InlineData("[string] $P = 'x'", """{"type":"string","default":"x"}""")]
    [InlineData("[int] $P = 3", """{"type":"integer","default":3}""")]
    [InlineData("[int] $P = (1 + 2)", """{"type":"integer"}""")]
    [InlineData("[Parameter(HelpMessage = 'how many')] [int] $P", """{"type":"integer","description":"how many"}""")]
    public void A_parameters_type_and_rules_are_its_schema(string parameter, string schema) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(schema), Property(parameter)), Property(parameter).ToJsonString());

    [Theory]
    [InlineData("[scriptblock] $P")]
    [InlineData("[pscredential] $P")]
    [InlineData("[securestring] $P")]
    [InlineData("[System.Diagnostics.Process] $P")]
    [InlineData("[type] $P")]
    [InlineData("[Parameter(DontShow)] [string] $P")]
    public void What_a_model_cannot_give_is_not_offered(string parameter)
    {
        JsonNode specification = Specification($"function Get-It {{ param({parameter}) }}", "Get-It");
        Assert.Empty(specification["inputSchema"]!["json"]!["properties"]!.AsObject());
    }

    [Fact]
    public void Help_in_comments_describes_the_tool_and_its_parameters()
    {
        JsonNode specification = Specification(
            """
            function Get-It {
                <#
                .SYNOPSIS
                Gets
                    it.
                .PARAMETER P
                Which one.
                #>
                [CmdletBinding()]
                param([Parameter(Mandatory)] [string] $P)
            }
            """,
            "Get-It");
        Assert.Equal("Gets it.", specification["description"]!.GetValue<string>());
        JsonNode schema = specification["inputSchema"]!["json"]!;
        Assert.Equal("""{"type":"object","properties":{"P":{"type":"string","description":"Which one."}},"required":["P"]}""", schema.ToJsonString());
    }

    [Fact]
    public void A_cmdlets_description_comes_from_the_help_file_beside_its_module()
    {
        string tool = ShellOutput("(Get-BRDefault | Out-Null); $null = Start-BRLocalEndpoint; $null = Invoke-BRModel hi -Model amazon.nova-lite-v1:0 -Tool Get-BRModel; (Get-BRLocalEndpoint).GetRequest()[-1].Body");
        JsonNode specification = JsonNode.Parse(tool)!["toolConfig"]!["tools"]![0]!["toolSpec"]!;
        Assert.NotEqual("The PowerShell command Get-BRModel.", specification["description"]!.GetValue<string>());
        Assert.NotNull(specification["inputSchema"]!["json"]!["properties"]!["Region"]!["description"]);
        Assert.Null(specification["inputSchema"]!["json"]!["properties"]!["ApiKey"]);
    }

    [Fact]
    public void The_default_set_is_offered_or_the_first_one_a_model_can_fill()
    {
        const string Script = """
            function Get-It {
                [CmdletBinding(DefaultParameterSetName = 'Object')]
                param(
                    [Parameter(Mandatory, ParameterSetName = 'Object')] [System.Diagnostics.Process] $InputObject,
                    [Parameter(Mandatory, ParameterSetName = 'Id')] [int] $Id,
                    [Parameter(Mandatory, ParameterSetName = 'Name')] [string] $Name,
                    [switch] $All)
            }
            """;
        Assert.Equal(["Id", "All"], Names(Specification(Script, "Get-It")));
        Assert.Equal(["Name", "All"], Names(Specification(Script, "@{ Command = 'Get-It'; ParameterSetName = 'Name' }")));
    }

    [Fact]
    public void A_parameter_list_narrows_what_a_model_may_give()
    {
        JsonNode specification = Specification("", "@{ Name = 'thing'; Command = 'Get-Thing'; Parameter = 'Loud' }");
        Assert.Equal(["Name", "Loud"], Names(specification));
        Assert.Equal("thing", specification["name"]!.GetValue<string>());
    }

    private static string[] Names(JsonNode specification) =>
        [.. specification["inputSchema"]!["json"]!["properties"]!.AsObject().Select(static property => property.Key)];

    private static string ShellOutput(string command)
    {
        ShellTests.ShellOutcome outcome = ShellTests.ShellProcess.Run("-NonInteractive", "-Command", command);
        Assert.True(outcome.ExitCode == 0, string.Join('\n', outcome.Error));
        return string.Concat(outcome.Output);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Api;
using BedrockPS.Protocol;
using BedrockPS.Unit.Hosting;
using BedrockPS.Unit.Protocol;
using Xunit;

namespace BedrockPS.Unit.Api;

public sealed class PlainValueTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("@{ a = 1; b = 'x' }", """{"a":1,"b":"x"}""")]
    [InlineData("[ordered]@{ b = 1; a = @(1, 'two', $null, $true) }", """{"a":[1,"two",null,true],"b":1}""")]
    [InlineData("[pscustomobject]@{ a = [pscustomobject]@{ b = [decimal]::Parse('0.10') } }", """{"a":{"b":0.10}}""")]
    [InlineData("[pscustomobject]@{ type = 'object'; required = @() }", """{"required":[],"type":"object"}""")]
    [InlineData("$l = [System.Collections.Generic.List[object]]::new(); $l.Add(@{ a = 1 }); @{ l = $l }", """{"l":[{"a":1}]}""")]
    [InlineData("@{ d = [DayOfWeek]::Friday; s = [switch]$true; c = [char]'x'; u = [uri]'http://a/b' }", """{"c":"x","d":"Friday","s":true,"u":"http://a/b"}""")]
    [InlineData("$t = [psobject]::AsPSObject('a'); $t.PSObject.Properties.Add([psnoteproperty]::new('note', 1)); @{ n = [psobject]::AsPSObject(1); t = $t }", """{"n":1,"t":"a"}""")]
    [InlineData("@{ nothing = & { } }", """{"nothing":null}""")]
    [InlineData("@{ 1 = 'number key' }", """{"1":"number key"}""")]
    [InlineData("class Tool { [string] $name = 'x'; [int[]] $sizes = @(1, 2) }; @{ tool = [Tool]::new() }", """{"tool":{"name":"x","sizes":[1,2]}}""")]
    public void Values_of_the_shell_become_plain(string script, string json)
    {
        object value = _host.Run(script).Single();
        Dictionary<string, object?> plain = PlainValue.ToMap(value, "-Parameter");
        ValueBinder binder = new(ValueRules.Request);
        Dictionary<string, object?> bound = binder.BindRoot(
            ServiceDescription.Get("bedrock-runtime").FindShape("ConverseRequest"),
            new Dictionary<string, object?> { ["modelId"] = "m", ["additionalModelRequestFields"] = plain });
        Assert.Empty(binder.Problems.All);
        Assert.Equal(json, PlainValues.Show(bound["additionalModelRequestFields"]));
    }

    [Theory]
    [InlineData("$h = @{}; $h.a = @{ b = $h }; $h", "ValueTooDeep", "-Parameter: a.b refers back")]
    [InlineData("$o = [pscustomobject]@{ self = $null }; $o.self = $o; $o", "ValueTooDeep", "-Parameter: self refers back")]
    [InlineData("$h = @{}; 1..70 | ForEach-Object { $h = @{ deeper = $h } }; $h", "ValueTooDeep", "nested more than 64")]
    [InlineData("@{ a = @{ script = { 1 } } }", "ValueUnsupported", "-Parameter: a.script is a System.Management.Automation.ScriptBlock")]
    [InlineData("@{ a = [securestring]::new() }", "ValueUnsupported", "-Parameter: a is a System.Security.SecureString")]
    [InlineData("@{ a = [System.Diagnostics.Process]::GetCurrentProcess() }", "ValueUnsupported", "-Parameter: a is a System.Diagnostics.Process")]
    [InlineData("'text'", "ParameterInvalid", "-Parameter takes a hashtable or an object")]
    [InlineData(", @(1, 2)", "ParameterInvalid", "-Parameter takes a hashtable or an object")]
    public void What_has_no_meaning_in_a_request_is_refused_with_its_path(string script, string code, string message)
    {
        object value = _host.Run(script).Single();
        BedrockException error = Assert.Throws<BedrockException>(() => PlainValue.ToMap(value, "-Parameter"));
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void The_same_object_twice_side_by_side_is_no_cycle() =>
        Assert.Equal("""{"a":{"x":1},"b":{"x":1}}""", PlainValues.Show(PlainValue.ToMap(_host.Run("$s = @{ x = 1L }; @{ a = $s; b = $s }").Single(), "-P")));
}

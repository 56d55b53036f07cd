using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Structured;

/// <summary>Classes written in PowerShell, which belong to the session.</summary>
public sealed class PowerShellClassTests : EndpointSession
{
    private const string Held = "qwen.qwen3-32b-v1:0";

    private const string Classes =
        """
        enum Level { Low; High }
        class Item { [string] $Name; [int] $Count }
        class Report {
            [ValidateSet('red', 'green')] [string] $Colour
            [ValidateRange('Positive')] [int] $Score
            [Level] $Severity
            [Nullable[datetime]] $Due
            [Item[]] $Items
            hidden [string] $Secret
            [string] Say() { return "$($this.Colour) $($this.Score)" }
        }

        """;

    [Theory]
    [InlineData("[Report]")]
    [InlineData("([Report])")]
    [InlineData("Report")]
    public void An_answer_is_an_instance_with_its_methods(string type)
    {
        List<PSObject> output = Shell.Run(
            Classes + $"$r = Invoke-BRModel 'score: 4, green, due: 2026-03-04T05:06:07Z' -Model {Held} -As {type}; $r -is [Report]; $r.Say(); $r.Items[0].GetType().Name; $r.Due");
        Assert.Empty(Shell.Errors);
        Assert.Equal([true, "green 4", "Item"], output.Take(3).Select(static item => item.BaseObject));
        Assert.Equal(new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc), ((DateTime)output[3].BaseObject).ToUniversalTime());
        string sent = Endpoint.GetRequest()[^1].Body!;
        Assert.Contains("red", sent);
        Assert.DoesNotContain("Secret", sent);
    }

    [Fact]
    public void A_class_that_refuses_a_value_has_it_repaired_or_names_it()
    {
        Shell.Run(
            $$"""
            class Strict { [BedrockPS.Unit.Structured.Large()] [int] $Size; [string] $Name }
            Invoke-BRModel 'size: 5, name: Ada' -Model {{Held}} -As [Strict]
            """);
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("SchemaMismatch", ((BedrockException)error.Exception).Code);
        Assert.Contains("Size is refused", error.ToString());
        Assert.Contains("Size is refused", Endpoint.GetRequest()[^1].Body);
    }

    [Fact]
    public void A_stream_makes_instances_too()
    {
        PSObject made = Shell.Run(Classes + $"(Invoke-BRModel 'score: 4' -Model {Held} -As [Report] -Stream)[-1].Response.Value")[^1];
        Assert.Empty(Shell.Errors);
        Assert.Equal("Report", made.BaseObject.GetType().Name);
    }

    [Fact]
    public void A_class_that_refers_to_itself_works()
    {
        List<PSObject> output = Shell.Run(
            $"class Tree {{ [string] $Name; [Tree[]] $Children }}; $t = Invoke-BRModel 'name: Oak' -Model {Held} -As [Tree]; $t.GetType().Name; $t.Name");
        Assert.Empty(Shell.Errors);
        Assert.Equal(["Tree", "Oak"], output.Select(static item => item.BaseObject));
    }
}

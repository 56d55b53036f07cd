using System;
using System.Collections.Generic;
using BedrockPS.Local.Flows;
using Xunit;

namespace BedrockPS.Unit.FlowRuntime;

public sealed class FlowConditionTests
{
    private static readonly Dictionary<string, object?> s_inputs = new() { ["a"] = 5L, ["b"] = "five", ["c"] = true };

    [Theory]
    [InlineData("a == 5", true)]
    [InlineData("a != 5 or b == \"five\"", true)]
    [InlineData("a > 4.5 and a <= 5", true)]
    [InlineData("not c", false)]
    [InlineData("not (a < 5 and c) and b != \"six\"", true)]
    [InlineData("b > \"a\"", true)]
    [InlineData("b > 3", false)]
    [InlineData("c", true)]
    public void An_expression_holds_or_does_not(string expression, bool holds) => Assert.Equal(holds, FlowCondition.Holds(expression, s_inputs));

    [Theory]
    [InlineData("a ==", "missing")]
    [InlineData("d == 1", "'d'")]
    [InlineData("(a == 5", "parenthesis")]
    [InlineData("a == 5 b", "'b'")]
    [InlineData("a = 5", "'= 5'")]
    public void What_is_none_says_why(string expression, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => FlowCondition.Holds(expression, s_inputs)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("$.data", true)]
    [InlineData("$.data.lines[1].name", true)]
    [InlineData("$.data['lines'][0]", true)]
    [InlineData("$.data.lines[2]", false)]
    [InlineData("$.other", false)]
    [InlineData("data", false)]
    [InlineData("$.data.", false)]
    public void A_path_finds_what_is_there(string expression, bool finds)
    {
        Dictionary<string, object?> data = new() { ["lines"] = new List<object?> { "x", new Dictionary<string, object?> { ["name"] = "disk" } } };
        Assert.Equal(finds, FlowPath.TryFind(expression, data, out _));
    }
}

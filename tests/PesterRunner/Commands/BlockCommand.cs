using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.PesterRunner.Hosting;
using BedrockPS.PesterRunner.Model;

namespace BedrockPS.PesterRunner.Commands;

/// <summary>Describe and Context: the body runs at once, in discovery, and what it declares becomes the block's content.</summary>
public abstract class BlockCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock Fixture { get; set; } = null!;

    [Parameter]
    [AllowEmptyCollection]
    public object[]? ForEach { get; set; }

    [Parameter]
    public SwitchParameter Skip { get; set; }

    [Parameter]
    public string[] Tag { get; set; } = [];

    protected override void EndProcessing()
    {
        Discovery discovery = Discovery.Of(this);
        foreach (object? @case in Cases.Of(ForEach))
        {
            PesterBlock outer = discovery.Current;
            PesterBlock block = new(outer, Name, @case, Skip);
            outer.Children.Add(block);
            discovery.Current = block;
            try
            {
                Fixture.InvokeWithContext(null, [.. block.Variables()]);
            }
            finally
            {
                discovery.Current = outer;
            }
        }
    }
}

[Cmdlet("Describe", "Block")]
public sealed class DescribeCommand : BlockCommand;

[Cmdlet("Context", "Block")]
public sealed class ContextCommand : BlockCommand;

/// <summary>-ForEach as a list: without it there is one case, which gives no variables; an empty one has none.</summary>
internal static class Cases
{
    public static IEnumerable<object?> Of(IList? given) => given is null ? [PesterItem.NoCase] : System.Linq.Enumerable.Cast<object?>(given);
}

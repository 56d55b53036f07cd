using System.Management.Automation;
using BedrockPS.PesterRunner.Hosting;
using BedrockPS.PesterRunner.Model;

namespace BedrockPS.PesterRunner.Commands;

[Cmdlet("It", "Block")]
public sealed class ItCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 1)]
    public ScriptBlock Test { get; set; } = null!;

    [Parameter]
    [Alias("TestCases")]
    [AllowEmptyCollection]
    public object[]? ForEach { get; set; }

    [Parameter]
    public SwitchParameter Skip { get; set; }

    [Parameter]
    public string[] Tag { get; set; } = [];

    protected override void EndProcessing()
    {
        PesterBlock block = Discovery.Of(this).Current;
        foreach (object? @case in Cases.Of(ForEach))
        {
            block.Children.Add(new PesterTest(block, Name, @case, Skip, Test));
        }
    }
}

using System.Linq;
using System.Management.Automation;
using BedrockPS.Cost;

namespace BedrockPS.Cmdlets;

/// <summary>Tells what this session has asked of each model: calls, tokens and cost.</summary>
[Cmdlet(VerbsCommon.Get, "BRUsage")]
[OutputType(typeof(ModelUsage))]
public sealed class GetBRUsageCommand : BedrockCmdlet
{
    /// <summary>Models to tell of, wildcards allowed.</summary>
    [Parameter(Position = 0)]
    [Alias("ModelId")]
    [SupportsWildcards]
    public string[]? Model { get; set; }

    /// <summary>The sum over all models instead.</summary>
    [Parameter]
    public SwitchParameter Total { get; set; }

    protected override object? Target => Model;

    protected override void Process()
    {
        UsageLedger ledger = CostSession.Current.Ledger;
        WriteObject(Total ? ledger.Total(Wanted) : ledger.ByModel(Wanted), enumerateCollection: true);
    }

    private bool Wanted(string model) => Model is null || Model.Any(pattern => Glob.Matches(pattern, model));
}

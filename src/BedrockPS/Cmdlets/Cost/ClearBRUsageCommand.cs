using System.Management.Automation;
using BedrockPS.Cost;

namespace BedrockPS.Cmdlets;

/// <summary>Begins the session's count of calls, tokens and cost anew; the budget of Set-BRDefault -MaxCost is whole again.</summary>
[Cmdlet(VerbsCommon.Clear, "BRUsage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class ClearBRUsageCommand : BedrockCmdlet
{
    protected override object? Target => null;

    protected override void Process()
    {
        if (ShouldProcess("the session's usage", "Clear"))
        {
            CostSession.Current.Clear();
        }
    }
}

using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace BedrockPS.Cost;

/// <summary>What one runspace knows of money: what it used, what it may spend, and the prices that hold in it alone.</summary>
internal sealed class CostSession
{
    private static readonly ConditionalWeakTable<Runspace, CostSession> s_byRunspace = new();

    /// <summary>That of the runspace this thread runs in.</summary>
    public static CostSession Current => s_byRunspace.GetOrCreateValue(Runspace.DefaultRunspace);

    public UsageLedger Ledger { get; } = new();

    /// <summary>Counts from the first call on, limit or not: a limit set later holds for what was spent before, too.</summary>
    public Budget Budget { get; } = new("the session's -MaxCost");

    /// <summary>Prices of the session; they come before those of the file.</summary>
    public PriceTable Prices { get; set; } = PriceTable.Empty;

    /// <summary>Begins to count anew.</summary>
    public void Clear()
    {
        Ledger.Clear();
        Budget.Clear();
    }
}

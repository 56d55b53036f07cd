using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace BedrockPS.Defaults;

/// <summary>What Set-BRDefault remembers, one set a runspace.</summary>
internal sealed class SessionDefaults
{
    private static readonly ConditionalWeakTable<Runspace, SessionDefaults> s_byRunspace = new();

    /// <summary>The set of the runspace this thread runs in.</summary>
    public static SessionDefaults Current => s_byRunspace.GetOrCreateValue(Runspace.DefaultRunspace);

    public BRDefault Values { get; set; } = new();
}

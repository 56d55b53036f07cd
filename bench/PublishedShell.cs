using System;
using System.IO;

namespace BedrockPS.Bench;

/// <summary>The PowerShell that people run, where the machine has it: what an import costs in it.</summary>
internal static class PublishedShell
{
    private static readonly string s_script = Path.Combine(AppContext.BaseDirectory, "import.ps1");

    public static bool IsPresent => RealPowerShell.IsPresent;

    /// <summary>Its version, and whether it is compiled beforehand.</summary>
    public static string Describe()
    {
        using Worker asked = new(RealPowerShell.Start(s_script));
        return asked.ReadLine();
    }

    /// <summary>A new process that tells the seconds of importing a module, and of the first call if there is somebody to call.</summary>
    public static Worker Import(string module, string? url = null) =>
        new(url is null ? RealPowerShell.Start(s_script, module) : RealPowerShell.Start(s_script, module, url));
}

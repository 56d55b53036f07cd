using System;
using System.Reflection;
using System.Runtime.InteropServices;

namespace BedrockPS.Setup;

/// <summary>What the module runs on.</summary>
internal static class PlatformChecks
{
    private static readonly Version s_oldestCore = new(7, 4);
    private static readonly Version s_oldestDesktop = new(5, 1);

    /// <param name="edition">Core or Desktop.</param>
    /// <param name="version">Version of PowerShell, as $PSVersionTable prints it.</param>
    public static SetupCheck PowerShell(string edition, string version)
    {
        string detail = $"{edition} {version} on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription.Trim()}";
        Version oldest = edition == "Core" ? s_oldestCore : s_oldestDesktop;
        return Number(version) >= oldest
            ? SetupCheck.Passed(CheckName.PowerShell, detail)
            : SetupCheck.Failed(CheckName.PowerShell, detail, "Use PowerShell 7.4 or later, or Windows PowerShell 5.1.");
    }

    public static SetupCheck Module()
    {
        Assembly module = typeof(PlatformChecks).Assembly;
        return SetupCheck.Passed(CheckName.Module, $"BedrockPS {module.GetName().Version!.ToString(3)}, {module.Location}");
    }

    // 7.6.0-preview.2 has a tail that Version does not take.
    private static Version? Number(string version) =>
        Version.TryParse(version.Split('-', '+')[0], out Version? number) ? number : null;
}

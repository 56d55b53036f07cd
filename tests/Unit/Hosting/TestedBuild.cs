using System;
using System.Reflection;
using System.Runtime.Versioning;

namespace BedrockPS.Unit.Hosting;

/// <summary>Which of the module's two builds is tested: these tests run with both.</summary>
internal static class TestedBuild
{
    /// <summary>The one for Windows PowerShell.</summary>
    public static bool IsDesktop { get; } = typeof(ModelResponse).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName.StartsWith(".NETStandard", StringComparison.Ordinal);

    /// <summary>Files have modes where there is Unix, and Windows PowerShell's build never meets that.</summary>
    [UnsupportedOSPlatformGuard("windows")]
    public static bool SetsUnixModes => !OperatingSystem.IsWindows() && !IsDesktop;
}

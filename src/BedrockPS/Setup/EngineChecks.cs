using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using BedrockPS.Engine;
#if NET
using System.Runtime.Loader;
#endif

namespace BedrockPS.Setup;

/// <summary>Whether the engine and the AWS SDK below it can be loaded, and whether they are the module's own.</summary>
internal static class EngineChecks
{
    private const string Sdk = "AWSSDK.Core";

    private static readonly string s_directory = Path.GetDirectoryName(typeof(EngineChecks).Assembly.Location)!;

    public static SetupCheck Engine()
    {
        try
        {
            return Loaded();
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException or MissingMemberException)
        {
            return SetupCheck.Failed(
                CheckName.Engine, $"The engine does not load: {exception.Message}", "Install the module again; files are missing or damaged.");
        }
    }

    /// <summary>Copies of the AWS SDK that other modules have brought into this process.</summary>
    public static SetupCheck OtherSdk()
    {
        List<string> found = [];
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!assembly.IsDynamic && assembly.GetName().Name == Sdk && !IsOurs(assembly))
            {
                found.Add($"{FileVersion(assembly)} ({(assembly.Location.Length == 0 ? "from memory" : assembly.Location)})");
            }
        }

        return SetupCheck.Passed(
            CheckName.AwsSdk,
            found.Count == 0 ? "No other AWS SDK is loaded." : $"Also loaded, and not used by BedrockPS: {Sdk} {string.Join(", ", found)}");
    }

    // Apart, so that what is missing is missed inside the try.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static SetupCheck Loaded()
    {
        Assembly sdk = ConnectionInspector.Sdk;
        string detail = $"{Sdk} {FileVersion(sdk)}";
        if (!IsOurs(sdk))
        {
            return SetupCheck.Warning(
                CheckName.Engine,
                $"{detail} of another module is in use: {sdk.Location}",
                "Import BedrockPS first, in a new session, if credentials of profiles or roles fail; PowerShell 7.4 keeps the two apart.");
        }

#if NET
        string? context = AssemblyLoadContext.GetLoadContext(sdk)?.Name;
        return SetupCheck.Passed(CheckName.Engine, $"{detail}, in the load context {context}, apart from other modules");
#else
        return SetupCheck.Passed(CheckName.Engine, $"{detail}, the module's own");
#endif
    }

    private static bool IsOurs(Assembly assembly) =>
        assembly.Location.StartsWith(s_directory, StringComparison.OrdinalIgnoreCase);

    // The assembly version is the same for years.
    private static string FileVersion(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version ?? assembly.GetName().Version!.ToString();
}

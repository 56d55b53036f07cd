using System;
using System.IO;

namespace BedrockPS.Shell;

/// <summary>
/// Finds the staged module: where -ModulePath or BEDROCKPS_MODULE says, else beside the shell, else in out/BedrockPS of the
/// repository the shell was built in.
/// </summary>
internal static class ModuleLocator
{
    private const string Manifest = "BedrockPS.psd1";

    public static string? Find(string? explicitPath)
    {
        explicitPath ??= Environment.GetEnvironmentVariable("BEDROCKPS_MODULE") is { Length: > 0 } set ? set : null;
        if (explicitPath is not null)
        {
            string path = Path.GetFullPath(explicitPath);
            return File.Exists(path) ? path : ManifestIn(path);
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string? found = ManifestIn(Path.Combine(folder.FullName, "BedrockPS"))
                ?? ManifestIn(Path.Combine(folder.FullName, "out", "BedrockPS"));
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A staged module has its assemblies beside the manifest; the source tree's manifest has not.</summary>
    private static string? ManifestIn(string folder)
    {
        string path = Path.Combine(folder, Manifest);
        return File.Exists(path) && Directory.Exists(Path.Combine(folder, "bin")) ? path : null;
    }
}

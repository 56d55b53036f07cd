using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.Files;

/// <summary>The files that a path of PowerShell's means.</summary>
internal static class FilePaths
{
    /// <summary>
    /// The file of that very name, brackets and all, or else, where it has wildcards and is not taken literally, all files that fit, by
    /// name.
    /// </summary>
    /// <exception cref="BedrockException">FileNotFound: none fits. ParameterInvalid: it leads to what has no files.</exception>
    public static IReadOnlyList<string> Of(PathIntrinsics session, string path, bool isLiteral = false)
    {
        try
        {
            string itself = One(session, path);
            if (isLiteral || File.Exists(itself))
            {
                return [itself];
            }

            if (!WildcardPattern.ContainsWildcardCharacters(path))
            {
                return [One(session, WildcardPattern.Unescape(path))];
            }

            string[] found = [.. session.GetResolvedProviderPathFromPSPath(path, out _).Where(File.Exists).OrderBy(static name => name, StringComparer.Ordinal)];
            return found.Length > 0 ? found : throw NoneFits(path, null);
        }
        catch (ItemNotFoundException exception)
        {
            throw NoneFits(path, exception);
        }
        catch (Exception exception) when (IsUnknown(exception))
        {
            throw Unknown(path, exception);
        }
    }

    /// <summary>Where a path leads that is taken literally, whether there is anything or not.</summary>
    /// <exception cref="BedrockException">FileNotFound: no such drive, no path. ParameterInvalid: it leads to what has no files.</exception>
    public static string Locate(PathIntrinsics session, string path)
    {
        try
        {
            return One(session, path);
        }
        catch (Exception exception) when (IsUnknown(exception))
        {
            throw Unknown(path, exception);
        }
    }

    private static string One(PathIntrinsics session, string path)
    {
        string found = session.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return provider.Name == "FileSystem"
            ? found
            : throw new BedrockException("ParameterInvalid", $"'{path}' belongs to the provider {provider.Name}, which has no files.")
            {
                RecommendedAction = "Give the path of a file.",
            };
    }

    private static bool IsUnknown(Exception exception) =>
        exception is SessionStateException or ProviderInvocationException or NotSupportedException or ArgumentException;

    private static BedrockException Unknown(string path, Exception exception) =>
        new("FileNotFound", $"'{path}' cannot be found: {exception.Message}", exception);

    private static BedrockException NoneFits(string path, Exception? exception) => new("FileNotFound", $"No file fits '{path}'.", exception);
}

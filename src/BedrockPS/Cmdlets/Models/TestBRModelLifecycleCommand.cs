using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Lifecycle;
using BedrockPS.Models;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Finds model ids in scripts and other text files, and says which are legacy, past their end of life or unknown in the region, and what
/// replaces them.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "BRModelLifecycle", DefaultParameterSetName = PathSet)]
[Calls("bedrock", "ListFoundationModels", "ListInferenceProfiles")]
[OutputType(typeof(ModelReference))]
public sealed class TestBRModelLifecycleCommand : ConnectedCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralSet = "LiteralPath";
    private const long MaxLength = 16 * 1024 * 1024;

    // A file with a zero among its first characters is no text.
    private const int Probe = 8000;

    private readonly Dictionary<string, ModelReferences> _references = new(StringComparer.Ordinal);

    /// <summary>Files and folders, with wildcards. Of a folder every text file is read.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ResourceId]
    public string[] Path { get; set; } = null!;

    /// <summary>Files and folders whose names are taken as they are; files of Get-ChildItem arrive here.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "FullName", "LP")]
    public string[] LiteralPath { get; set; } = null!;

    /// <summary>Reads the folders within folders too, but for hidden ones and node_modules.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Names of files to read, with wildcards: *.ps1, *.psm1. Without: all.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Include { get; set; }

    /// <summary>Leaves out models that are active.</summary>
    [Parameter]
    public SwitchParameter Outdated { get; set; }

    protected override object? Target => ParameterSetName == PathSet ? Path : LiteralPath;

    protected override void Process()
    {
        // -Region may change from one input to the next, and each has models of its own.
        if (!_references.TryGetValue(Api.Region, out ModelReferences? references))
        {
            ModelCatalog catalog = Wait(ModelCatalog.ReadAsync(Api, StopToken));
            _references[Api.Region] = references = new ModelReferences(catalog, Api.Region);
        }

        ForEach(ParameterSetName == PathSet ? Path : LiteralPath, path =>
        {
            foreach (string file in Files(path))
            {
                Read(file, references);
            }
        });
    }

    private void Read(string file, ModelReferences references)
    {
        StopToken.ThrowIfCancellationRequested();
        try
        {
            if (new FileInfo(file).Length > MaxLength)
            {
                WriteVerbose($"{file} is too large to be a script and was not read.");
                return;
            }

            string content = File.ReadAllText(file);
            if (content.IndexOf('\0', 0, Math.Min(Probe, content.Length)) >= 0)
            {
                WriteVerbose($"{file} is no text and was not read.");
                return;
            }

            foreach (ModelReference reference in references.In(file, content))
            {
                if (!Outdated || reference.Status != ModelLifecycleStatus.Active)
                {
                    WriteObject(reference);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteFailure(new BedrockException("FileUnreadable", $"'{file}' cannot be read: {exception.Message}", exception), file);
        }
    }

    private IEnumerable<string> Files(string path)
    {
        foreach (string found in Resolve(path))
        {
            if (File.Exists(found))
            {
                if (IsIncluded(found))
                {
                    yield return found;
                }
            }
            else if (Directory.Exists(found))
            {
                foreach (string file in FilesOf(found))
                {
                    yield return file;
                }
            }
            else
            {
                throw new BedrockException("FileNotFound", $"There is no file or folder '{found}'.");
            }
        }
    }

    private IEnumerable<string> FilesOf(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Where(IsIncluded).OrderBy(static name => name, StringComparer.Ordinal))
        {
            yield return file;
        }

        if (Recurse)
        {
            foreach (string inner in Directory.EnumerateDirectories(folder).Where(IsRead).OrderBy(static name => name, StringComparer.Ordinal))
            {
                foreach (string file in FilesOf(inner))
                {
                    yield return file;
                }
            }
        }
    }

    private IReadOnlyList<string> Resolve(string path)
    {
        try
        {
            return ParameterSetName == PathSet
                ? GetResolvedProviderPathFromPSPath(path, out _)
                : [FullPathOf(path)];
        }
        catch (ItemNotFoundException exception)
        {
            throw new BedrockException("FileNotFound", exception.Message, exception);
        }
    }

    private static bool IsRead(string folder) => System.IO.Path.GetFileName(folder) is not ['.', ..] and not "node_modules";

    private bool IsIncluded(string file) =>
        Include is null || Include.Any(name => new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch(System.IO.Path.GetFileName(file)));
}

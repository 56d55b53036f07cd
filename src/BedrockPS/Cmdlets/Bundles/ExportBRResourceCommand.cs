using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Saves guardrails, agents, knowledge bases, flows, prompts and whatever else can be made anew as JSON files for source control. A file
/// holds what makes the resource, in a steady order, and neither its ids nor its times; an agent brings along its action groups, knowledge
/// bases and collaborators, a knowledge base its data sources. Tags, versions and aliases stay behind. A file is written whole or not
/// at all; Import-BRResource makes a resource of it.
/// </summary>
[Cmdlet(VerbsData.Export, "BRResource", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportBRResourceCommand : ConnectedCmdlet
{
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);

    /// <summary>File to write, or a folder, which takes a file for each resource: Guardrail.pii.json. What is there is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = null!;

    /// <summary>Resources, as the Get- and New- commands of this module write them, or their ARNs as text.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = null!;

    /// <summary>Refuse to replace a file.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Write the files that were saved.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? Target => InputObject;

    protected override void Process() => ForEach(InputObject, Export);

    private void Export(PSObject input)
    {
        ResourceBundle bundle = ReadBundle(input, out _);
        string path = FullPathOf(Path);
        bool isFolder = Directory.Exists(path) || Path.EndsWith("/", StringComparison.Ordinal) || Path.EndsWith("\\", StringComparison.Ordinal);
        string file = isFolder ? System.IO.Path.Combine(path, FileName(bundle)) : path;
        if (_written.TryGetValue(file, out string? other))
        {
            throw new BedrockException("FileExists", $"'{file}' has just been written for the {other}.")
            {
                RecommendedAction = "Give a folder for several resources: -Path ./resources/",
            };
        }

        ExportFile.Check(file, NoClobber);
        if (!ShouldProcess(file, $"Export {bundle.Title}"))
        {
            return;
        }

        ExportFile.Write(file, target =>
        {
            if (isFolder)
            {
                Directory.CreateDirectory(path);
            }

            BundleFile.Write(target, bundle);
        });
        _written.Add(file, bundle.Title);
        foreach (string missing in MissingIn(bundle))
        {
            WriteWarning($"The service does not show the {missing} of the {bundle.Title}. Import-BRResource needs it: -Parameter @{{ {missing} = … }}");
        }

        if (PassThru)
        {
            WriteObject(new FileInfo(file));
        }
    }

    /// <summary>Members that making it takes and reading it does not give.</summary>
    private static IEnumerable<string> MissingIn(ResourceBundle bundle) => bundle.Type.Operation(bundle.Type.Create!).Input!.Members
        .Where(member => member.IsRequired && !member.IsIdempotencyToken && member.Location != MemberLocation.Path && !bundle.Content.ContainsKey(member.Name))
        .Select(static member => member.Name);

    private static string FileName(ResourceBundle bundle)
    {
        char[] forbidden = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
        string name = new([.. bundle.Name.Select(letter => letter < ' ' || Array.IndexOf(forbidden, letter) >= 0 ? '_' : letter)]);
        return $"{bundle.Type.Name}.{name}.json";
    }
}

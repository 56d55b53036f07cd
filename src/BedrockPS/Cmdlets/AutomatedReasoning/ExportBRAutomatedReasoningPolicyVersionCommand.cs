using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text.Json;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Files;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Gives the definition of an automated-reasoning policy, its types, variables and rules, as an object or as a JSON file.</summary>
[Cmdlet(VerbsData.Export, "BRAutomatedReasoningPolicyVersion", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AutomatedReasoningPolicyDefinition")]
[OutputType(typeof(FileInfo))]
public sealed class ExportBRAutomatedReasoningPolicyVersionCommand : ResourceActionCmdlet
{
    internal const string Export = "ExportAutomatedReasoningPolicyVersion";

    private const string Draft = "DRAFT";

    /// <summary>ARN, id or name of the policy.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PolicyArn", "AutomatedReasoningPolicyArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string Id { get; set; } = null!;

    /// <summary>A version's number, or DRAFT, which is also what is given without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Version")]
    [Option]
    public string? PolicyVersion { get; set; }

    /// <summary>File to write as JSON in place of the object; one of that name is replaced.</summary>
    [Parameter(Position = 1)]
    [Option]
    public string? Path { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningPolicy;

    private protected override string Operation => Export;

    private string? File => Path is null ? null : FullPathOf(Path);

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        // A version is named by a number at the end of the ARN, after the policy's id.
        string arn = members.Text("policyArn");
        bool hasVersion = arn.IndexOf(':', arn.LastIndexOf('/') + 1) >= 0;
        if (PolicyVersion is not null && !hasVersion && !PolicyVersion.Equals(Draft, StringComparison.OrdinalIgnoreCase))
        {
            members["policyArn"] = $"{arn}:{PolicyVersion}";
        }
    }

    /// <summary>To look is free; only a file is a change.</summary>
    private protected override bool IsAgreed(string target, string action) => File is null || ShouldProcess(File, action);

    private protected override void Finished(ResourceContent answer, Dictionary<string, object?> members)
    {
        if (File is not string file)
        {
            WriteObject(ResourceObject.From("AutomatedReasoningPolicyDefinition", answer.Values, answer.Shape));
            return;
        }

        ExportFile.Write(file, path => PrivateFile.Write(path, stream =>
        {
            using Utf8JsonWriter writer = new(stream, JsonText.WriterOptions with { Indented = true });
            JsonValueWriter.WriteDocument(writer, answer.Values);
        }));
        WriteObject(new FileInfo(file));
    }
}

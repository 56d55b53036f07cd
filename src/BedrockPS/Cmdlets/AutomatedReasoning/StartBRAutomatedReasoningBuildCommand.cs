using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Starts a build of an automated-reasoning policy: rules out of a document, corrections, scenarios or a fidelity report.</summary>
[Cmdlet(VerbsLifecycle.Start, "BRAutomatedReasoningBuild", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AutomatedReasoningBuild")]
public sealed class StartBRAutomatedReasoningBuildCommand : StartResourceCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>
    /// What is to be built: INGEST_CONTENT (rules out of a document), REFINE_POLICY, IMPORT_POLICY, GENERATE_FIDELITY_REPORT,
    /// GENERATE_POLICY_SCENARIOS, RESOLVE_POLICY_AMBIGUITIES or ITERATIVELY_REFINE_POLICY.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Type")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string BuildWorkflowType { get; set; } = null!;

    /// <summary>
    /// Paths of PDF or text files of up to 5,000,000 bytes: one to take rules from, up to 5 for a fidelity report or an iterative
    /// refinement.
    /// </summary>
    [Parameter]
    [Option]
    public string[]? Document { get; set; }

    /// <summary>What the documents are about, up to 4000 characters.</summary>
    [Parameter]
    [Option]
    public string? DocumentDescription { get; set; }

    /// <summary>Types, variables and rules to begin with, as Export-BRAutomatedReasoningPolicyVersion gives them.</summary>
    [Parameter]
    [Member("sourceContent.policyDefinition")]
    public object? PolicyDefinition { get; set; }

    /// <summary>Corrections, up to 10, each a hashtable with one member such as addRule, deleteRule or updateFromRulesFeedback.</summary>
    [Parameter]
    [Member("sourceContent.workflowContent.policyRepairAssets.annotations")]
    public object[]? Annotation { get; set; }

    /// <summary>What an iterative refinement is to do better, up to 4000 characters.</summary>
    [Parameter]
    [Member("sourceContent.workflowContent.iterativeRefinementContent.feedback")]
    public string? Feedback { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningBuild;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        // Some builds need nothing but the policy, and still a source.
        Dictionary<string, object?> source = Structure(members, "sourceContent");
        if (Document is null)
        {
            return;
        }

        Dictionary<string, object?> content = Structure(source, "workflowContent");
        Dictionary<string, object?> place = BuildWorkflowType.ToUpperInvariant() switch
        {
            "GENERATE_FIDELITY_REPORT" => Structure(content, "generateFidelityReportContent"),
            "ITERATIVELY_REFINE_POLICY" => Structure(content, "iterativeRefinementContent"),
            _ => content,
        };
        place["documents"] = Document.Select(Read).ToList();
    }

    private object? Read(string path)
    {
        FileInfo file = new(FullPathOf(path));
        Dictionary<string, object?> document = new()
        {
            ["document"] = Material.ReadBytes(file),
            ["documentContentType"] = file.Extension.Equals(".pdf", StringComparison.OrdinalIgnoreCase) ? "pdf" : "txt",
            ["documentName"] = file.Name,
        };
        if (DocumentDescription is not null)
        {
            document["documentDescription"] = DocumentDescription;
        }

        return document;
    }

    private static Dictionary<string, object?> Structure(Dictionary<string, object?> parent, string name)
    {
        if (!parent.TryGetValue(name, out object? present) || present is not Dictionary<string, object?> structure)
        {
            parent[name] = structure = [];
        }

        return structure;
    }
}

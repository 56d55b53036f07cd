using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Inference;
using BedrockPS.Protocol;
using BedrockPS.Resources;
using BedrockPS.Sessions;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Keeps a step in a session: what was said, with images if need be. Each piped string, file or object is a step of its own; -Text and
/// -Image go along with it, and make the step where nothing is piped.
/// </summary>
[Cmdlet(VerbsCommon.Add, "BRSessionStep", SupportsShouldProcess = true)]
[OutputType("BedrockPS.SessionStep")]
public sealed class AddBRSessionStepCommand : NewResourceCmdlet
{
    /// <summary>Id or ARN of the session.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Member("sessionIdentifier")]
    [Alias("SessionArn", "SessionIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string SessionId { get; set; } = null!;

    /// <summary>Id of the invocation it belongs to.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Member("invocationIdentifier")]
    [Alias("InvocationIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string InvocationId { get; set; } = null!;

    /// <summary>Texts, each a block of the step.</summary>
    [Parameter(Position = 2)]
    [Option]
    public string[]? Text { get; set; }

    /// <summary>Images: paths, files, bytes or s3:// URIs; png, jpeg, gif and webp.</summary>
    [Parameter]
    [AttachmentArgument]
    [Option]
    public object[]? Image { get; set; }

    /// <summary>What to keep: strings, text and image files, answers of models, agents and flows; other objects as JSON.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [Option]
    public object? InputObject { get; set; }

    /// <summary>When it happened; without it, now.</summary>
    [Parameter]
    [Member("invocationStepTime")]
    public DateTimeOffset? Time { get; set; }

    /// <summary>An id of your own, a GUID in lower case; without it the service makes one.</summary>
    [Parameter]
    [Member("invocationStepId")]
    [Alias("InvocationStepId")]
    public string? StepId { get; set; }

    internal override IReadOnlyCollection<string> AmendedMembers => ["payload"];

    protected override object? Target => InputObject ?? Text ?? (object?)SessionId;

    private protected override ResourceType Type => ResourceTypes.SessionStep;

    private protected override string Operation => "PutInvocationStep";

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        if (operation.Name != Operation)
        {
            return;
        }

        SessionContent content = new();
        if (InputObject is PSObject piped && SessionContent.IsPlace(piped))
        {
            // It says where the step goes, not what is in it.
        }
        else if (InputObject is not null)
        {
            content.AddAll(Material.Read(InputObject, StopToken));
        }

        foreach (string text in Text ?? [])
        {
            content.Add(ContentBlock.FromText(text));
        }

        content.AddAll(new AttachmentArguments(SessionState, null).Read("image", Image ?? []));
        members["payload"] = content.ToPayload();
        if (!members.ContainsKey("invocationStepTime"))
        {
            members["invocationStepTime"] = DateTimeOffset.UtcNow;
        }
    }
}

using System;
using System.Management.Automation;
using BedrockPS.Completers;

namespace BedrockPS.Cmdlets;

/// <summary>Shows what is under way for a while: the service lists it by its state and by when it was made.</summary>
public abstract class GetJobCmdlet : GetResourceCmdlet
{
    /// <summary>Those in this state alone.</summary>
    [Parameter]
    [Member("statusEquals")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Status { get; set; }

    /// <summary>Those made after this time alone.</summary>
    [Parameter]
    [Member("creationTimeAfter")]
    public DateTime? CreatedAfter { get; set; }

    /// <summary>Those made before this time alone.</summary>
    [Parameter]
    [Member("creationTimeBefore")]
    public DateTime? CreatedBefore { get; set; }
}

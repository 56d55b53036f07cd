using System.Management.Automation;

namespace BedrockPS.Errors;

/// <summary>What an error code means to PowerShell and to the user.</summary>
internal sealed class ErrorKind
{
    public ErrorKind(ErrorCategory category, string action, bool isRetryable = false, bool isFatal = false)
    {
        Category = category;
        Action = action;
        IsRetryable = isRetryable;
        IsFatal = isFatal;
    }

    public ErrorCategory Category { get; }

    /// <summary>What to do next; <see cref="Advice"/> says it more exactly where it knows more than the code.</summary>
    public string Action { get; }

    /// <summary>The same request may succeed later.</summary>
    public bool IsRetryable { get; }

    /// <summary>As a rule no later input of the same pipeline can fare better; <see cref="BedrockException.EndsPipeline"/> may say otherwise.</summary>
    public bool IsFatal { get; }
}

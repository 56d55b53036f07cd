using System.Management.Automation;

namespace BedrockPS.Errors;

/// <summary>The one place where exceptions become PowerShell error records.</summary>
internal static class ErrorRecords
{
    /// <param name="exception">What went wrong; its code becomes the error id.</param>
    /// <param name="target">The pipeline input or model the error belongs to.</param>
    public static ErrorRecord ToErrorRecord(this BedrockException exception, object? target) =>
        new(exception, exception.Code, ErrorCategory.InvalidResult, target);

    /// <summary>Nothing later in the pipeline can work: no region, no credentials, a profile that does not exist.</summary>
    public static bool IsFatal(this BedrockException exception) => false;
}

using System;
using System.Management.Automation;

namespace BedrockPS.Errors;

/// <summary>The one place where exceptions become PowerShell error records.</summary>
internal static class ErrorRecords
{
    /// <param name="exception">What went wrong; its code becomes the error id.</param>
    /// <param name="target">The pipeline input or model the error belongs to.</param>
    /// <param name="source">What gives it where no cmdlet does, which would add its own name to the id.</param>
    public static ErrorRecord ToErrorRecord(this BedrockException exception, object? target, Type? source = null)
    {
        // PowerShell keeps one record in $Error for an exception, however many targets it is the error of.
        exception = exception.IsReported ? exception.Copy() : exception;
        exception.IsReported = true;
        ErrorCategory category = ErrorTable.For(exception.Code, exception.StatusCode).Category;
        return new ErrorRecord(exception, source is null ? exception.Code : $"{exception.Code},{source.FullName}", category, target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = exception.RecommendedAction },
        };
    }
}

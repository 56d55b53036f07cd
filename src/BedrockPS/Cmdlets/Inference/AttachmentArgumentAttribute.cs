using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.Cmdlets;

/// <summary>Keeps bytes together: PowerShell would make an array of a file's bytes into as many attachments.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AttachmentArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        switch (value)
        {
            case byte[]:
                return new[] { value };
            case IList { Count: > 0 } list when list.Cast<object?>().All(static item => item is byte or PSObject { BaseObject: byte }):
                // Get-Content -AsByteStream without -Raw gives bytes one by one.
                return new object[] { list.Cast<object>().Select(static item => (byte)(item is PSObject boxed ? boxed.BaseObject : item)).ToArray() };
            default:
                return inputData;
        }
    }
}

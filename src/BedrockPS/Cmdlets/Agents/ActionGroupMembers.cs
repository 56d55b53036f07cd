using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Engine.S3;
using BedrockPS.Inference;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>What New-BRAgentActionGroup and Set-BRAgentActionGroup send for the parameters that stand for no member as they are.</summary>
internal static class ActionGroupMembers
{
    /// <param name="members">Members of the request.</param>
    /// <param name="returnsControl">Whoever asks the agent does the work.</param>
    /// <param name="apiSchema">File, text, s3:// URI or the member itself; null: none was given.</param>
    /// <exception cref="BedrockException">ParameterConflict, or what reading the file may give.</exception>
    public static void Complete(Dictionary<string, object?> members, bool returnsControl, object? apiSchema)
    {
        if (returnsControl)
        {
            if (members.ContainsKey("actionGroupExecutor"))
            {
                throw new BedrockException("ParameterConflict", "-Lambda has a function do the work, -ReturnControl leaves it to whoever asks.");
            }

            members["actionGroupExecutor"] = new Dictionary<string, object?> { ["customControl"] = "RETURN_CONTROL" };
        }

        if (apiSchema is not null)
        {
            members["apiSchema"] = Schema(apiSchema is PSObject wrapped ? wrapped.BaseObject : apiSchema, apiSchema);
        }

        // A group is described in one way; the other of before would be refused beside it.
        bool hasSchema = members.ContainsKey("apiSchema");
        bool hasFunctions = members.ContainsKey("functionSchema");
        if (hasSchema && hasFunctions)
        {
            throw new BedrockException("ParameterConflict", "A group is described by -ApiSchema or by -Function, not by both.");
        }

        if (hasSchema || hasFunctions)
        {
            members[hasSchema ? "functionSchema" : "apiSchema"] = null;
        }
    }

    private static object? Schema(object value, object given) => value switch
    {
        FileInfo file => Payload(FileKind.DecodeText(Material.ReadBytes(file))),
        string text when S3Location.TryParse(text) is { Name.Length: > 0 } uri => new Dictionary<string, object?>
        {
            ["s3"] = new Dictionary<string, object?> { ["s3BucketName"] = uri.Bucket, ["s3ObjectKey"] = uri.Key },
        },
        string text => Payload(text),
        _ => PlainValue.From(given, "-ApiSchema"),
    };

    private static Dictionary<string, object?> Payload(string text) => new() { ["payload"] = text };
}

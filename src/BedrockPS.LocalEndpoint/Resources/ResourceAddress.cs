using System;
using System.Linq;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Resources;

/// <summary>How requests name resources and their versions, read from the descriptions of their operations.</summary>
internal static class ResourceAddress
{
    /// <summary>Input member that names one of a kind: the last label of the path of Get, where the kind says nothing else.</summary>
    public static string IdentifierOf(ResourceKind kind)
    {
        if (kind.Identifier is not null)
        {
            return kind.Identifier;
        }

        OperationDescription operation = ServiceDescription.Get(kind.Service).GetOperation(kind.Get ?? kind.Delete!);
        string path = operation.Path;
        int open = path.LastIndexOf('{');
        string label = path.Substring(open + 1, path.IndexOf('}', open) - open - 1);
        return operation.Input!.Members.First(member => member.Location == MemberLocation.Path && member.WireName == label).Name;
    }

    /// <summary>Input member that is the name of what an operation makes or renames.</summary>
    public static string NameMemberOf(ResourceKind kind, OperationDescription operation) =>
        kind.NameMember ?? (operation.Input?.FindMember(kind.Noun + "Name") is null ? "name" : kind.Noun + "Name");

    /// <summary>An id or ARN and the version behind it after a colon; null where there is none.</summary>
    public static (string Id, string? Version) SplitVersion(string identifier)
    {
        int colon = identifier.IndexOf(':', Math.Max(0, identifier.LastIndexOf('/')));
        return colon < 0 ? (identifier, null) : (identifier.Substring(0, colon), identifier.Substring(colon + 1));
    }

    /// <summary>The id or ARN a request gives, without a version behind it.</summary>
    public static string IdentifierIn(OperationCall call, ResourceKind kind)
    {
        string identifier = call.Input.Text(IdentifierOf(kind)) ?? "";
        return kind.Versions is null ? identifier : SplitVersion(identifier).Id;
    }

    /// <summary>The version a request names, by itself or behind the ARN; null for none, and for what has no versions.</summary>
    public static string? VersionIn(OperationCall call, ResourceKind kind) => kind.Versions is null
        ? null
        : call.Input.Text(kind.Versions.Member) ?? SplitVersion(call.Input.Text(IdentifierOf(kind)) ?? "").Version;
}

using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>Tells which member of an operation names the one resource it is about.</summary>
internal static class ResourceKey
{
    /// <summary>Whether a text has the length and form a shape asks for.</summary>
    public static bool Fits(ShapeDescription shape, string text) =>
        text.Length >= (shape.Min ?? 0) && text.Length <= (shape.Max ?? int.MaxValue) && shape.SafePattern?.Allows(text) != false;

    /// <summary>The last part of the path that differs from one to the next; the parents stand before it.</summary>
    /// <returns>Null where the path names none.</returns>
    public static string? IdentityOf(OperationDescription operation)
    {
        int end = operation.Path.LastIndexOf('}');
        int start = operation.Path.LastIndexOf('{');
        if (start < 0 || end < start)
        {
            return null;
        }

        string label = operation.Path.Substring(start + 1, end - start - 1).TrimEnd('+');
        foreach (MemberDescription member in operation.Input!.Members)
        {
            if (member.Location == MemberLocation.Path && member.WireName == label)
            {
                return member.Name;
            }
        }

        return null;
    }
}

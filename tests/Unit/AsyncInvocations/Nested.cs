using System.Management.Automation;

namespace BedrockPS.Unit.AsyncInvocations;

internal static class Nested
{
    /// <summary>A property of a value, as an object to look into.</summary>
    public static PSObject ToPSObject(this object value, string property) => PSObject.AsPSObject(PSObject.AsPSObject(value).Properties[property].Value);
}

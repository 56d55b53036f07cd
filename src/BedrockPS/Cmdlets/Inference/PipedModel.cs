using System.Linq;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Tells objects that are to be asked from objects a question is about.</summary>
internal static class PipedModel
{
    /// <summary>What a call names a piped object by.</summary>
    /// <returns>Null where the object is neither a model nor anything else of an account's that can be called.</returns>
    public static string? IdOf(object? input) => input switch
    {
        Model model => model.Id,
        PSObject { TypeNames: { Count: > 0 } names } resource when ResourceTypes.All.Any(type => type.IsModel && names[0] == "BedrockPS." + type.Name) =>
            resource.Properties["ModelId"]?.Value as string,
        _ => null,
    };
}

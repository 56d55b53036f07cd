using System.Management.Automation;
using BedrockPS.Defaults;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <content>Reading resources so that they can be made again.</content>
public abstract partial class ConnectedCmdlet
{
    /// <summary>What it takes to make what an input refers to.</summary>
    /// <param name="input">An object of the module's, or an ARN.</param>
    /// <param name="api">The connection it was read on.</param>
    private protected ResourceBundle ReadBundle(PSObject input, out ApiClient api)
    {
        ResourceReference reference = ResourceReference.Of(input)
            ?? throw new BedrockException("ResourceUnknown", $"'{input}' is no resource of the service's.");
        api = ApiIn(reference.Region);
        return Wait(new BundleReader(api).ReadAsync(reference.Type, reference.KeyIn(api), StopToken));
    }

    /// <summary>A client with the options of another, on a connection of its own.</summary>
    private protected ApiClient ClientLike(ApiClient other, IConnectionParameters connection) =>
        new(ConnectionResolver.Resolve(connection, SessionDefaults.Current, name => GetVariableValue(name)), other.Options);
}

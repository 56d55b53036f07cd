using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>
/// <para>Lists the operations that Invoke-BRApi reaches, or describes the members of one.</para>
/// <para>Needs neither credentials nor a connection.</para>
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRApi")]
[OutputType(typeof(ApiOperation), typeof(ApiMember))]
public sealed class GetBRApiCommand : BedrockCmdlet
{
    /// <summary>Services, by name or wildcard; all of them when left out.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ApiServiceCompleter))]
    [SupportsWildcards]
    public string? Service { get; set; }

    /// <summary>Operations, by name or wildcard. One exact name describes that operation's members.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ApiOperationCompleter))]
    [SupportsWildcards]
    public string? Operation { get; set; }

    /// <summary>Describes the members of the answer instead of the parameters.</summary>
    [Parameter]
    public SwitchParameter Answer { get; set; }

    /// <summary>How many levels of nested structures to open.</summary>
    [Parameter]
    [ValidateRange(1, 20)]
    public int Depth { get; set; } = 3;

    protected override object? Target => Operation ?? Service;

    protected override void Process()
    {
        List<ServiceDescription> services = FindServices();
        if (Operation is null || WildcardPattern.ContainsWildcardCharacters(Operation))
        {
            WildcardPattern pattern = WildcardPattern.Get(Operation ?? "*", WildcardOptions.IgnoreCase);
            foreach (ServiceDescription service in services)
            {
                foreach (string name in service.OperationNames.Where(pattern.IsMatch))
                {
                    WriteObject(ApiCatalogue.Describe(service.GetOperation(name)));
                }
            }

            return;
        }

        List<ServiceDescription> owners = [.. services.Where(service => service.HasOperation(Operation))];
        if (owners.Count == 0)
        {
            // Throws, naming the nearest.
            services[0].GetOperation(Operation);
        }

        foreach (ServiceDescription owner in owners)
        {
            WriteObject(ApiCatalogue.Members(owner.GetOperation(Operation), Answer, Depth), enumerateCollection: true);
        }
    }

    private List<ServiceDescription> FindServices()
    {
        if (Service is not null && !WildcardPattern.ContainsWildcardCharacters(Service))
        {
            return [ServiceDescription.Get(Service)];
        }

        WildcardPattern pattern = WildcardPattern.Get(Service ?? "*", WildcardOptions.IgnoreCase);
        List<ServiceDescription> found = [.. ServiceDescription.Names.Where(pattern.IsMatch).Select(ServiceDescription.Get)];
        return found.Count > 0
            ? found
            : throw new BedrockException(
                "UnknownService", $"No service matches '{Service}'. Known: {string.Join(", ", ServiceDescription.Names)}.");
    }
}

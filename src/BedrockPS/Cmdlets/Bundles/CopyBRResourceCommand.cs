using System.Management.Automation;
using System.Security;
using BedrockPS.Completers;
using BedrockPS.Defaults;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Makes a copy of a resource in another region or account, or beside it under another name. It is Export-BRResource and
/// Import-BRResource without the file: -Region, -ProfileName and the other connection parameters say where it is, those that begin with
/// Destination where it goes; what is not given of the destination is as at the source.
/// </summary>
[Cmdlet(VerbsCommon.Copy, "BRResource", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject))]
public sealed class CopyBRResourceCommand : ImportResourceCmdlet
{
    /// <summary>Resources, as the Get- and New- commands of this module write them, or their ARNs as text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = null!;

    /// <summary>Name of the copy. Without it the name stays, which needs another region or account.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? NewName { get; set; }

    /// <summary>Region the copy is made in.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? DestinationRegion { get; set; }

    /// <summary>Profile of the account the copy is made in.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? DestinationProfileName { get; set; }

    /// <summary>Absolute URL used for the destination instead of the region's endpoint.</summary>
    [Parameter]
    public string? DestinationEndpointUrl { get; set; }

    protected override object? Target => InputObject;

    protected override void Process() => ForEach(InputObject, input =>
    {
        ResourceBundle bundle = ReadBundle(input, out ApiClient source);
        Import(bundle, ClientLike(source, new DestinationConnection(this, source.Region)), NewName);
    });

    /// <summary>The connection parameters of the source, with those of the destination in their place.</summary>
    private sealed class DestinationConnection : IConnectionParameters
    {
        private readonly CopyBRResourceCommand _command;
        private readonly string _region;

        public DestinationConnection(CopyBRResourceCommand command, string region)
        {
            _command = command;
            _region = region;
        }

        public string? Region => _command.DestinationRegion ?? _region;

        public string? ProfileName => _command.DestinationProfileName ?? _command.ProfileName;

        public string? ProfileLocation => _command.ProfileLocation;

        public string? AccessKey => IsSameAccount ? _command.AccessKey : null;

        public string? SecretKey => IsSameAccount ? _command.SecretKey : null;

        public string? SessionToken => IsSameAccount ? _command.SessionToken : null;

        public object? Credential => IsSameAccount ? _command.Credential : null;

        public SecureString? ApiKey => IsSameAccount ? _command.ApiKey : null;

        public string? EndpointUrl => _command.DestinationEndpointUrl ?? _command.EndpointUrl;

        public int? MaxAttempt => _command.MaxAttempt;

        private bool IsSameAccount => _command.DestinationProfileName is null;
    }
}

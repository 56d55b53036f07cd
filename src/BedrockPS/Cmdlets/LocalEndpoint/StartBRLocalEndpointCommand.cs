using System;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Defaults;
using BedrockPS.LocalEndpoints;

namespace BedrockPS.Cmdlets;

/// <summary>Starts an endpoint in this process and points the session at it.</summary>
[Cmdlet(VerbsLifecycle.Start, "BRLocalEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(LocalEndpoint))]
public sealed class StartBRLocalEndpointCommand : BedrockCmdlet
{
    /// <summary>Port on the loopback interface; a free one when not given.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>Access key it accepts; made up when not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccessKey { get; set; }

    /// <summary>Secret key it accepts; made up when not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretKey { get; set; }

    /// <summary>Bearer token it accepts for bedrock and bedrock-runtime; made up when not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ApiKey { get; set; }

    /// <summary>Region it takes itself to be in when a request does not say; us-east-1 when not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string Region { get; set; } = "us-east-1";

    /// <summary>
    /// What goes wrong, and how often: [scope@]kind[:argument][:count], such as throttle:2, Converse@notready:1, slow:50ms, cut:3.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(FaultCompleter))]
    public string[] Fault { get; set; } = [];

    /// <summary>Base URL of an OpenAI-compatible server that answers text requests in place of the simulators.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Upstream { get; set; }

    /// <summary>Model the upstream server is asked for; the Bedrock model id when not given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UpstreamModel { get; set; }

    /// <summary>
    /// Folder of the endpoint's S3 buckets, a folder each; made if it is missing, and kept. Without it, a temporary one that is deleted
    /// when the endpoint stops or the process ends.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StoragePath { get; set; }

    /// <summary>
    /// URL of an S3 server that jobs read their input from and write their output to, in place of the endpoint's own storage; the value
    /// of AWS_ENDPOINT_URL_S3 when not given. It is asked with the endpoint's -AccessKey and -SecretKey.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? S3Endpoint { get; set; }

    /// <summary>Leaves the session's defaults as they are.</summary>
    [Parameter]
    public SwitchParameter NoDefault { get; set; }

    protected override object? Target => Port;

    protected override void Process()
    {
        string where = Port is int wanted ? $"127.0.0.1:{wanted}" : "a free port of 127.0.0.1";
        if (!ShouldProcess(where, "Start a local Bedrock endpoint"))
        {
            return;
        }

        LocalEndpointOptions options = new()
        {
            Port = Port ?? 0,
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            ApiKey = ApiKey,
            Region = Region,
            Faults = Fault,
            Upstream = Upstream,
            UpstreamModel = UpstreamModel,
            S3Endpoint = S3Endpoint ?? OfEnvironment(),
            StoragePath = StoragePath is null ? null : FullPathOf(StoragePath),
        };
        WriteObject(LocalEndpointRegistry.Start(options, NoDefault ? null : SessionDefaults.Current));
    }

    private static string? OfEnvironment() =>
        Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3") is string { Length: > 0 } url ? url : null;
}

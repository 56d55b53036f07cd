using System;
using System.Management.Automation;
using System.Security;
using BedrockPS.Completers;
using BedrockPS.Defaults;
using BedrockPS.Engine;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>A cmdlet that talks to the service: the connection parameters, under the names AWS Tools for PowerShell uses.</summary>
public abstract partial class ConnectedCmdlet : BedrockCmdlet, IConnectionParameters
{
    private ApiClient? _api;

    /// <summary>Region system name such as us-east-1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public virtual string? Region { get; set; }

    /// <summary>Profile of the shared credentials and config files. A profile that does not exist is an error.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Path of a credentials file other than the default one.</summary>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    public string? ProfileLocation { get; set; }

    /// <summary>Access key id; -SecretKey belongs to it.</summary>
    [Parameter]
    [Alias("AK")]
    public string? AccessKey { get; set; }

    /// <summary>Secret key of -AccessKey.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    public string? SecretKey { get; set; }

    /// <summary>Session token, when the keys are temporary.</summary>
    [Parameter]
    [Alias("ST")]
    public string? SessionToken { get; set; }

    /// <summary>An AWSCredentials object of AWS Tools for PowerShell, or a PSCredential of access key and secret key.</summary>
    [Parameter]
    [Alias("AWSCredentials")]
    public object? Credential { get; set; }

    /// <summary>Bedrock API key; taken by bedrock and bedrock-runtime only.</summary>
    [Parameter]
    public SecureString? ApiKey { get; set; }

    /// <summary>Absolute URL used instead of the region's endpoint, such as a VPC endpoint or a local one.</summary>
    [Parameter]
    public string? EndpointUrl { get; set; }

    /// <summary>Longest time in seconds for one call, streaming included. Without it there is no limit.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int? TimeoutSec { get; set; }

    /// <summary>Longest silence in seconds while an answer arrives; 3600 when not given, the service's own limit.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int? IdleTimeoutSec { get; set; }

    /// <summary>How often a call is sent at most, the first time included.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int? MaxAttempt { get; set; }

    /// <summary>Connection in force for the current input; -Region may change from one input to the next.</summary>
    private protected virtual ConnectionSettings Connection =>
        ConnectionResolver.Resolve(this, SessionDefaults.Current, name => GetVariableValue(name));

    /// <summary>Time-out in force for the current input.</summary>
    private protected virtual int? CallTimeoutSec => TimeoutSec;

    private protected virtual int? CallIdleTimeoutSec => IdleTimeoutSec;

    /// <summary>Some connection parameter was given, so the session's connection is not what the user wants.</summary>
    private protected bool HasConnectionParameter =>
        (Region ?? ProfileName ?? ProfileLocation ?? AccessKey ?? SecretKey ?? SessionToken ?? EndpointUrl) is not null
        || Credential is not null
        || ApiKey is not null;

    private protected override string? WaitingFor => _api?.LastOperation;

    private protected ApiClient Api
    {
        get
        {
            ConnectionSettings settings = Connection;
            if (_api is null || !settings.Equals(_api.Settings))
            {
                _api = new ApiClient(settings, new CallOptions
                {
                    Timeout = CallTimeoutSec is int total ? TimeSpan.FromSeconds(total) : null,
                    IdleTimeout = CallIdleTimeoutSec is int idle ? TimeSpan.FromSeconds(idle) : null,
                    Log = Log.Add,
                });
            }

            return _api;
        }
    }

    /// <summary>The connection to the region an input is in, unless the user named one.</summary>
    private protected ApiClient ApiIn(string? region)
    {
        string? given = Region;
        Region ??= region;
        try
        {
            return Api;
        }
        finally
        {
            Region = given;
        }
    }
}

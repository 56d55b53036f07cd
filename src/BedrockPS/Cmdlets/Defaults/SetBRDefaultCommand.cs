using System.Management.Automation;
using System.Security;
using BedrockPS.Completers;
using BedrockPS.Defaults;

namespace BedrockPS.Cmdlets;

/// <summary>Remembers what later commands of this runspace use where a parameter is not given.</summary>
[Cmdlet(VerbsCommon.Set, "BRDefault", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(BRDefault))]
public sealed class SetBRDefaultCommand : BedrockCmdlet
{
    /// <summary>Region system name such as us-east-1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>Profile of the shared credentials and config files; replaces keys that were set before.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Path of a credentials file other than the default one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    public string? ProfileLocation { get; set; }

    /// <summary>Model of Invoke-BRModel and Start-BRChat, in any form they take.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>Model of Get-BREmbedding, in any form it takes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? EmbeddingModel { get; set; }

    /// <summary>Model of New-BRImage, in any form it takes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? ImageModel { get; set; }

    /// <summary>Absolute URL used instead of the region's endpoint.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? EndpointUrl { get; set; }

    /// <summary>Tokens an answer may have at most.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRangeOrNull(1, int.MaxValue)]
    public int? MaxTokens { get; set; }

    /// <summary>What the calls of the session may cost together, in the currency of the price table; what was spent before counts.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRangeOrNull(0, 1_000_000_000)]
    public decimal? MaxCost { get; set; }

    /// <summary>Bedrock API key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SecureString? ApiKey { get; set; }

    /// <summary>Write the defaults now in force.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override object? Target => null;

    protected override void Process()
    {
        SessionDefaults session = SessionDefaults.Current;
        BRDefault values = session.Values.Clone();
        values.Region = Given(Region) ?? values.Region;
        values.ProfileName = Given(ProfileName) ?? values.ProfileName;
        values.ProfileLocation = Given(ProfileLocation) ?? values.ProfileLocation;
        values.Model = Given(Model) ?? values.Model;
        values.EmbeddingModel = Given(EmbeddingModel) ?? values.EmbeddingModel;
        values.S3EndpointUrl = Given(EndpointUrl) is null ? values.S3EndpointUrl : null;
        values.ImageModel = Given(ImageModel) ?? values.ImageModel;
        values.EndpointUrl = Given(EndpointUrl) ?? values.EndpointUrl;
        values.MaxTokens = MaxTokens ?? values.MaxTokens;
        values.MaxCost = MaxCost ?? values.MaxCost;
        values.ApiKey = ApiKey ?? values.ApiKey;
        if (Given(ProfileName) is not null)
        {
            // The profile asked for last decides, not keys that were set before it.
            values.AccessKey = null;
            values.SecretKey = null;
            values.SessionToken = null;
        }

        if (ShouldProcess("BedrockPS defaults of this session", "Set"))
        {
            session.Values = values;
            if (PassThru)
            {
                WriteObject(values.Clone());
            }
        }
    }

    /// <summary>PowerShell binds a property without a value, as Get-BRDefault's objects have them, as an empty text.</summary>
    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
